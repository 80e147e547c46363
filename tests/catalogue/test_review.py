"""An editor checks a procedure's file: one mistake gives one line with file, line and cause."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.places import places
from kiosk.catalogue.review import STANDARD
from ui.commands.__main__ import main

BIRTH = "1.001193.toml"
NOTHING_ELSE = ("1.001193", "2.000986")  # the second is what the first offers

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for code in NOTHING_ELSE:
        shutil.copy(PROCEDURES / f"{code}.toml", tmp_path)
    # An offer of theirs may lead to a procedure that is not here.
    path = tmp_path / "2.000986.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.partition("[[offers]]")[0], encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> int:
    """Replaces the first `old`; gives its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def check(folder: Path, capsys: Captured, *more: str) -> list[str]:
    status = main(["catalogue", "--folder", str(folder), "check", "--day", "2026-11-28", *more])
    said = capsys.readouterr().out.splitlines()
    assert status == (0 if said[-1].endswith("nothing wrong.") else 1)
    return said


def test_what_comes_with_it_needs_no_mending(capsys: Captured) -> None:
    [line] = check(PROCEDURES, capsys)
    assert line.endswith("nothing wrong.")


LONG = "Cháu bé " * 20
SEVEN_MORE = "".join(
    f'[[papers]]\nid = "more_{n}"\nname = {{ vi = "Giấy {n}", en = "Paper {n}" }}\nsource = "portal"\n\n'
    for n in range(7)
)
CHOICE = (
    '[[questions]]\nid = "more_{n}"\nkind = "choice"\nask = {{ vi = "Gì?", en = "What?" }}\noptions = [\n'
    '    {{ id = "a", name = {{ vi = "A", en = "A" }} }},\n'
    '    {{ id = "b", name = {{ vi = "B", en = "B" }} }},\n]\n\n'
)
UNREACHABLE = (
    '[[questions]]\nid = "never"\nkind = "text"\nask = { vi = "Gì?", en = "What?" }\n'
    'when = { answers = { parents = ["mother_only"], married = ["yes"] } }\n\n'
)


