"""Typing a date of birth: a year alone, an impossible day, a date that can hardly be meant."""

from __future__ import annotations

from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from tests.visits.test_birth_registration import answer_the_questions
from tests.visits.world import CONTEXT, GRANDMOTHER, World, step_at


def at_the_childs_birth(world: World) -> None:
    world.reader.shows.append(GRANDMOTHER)
    world.does(ev.PickedProcedure("1.001193"), ev.WantsStart(), ev.TookOffer("1.001193"), ev.Consented(True))
    world.does(ev.Answered("card:requester", "yes"))
    answer_the_questions(world)
    world.does(ev.PaperElsewhere("papers", "at_counter"), ev.Answered("person:child"))
    world.answers("Trần Văn MẪU")
    assert world.visit.at == "child.birth_date"


def test_a_year_alone_is_a_year() -> None:
    world = World()
    at_the_childs_birth(world)
    assert filled(world.answers("2026")).persons["child"].text("birth_date") == "2026"


def test_a_digit_that_makes_an_impossible_day_is_refused_at_once() -> None:
    world = World()
    at_the_childs_birth(world)
    visit = world.types("3102")
    assert (visit.draft, visit.problem) == ("310", Fault("date_invalid"))
    assert world.does(ev.Keyed("1")).problem is None


def test_a_child_that_was_born_long_ago_is_asked_about_once_and_then_taken() -> None:
    world = World()
    at_the_childs_birth(world)
    visit = world.answers("01021950")
    assert (visit.at, visit.problem) == ("child.birth_date", Fault("child_grown"))
    visit = world.does(ev.Answered("child.birth_date"))
    assert visit.at != "child.birth_date"
    assert filled(visit).persons["child"].text("birth_date") == "1950-02-01"


def test_another_date_is_not_taken_for_a_confirmation() -> None:
    world = World()
    at_the_childs_birth(world)
    world.answers("01021950")
    world.does(ev.Keyed("clear"))
    assert world.answers("01021951").problem == Fault("child_grown")
    world.does(ev.Keyed("clear"))
    visit = world.answers("01112026")
    assert visit.at != "child.birth_date"
    assert filled(visit).persons["child"].text("birth_date") == "2026-11-01"


def test_a_day_to_come_is_taken_where_the_question_allows_it() -> None:
    """Until when somebody stays lies ahead; a day of death does not."""
    world = World()
    world.does(ev.PickedProcedure("1.004194"), ev.WantsStart(), ev.Consented(True))
    for _ in range(20):
        step = step_at(CONTEXT, world.visit)
        if step.id == "details":
            break
        if step.question is not None and step.question.options:
            world.chooses(step.question.options[0].id)
        elif step.kind == "card":
            world.does(ev.WantsTyping(step.id))
        elif step.kind == "choices":
            options = {part.id: part.question.options for part in step.parts if part.question}
            world.does(*(ev.Answered(question, found[0].id) for question, found in options.items()))
            world.does(ev.Answered(step.id))
        elif step.kind == "person":
            world.does(ev.Answered(step.id, ""))
        elif step.input is not None:
            world.does(ev.Answered(step.id, step.input.example))
        else:
            world.answers("Mau")
    world.does(ev.WantsChange("until"))
    world.answers("31122028")
    assert filled(world.visit).answers["until"] == "2028-12-31"
    assert world.visit.at == "details"
