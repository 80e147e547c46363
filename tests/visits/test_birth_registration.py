"""A grandmother registers the birth of her grandchild (invented people)."""

from __future__ import annotations

import pytest

from kiosk.contract.dossier import PaperState
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import OFFER, PROCEDURE, SEARCH, Exploring
from kiosk.visit.journeys.number import NUMBER
from kiosk.visit.model import HOME, Slip
from tests.visits.world import CONTEXT, GRANDMOTHER, World, real_robot, step_at

BIRTH = "1.001193"


def at_the_card(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(True))


def to_the_review(world: World, card: bytes = GRANDMOTHER) -> None:
    """Everything up to "check your answers", the way the demo plays it."""
    world.reader.shows.append(card)
    at_the_card(world)
    world.does(ev.WantsChange("requester.phone"))
    world.answers("0900000000")
    world.does(ev.Answered("card:requester", "yes"))
    answer_the_questions(world)
    while world.visit.at.startswith("paper:"):
        if world.visit.at == "paper:birth_notice":
            world.does(ev.WantsCapture(world.visit.at), ev.KeptPage(world.visit.at, True))
            world.does(ev.Answered(world.visit.at, "yes"))
        else:
            world.does(ev.PaperElsewhere(world.visit.at, "none"))
    world.does(ev.Answered("person:child"))
    world.answers("Tran Van MAU")
    world.answers("01112026")
    world.does(ev.Answered("child.sex", "Nam"), ev.WantsChange("child.birth_place"))
    world.answers("Benh vien MAU")
    world.does(ev.Answered("child.ethnicity", "Kinh"), ev.Answered("child.nationality", "Việt Nam"))
    world.does(ev.Answered("person:child"))
    for parent, name, born in (("mother", "Le Thi MAU", "05061995"), ("father", "Tran Van MAU", "07081994")):
        world.does(ev.WantsTyping(f"card:{parent}"), ev.Answered(f"person:{parent}"))
        for text in (name, born):
            world.answers(text)
        world.does(ev.WantsChange(f"{parent}.address"))
        world.answers("12 Duong Mau")
        world.does(ev.Answered(f"{parent}.ethnicity", "Kinh"), ev.Answered(f"person:{parent}"))


def answer_the_questions(world: World) -> None:
    """Her own question alone, the others together."""
    world.chooses("grandparent")
    for question, option in (("parents", "both"), ("married", "yes"), ("notice", "yes"), ("copies", "1")):
        world.does(ev.Answered(question, option))
    world.does(ev.Answered("choices:parents"))


def test_three_touches_from_home_to_a_number_without_a_card() -> None:
    world = World()
    visit = world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber())
    assert visit.at == NUMBER
    assert visit.ticket is not None
    assert visit.ticket.number == "H 001"
    assert visit.slip(SlipPurpose.TICKET) is Slip.PRINTED
    assert world.gateway.shown == [("t1", "paper")]


def test_searching_by_typing_finds_birth_registration_first() -> None:
    world = World()
    world.does(ev.Went("search"))
    visit = world.types("khai sinh cho chasu")
    assert visit.at == SEARCH
    assert visit.draft == "khai sinh cho cháu"
    assert visit.of(Exploring).hits[0] == BIRTH


@pytest.mark.parametrize("begins", ["from its page", "from the number's page", "by voice"])
def test_the_linked_procedure_is_offered_before_plain_birth_registration(begins: str) -> None:
    """It stands on the procedure's page; who has not seen that is asked."""
    world = World(real_robot())
    world.does(ev.PickedProcedure(BIRTH))
    if begins == "by voice":
        assert world.says("bắt đầu làm").visit.at == OFFER
    elif begins == "from the number's page":
        assert world.does(ev.WantsNumber(), ev.WantsStart()).at == OFFER
    visit = world.does(ev.TookOffer("2.000986"))
    assert visit.procedure == "2.000986"
    assert visit.at == "card:requester"
    assert step_at(CONTEXT, visit).kind == "consent"


def test_nothing_is_read_before_consent_and_no_sends_back() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER)
    world.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH))
    assert world.reader.shows == [GRANDMOTHER]
    visit = world.does(ev.Consented(False))
    assert visit.at == PROCEDURE
    assert filled(visit).consent is None
    assert world.reader.shows == [GRANDMOTHER]


def test_the_card_fills_the_requester_and_nobody_else() -> None:
    world = World()
    to_the_review(world)
    persons = filled(world.visit).persons
    assert persons["requester"].text("name") == "Nguyễn Thị MẪU"
    assert persons["requester"].values["id"].source == "card"
    card = {"079157000011", "Nguyễn Thị MẪU", "1957-03-02", "12 Đường Mẫu, Phường Sài Gòn"}
    for role, person in persons.items():
        if role != "requester":
            assert not card & {value.text for value in person.values.values()}
            assert {value.source for value in person.values.values()} <= {"typed"}


def test_the_parents_authorisation_is_asked_for_and_may_not_exist() -> None:
    world = World()
    to_the_review(world)
    assert world.visit.at == "review"
    assert filled(world.visit).papers["parents_consent"].state is PaperState.NONE
    assert filled(world.visit).papers["birth_notice"].state is PaperState.CAPTURED


def test_a_required_paper_cannot_be_waved_away() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsChange("paper:birth_notice"))
    visit = world.does(ev.PaperElsewhere("paper:birth_notice", "none"))
    assert visit.at == "paper:birth_notice"
    assert filled(visit).papers["birth_notice"].state is PaperState.CAPTURED


