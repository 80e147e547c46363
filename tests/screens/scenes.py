"""One visit for every screen, walked there with real steps wherever they lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kiosk.catalogue.describe import Citation
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Card, Option, Reply
from kiosk.visit.effects import AskAssistant, SlipPurpose
from kiosk.visit.journeys.application.state import filling
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import Slip, Visit
from tests.screens import dossier_scenes, number_scenes, rating_scenes
from tests.screens.dossier_scenes import (
    BIRTH,
    a_glimpse,
    choice,
    person,
    procedure,
    review,
    world_after,
)
from tests.visits.world import World, awaited


def home(world: World) -> Visit:
    return world.visit


def search(world: World) -> Visit:
    world.does(ev.Went("search"))
    return world.types("khai sinh cho cháu")


def search_elsewhere(world: World) -> Visit:
    world.does(ev.Went("search"))
    return world.types("ly hon")


def search_empty(world: World) -> Visit:
    return world.does(ev.Went("search"))


def field(world: World) -> Visit:
    return world.does(ev.PickedField("ho_tich"))


def field_at_the_counter(world: World) -> Visit:
    """A field of which no procedure is kept."""
    return world.does(ev.PickedField("nop_ho_so"))


def robot_text(world: World) -> str:
    """An answer of the robot."""
    if world.visit.lang == "vi":
        return "Đăng ký khai sinh làm trong ngày nếu nộp trước 15 giờ. Lệ phí tại quầy chưa công bố."
    return "A birth is registered the same day if handed in before 15:00. The counter fee is not published."


def robot(world: World) -> Visit:
    vietnamese = world.visit.lang == "vi"
    text = robot_text(world)
    world.robot.reply_with = Reply(
        "answer",
        text,
        (Card(BIRTH, "Đăng ký khai sinh" if vietnamese else "Register a birth"),),
        (Citation("Cổng Dịch vụ công quốc gia, thủ tục 1.001193", "2026-07-18"),),
    )
    return world.does(ev.Went("robot"), ev.AskedRobot("khai sinh cho cháu"))


def robot_failed(world: World) -> Visit:
    """The assistant broke down while it answered."""
    world.lanes["robot"].hold()
    visit = world.does(ev.Went("robot"), ev.AskedRobot("khai sinh"))
    return world.does(oc.Failed(visit.id, awaited(visit, AskAssistant), Fault("robot_failed")))


def robot_listening(world: World) -> Visit:
    """Somebody speaks."""
    world.lanes["recogniser"].hold()
    return world.does(ev.Went("robot"), ev.WantsToSpeak())


def robot_unheard(world: World) -> Visit:
    """Nothing was understood once."""
    world.does(ev.Went("robot"))
    return world.says().visit


def robot_unheard_twice(world: World) -> Visit:
    """Nothing was understood twice: from here on the keyboard alone."""
    world.does(ev.Went("robot"))
    world.says()
    return world.says().visit


def robot_empty(world: World) -> Visit:
    return world.does(ev.Went("robot"))


def portal_text(world: World) -> Visit:
    return world.does(ev.PickedProcedure("9.900001"))


def choice_listening(world: World) -> Visit:
    visit = choice(world)
    world.lanes["recogniser"].hold()
    return world_after(world, visit, ev.WantsToSpeak())


def choice_answered(world: World) -> Visit:
    """A question was asked meanwhile: its answer stands over the page."""
    return choice(world).speaking(over=Reply("answer", robot_text(world)), leads=True, introduced=True)


def date_told(world: World) -> Visit:
    visit = person(world)
    return world_after(world, visit, ev.Told((("child.birth_date", "2026-11-03"), ("child.sex", "Nam"))))


def review_asked(world: World) -> Visit:
    text, lang = world.session.context.messages.text, world.visit.lang
    yes_no = tuple(Option(text(lang, word), ev.AskedRobot(text(lang, word))) for word in ("Yes", "No"))
    asked = Reply("do", text(lang, "Hand in this dossier now?"), confirm=True, options=yes_no)
    return review(world).speaking(over=asked)


def leaving(world: World) -> Visit:
    """Home is the next page back, and the dossier is half filled in."""
    review(world)
    while world.visit.at != LEAVING:
        world.does(ev.Back())
    return world.visit


def handed_in(world: World) -> Visit:
    review(world)
    return world.does(ev.WantsHandIn())


def handed_in_returning(world: World) -> Visit:
    """The slip is in the hand: the screen goes home by itself."""
    return replace(handed_in(world), slips={SlipPurpose.SUBMISSION: Slip.PRINTED}, pending=(), returns=15)


def handed_in_offline(world: World) -> Visit:
    return replace(
        filling(handed_in(world), delivered=False),
        slips={SlipPurpose.SUBMISSION: Slip.ON_SCREEN},
        problem=Fault("printer_paper_out"),
    )


def show_code(world: World) -> Visit:
    world.lanes["reader"].hold()
    return world.does(ev.Went("show_code"))


def show_code_ticket(world: World) -> Visit:
    """The queue ticket is held up instead of the dossier's slip."""
    return replace(show_code(world), pending=(), problem=Fault("ticket_not_slip"))


def slip_shining(world: World) -> Visit:
    return replace(show_code(world), glimpse=a_glimpse("tilt_glare"))


def status(world: World) -> Visit:
    show_code(world)
    found = SubmissionStatus(
        reference="K1-261122-0007",
        procedure=BIRTH,
        state=DossierState.ACCEPTED,
        since=world.clock.now(),
        code="000.22.25.H29-261122-0007",
        due=date(2026, 11, 24),
    )
    return replace(world.visit.having(Following(found)), at="status", pending=())


def status_supplement(world: World) -> Visit:
    found = SubmissionStatus(
        reference="K1-261122-0007",
        procedure=BIRTH,
        state=DossierState.SUPPLEMENT,
        since=world.clock.now(),
        reason="Thiếu bản chính giấy chứng sinh.",
        papers=(world.session.context.catalogue.procedures[BIRTH].papers[0].id,),
    )
    return status(world).having(Following(found))


def checklist(world: World) -> Visit:
    """The list of a birth's papers is printed for home."""
    procedure(world)
    return world.does(ev.Went("checklist"))


def checklist_not_printed(world: World) -> Visit:
    world.printer.fault = Fault("printer_paper_out")
    return checklist(world)


def idle(world: World) -> Visit:
    return replace(procedure(world), countdown=14)


SCENES: dict[str, Callable[[World], Visit]] = {
    scene.__name__: scene
    for scene in (
        home,
        search,
        search_elsewhere,
        search_empty,
        field,
        field_at_the_counter,
        robot,
        robot_empty,
        robot_listening,
        robot_unheard,
        robot_unheard_twice,
        robot_failed,
        portal_text,
        choice_listening,
        choice_answered,
        date_told,
        review_asked,
        leaving,
        handed_in,
        handed_in_offline,
        handed_in_returning,
        show_code,
        slip_shining,
        show_code_ticket,
        status,
        status_supplement,
        checklist,
        checklist_not_printed,
        idle,
    )
}
SCENES.update(dossier_scenes.SCENES)
SCENES.update(number_scenes.SCENES)
SCENES.update(rating_scenes.SCENES)
