"""What people with land, a building site, a call to the army or a lost card are asked and told to bring."""

from __future__ import annotations

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.fees import breakdown
from kiosk.catalogue.loader import load_procedure
from kiosk.catalogue.rules import papers_for, roles_for, times_for
from tests.catalogue.test_five_procedures import walks

HOUSE = {
    "kind": "house",
    "owner_kind": "person",
    "land": "certificate",
    "neighbours": "yes",
    "filed_by": "owner",
}
LAND = {"notice": "no", "applicant": "resident", "origin": "none", "holders": "one", "special": "none"}


def papers(code: str, answers: dict[str, str]) -> set[str]:
    return {paper.id for paper in papers_for(load_procedure(PROCEDURES / f"{code}.toml"), answers)}


@pytest.mark.parametrize(
    "code",
    [
        "1.013225",
        "1.013226",
        "1.013227",
        "1.013228",
        "1.013229",
        "1.013978",
        "1.012753",
        "1.013949",
        "1.013967",
        "1.013133",
        "1.013134",
        "1.002759",
    ],
)
def test_nobody_is_shown_more_than_seven_papers(code: str) -> None:
    procedure = load_procedure(PROCEDURES / f"{code}.toml")
    for way in walks(procedure, {}):
        assert 1 <= len(papers_for(procedure, way)) <= 7, way
        assert times_for(procedure, way), way


def test_a_family_that_builds_beside_a_neighbour() -> None:
    assert papers("1.013225", HOUSE) == {
        "form",
        "certificate",
        "house_drawings",
        "fire_and_review",
        "neighbour_safety",
    }
    assert "neighbour_safety" not in papers("1.013225", {**HOUSE, "neighbours": "no"})
    assert {"certificate", "lease"} <= papers("1.013225", {**HOUSE, "land": "rented"})
    assert "approved_house_drawings" in papers("1.013225", {**HOUSE, "owner_kind": "organisation"})


def test_no_day_is_promised_before_the_longest_that_the_portal_names() -> None:
    permit = load_procedure(PROCEDURES / "1.013225.toml")
    assert [(limit.quantity, limit.unit) for limit in times_for(permit, HOUSE)][:2] == [
        (20, "day"),
        (7, "working_day"),
    ]


def test_a_permit_filed_by_the_builder_names_the_owner_too() -> None:
    permit = load_procedure(PROCEDURES / "1.013225.toml")
    assert [role.id for role in roles_for(permit, {**HOUSE, "filed_by": "other"})] == ["requester", "owner"]


def test_a_lost_permit_is_not_asked_for() -> None:
    assert papers("1.013228", {"reason": "lost"}) == {"form"}
    assert papers("1.013228", {"reason": "torn"}) == {"form", "torn_permit"}


def test_old_land_without_papers_is_taken_all_the_same() -> None:
    assert papers("1.013978", {**LAND, "filed_by": "self"}) == {"form", "financial", "survey"}
    assert "inheritance" in papers("1.013978", {**LAND, "origin": "inherited"})


def test_land_already_registered_needs_the_notice_alone() -> None:
    assert papers("1.013978", {"notice": "yes", "filed_by": "representative"}) == {
        "form",
        "registration_notice",
    }


def test_what_land_costs_in_all_is_not_known_even_online() -> None:
    land = load_procedure(PROCEDURES / "1.013978.toml")
    assert breakdown(land, {**LAND, "filed_by": "self"}, "online").total is None


def test_a_garden_that_becomes_housing_land() -> None:
    garden = {"want": "convert", "project": "no", "rice": "no"}
    assert papers("1.013949", garden) == {"form", "land_paper"}
    assert "topsoil_plan" in papers("1.013949", {**garden, "rice": "yes"})


def test_a_student_who_moves_brings_the_schools_decision() -> None:
    assert papers("1.013134", {"certificate": "conscript", "reason": "work_study"}) == {
        "registration_copy",
        "assignment_copy",
    }


def test_a_childs_lost_card_names_the_child_and_is_quick() -> None:
    card = load_procedure(PROCEDURES / "1.002759.toml")
    answers = {"what": "card_again", "group": "state", "for_whom": "other"}
    assert [role.id for role in roles_for(card, answers)] == ["requester", "insured"]
    assert [limit.quantity for limit in times_for(card, answers)] == [1]
