"""A kept page is read while the citizen goes on; what it says is offered, and fills in nothing by itself."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalogue.procedure import Role
from kiosk.dossier.model import Person, Value
from kiosk.identity.inputs import INPUTS
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.effects import ReadPaper
from kiosk.visit.journeys.application.route import input_step
from kiosk.visit.journeys.application.state import Application, filled
from kiosk.visit.journeys.application.taking import taken
from kiosk.visit.model import HOME, Moment, Visit
from tests.screens.dossier_scenes import NOTICE
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World, real_robot

PAGE = "person:child"


def at_the_paper(*unfilled: str) -> World:
    """A birth at the page of its notice, with these values of the child still to be filled in."""
    world = World()
    visit = SCENES["paper"](world)
    persons = dict(filled(visit).persons)
    known = (name for name in role_of("child").inputs if name not in unfilled)
    persons["child"] = Person({name: Value(INPUTS[name].example) for name in known})
    world.session._visit = visit.having(replace(filled(visit), persons=persons))
    return world


def keeps_a_page(world: World) -> Visit:
    step = world.visit.at
    world.does(ev.WantsCapture(step))
    return world.does(ev.KeptPage(step, True))


def test_what_is_still_open_is_offered_from_the_page() -> None:
    world = at_the_paper("birth_date", "name")
    world.papers.lines = NOTICE
    visit = keeps_a_page(world)
    offers = filled(visit).offered
    assert {name: offer.text for name, offer in offers.items()} == {
        "child.birth_date": "2026-11-09",
        "child.name": "Trần Ngọc Mẫu",
    }
    assert {offer.digest for offer in offers.values()} == set(filled(visit).papers["birth_notice"].files)
    assert "child.birth_date" not in filled(visit).persons["child"].values


def test_what_is_taken_as_it_was_offered_is_from_the_paper_and_what_is_changed_is_typed() -> None:
    world = at_the_paper("birth_date", "name")
    world.papers.lines = NOTICE
    keeps_a_page(world)
    before = filled(world.visit)
    child = role_of("child")
    now = Moment(world.clock.now(), 0.0, "fresh")
    offer = before.offered["child.birth_date"].text
    given = taken(world.visit, input_step(child, "birth_date"), offer, now)
    given = taken(given or world.visit, input_step(child, "name"), "Trần Ngọc Mẩu", now)
    assert given is not None
    values = filled(given).persons["child"].values
    assert (values["birth_date"].text, values["birth_date"].source) == ("2026-11-09", "paper")
    assert (values["name"].text, values["name"].source) == ("Trần Ngọc Mẩu", "typed")


def role_of(name: str) -> Role:
    procedure = CONTEXT.catalogue.procedures["1.001193"]
    return next(role for role in procedure.roles if role.id == name)


def test_a_kiosk_without_a_reader_of_papers_reads_none() -> None:
    world = at_the_paper("name")
    world.session.context = replace(world.session.context, reads_papers=False)
    visit = keeps_a_page(world)
    assert not world.papers.pages
    assert not visit.pending


def test_the_citizen_goes_on_while_the_page_is_read() -> None:
    world = at_the_paper("name")
    world.papers.lines = NOTICE
    world.lanes["papers"].hold()
    visit = keeps_a_page(world)
    assert visit.waits_for(ReadPaper)
    step = visit.at
    visit = world.does(ev.Answered(step))
    assert visit.at != step
    world.lanes["papers"].release()
    assert not world.visit.waits_for(ReadPaper)
    assert filled(world.visit).offered["child.name"].text == "Trần Ngọc Mẫu"


def test_a_page_that_cannot_be_read_says_nothing() -> None:
    world = at_the_paper("name")
    world.papers.fault = Fault("paper_unread", "time")
    visit = keeps_a_page(world)
    assert visit.problem is None
    assert not visit.waits_for(ReadPaper)
    assert not filled(visit).offered


def test_two_pages_that_disagree_offer_nothing() -> None:
    world = at_the_paper("name", "birth_date")
    world.papers.lines = NOTICE
    keeps_a_page(world)
    world.papers.lines = [*NOTICE[:-1], "Dự định đặt tên con là: Trần Ngọc Mẩu"]
    keeps_a_page(world)
    assert set(filled(world.visit).offered) == {"child.birth_date"}
    world.papers.lines = NOTICE
    keeps_a_page(world)
    assert "child.name" not in filled(world.visit).offered


def test_what_was_read_is_gone_with_the_visit_even_when_it_comes_late() -> None:
    world = at_the_paper("name")
    world.papers.lines = NOTICE
    world.lanes["papers"].hold()
    keeps_a_page(world)
    visit = world.does(ev.Left())
    assert visit.at == HOME
    world.lanes["papers"].release()
    assert not world.visit.of(Application).offered
    assert not world.papers.pages, "a page that is wiped is not read any more"


# --- on the page of the person, beside the clipping -------------------------------------------------------


def at_the_child() -> World:
    """The child's page, with what her notice says: name, date of birth, sex."""
    world = World()
    world.session._visit = SCENES["person_read"](world)
    return world


