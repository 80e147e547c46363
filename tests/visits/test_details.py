"""What is asked about a person stands on one page: touched, typed, changed, or left to the counter."""

from __future__ import annotations

from kiosk.ports.printing import PrintJob
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import open_items
from kiosk.visit.journeys.application.sections import sections
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.application.words import spoken
from tests.screens.scenes import SCENES
from tests.visits.test_birth_registration import at_the_card
from tests.visits.world import CONTEXT, GRANDMOTHER, World, step_at

PAGE, NAME, BORN = "person:child", "child.name", "child.birth_date"
PLACE, GROUP, NATIONALITY = "child.birth_place", "child.ethnicity", "child.nationality"


def at(scene: str) -> World:
    world = World()
    SCENES[scene](world)
    return world


def child(world: World) -> dict[str, str]:
    return {name: value.text for name, value in filled(world.visit).persons["child"].values.items()}


def open_in(world: World) -> tuple[str, ...]:
    return open_items(CONTEXT.catalogue.procedures[world.visit.procedure or ""], filled(world.visit))


def states(world: World) -> dict[str, str]:
    procedure = CONTEXT.catalogue.procedures[world.visit.procedure or ""]
    return {one.id: one.state for one in sections(procedure, filled(world.visit))}


def test_going_on_asks_for_what_finds_the_person_and_comes_back() -> None:
    world = at("person")
    assert world.does(ev.Answered(PAGE)).at == NAME
    assert world.answers("Tran Minh MAU").at == BORN
    assert world.answers("01112026").at == PAGE
    assert world.does(ev.Answered(PAGE)).at == "card:father"


def test_one_touch_gives_a_value_and_the_page_stays() -> None:
    world = at("person_given")
    visit = world.does(ev.Answered(GROUP, "Hoa"), ev.Answered(NATIONALITY, "Việt Nam"))
    assert visit.at == PAGE
    assert (child(world)["ethnicity"], child(world)["nationality"]) == ("Hoa", "Việt Nam")


def test_what_is_typed_comes_back_to_the_page() -> None:
    world = at("person_given")
    assert world.does(ev.WantsChange(PLACE)).at == PLACE
    assert world.answers("Benh vien Mau").at == PAGE
    assert child(world)["birth_place"] == "Benh vien Mau"


def test_back_leads_from_typing_to_the_page() -> None:
    world = at("person_given")
    assert world.does(ev.WantsChange(PLACE), ev.Back()).at == PAGE


def test_what_is_missing_is_asked_at_the_counter_and_of_nobody_here() -> None:
    world = at("person_given")
    world.does(ev.Answered(PAGE))
    assert PLACE not in child(world)
    assert PLACE in open_in(world)
    assert NAME not in open_in(world)
    assert states(world)["child"] == "at_counter"


def test_what_is_missing_is_told_before_handing_in_and_goes_with_the_dossier() -> None:
    world = at("person_given")
    world.does(ev.Answered(PAGE))
    for parent in ("father", "mother"):
        if world.visit.at == f"card:{parent}":
            world.does(ev.WantsTyping(f"card:{parent}"), ev.Answered(f"person:{parent}", ""))
    while world.visit.at.startswith("paper:"):
        world.does(ev.PaperElsewhere("papers", "at_counter"))
    assert world.visit.at == "review"
    told = spoken(CONTEXT, world.visit)
    assert "Cán bộ sẽ hỏi thêm: " in told
    assert "nơi sinh" in told
    left = open_in(world)
    world.does(ev.WantsHandIn())
    (dossier,) = world.gateway.dossiers
    assert dossier.open_items == left
    assert PLACE in left
    (slip,) = [job for job in world.printer.printed if "Cán bộ sẽ hỏi thêm" in words_of(job)]
    assert "nơi sinh" in words_of(slip)


def words_of(job: PrintJob) -> str:
    """The slip's words, on one line."""
    assert job.lines is not None
    return " ".join(line.text for line in job.lines(False))


def test_all_of_a_person_is_left_to_the_counter_by_one_touch() -> None:
    world = at("person")
    assert world.does(ev.Answered(PAGE, "")).at == "card:father"
    assert {NAME, BORN, PLACE} <= set(open_in(world))


def test_a_section_says_how_far_it_is() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    assert states(world)["requester"] == "at_counter", "a card has no telephone"
    assert states(world)["questions"] == "not_started"
    world.does(ev.WantsChange("requester.phone"))
    world.answers("0900000000")
    assert states(world)["requester"] == "done"
    world.does(ev.Answered("card:requester"), ev.Answered("relation", "grandparent"))
    world.does(ev.Answered("parents", "both"))
    assert states(world)["questions"] == "incomplete"


def test_a_section_is_entered_from_the_list_and_the_next_unfinished_one_follows() -> None:
    world = at("person")
    assert world.does(ev.WantsChange("sections")).at == "sections"
    assert world.does(ev.WantsChange("card:father")).at == "card:father"
    world.does(ev.WantsTyping("card:father"), ev.Answered("person:father", ""))
    assert world.visit.at == "person:child", "what was passed over"


def test_the_list_of_the_sections_goes_on_to_the_next_unfinished_one() -> None:
    world = at("sections")
    assert world.does(ev.Answered("sections")).at == "card:father"


def test_a_detail_of_somebody_else_is_not_taken_here() -> None:
    world = at("person_given")
    before = world.visit
    after = world.does(ev.Answered("father.ethnicity", "Kinh"), ev.WantsChange("requester.name"))
    assert (after.at, filled(after)) == (before.at, filled(before))


def test_a_value_that_cannot_be_is_refused_and_the_page_stays() -> None:
    world = at("person_given")
    visit = world.does(ev.Answered(GROUP, "1234"))
    assert visit.at == PAGE
    assert visit.problem is not None
    assert child(world)["ethnicity"] == "Kinh"


def test_a_detail_is_changed_from_the_review_and_leads_back_there() -> None:
    world = at("review")
    world.does(ev.WantsChange(GROUP))
    assert step_at(CONTEXT, world.visit).kind == "text"
    assert world.does(ev.Answered(GROUP, "Tày")).at == "review"
    assert child(world)["ethnicity"] == "Tày"


def test_questions_stand_together_and_an_answer_brings_one_more() -> None:
    world = World()
    SCENES["choices"](world)
    page = step_at(CONTEXT, world.visit)
    assert [part.id for part in page.parts] == ["parents", "married", "notice", "copies"]
    world.does(ev.Answered("parents", "mother_only"), ev.Answered("notice", "no"))
    page = step_at(CONTEXT, world.visit)
    assert [part.id for part in page.parts] == ["parents", "notice", "proof", "copies"]
    assert world.does(ev.Answered(page.id)).at == page.id, "not everything is answered"


def test_papers_that_can_be_read_come_before_what_they_fill_in() -> None:
    world = World()
    seen: list[str] = []
    world.session.subscribe(lambda visit: seen.append(visit.at))
    SCENES["review"](world)
    assert seen.index("paper:birth_notice") < seen.index("person:child")


def test_all_other_papers_are_left_to_the_counter_by_one_touch() -> None:
    world = at("paper")
    world.does(ev.PaperElsewhere("papers", "at_counter"))
    assert world.visit.at == "person:child"
    assert not [step for step in open_in(world) if step.startswith("paper:")]
