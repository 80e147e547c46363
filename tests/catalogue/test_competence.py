"""Who decides, where it may be handed in, what goes with it, and who may sign."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.centre import load_fields
from config.load import PROCEDURES
from config.problems import BadFile
from config.text import Text
from kiosk.catalogue.competence import COMPETENCE, Competence, Route
from kiosk.catalogue.entry import Entry
from kiosk.catalogue.sources import Sources
from tests.catalogues import opened

TABLE = Competence.load()
ENTRIES = opened(Sources(PROCEDURES)).entries
TODAY = date(2026, 11, 28)
BEN_THANH, AN_DONG = TABLE.wards["26743"], TABLE.wards["27316"]
LEVELS = ("commune", "province", "ministry", "other")
FIELDS = tuple(field.id for field in load_fields())


def entry(code: str, field: str = "ho_tich", level: str = "commune") -> Entry:
    name = Text(vi="MẪU", en="SPECIMEN")
    return Entry.model_validate(
        {"code": code, "field": field, "level": level, "curated": False, "name": name}
    )


def route(of: Entry, at: str, on: date = TODAY) -> Route:
    return TABLE.route(of, AN_DONG, TABLE.place(at), on)


def test_there_are_41_points_of_five_counters_and_what_is_unknown_is_left_out() -> None:
    kinds = [point.kind for point in TABLE.points.values()]
    assert [kinds.count(kind) for kind in ("city", "region", "team")] == [1, 2, 38]
    assert {point.counters for point in TABLE.points.values()} == {5}
    assert {point.name for point in TABLE.points.values() if point.kind != "city"} == {None}


def test_at_its_own_ward_a_birth_is_decided_in_house() -> None:
    found = route(entry("1.001193"), AN_DONG.code)
    assert (found.authority.id, found.authority_ward, found.here, found.slip) == (
        "ward_committee",
        AN_DONG,
        True,
        False,
    )
    assert found.signers == ("chair", "deputy_chair")


@pytest.mark.parametrize("at", ["26743", "team-07", "city"])
def test_elsewhere_it_is_taken_and_sent_to_the_ward(at: str) -> None:
    found = route(entry("1.001193"), at)
    assert (found.authority_ward, found.here, found.slip) == (AN_DONG, True, True)


def test_any_ward_certifies_and_13_tasks_may_be_delegated() -> None:
    found = route(entry("2.000815", "chung_thuc"), BEN_THANH.code)
    assert (found.authority_ward, found.slip) == (BEN_THANH, False)
    assert [task.number for task in found.tasks] == [1, 2, 3]
    tasks = TABLE.table.delegation.task
    assert [task.number for task in tasks] == list(range(1, 14))
    assert [task.number for task in tasks if task.group == "contracts"] == list(range(6, 13))


def test_nothing_was_delegated_before_the_resolution() -> None:
    assert route(entry("2.000884", "chung_thuc"), "26743", date(2025, 8, 27)).tasks == ()
    assert route(entry("2.000884", "chung_thuc"), "26743", date(2025, 8, 28)).tasks


def test_the_police_decide_residence_and_the_military_its_register() -> None:
    assert route(entry("1.004194", "cu_tru"), AN_DONG.code).authority.id == "ward_police"
    assert route(entry("1.013133", "bao_tro"), AN_DONG.code).authority.id == "ward_military"


def test_departments_sit_in_the_city_s_centre_and_ministries_take_their_own() -> None:
    assert route(entry("1.000005", "dat_dai", "province"), "city").slip is False
    assert route(entry("1.000005", "dat_dai", "province"), "team-01").slip is True
    refused = route(entry("1.000005", "dat_dai", "ministry"), "city")
    assert (refused.here, refused.slip) == (False, False)


def test_from_march_2027_civil_status_does_not_depend_on_where_one_lives() -> None:
    before, after = (route(entry("1.001193"), "26743", day) for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert (before.authority_ward, after.authority_ward) == (AN_DONG, BEN_THANH)


def test_adoption_is_no_civil_status_and_land_deals_may_belong_to_notaries() -> None:
    assert route(entry("2.001263"), "26743", date(2027, 3, 1)).authority_ward == AN_DONG
    deal = route(entry("2.001035", "chung_thuc"), "26743")
    assert "công chứng" in deal.why.vi
    assert [task.group for task in deal.tasks] == ["contracts"]


def one_answer(found: Route) -> None:
    """One authority, here or not, a slip only from here, and a source for it."""
    assert found.authority.id in {authority.id for authority in TABLE.table.authority}
    assert (found.authority_ward is not None) == (found.authority.seat == "ward")
    assert found.here or not found.slip
    assert found.sources
    assert found.why.vi


def test_every_procedure_of_every_ward_has_one_answer_at_every_point() -> None:
    """All rules × wards × places: what a procedure is called changes nothing beyond its rule."""
    by_rule = {id(TABLE.rule_for(ENTRIES[code], TODAY)): ENTRIES[code] for code in ENTRIES}
    for of in by_rule.values():
        for ward in TABLE.wards.values():
            for point in TABLE.points.values():
                one_answer(TABLE.route(of, ward, point, TODAY))


@given(
    st.builds(
        entry,
        st.sampled_from(tuple(ENTRIES)) | st.from_regex(r"[1-9]\.\d{6}", fullmatch=True),
        st.sampled_from(FIELDS),
        st.sampled_from(LEVELS),
    ),
    st.sampled_from(tuple(TABLE.wards.values())),
    st.sampled_from((*TABLE.wards.values(), *TABLE.points.values())),
    st.dates(date(2025, 7, 1), date(2030, 1, 1)),
)
def test_whatever_is_imported_has_exactly_one_answer_on_any_day(of, ward, at, on) -> None:  # type: ignore[no-untyped-def]
    one_answer(TABLE.route(of, ward, at, on))
    rules = [rule for rule in TABLE.table.rule if rule.holds(on)]
    for key in (of.code, f"{of.level} {of.field}", of.level):
        fitting = [rule for rule in rules if key in rule.subjects()]
        if fitting:
            assert fitting == [TABLE.rule_for(of, on)]
            break


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('decides = "ministry"', 'decides = "ministy"'), "rule.6.decides: unknown authority ministy"),
        (
            ("valid_to = 2027-02-28", "valid_to = 2027-03-01"),
            "two rules answer for commune ho_tich on one day",
        ),
        (('level = "other"', 'level = "ministry"'), "no rule without dates answers for the level other"),
        (('codes = ["2.000908"]', ""), "rule.11: needs either codes or a level"),
        (('sources = ["civil_status_law"]', 'sources = ["law"]'), "unknown source law"),
        (("number = 2\n", "number = 1\n"), "1 is used twice"),
        (("version = 1", "verson = 1"), "unknown key"),
    ],
)
def test_a_table_that_leaves_two_answers_or_none_is_refused(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    shutil.copytree(COMPETENCE, tmp_path, dirs_exist_ok=True)
    table = tmp_path / "table.toml"
    text = table.read_text(encoding="utf-8")
    assert change[0] in text
    table.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=told):
        Competence.load(tmp_path)


def test_a_point_twice_is_refused(tmp_path: Path) -> None:
    shutil.copytree(COMPETENCE, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "points.csv").open("a", encoding="utf-8") as file:
        file.write("city,city,,,,5,,\n")
    with pytest.raises(BadFile, match="city is used twice"):
        Competence.load(tmp_path)
