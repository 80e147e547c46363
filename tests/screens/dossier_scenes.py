"""The scenes of a dossier: its procedure, consent and card, questions, persons, papers, review."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageDraw, ImageOps

from kiosk.forms.strips import written
from kiosk.identity.model import CitizenCard
from kiosk.ports.codes import Glimpse, Hint
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import ReadCard
from kiosk.visit.journeys.application.state import Step, filled, filling
from kiosk.visit.model import Visit
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


def procedure(world: World) -> Visit:
    return world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH))


def offer(world: World) -> Visit:
    """Asked of who begins from the number's page."""
    procedure(world)
    return world.does(ev.WantsNumber(), ev.WantsStart())


def consent(world: World) -> Visit:
    procedure(world)
    return world.does(ev.WantsStart())


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


def _until(world: World, kind: str) -> Visit:
    """Answer whatever is asked until a page of that kind comes."""
    visit = _filled(world)
    for _ in range(60):
        step = step_at(world.session.context, visit)
        if step.kind == kind:
            return visit
        visit = _answer(world, visit)
    raise AssertionError(f"no step of kind {kind!r} comes in {visit.procedure}; the visit is at {visit.at!r}")


def _answer(world: World, visit: Visit) -> Visit:
    step = step_at(world.session.context, visit)
    if step.question is not None and step.question.options:
        return world.does(ev.Answered(visit.at, step.question.options[0].id))
    if step.kind == "card":
        return world.does(ev.WantsTyping(visit.at))
    if step.kind == "choices":
        return _all_answered(world, visit)
    if step.parts:
        given = [ev.Answered(part.id, _example(part)) for part in step.parts]
        return world.does(*given, ev.Answered(step.id))
    if step.kind == "paper":
        return world.does(ev.PaperElsewhere(visit.at, "at_counter"))
    return world.does(ev.Answered(visit.at, "2"))


def _all_answered(world: World, visit: Visit) -> Visit:
    """Answer each question on the page, also those that appear beneath."""
    while (here := step_at(world.session.context, visit)).id == visit.at and here.kind == "choices":
        known = filled(visit).answers
        part = next((part for part in here.parts if part.id not in known), None)
        if part is None or part.question is None:
            return world.does(ev.Answered(here.id))
        options = part.question.options
        visit = world.does(ev.Answered(part.id, options[0].id if options else "2"))
    return visit


def _example(part: Step) -> str:
    if part.id == "child.birth_date":
        return "20112026"
    return part.input.example if part.input else "2"


def choice(world: World) -> Visit:
    return _until(world, "choice")


def choices(world: World) -> Visit:
    """Questions that stand together; an answer has brought one more."""
    _until(world, "choices")
    return world.does(ev.Answered("parents", "both"), ev.Answered("notice", "yes"))


def choices_of_numbers(world: World) -> Visit:
    """Several originals certified at once; a number that is not usual was typed."""
    world.lanes["reader"].hold()
    visit = world.does(ev.PickedProcedure("2.000815"), ev.WantsStart(), ev.Consented(yes=True))
    read = oc.CardRead(visit.id, awaited(visit, ReadCard), CARD)
    world.does(read, ev.Answered("card:requester"))
    return world.does(
        ev.Answered("origin", "vietnam"), ev.Answered("originals", "3"), ev.Answered("pages", "14")
    )


def person(world: World) -> Visit:
    """A child of whom nothing is known yet."""
    return _until(world, "person")


NOTICE = [
    "GIẤY CHỨNG SINH",
    "Đã sinh con vào lúc: 08 giờ 15 phút, ngày 09/11/2026",
    "Giới tính của con: Nữ",
    "Dự định đặt tên con là: Trần Ngọc Mẫu",
]


