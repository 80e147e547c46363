"""Each procedure can be walked to the end, whatever is answered, and back; the way never grows.

Every one is walked a few times. `MOTCUA_WALKS=30 ./run test tests/visits/test_every_procedure.py` walks more
often, and goes back from the end of every one, not only of the longest and some others.
"""

from __future__ import annotations

import os
import random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kiosk.visit import events as ev
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import route
from kiosk.visit.journeys.application.sections import possible, section_of
from kiosk.visit.journeys.application.state import Application, Step, filled
from tests.visits.world import World, context, step_at

CONTEXT = context()
CODES = list(CONTEXT.catalogue.procedures)
WALKS = int(os.environ.get("MOTCUA_WALKS", "3"))


def longest_and_others(longest_ones: int = 4, others: int = 8) -> list[str]:
    """The procedures with the most pages and some more, drawn with a seed; all where many walks are asked."""
    by_length = sorted(CODES, key=lambda code: -len(route(CONTEXT.catalogue.procedures[code], Application())))
    drawn = random.Random(11).sample(by_length[longest_ones:], others)
    return CODES if "MOTCUA_WALKS" in os.environ else [*by_length[:longest_ones], *drawn]


DOUBTS = ("child_grown", "parent_too_young")
"""Asked again once: the hand answers every date with the same."""


def walk(world: World, code: str, pick: st.DataObject) -> list[Step]:
    """Go through the procedure, answering by hand; the pages that were shown. The way never grows longer than
    was told.
    """
    world.does(ev.PickedProcedure(code), ev.WantsStart())
    if world.visit.at == "offer":
        world.does(ev.TookOffer(code))
    shown: list[Step] = []
    told: int | None = None
    while world.visit.at != "review":
        step = step_at(CONTEXT, world.visit)
        shown.append(step)
        assert len(shown) < 60, "the procedure never ends"
        now = possible(CONTEXT.catalogue.procedures[code], filled(world.visit))
        assert told is None or len(now) <= told, f"{told} sections were told before {step.id}, and {now} now"
        assert section_of(step) in now
        told = len(now)
        answer(world, step, pick)
        if world.visit.problem is not None and world.visit.problem.id in DOUBTS:
            world.does(ev.Answered(step.id))
        assert step_at(CONTEXT, world.visit) != step, f"stuck on {step.id}: {world.visit.problem}"
    return shown


def answer(world: World, step: Step, pick: st.DataObject) -> None:
    if step.kind == "consent":
        world.does(ev.Consented(True))
    elif step.kind == "card":
        world.does(ev.WantsTyping(step.id))
    elif step.kind in ("person", "details"):
        details(world, step, pick)
    elif step.kind == "choices":
        together(world, step, pick)
    elif step.paper is not None:
        world.does(ev.PaperElsewhere(step.id, "at_counter"))
    elif step.input is not None:
        world.does(
            ev.Answered(step.id, pick.draw(st.sampled_from([*step.input.choices] or [step.input.example])))
        )
    elif step.question is not None and step.kind == "choice":
        world.chooses(pick.draw(st.sampled_from([option.id for option in step.question.options])))
    elif step.question is not None and step.kind == "number":
        world.answers(str(max(1, step.question.least)))
    elif step.kind == "date":
        world.answers("02032020")
    else:
        world.answers("Mau")


def details(world: World, step: Step, pick: st.DataObject) -> None:
    """Touch some values, type those that are asked for, or leave all to the counter."""
    for part in step.parts:
        if part.input is not None and part.input.suggested and pick.draw(st.booleans()):
            world.does(ev.Answered(part.id, part.input.suggested[0]))
    world.does(ev.Answered(step.id, pick.draw(st.sampled_from([None, ""]))))


def together(world: World, step: Step, pick: st.DataObject) -> None:
    """Touch an answer to each question, also to those that appear beneath."""
    while (here := step_at(CONTEXT, world.visit)).id == step.id:
        known = filled(world.visit).answers
        part = next((part for part in here.parts if part.id not in known), None)
        if part is None:
            world.does(ev.Answered(step.id))
        elif part.question is not None:
            options = [option.id for option in part.question.options] or [str(max(1, part.question.least))]
            world.does(ev.Answered(part.id, pick.draw(st.sampled_from(options))))


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=WALKS, deadline=None)
@given(pick=st.data())
def test_it_can_be_walked_to_the_end_and_handed_in(code: str, pick: st.DataObject) -> None:
    world = World()
    shown = walk(world, code, pick)
    first = [step.id for step in shown[:1]]
    assert [step.kind for step in shown[:1]] == ["consent"], f"the first page is {first}, not the consent"
    visit = world.does(ev.WantsHandIn())
    assert visit.at == HANDED_IN, f"handing in ended at {visit.at!r}: {visit.problem}"
    [dossier] = world.gateway.dossiers
    assert dossier.procedure == code


@pytest.mark.parametrize("code", longest_and_others())
@settings(max_examples=WALKS, deadline=None)
@given(pick=st.data())
def test_back_leads_home_from_the_end_and_asks_before_it_erases(code: str, pick: st.DataObject) -> None:
    world = World()
    shown = walk(world, code, pick)
    for _ in range(len(shown) + 4):
        if world.visit.at != "leaving":
            world.does(ev.Back())
    assert world.visit.at == "leaving"
    assert world.does(ev.Left()).at == "home"
