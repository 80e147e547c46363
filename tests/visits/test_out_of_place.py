"""An answer that belongs to another page, or comes while something is under way, changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kiosk.gateway import HandedIn
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import CapturePage, HandIn, ReadCard, TakeNumber
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import REVIEW, current_step
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.number import NUMBER
from kiosk.visit.model import Moment, Visit
from kiosk.visit.reducer import advance
from tests.screens.dossier_scenes import CARD
from tests.visits.test_birth_registration import BIRTH, at_the_card, to_the_review
from tests.visits.world import CONTEXT, World, awaited

# What each kind of page takes. Everything else that names a page is out of place there.
TAKEN: dict[str, tuple[type[ev.Event], ...]] = {
    "consent": (),
    "card": (ev.WantsTyping, ev.WantsScan),
    "choice": (ev.Answered,),
    "text": (ev.Answered,),
    "number": (ev.Answered,),
    "date": (ev.Answered,),
    "person": (ev.Answered,),
    "choices": (ev.Answered,),
    "paper": (ev.WantsCapture, ev.PaperElsewhere),
    "review": (ev.WantsChange,),
}


def every_event(step: str) -> tuple[ev.Event, ...]:
    """Everything that a page of a dossier can be told about the page `step`."""
    return (
        ev.WantsTyping(step),
        ev.WantsScan(step),
        ev.Answered(step, "yes"),
        ev.Answered(step, "2"),
        ev.WantsCapture(step),
        ev.KeptPage(step, yes=True),
        ev.KeptPage(step, yes=False),
        ev.PaperElsewhere(step, "at_counter"),
        ev.PaperElsewhere(step, "none"),
        ev.WantsChange(step),
    )


def told(world: World, visit: Visit, event: ev.Event) -> tuple[Visit, tuple[object, ...]]:
    """The visit after `event`, at the moment of the last touch, and the effects."""
    now = Moment(wall=world.clock.now(), seconds=visit.touched, fresh_id="fresh")
    return advance(CONTEXT, visit, event, now)


def pages(world: World) -> dict[str, Visit]:
    """One visit at each page of a birth registration, nothing under way and no problem shown."""
    found: dict[str, Visit] = {}

    def note(visit: Visit) -> None:
        if current_step(CONTEXT, visit) is not None:
            found.setdefault(visit.at, replace(visit, pending=(), problem=None))

    world.session.subscribe(note)
    to_the_review(world)
    assert {REVIEW.id, "card:requester", "person:child", "paper:birth_notice"} < set(found)
    return found


def leads_there(visit: Visit, elsewhere: str, event: ev.Event) -> bool:
    """Whether that page is changed from this one: from the review, a detail from the page of details, another
    paper from the list of papers.
    """
    step = current_step(CONTEXT, visit)
    parts = {part.id for part in step.parts} if step else set()
    of_papers = visit.at.startswith("paper:") and elsewhere.startswith("paper:")
    if isinstance(event, ev.Answered):
        return elsewhere in parts
    if isinstance(event, ev.PaperElsewhere):
        return of_papers
    return isinstance(event, ev.WantsChange) and (elsewhere in parts or visit.at == REVIEW.id or of_papers)


def test_what_another_page_is_told_changes_nothing_on_this_one() -> None:
    world = World()
    found = pages(world)
    for (here, visit), elsewhere in product(found.items(), found):
        for event in every_event(elsewhere):
            if elsewhere != here and not leads_there(visit, elsewhere, event):
                assert told(world, visit, event) == (visit, ()), (here, event)


def test_a_page_takes_only_what_its_kind_takes() -> None:
    world = World()
    for here, visit in pages(world).items():
        step = current_step(CONTEXT, visit)
        assert step is not None
        done = step.role is not None and step.role.id in filled(visit).persons
        for event in every_event(here):
            if isinstance(event, TAKEN[step.kind]) or (isinstance(event, ev.Answered) and done):
                continue
            kept = step.kind == "paper" and step.paper is not None and step.paper.id in filled(visit).papers
            if not (kept and isinstance(event, ev.Answered)):
                assert told(world, visit, event) == (visit, ()), (here, event)


@pytest.mark.parametrize("answer", ["", "grandfather", "GRANDPARENT", "grandparent "])
def test_a_choice_takes_its_own_options_only(answer: str) -> None:
    world = World()
    visit = pages(world)["relation"]
    assert told(world, visit, ev.Answered("relation", answer)) == (visit, ())


def test_while_a_page_is_photographed_nothing_else_is_said_about_it() -> None:
    world = World()
    visit = pages(world)["paper:birth_notice"]
    visit, effects = told(world, visit, ev.WantsCapture(visit.at))
    assert [type(effect) for effect in effects] == [CapturePage]
    for event in every_event(visit.at):
        assert told(world, visit, event) == (visit, ()), event


def test_a_page_that_nobody_waits_for_is_not_taken() -> None:
    world = World()
    at_paper = pages(world)["paper:birth_notice"]
    waiting, _ = told(world, at_paper, ev.WantsCapture(at_paper.at))
    page = world.camera.capture()
    assert not isinstance(page, Fault)
    late = oc.PageCaptured(waiting.id, awaited(waiting, CapturePage), page, "digest")
    taken, _ = told(world, waiting, late)
    assert filled(taken).page == page
    for nobody in (at_paper, taken, replace(at_paper, at=REVIEW.id)):
        assert told(world, nobody, late) == (nobody, ())
    gone_on = replace(waiting, at=REVIEW.id)
    after, effects = told(world, gone_on, late)
    assert filled(after).page is None
    assert not effects


def test_a_card_that_comes_after_its_page_was_left_fills_nothing_in() -> None:
    world = World()
    world.lanes["reader"].hold()
    at_the_card(world)
    waiting = world.visit
    left = replace(waiting, at=REVIEW.id)
    after, effects = told(world, left, oc.CardRead(left.id, awaited(left, ReadCard), CARD))
    assert "requester" not in filled(after).persons
    assert not effects


def test_a_dossier_handed_in_shows_no_trouble_from_before_and_no_way_back() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsHandIn())
    done = world.visit
    world = World()
    to_the_review(world)
    world.lanes["hub"].hold()
    waiting = world.does(ev.WantsHandIn())
    ticket = done.ticket
    assert ticket is not None
    waiting, _ = told(world, waiting, oc.NumberTaken(waiting.id, awaited(waiting, TakeNumber), ticket))
    troubled = replace(waiting, problem=Fault("hub_unreachable"))
    submission = filled(done).submission
    assert submission is not None
    was = oc.WasHandedIn(waiting.id, awaited(waiting, HandIn), HandedIn(submission, delivered=True))
    after, _ = told(world, troubled, was)
    assert (after.at, after.problem, after.trail) == (HANDED_IN, None, ())


def test_the_dossier_waits_at_the_review_until_the_number_is_there() -> None:
    world = World()
    to_the_review(world)
    world.lanes["hub"].hold()
    visit = world.does(ev.WantsHandIn())
    assert (visit.at, visit.procedure) == (REVIEW.id, BIRTH)
    assert world.does(ev.Went(NUMBER)).at == REVIEW.id