def person_read(world: World) -> Visit:
    """A child of whom her birth notice says what was read there."""
    world.papers.lines = NOTICE
    visit = _until(world, "paper")
    world.does(ev.WantsCapture(visit.at), ev.KeptPage(visit.at, yes=True), ev.Answered(visit.at))
    while world.visit.at.startswith("paper:"):
        world.does(ev.PaperElsewhere("papers", "at_counter"))
    known = filled(world.visit)
    clips = {
        name: a_clip(NOTICE[at])
        for name, at in (("child.birth_date", 1), ("child.sex", 2), ("child.name", 3))
    }
    offered = {name: replace(offer, clip=clips[name]) for name, offer in known.offered.items()}
    return filling(world.visit, offered=offered)


def a_clip(line: str) -> bytes:
    """The part of a photographed page on which that line is printed."""
    print_ = written(line, 1500).picture
    content = io.BytesIO()
    ImageOps.invert(print_.crop(print_.getbbox())).save(content, "JPEG")
    return content.getvalue()


def person_typed(world: World) -> Visit:
    """The requester has no card with her."""
    visit = card(world)
    world_after(world, visit, ev.WantsTyping(visit.at))
    return world.does(ev.Answered("requester.name", "Nguyễn Thị MẪU"))


def details(world: World) -> Visit:
    """What else a business registration asks for; nothing of it has to be known."""
    world.lanes["reader"].hold()
    visit = world.does(ev.PickedProcedure("1.001612"), ev.WantsStart(), ev.Consented(yes=True))
    read = oc.CardRead(visit.id, awaited(visit, ReadCard), CARD)
    visit = world.does(read, ev.Answered("card:requester"))
    while visit.at != "details":
        visit = _answer(world, visit)
    return world.does(ev.Answered("shop_name", "Tiệm Mẫu"))


def sections(world: World) -> Visit:
    person_given(world)
    return world.does(ev.WantsChange("sections"))


def choice_sex(world: World) -> Visit:
    person(world)
    return world.does(ev.WantsChange("child.sex"))


def text_entry(world: World) -> Visit:
    person(world)
    return replace(
        world.does(ev.WantsChange("child.name")), draft="trần thị mẫ", problem=Fault("name_invalid")
    )


def text_entry_address(world: World) -> Visit:
    """The requester types instead of showing a card."""
    person_typed(world)
    visit = world.does(ev.WantsChange("requester.address"))
    return replace(visit, draft="12/3 Đường Mẫu, Khu phố 3, Phường Sài Gòn")


def person_given(world: World) -> Visit:
    """A child who can be found: of the further details one is given."""
    person(world)
    given = {"name": "Trần Minh MẪU", "birth_date": "20112026", "ethnicity": "Kinh"}
    return world.does(*(ev.Answered(f"child.{name}", value) for name, value in given.items()))


def text_entry_suggested(world: World) -> Visit:
    person(world)
    return world.does(ev.WantsChange("child.ethnicity"))


def date_entry(world: World) -> Visit:
    person(world)
    return replace(world.does(ev.WantsChange("child.birth_date")), draft="2011")


def number_entry(world: World) -> Visit:
    visit = card_filled(world)
    visit = world_after(world, visit, ev.WantsChange("requester.phone"))
    return replace(visit, draft="0790900")


def paper(world: World) -> Visit:
    return _until(world, "paper")


def papers_first(world: World) -> Visit:
    """The first of several papers."""
    visit = _filled(world)
    visit = world_after(world, visit, ev.Answered("relation", "grandparent"))
    return _all_answered(world, visit)


def papers(world: World) -> Visit:
    """Several papers, of which one is photographed."""
    visit = papers_first(world)
    visit = filling(visit, page=Page(a_page(), 700, 990), page_digest="ab" * 32)
    return world_after(world, visit, ev.KeptPage(visit.at, yes=True))


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


SCENES: dict[str, Callable[[World], Visit]] = {
    scene.__name__: scene
    for scene in (
        procedure,
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
        choices,
        choices_of_numbers,
        person,
        person_given,
        person_read,
        person_typed,
        details,
        sections,
        text_entry_suggested,
        date_entry,
        number_entry,
        paper,
        papers_first,
        papers,
        paper_preview,
        paper_covered,
        paper_kept,
        review,
    )
}