def test_handing_in_takes_a_number_prints_both_slips_and_forgets_the_person() -> None:
    world = World()
    to_the_review(world)
    visit = world.does(ev.WantsHandIn())
    assert visit.at == HANDED_IN
    submission = filled(visit).submission
    assert submission is not None
    assert submission.reference == "K1-261122-0001"
    assert [job.kind for job in world.printer.printed] == ["ticket", "slip"]
    [dossier] = world.gateway.dossiers
    assert dossier.ticket == "t1"
    assert set(dossier.persons) == {"requester", "child", "mother", "father"}
    assert set(world.gateway.files) == set(dossier.papers["birth_notice"].files)
    assert not filled(visit).persons
    assert not filled(visit).answers
    assert not filled(visit).papers


def test_touching_hand_in_twice_hands_in_once() -> None:
    world = World()
    to_the_review(world)
    world.lanes["hub"].hold()
    world.does(ev.WantsHandIn(), ev.WantsHandIn(), ev.Back())
    world.lanes["hub"].release()
    world.lanes["hub"].release()
    assert len(world.gateway.dossiers) == 1


def test_a_changed_answer_takes_its_stray_persons_and_papers_along() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsChange("parents"))
    visit = world.chooses("mother_only")
    assert visit.at == "review"
    world.does(ev.WantsHandIn())
    [dossier] = world.gateway.dossiers
    assert "father" not in dossier.persons
    assert "married" not in dossier.answers


def test_handing_in_that_fails_promises_nothing() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber(), ev.Back())
    to_the_review(world)
    world.gateway.broken = Fault("store_failed")
    visit = world.does(ev.WantsHandIn())
    assert visit.at == "review"
    assert visit.problem == Fault("store_failed")
    assert filled(visit).submission is None
    assert filled(visit).persons
    assert "store_failed" in world.gateway.notices


@pytest.mark.parametrize("fault", ["store_failed", "hub_unreachable", "hub_refused"])
def test_a_number_that_could_not_be_taken_is_spoken_of_as_a_number(fault: str) -> None:
    world = World()
    world.gateway.broken = Fault(fault)
    visit = world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber())
    assert visit.problem == Fault("number_not_taken", fault)
    assert fault in world.gateway.notices
    world.gateway.broken = None
    world.does(ev.Back())
    assert world.does(ev.WantsNumber()).ticket is not None


@pytest.mark.parametrize("fault", ["printer_paper_out", "printer_cover_open", "printer_unreachable"])
def test_a_printer_in_trouble_shows_the_number_on_screen_and_tells_the_staff(fault: str) -> None:
    world = World()
    world.printer.fault = Fault(fault)
    visit = world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber())
    assert visit.ticket is not None
    assert visit.slip(SlipPurpose.TICKET) is Slip.ON_SCREEN
    assert visit.problem == Fault(fault)
    assert world.gateway.shown == [("t1", "screen")]
    assert fault in world.gateway.notices


def test_an_unreadable_card_is_typed_by_hand() -> None:
    world = World()
    world.reader.shows.append(Fault("code_unreadable"))
    at_the_card(world)
    assert world.visit.problem == Fault("code_unreadable")
    assert not world.visit.pending
    visit = world.does(ev.WantsTyping("card:requester"))
    assert visit.at == "person:requester"
    assert visit.problem is None
    world.does(ev.Answered("person:requester"))
    visit = world.answers("Nguyeexn Thij MAAUx")
    assert visit.at == "requester.birth_date"
    assert filled(visit).persons["requester"].text("name") == "Nguyễn Thị MẪU"
    assert filled(visit).persons["requester"].values["name"].source == "typed"


def test_a_foreign_code_is_not_a_card() -> None:
    world = World()
    world.reader.shows.append(b"https://example.org/vneid")
    at_the_card(world)
    assert world.visit.problem is not None
    assert world.visit.problem.id == "not_a_card"
    assert "requester" not in filled(world.visit).persons


def test_an_empty_reader_goes_on_waiting_until_a_card_comes() -> None:
    world = World()
    world.reader.shows.extend([Fault("no_code"), Fault("no_code"), GRANDMOTHER])
    at_the_card(world)
    assert filled(world.visit).persons["requester"].text("id") == "079157000011"


def test_the_result_of_the_citizen_before_changes_nothing() -> None:
    world = World()
    world.lanes["reader"].hold()
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.Left())
    world.lanes["reader"].release()
    assert world.visit.at == HOME
    assert not filled(world.visit).persons


def test_a_number_for_the_citizen_before_is_not_given_to_the_next() -> None:
    world = World()
    wanted = (ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber())
    world.lanes["hub"].hold()
    world.does(*wanted)
    world.does(ev.Left())
    world.does(*wanted)
    world.lanes["hub"].release()
    visit = world.visit
    assert visit.ticket == world.gateway.tickets[f"{visit.id}-ho-tich"]
    assert [shown for shown, _how in world.gateway.shown] == [visit.ticket.id]


@pytest.mark.parametrize("dots", [576, 384])
def test_a_ticket_is_drawn_as_wide_as_the_printer(dots: int) -> None:
    world = World()
    world.printer.dots = dots
    world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsNumber())
    assert [job.picture.width for job in world.printer.printed] == [dots]
