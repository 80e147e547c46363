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
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World

NOTICE = [
    "GIẤY CHỨNG SINH",
    "Đã sinh con vào lúc: 08 giờ 15 phút, ngày 09/11/2026",
    "Giới tính của con: Nữ",
    "Dự định đặt tên con là: Trần Ngọc Mẫu",
]


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