@pytest.mark.parametrize(
    ("old", "new", "further", "problem"),
    [
        ('icon = "', 'icno = "', 0, "icno: unknown key (did you mean icon?)"),
        (
            'answers = { proof = ["witness"] }',
            'answers = { prof = ["witness"] }',
            0,
            "papers.witness_statement.when: no earlier question is called prof (did you mean proof?)",
        ),
        (
            '[[questions]]\nid = "notice"',
            f'{UNREACHABLE}[[questions]]\nid = "notice"',
            4,
            "questions.never.when: no answers lead to this question",
        ),
        (
            'when = { answers = { proof = ["witness"] } }',
            'when = { answers = { proof = ["witness"], notice = ["yes"] } }',
            0,
            "papers.witness_statement.when: no answers fulfil this condition",
        ),
        ('{ vi = "Cháu bé", en = "Child" }', '{ vi = "Cháu bé" }', 0, "roles.1.name.en: is missing"),
        (
            '{ vi = "Cháu bé", en = "Child" }',
            '{ vi = "Cháu bé", en = "" }',
            0,
            "roles.child.name.en: is empty",
        ),
        (
            '{ vi = "Cháu bé", en = "Child" }',
            f'{{ vi = "{LONG}", en = "Child" }}',
            0,
            "roles.child.name.vi: has 160 letters; at most 40 fit the screen",
        ),
        (
            'reads = ["child.name",',
            'reads = ["child.nam",',
            0,
            "papers.birth_notice.reads: nothing asks for child.nam",
        ),
        (
            "seen = 2026-07-18",
            "seen = 2019-07-18",
            0,
            "sources.portal.seen: was seen 2019-07-18, more than 18 months ago",
        ),
        ("seen = 2026-07-18", "seen = 2999-07-18", 0, "sources.portal.seen: is a day to come: 2999-07-18"),
        ("valid_to = 2027-02-28", "valid_to = 2026-02-28", 0, "sources.portal.valid_to: ended on 2026-02-28"),
        ("amount = 8000", "amount = 0", -3, "fees.3.exempt: an amount of 0 needs the sentence that says why"),
        (
            '[[papers]]\nid = "birth_notice"',
            f'{SEVEN_MORE}[[papers]]\nid = "birth_notice"',
            0,
            "papers in one case (relation = ",
        ),
        (
            '[[questions]]\nid = "relation"',
            f'{"".join(CHOICE.format(n=n) for n in range(6))}[[questions]]\nid = "relation"',
            0,
            "choices are asked; at most 6",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(
    folder: Path, capsys: Captured, old: str, new: str, further: int, problem: str
) -> None:
    line = change(folder / BIRTH, old, new)
    found = check(folder, capsys)
    assert len(found) == 1, found
    assert problem in found[0]
    if problem[0].isalpha() and ":" in problem.split(" ", maxsplit=1)[0]:
        assert found[0].startswith(f"{BIRTH}:{line + further}: {problem}")


def test_a_fact_without_a_source_is_named(folder: Path, capsys: Captured) -> None:
    line = change(folder / BIRTH, 'legal_basis_source = "portal"\n', "") - 1
    assert check(folder, capsys) == [
        f"{BIRTH}:1: legal_basis_source: is missing; name the source that lists the legal acts"
    ]
    change(folder / BIRTH, "legal_basis = ", 'legal_basis_source = "portal"\nlegal_basis = ')
    line = change(folder / BIRTH, 'source = "copies"\n', "")
    first = (folder / BIRTH).read_text(encoding="utf-8").splitlines()
    begin = max(n for n in range(1, line) if first[n - 1] == "[[fees]]")
    [found] = [one for one in check(folder, capsys) if ".source: " in one]
    assert found == f"{BIRTH}:{begin}: fees.3.source: is missing"


def test_a_name_that_two_procedures_claim_is_told_in_both_files(folder: Path, capsys: Captured) -> None:
    birth = tomllib.loads((folder / BIRTH).read_text(encoding="utf-8"))
    taken = birth["aliases"]["vi"][0]
    line = change(folder / "2.000986.toml", "[aliases]\nvi = [", f'[aliases]\nvi = ["{taken.upper()}", ') + 1
    assert check(folder, capsys) == [
        f"{BIRTH}:{_line_of(folder / BIRTH, 'vi = [')}: aliases.vi: “{taken}” is a name of 2.000986 as well",
        f"2.000986.toml:{line}: aliases.vi: “{taken.upper()}” is a name of 1.001193 as well",
    ]


def test_a_procedure_nobody_would_find_is_named(folder: Path, capsys: Captured) -> None:
    path = folder / BIRTH
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if text.startswith("en = ["))
    lines[line] = 'en = ["birth certificate", "birth certificate", "register a birth"]'
    path.write_text("\n".join(lines), encoding="utf-8")
    assert check(folder, capsys) == [f"{BIRTH}:{line + 1}: aliases.en: 2 everyday names; at least 12"]


def test_the_limits_are_data(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    other = tmp_path / "limits"
    other.write_text(STANDARD.read_text(encoding="utf-8").replace("source_months = 18", "source_months = 1"))
    found = check(folder, capsys, "--standard", str(other))
    assert any(": sources.portal.seen: was seen 2026-07-18, more than 1 months ago" in line for line in found)
    other.write_text("source_month = 18")
    assert main(["catalogue", "--folder", str(folder), "check", "--standard", str(other)]) == 1
    assert "source_month: unknown key (did you mean source_months?)" in capsys.readouterr().err


def test_what_will_have_ended_can_be_seen_ahead(capsys: Captured) -> None:
    assert main(["catalogue", "check", "--day", "2027-03-01"]) == 1
    assert "1.001193.toml:" in (out := capsys.readouterr().out)
    assert "sources.portal.valid_to: ended on 2027-02-28" in out
    assert main(["catalogue", "check", "--day", "tomorrow"]) == 2
    assert "--day takes a day" in capsys.readouterr().err


def test_mistakes_are_told_in_vietnamese(folder: Path, capsys: Captured) -> None:
    change(folder / BIRTH, "seen = 2026-07-18", "seen = 2019-07-18")
    [found] = check(folder, capsys, "--lang", "vi")
    assert found.endswith("xem ngày 2019-07-18, đã quá 18 tháng; hãy xem lại nguồn")


def test_gaps_are_listed_file_by_file(folder: Path, capsys: Captured) -> None:
    assert main(["catalogue", "--folder", str(folder), "check", "--gaps", "--lang", "vi"]) == 0
    lines = capsys.readouterr().out.splitlines()
    line = _line_of(folder / BIRTH, "[[fees]]")
    assert f"{BIRTH}:{line}: fees.0: chưa công bố" in lines
    assert any("sources.city_online.confidence: độ tin cậy medium: 1 điều" in text for text in lines)
    assert lines[-1] == f"{len(lines) - 1} chỗ còn thiếu trong 2 trên 2 thủ tục."


def _line_of(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, text in enumerate(lines, 1) if text.startswith(start))


@pytest.mark.parametrize("path", sorted(PROCEDURES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_value_is_found_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root, lines = places(text), text.splitlines()

    def look(value: object, at: tuple[str, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                look(inner, (*at, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                look(inner, (*at, str(index)))
        else:
            written = (
                json.dumps(value, ensure_ascii=False).strip('"')
                if isinstance(value, str | bool)
                else str(value)
            )
            assert written in lines[root.at(".".join(at)).line - 1], at

    look(tomllib.loads(text), ())


def test_the_lines_of_a_file_that_nobody_writes() -> None:
    text = (
        "# [no] table\n'quoted' = \"a # b\" # c = 1\na.b = [\n  1, # one ]\n  { c = '}' },\n]\n"
        'long = """\n[x]\n"""\nlast = 1979-05-27T07:32:00Z\n[t.u]\n[[t.u.list]]\nid = "x"\n'
        "[t.u.list.inner]\nk = true\n[[t.u.list]]\nid = 'y'\n"
    )
    root = places(text)
    lines = {"quoted": 2, "a.b": 3, "a.b.0": 4, "a.b.1.c": 5, "long": 7, "last": 10, "t.u": 11}
    lines |= {"t.u.list.0.id": 13, "t.u.list.x.inner.k": 15, "t.u.list.1": 16, "t.u.list.y.id": 17}
    assert {key: root.at(key).line for key in lines} == lines
    assert root.at("a.b.7.z").line == 3


def test_an_icon_that_is_not_there_is_named(folder: Path, capsys: Captured) -> None:
    line = change(folder / BIRTH, 'icon = "baby"', 'icon = "babyy"')
    assert check(folder, capsys) == [
        f"{BIRTH}:{line}: icon: there is no picture babyy in ui/theme/icons (did you mean baby?)"
    ]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("confirmed_on = 2026-07-19", "sources.portal: confirmed_by and confirmed_on go together"),
        ('confirmed_by = "MẪU"', "sources.portal: confirmed_by and confirmed_on go together"),
        (
            'confirmed_by = "MẪU"\nconfirmed_on = 9000-01-01',
            "sources.portal.confirmed_on: is a day to come: 9000-01-01",
        ),
    ],
)
def test_a_confirmation_names_an_officer_and_a_past_day(
    folder: Path, capsys: Captured, written: str, problem: str
) -> None:
    change(folder / BIRTH, 'confidence = "high"', f'confidence = "high"\n{written}')
    [found] = check(folder, capsys)
    assert found.endswith(problem)
