"""One visit for every screen, walked there with real steps wherever they lead there."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw

from kiosk.catalogue.describe import Citation
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.identity.model import CitizenCard
from kiosk.ports.codes import Glimpse, Hint
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Card, Option, Reply
from kiosk.visit.effects import AskAssistant, ReadCard, SlipPurpose
from kiosk.visit.journeys.application.state import filling
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import Slip, Visit
from tests.screens import number_scenes, rating_scenes
from tests.visits.world import World, awaited, step_at

BIRTH = "1.001193"
CARD = CitizenCard(
    id="079157000011",
    old_id="",
    name="Nguyễn Thị MẪU",
    birth_date="1957-03-02",
    sex="Nữ",
    address="12 Đường Mẫu, Khu phố 3, Phường Sài Gòn, Thành phố Hồ Chí Minh",
    issue_date="2021-04-15",
)


def a_page() -> bytes:
    """A page with lines, as the document camera would give it."""
    image = Image.new("RGB", (700, 990), "#fbf8f0")
    drawing = ImageDraw.Draw(image)
    for line in range(12):
        top = 120 + line * 60
        drawing.rectangle((80, top, 620 - (line % 3) * 90, top + 14), "#55565a")
    content = io.BytesIO()
    image.save(content, "JPEG")
    return content.getvalue()


def a_glimpse(hint: Hint | None) -> Glimpse:
    """Draws what a reader with a camera would show: a pale card on a dark desk."""
    image = Image.new("RGB", (96, 54), "#3a322c")
    ImageDraw.Draw(image).rounded_rectangle((20, 12, 74, 46), 3, "#dfe6e0")
    return Glimpse(hint, image.tobytes(), 96, 54)


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


def procedure(world: World) -> Visit:
    return world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH))


def portal_text(world: World) -> Visit:
    return world.does(ev.PickedProcedure("9.900001"))


def offer(world: World) -> Visit:
    procedure(world)
    return world.does(ev.WantsStart())


def consent(world: World) -> Visit:
    offer(world)
    return world.does(ev.TookOffer(BIRTH))


def card(world: World) -> Visit:
    world.lanes["reader"].hold()
    consent(world)
    return world.does(ev.Consented(yes=True))


def card_problem(world: World) -> Visit:
    return replace(card(world), pending=(), problem=Fault("code_unreadable"))


def card_phone(world: World) -> Visit:
    """A code on a phone is held up instead of the card."""
    return replace(card(world), pending=(), problem=Fault("not_a_card"))


def card_seen(world: World) -> Visit:
    """The reader sees the card, and nothing is wrong."""
    return replace(card(world), glimpse=a_glimpse(None))


def card_far(world: World) -> Visit:
    return replace(card(world), glimpse=a_glimpse("move_closer"))


def card_turned(world: World) -> Visit:
    """The longest of the hints."""
    return replace(card(world), glimpse=a_glimpse("show_the_code"))


def card_filled(world: World) -> Visit:
    visit = card(world)
    return world_after(world, visit, oc.CardRead(visit.id, awaited(visit, ReadCard), CARD))


def world_after(world: World, visit: Visit, *events: ev.Event) -> Visit:
    world.session._visit = visit
    return world.does(*events)


def _filled(world: World) -> Visit:
    visit = card_filled(world)
    return world_after(world, visit, ev.Answered(visit.at))


def _until(world: World, kind: str, *, about_person: bool = False) -> Visit:
    """Answer whatever is asked until a page of that kind comes, about a person or else a question."""
    visit = _filled(world)
    for _ in range(60):
        step = step_at(world.session.context, visit)
        if step.kind == kind and (step.input is not None) == about_person:
            return visit
        visit = _answer(world, visit)
    raise AssertionError(f"no step of kind {kind!r} comes in {visit.procedure}; the visit is at {visit.at!r}")


def _answer(world: World, visit: Visit) -> Visit:
    step = step_at(world.session.context, visit)
    if step.question is not None and step.question.options:
        return world.does(ev.Answered(visit.at, step.question.options[0].id))
    if step.kind == "card":
        return world.does(ev.WantsTyping(visit.at))
    if step.kind == "more" and step.role is not None:
        given = [ev.Answered(f"{step.role.id}.{one.name}", one.example) for one in step.inputs]
        return world.does(*given, ev.Answered(step.id))
    if step.kind == "paper":
        return world.does(ev.PaperElsewhere(visit.at, "at_counter"))
    if visit.at == "child.birth_date":
        return world.does(ev.Answered(visit.at, "20112026"))
    return world.does(ev.Answered(visit.at, step.input.example if step.input else "2"))


def choice(world: World) -> Visit:
    return _until(world, "choice")


def choice_sex(world: World) -> Visit:
    return _until(world, "choice", about_person=True)


def text_entry(world: World) -> Visit:
    return replace(
        _until(world, "text", about_person=True), draft="trần thị mẫ", problem=Fault("name_invalid")
    )


def text_entry_address(world: World) -> Visit:
    """The requester types instead of showing a card."""
    visit = card(world)
    visit = world_after(world, visit, ev.WantsTyping(visit.at))
    while not visit.at.endswith(".address"):
        visit = _answer(world, visit)
    return replace(visit, draft="12/3 Đường Mẫu, Khu phố 3, Phường Sài Gòn")


def more(world: World) -> Visit:
    """A child's further details: one of them is given."""
    visit = _filled(world)
    while visit.at != "more:child":
        visit = _answer(world, visit)
    return world.does(ev.Answered("child.ethnicity", "Kinh"))


