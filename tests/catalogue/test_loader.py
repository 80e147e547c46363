"""Staff write a procedure's file; the loader names every mistake in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROCEDURES
from kiosk.catalogue import rules
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.loader import BadCatalogue, find_problems
from kiosk.catalogue.sources import Sources
from kiosk.visit.journeys import reserved_ids
from tests.catalogue.folders import a_few
from tests.centres import SAIGON

BIRTH = "1.001193.toml"
OF_THE_CHILD = (
    'inputs = ["name", "birth_date", "sex", "birth_place", "ethnicity", "nationality", "native_place"]'
)
FIELDS = frozenset(field.id for field in SAIGON.fields)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_few(tmp_path, "1.001193", "1.001612", "2.000815")


def change(folder: Path, old: str, new: str, name: str = BIRTH) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    return [problem.line() for problem in find_problems(folder, FIELDS, reserved_ids())]


def test_what_comes_with_it_has_no_problem() -> None:
    assert problems(PROCEDURES) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[[offers]]", "[[offrs]]", "1.001193.toml: offrs: unknown key (did you mean offers?)"),
        ('procedure = "2.000986"', 'procedure = "2.000987"', "no procedure has code 2.000987 (did you mean"),
        ('procedure = "2.000986"', 'procedure = "1.001193"', "offers: a procedure cannot be offered before"),
        ('code = "1.001193"', 'code = "1.001194"', "code: the file must be named 1.001194.toml"),
        ('code = "1.001193"', 'code = "1001193"', "1.001193.toml: code: does not have the right form"),
        ('field = "ho_tich"', 'field = "ho_tic"', "field: unknown field ho_tic (did you mean ho_tich?)"),
        (
            'name = { vi = "Cháu bé", en = "Child" }',
            'name = { vi = " ", en = "C" }',
            "child.name.vi: is empty",
        ),
        ('name = { vi = "Cháu bé", en = "Child" }', 'name = { vi = "Cháu" }', "roles.1.name.en: is missing"),
        ('name = { vi = "Cháu bé", en = "Child" }', 'name = { vi = "…", en = "C" }', "still to be filled in"),
        ('where_source = "portal"', 'where_source = "portl"', "unknown source portl (did you mean portal?)"),
        ('source = "copies"', 'source = "portal"', "sources.copies: nothing names this source"),
        (
            'source = "copies"',
            'source = "nowhere"',
            "fees.3.source: unknown source nowhere",
        ),
        (
            "valid_to = 2027-02-28",
            "valid_from = 2028-01-01\nvalid_to = 2027-02-28",
            "later than",
        ),
        ("seen = 2026-07-18", "", "sources.portal.seen: is missing"),
        ("\nversion = ", "\nversion = -", "version: input should be greater than or equal to 1"),
        ("quantity = 1\n", "quantity = 0\n", "times.0.quantity: input should be greater than or equal to 1"),
        ("same_day_until = 15", "same_day_until = 25", "input should be less than or equal to 23"),
        ("\nvi = [", '\nvi = ["", ', "aliases.vi: one of the names is empty or holds a control character"),
        ('{ vi = "Cháu bé"', '{ vi = "Cháu\\u0007 bé"', "child.name.vi: holds a line break or a control"),
        ('confidence = "high"', 'confidence = "hihg"', "(did you mean high?)"),
        ('parents = ["both"] } }', 'parent = ["both"] } }', "no earlier question is called parent (did you"),
        ('parents = ["both"] } }', 'parents = ["bth"] } }', "no option is called bth (did you mean both?)"),
        (
            'parents = ["both"] } }',
            'notice = ["yes"] } }',
            "married.when: no earlier question is called notice",
        ),
        (
            'answers = { proof = ["witness"] }',
            'answers = { copies = ["1"] }',
            "question copies is not a choice",
        ),
        ('when = { answers = { proof = ["witness"] } }', "when = {}", "names neither answers nor a rule"),
        ('answers = { proof = ["witness"] }', 'rule = "full_moon"', "when.rule: unknown rule full_moon"),
        ('id = "witness_statement"', 'id = "birth_notice"', "papers: birth_notice is used twice"),
        ('id = "mother_only"', 'id = "both"', "questions.parents.options: both is used twice"),
        ('kind = "number"', 'kind = "choice"', "questions.copies.options: a choice needs two or more"),
        ("most = 20", "most = -1", "questions.copies.least: is larger than most"),
        ('scale = "each"', 'scale = "eech"', "unknown scale eech (did you mean each?)"),
        ('amount = 8000\nscale = "each"', 'scale = "each"', "amount: scale each needs the amount"),
        ("amount = 0", "amount = -1", "fees.1.amount: cannot be below 0"),
        (OF_THE_CHILD, "inputs = []", "roles.child.inputs: needs at least one"),
        (OF_THE_CHILD, 'inputs = ["name", "name"]', "name is named twice"),
        (
            'card = "ask"',
            'card = "ask"\nwhen = { answers = { notice = ["yes"] } }',
            "the first role is whoever",
        ),
        ("[aliases]", "[aliases]\nfr = []", "aliases: fr: needs one of vi, en"),
    ],
)
def test_one_mistake_one_line(folder: Path, old: str, new: str, problem: str) -> None:
    change(folder, old, new)
    found = problems(folder)
    assert any(problem in line for line in found), found
    assert all(line.startswith(BIRTH) and "\n" not in line for line in found)
    left = open_catalogue(Sources(folder, fields=FIELDS, reserved=reserved_ids()))
    assert set(left.problems) == set(found)
    assert "2.000815" in left.procedures
    assert ("1.001193" in left.procedures) is all(": offers: " in line for line in found)


def test_all_mistakes_of_all_files_are_named_at_once(folder: Path) -> None:
    change(folder, 'need = "asked"', 'need = "askd"')
    change(folder, 'field = "chung_thuc"', 'field = "chung_thu"', "2.000815.toml")
    change(folder, "quantity = 3", "quantity = 'x'", "1.001612.toml")
    assert sorted({line.split(":")[0] for line in problems(folder)}) == [
        "1.001193.toml",
        "1.001612.toml",
        "2.000815.toml",
    ]


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue, match="holds no procedure"):
        open_catalogue(Sources(tmp_path))


def test_a_named_rule_decides_where_answers_cannot(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.RULES, "many_copies", lambda answers: int(answers.get("copies", "0")) > 9)
    change(folder, 'when = { answers = { notice = ["yes"] } }', 'when = { rule = "many_copies" }')
    birth = open_catalogue(Sources(folder)).procedures["1.001193"]
    notice = birth.paper("birth_notice")
    assert notice not in rules.papers_for(birth, {"copies": "9"})
    assert notice in rules.papers_for(birth, {"copies": "10"})


@pytest.mark.parametrize("name", sorted(reserved_ids()))
def test_a_question_cannot_be_called_like_a_page_that_every_visit_has(folder: Path, name: str) -> None:
    change(folder, 'id = "notice"', f'id = "{name}"')
    assert any(f"questions.{name}.id: is the name of a page" in line for line in problems(folder))


def test_the_reserved_names_are_those_of_the_visit() -> None:
    assert {"home", "search", "number", "review", "handed_in"} <= reserved_ids()