def child(visit: Visit) -> dict[str, tuple[str, str]]:
    values = filled(visit).persons.get("child", Person()).values
    return {name: (value.text, value.source) for name, value in values.items()}


READ = {
    "name": ("Trần Ngọc Mẫu", "paper"),
    "birth_date": ("2026-11-09", "paper"),
    "sex": ("Nữ", "paper"),
}


def test_one_touch_takes_all_that_is_shown_and_nothing_is_taken_before() -> None:
    world = at_the_child()
    assert child(world.visit) == {}
    visit = world.does(ev.JudgedReading(PAGE, right=True))
    assert (visit.at, child(visit)) == (PAGE, READ)
    assert world.does(ev.Answered(PAGE)).at == "card:father"


def test_going_on_takes_nothing_that_was_not_confirmed() -> None:
    world = at_the_child()
    visit = world.does(ev.JudgedReading("child.sex", right=True), ev.Answered(PAGE))
    assert child(visit) == {"sex": READ["sex"]}
    assert visit.at == "child.name", "asked for, as she is not found yet"
    assert visit.draft == "Trần Ngọc Mẫu", "what was read stands there to be put right"
    assert world.does(ev.Answered(PAGE, "")).at == "child.name"


def test_a_date_that_was_read_wrong_is_put_right_from_what_was_read() -> None:
    world = at_the_child()
    visit = world.does(ev.WantsChange("child.birth_date"))
    assert visit.draft == "09112026"
    world.does(*(ev.Keyed("backspace") for _ in range(8)))
    visit = world.answers("08112026")
    assert visit.at == PAGE
    assert child(visit) == {"birth_date": ("2026-11-08", "typed")}
    assert child(world.does(ev.JudgedReading(PAGE, right=True)))["birth_date"] == ("2026-11-08", "typed")


def test_what_is_said_to_be_wrong_is_forgotten() -> None:
    world = at_the_child()
    visit = world.does(ev.JudgedReading(PAGE, right=False), ev.JudgedReading(PAGE, right=True))
    assert child(visit) == {}
    assert not filled(visit).offered


def test_nothing_is_taken_for_another_page_or_person() -> None:
    world = at_the_child()
    before = world.visit
    after = world.does(
        ev.JudgedReading("mother.name", right=True), ev.JudgedReading("person:mother", right=True)
    )
    assert filled(after) == filled(before)


def test_a_value_that_cannot_be_is_refused_and_said() -> None:
    world = at_the_child()
    known = filled(world.visit)
    later = replace(known.offered["child.birth_date"], text="2027-01-01")
    offered = {**known.offered, "child.birth_date": later}
    world.session._visit = world.visit.having(replace(known, offered=offered))
    visit = world.does(ev.JudgedReading(PAGE, right=True))
    assert visit.problem is not None
    assert "birth_date" not in child(visit)
    assert visit.at == PAGE


def test_by_voice_it_is_read_out_and_taken_with_a_yes() -> None:
    world = World(real_robot())
    visit = SCENES["person_read"](world)
    world.session._visit = visit.speaking(leads=True, introduced=True)
    said = world.says().said
    turn = world.says("đúng rồi")
    assert any("Máy đọc trên giấy của ông bà." in text and "Trần Ngọc Mẫu" in text for text in said)
    assert child(turn.visit) == READ


def test_by_voice_a_no_lets_it_go_and_the_name_is_asked_for() -> None:
    world = World(real_robot())
    visit = SCENES["person_read"](world)
    world.session._visit = visit.speaking(leads=True, introduced=True)
    turn = world.says("không")
    assert child(turn.visit) == {}
    assert "Họ và tên" in turn.last