def text_entry_suggested(world: World) -> Visit:
    more(world)
    return world.does(ev.WantsChange("child.ethnicity"))


def date_entry(world: World) -> Visit:
    return replace(_until(world, "date", about_person=True), draft="2011", problem=None)


def number_entry(world: World) -> Visit:
    return replace(_until(world, "number", about_person=True), draft="0790900")


def paper(world: World) -> Visit:
    return _until(world, "paper")


def paper_preview(world: World) -> Visit:
    page = Page(a_page(), 700, 990, ("tilt_glare",))
    return filling(paper(world), page=page, page_digest="ab" * 32)


def paper_covered(world: World) -> Visit:
    """The longest hint of a paper, and one more."""
    page = Page(a_page(), 700, 990, ("covered", "blurred"))
    return filling(paper(world), page=page, page_digest="cd" * 32)


def paper_kept(world: World) -> Visit:
    visit = paper_preview(world)
    return world_after(world, visit, ev.KeptPage(visit.at, yes=True))


def review(world: World) -> Visit:
    return _until(world, "review")


def choice_listening(world: World) -> Visit:
    visit = choice(world)
    world.lanes["recogniser"].hold()
    return world_after(world, visit, ev.WantsToSpeak())


def choice_answered(world: World) -> Visit:
    """A question was asked meanwhile: its answer stands over the page."""
    return choice(world).speaking(over=Reply("answer", robot_text(world)), leads=True, introduced=True)


def date_told(world: World) -> Visit:
    visit = _until(world, "date", about_person=True)
    return world_after(world, visit, ev.Told((("child.birth_date", "2026-11-03"), ("child.sex", "Nam"))))


def review_asked(world: World) -> Visit:
    text, lang = world.session.context.messages.text, world.visit.lang
    yes_no = tuple(Option(text(lang, word), ev.AskedRobot(text(lang, word))) for word in ("Yes", "No"))
    asked = Reply("do", text(lang, "Hand in this dossier now?"), confirm=True, options=yes_no)
    return review(world).speaking(over=asked)


def leaving(world: World) -> Visit:
    """Home is the next page back, and the dossier is half filled in."""
    _until(world, "review")
    while world.visit.at != LEAVING:
        world.does(ev.Back())
    return world.visit


def handed_in(world: World) -> Visit:
    review(world)
    return world.does(ev.WantsHandIn())


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
        procedure,
        portal_text,
        offer,
        consent,
        card,
        card_problem,
        card_seen,
        card_far,
        card_turned,
        card_phone,
        card_filled,
        choice,
        choice_sex,
        text_entry,
        text_entry_address,
        more,
        text_entry_suggested,
        date_entry,
        number_entry,
        paper,
        paper_preview,
        paper_covered,
        paper_kept,
        choice_listening,
        choice_answered,
        date_told,
        review,
        review_asked,
        leaving,
        handed_in,
        handed_in_offline,
        show_code,
        slip_shining,
        show_code_ticket,
        status,
        status_supplement,
        idle,
    )
}
SCENES.update(number_scenes.SCENES)
SCENES.update(rating_scenes.SCENES)
