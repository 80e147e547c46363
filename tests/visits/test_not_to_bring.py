"""A paper that a database replaces is not asked for, is told as not to bring, and noted so."""

from __future__ import annotations

from kiosk.catalogue.describe import paper_lines
from kiosk.contract.dossier import PaperState
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import is_captured_here
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World

REPLACED = [
    (procedure.code, paper)
    for procedure in CONTEXT.catalogue.procedures.values()
    for paper in procedure.papers
    if paper.replaced_by is not None
]


def test_no_page_asks_for_it() -> None:
    assert REPLACED
    assert not [paper.id for _, paper in REPLACED if is_captured_here(paper)]


def test_no_ticket_tells_to_bring_it() -> None:
    assert not [code for code, paper in REPLACED if paper.name in CONTEXT.catalogue.entries[code].bring]


def test_the_dossier_says_that_it_was_not_brought() -> None:
    world = World()
    SCENES["review"](world)
    world.does(ev.WantsHandIn())
    [dossier] = world.gateway.dossiers
    assert dossier.papers["residence"].state is PaperState.REPLACED
    assert dossier.papers["identity"].state is PaperState.AT_COUNTER


def test_the_review_read_aloud_names_it() -> None:
    world = World()
    SCENES["review"](world)
    world.does(ev.ToggledComfort("listen"))
    said = world.voice.said[-1][1]
    assert "Mời ông bà kiểm tra" in said
    assert "Không cần mang: " in said
    assert "Giấy tờ chứng minh nơi cư trú" in said


def test_it_comes_last_where_papers_are_listed() -> None:
    for code in dict.fromkeys(code for code, _ in REPLACED):
        lines = paper_lines(CONTEXT.catalogue.procedures[code], "vi", CONTEXT.messages)
        told = ["không cần mang, đã có trong " in line for line in lines]
        assert told == sorted(told), lines
        assert told[-1]
