"""`./run print lint` finds each kind of mistake in a layout that has it, and nothing in the product's own."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.paper.draw import Drawn
from kiosk.paper.layout import load_layout
from kiosk.paper.lint import LEAST_MODULE, Problem, Sample, _hidden, _of_codes, look_at
from kiosk.paper.sample import EXTREME_NAMES, variants
from tests.paper.samples import catalogue, filled, messages
from ui.commands import _print_forms
from ui.commands.__main__ import main
from ui.commands.print import SAMPLE_PROCEDURE

BROKEN = {
    "glyphs": '[[blocks]]\nkind = "text"\nvalue = "Đã nhận ✓"',
    "overflow": '[[blocks]]\nkind = "text"\nvalue = "Nghiêng-nghiêng-nghiêng-nghiêng"\nsize = 60',
    "long": 'longest = 10\n[[blocks]]\nkind = "space"\nsize = 200\n[[blocks]]\nkind = "rule"',
    "identity": '[[blocks]]\nkind = "kv"\nlabel = "Phone"\nvalue = "079157000001"',
    "code": '[[blocks]]\nkind = "qr"\nvalue = "x"\nmodule = 3',
    "layout": '[[blocks]]\nkind = "txet"',
    "data": '[[blocks]]\nkind = "text"\nvalue = "{{ nmae }}"',
}


def found(folder: Path, content: str) -> list[Problem]:
    (folder / "trial.toml").write_text(content, "utf-8")
    load_layout.cache_clear()
    return look_at("trial", [Sample("one", "vi", {"name": "Trần Thị MẪU"})], messages(), folder)


@pytest.mark.parametrize("kind", BROKEN)
def test_each_mistake_is_found_and_told_in_one_line(tmp_path: Path, kind: str) -> None:
    problems = found(tmp_path, BROKEN[kind])
    assert {problem.kind for problem in problems} == {kind}
    for problem in problems:
        assert str(problem).startswith("trial")
        assert "\n" not in str(problem)


def test_six_dots_a_module_survive_wear_and_five_do_not(tmp_path: Path) -> None:
    code = '[[blocks]]\nkind = "qr"\nvalue = "x"\nmodule = '
    assert {problem.kind for problem in found(tmp_path, f"{code}5")} == {"code"}
    assert not found(tmp_path, f"{code}6")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('[[blocks]]\nkind = "qr"\nvalue = "' + "A" * 300 + '"\nmodule = 12', "overflow"),
        (
            '[[blocks]]\nkind = "table"\nrows = "rows"\n'
            '[[blocks.columns]]\nhead = "W"\nvalue = "x"\nwidth = 9',
            "overflow",
        ),
        ('[[blocks]]\nkind = "text"\nvalue = "CMND 079 157 000"', "identity"),
        (
            '[[blocks]]\nkind = "columns"\n[[blocks.cells]]\n[[blocks.cells.blocks]]\nkind = "text"\n'
            'value = "→"',
            "glyphs",
        ),
    ],
)
def test_mistakes_in_hidden_places(tmp_path: Path, content: str, kind: str) -> None:
    assert kind in {problem.kind for problem in found(tmp_path, content)}


@pytest.mark.parametrize(
    "harmless", ["0900 000 001", "079•••••0001", "000.00.00.H29-261123-0001", "8.000 đồng"]
)
def test_other_numbers_are_no_identity_numbers(tmp_path: Path, harmless: str) -> None:
    assert found(tmp_path, f'[[blocks]]\nkind = "text"\nvalue = "{harmless}"\nsize = 20') == []


def test_no_identity_number_is_repeated_by_the_lint_itself(tmp_path: Path) -> None:
    assert "079157000001" not in str(found(tmp_path, BROKEN["identity"]))


@pytest.mark.parametrize("slip", ["ticket", "slip", "receipt"])
def test_the_products_own_slips_are_clean_with_extreme_names(slip: str) -> None:
    samples = [
        Sample(name, lang, data, ordinary)
        for lang in ("vi", "en")
        for name, data, ordinary in variants(filled(slip, lang))
    ]
    assert len(samples) >= 2 * (4 + len(EXTREME_NAMES))
    assert look_at(slip, samples, messages()) == []


def extremes() -> set[str]:
    """The procedures with the most or the longest of what stands on slips, and one drawn by lot. That of the
    samples is looked at above.
    """
    procedures = {code: one for code, one in catalogue().procedures.items() if code != SAMPLE_PROCEDURE}
    measures = (
        lambda one: len(one.papers),
        lambda one: len(one.times) + len(one.fees),
        lambda one: len(one.name.vi),
        lambda one: max((len(word) for paper in one.papers for word in paper.name.en.split()), default=0),
    )
    longest = {max(procedures.values(), key=measure).code for measure in measures}
    return longest | set(random.Random(75).sample(sorted(procedures), 1))


@pytest.mark.parametrize("code", sorted(extremes()))
def test_a_procedures_slips_are_clean_in_every_language(
    code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lint itself, as an editor runs it for one procedure; all of them: `./run print lint`."""
    monkeypatch.setattr(_print_forms, "AMOUNTS", ())
    assert main(["--lang", "en", "print", "lint", "--procedure", code]) == 0, capsys.readouterr().out


def test_the_lint_of_a_procedure_that_is_not_there_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "print", "lint", "--procedure", "9.999999"]) == 1
    assert "9.999999" in capsys.readouterr().err


def test_a_length_is_told_so_precisely_that_it_can_be_mended(tmp_path: Path) -> None:
    (long,) = found(
        tmp_path, 'longest = 10\n[[blocks]]\nkind = "space"\nsize = 83\n[[blocks]]\nkind = "rule"'
    )
    assert long.detail == "12.9 mm, at most 10.0 mm (longest = 10 for 80 mm paper)"


def test_a_code_may_be_as_wide_as_the_slip_and_no_wider() -> None:
    fits = Drawn("code", "https://a.example", "regular", LEAST_MODULE, 0)
    assert list(_of_codes([fits])) == []
    assert [kind for kind, _ in _of_codes([replace(fits, room=-1)])] == ["overflow"]
    assert [kind for kind, _ in _of_codes([replace(fits, size=LEAST_MODULE - 1)])] == ["code"]


def test_a_number_is_told_by_its_place_and_not_by_its_digits() -> None:
    assert _hidden("Số 079157000123 MẪU") == "Số ############ MẪU"
