"""Who prepares at home takes the list of papers along; nothing is kept, and no number is spoken of."""

from __future__ import annotations

from kiosk.catalogue.describe import words
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.checklist import CHECKLIST, PURPOSE
from kiosk.visit.model import HOME, Slip
from tests.visits.world import CONTEXT, World

BIRTH = "1.001193"


def asks_for_the_list(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.Went(CHECKLIST))


def lines(world: World, job: int = 0) -> str:
    made = world.printer.printed[job].lines
    assert made is not None
    return " ".join(line.text for line in made(False))


def test_the_list_names_every_paper_and_nobody() -> None:
    world = World()
    asks_for_the_list(world)
    assert (world.visit.at, world.visit.slip(PURPOSE)) == (CHECKLIST, Slip.PRINTED)
    text = lines(world)
    for paper in CONTEXT.catalogue.procedures[BIRTH].papers:
        assert words(paper.name, "vi", CONTEXT.messages).split(",")[0] in text
    assert len(world.printer.printed) == 1


def test_asking_again_is_the_same_list_but_another_language_is_another_one() -> None:
    world = World()
    asks_for_the_list(world)
    world.does(ev.Back(), ev.Went(CHECKLIST))
    assert len({job.id for job in world.printer.printed}) == 1, "a printer puts one job on paper once"
    world.does(ev.Back(), ev.ChoseLanguage("en"), ev.Went(CHECKLIST))
    assert len({job.id for job in world.printer.printed}) == 2
    assert "Papers to bring" in lines(world, -1)


def test_the_list_of_another_procedure_is_printed_as_well() -> None:
    world = World()
    asks_for_the_list(world)
    world.does(ev.Back(), ev.PickedProcedure("2.000815"), ev.Went(CHECKLIST))
    assert len(world.printer.printed) == 2


def test_without_paper_the_citizen_is_sent_back_to_the_page_and_the_staff_told() -> None:
    world = World()
    world.printer.fault = Fault("printer_paper_out")
    asks_for_the_list(world)
    assert world.visit.slip(PURPOSE) is Slip.ON_SCREEN
    assert world.visit.problem is None, "it speaks of a number"
    assert world.gateway.notices == ["printer_paper_out"]


def test_without_a_procedure_there_is_no_list() -> None:
    world = World()
    assert world.does(ev.Went(CHECKLIST)).at == HOME
    assert not world.printer.printed


def test_from_the_list_the_dossier_can_be_begun_or_the_visit_ended() -> None:
    world = World()
    asks_for_the_list(world)
    assert world.does(ev.WantsStart()).at == "offer"
    world.does(ev.Back(), ev.Left())
    assert world.visit.at == HOME
    assert not world.visit.slips
