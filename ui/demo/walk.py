"""Plays the grandmother's way, in pieces that several scenes share: the same touches in every language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

from devices.simulators import specimens
from devices.simulators.specimen_card import GRANDMOTHER
from devices.simulators.specimen_photo import Photo
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import Person
from kiosk.identity.inputs import INPUTS
from kiosk.language.messages import N_
from kiosk.visit.effects import ReadPaper, SlipPurpose
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import PROCEDURE, SEARCH, Exploring
from kiosk.visit.journeys.number import NUMBER
from kiosk.visit.model import HOME, Slip, Visit
from ui.citizen.window import NotOnScreen
from ui.demo.citizen import Citizen
from ui.demo.recorder import Step

TICKET, SUBMISSION = SlipPurpose.TICKET, SlipPurpose.SUBMISSION
BIRTH = "1.001193"
GROUP = "Kinh"
HOME_OF_PARENTS = "12 Đường Mẫu"
CHILD = {
    "name": "Trần Ngọc MẪU",
    "birth_date": "09112026",
    "sex": "Female",
    "birth_place": "Bệnh viện Mẫu",
    "ethnicity": GROUP,
}
PARENTS = {
    "mother": {
        "name": "Lê Thị MẪU",
        "birth_date": "05061990",
        "address": HOME_OF_PARENTS,
        "ethnicity": GROUP,
    },
    "father": {
        "name": "Trần Văn MẪU",
        "birth_date": "07081988",
        "address": HOME_OF_PARENTS,
        "ethnicity": GROUP,
    },
}
"""What is typed or touched of each, as far as the birth notice was not read."""
READ_S = 90.0
"""How long a page may take to be read on a busy machine."""


def find_by_typing(citizen: Citizen, step: Step) -> None:
    """Types into the search box; birth registration comes first."""
    query = "khai sinh cho cháu" if citizen.visit.lang == "vi" else "birth certificate"
    citizen.touches("Type the procedure you need")
    citizen.until(lambda visit: visit.at == SEARCH, "the search screen")
    citizen.types(query)
    step.check(citizen.visit.draft == query, N_("the keyboard wrote “{query}”"), query=query)
    step.check(citizen.visit.of(Exploring).hits[:1] == (BIRTH,), N_("birth registration is the first hit"))
    citizen.picture(step, "search")


def open_procedure(citizen: Citizen, step: Step) -> None:
    """Goes from a list to the procedure's page."""
    citizen.touches_procedure(BIRTH)
    citizen.until(lambda visit: visit.at == PROCEDURE, "the procedure's page")
    citizen.picture(step, "procedure")


def take_number(citizen: Citizen, step: Step) -> str:
    """Takes a number by three touches from home, no card; the number is on paper or on screen. Returns it."""
    citizen.touches("Number only")
    visit = citizen.until(
        lambda visit: visit.at == NUMBER and visit.slip(TICKET) in (Slip.PRINTED, Slip.ON_SCREEN),
        "a number",
    )
    assert visit.ticket is not None
    citizen.picture(step, "number")
    step.note(
        N_("number {number}, given by: {origin}"), number=visit.ticket.number, origin=visit.ticket.origin
    )
    return visit.ticket.number


def start(citizen: Citizen, step: Step) -> None:
    """Begins with what the page is about, not with the linked procedure that it offers; consent is asked."""
    citizen.touches("Start now")
    citizen.until(lambda visit: visit.at == "card:requester", "the question for consent")
    step.check(not filled(citizen.visit).persons, N_("nothing personal is known before consent"))
    citizen.picture(step, "consent")


def consent(citizen: Citizen) -> None:
    """Agrees; the reader waits for the card."""
    citizen.touches("Yes, I agree")
    citizen.until(lambda visit: filled(visit).consent is not None, "the card's page")


@cache
def _card() -> Photo:
    return specimens.card_2021()


@cache
def _birth_notice() -> Photo:
    return specimens.birth_notice_sheet()


def hold_under_camera(citizen: Citizen, step: Step, photo: Photo, name: str) -> None:
    """Puts something before the camera; the report keeps what the camera saw."""
    given = citizen.recorder.folder / "given" / f"{citizen.prefix}_{name}.jpg"
    citizen.recorder.name_file(step, specimens.save(photo.pixels, given))
    citizen.camera.lay(photo.pixels)


def show_card(citizen: Citizen, step: Step) -> None:
    """Holds the specimen card under the camera; it fills the requester and nobody else."""
    card = _card()
    hold_under_camera(citizen, step, card, "card")
    visit = citizen.until(lambda visit: "requester" in filled(visit).persons, "the card to be read")
    step.check(
        filled(visit).persons["requester"].text("name") == GRANDMOTHER.name,
        N_("the card's name arrived letter by letter"),
    )
    step.check(set(filled(visit).persons) == {"requester"}, N_("only the requester's role was filled"))
    citizen.picture(step, "card")
    citizen.camera.lay(None)
    citizen.touches("Telephone")
    citizen.types("0900000000")
    citizen.picture(step, "number_entry")
    citizen.touches("Continue")
    citizen.until(lambda visit: visit.at == "card:requester", "the card's page again")
    citizen.touches("Yes, go on")


def answer_questions(citizen: Citizen, step: Step) -> None:
    """Answers the questions of the procedure: a long one alone, short ones together."""
    citizen.until(lambda visit: visit.at == "relation", "the question who she is")
    citizen.picture(step, "question")
    citizen.touches_option("grandparent")
    citizen.until(lambda visit: visit.at == "choices:parents", "the questions that stand together")
    for question, answer in (("parents", "both"), ("married", "yes"), ("notice", "yes"), ("copies", "2")):
        citizen.touches_answer(question, answer)
    citizen.picture(step, "questions")
    citizen.touches("Continue")


def fill_in_the_others(citizen: Citizen, step: Step) -> None:
    """Fills in child, mother and father: confirms what was read on the birth notice, types the rest."""
    citizen.until(lambda visit: visit.at == "person:child", "the child's page")
    citizen.until(lambda visit: not visit.waits_for(ReadPaper), "the notice to be read", READ_S)
    citizen.picture(step, "child")
    _fill(citizen, step, "child", CHILD)
    citizen.picture(step, "child_details")
    citizen.touches("Continue")
    for role, values in PARENTS.items():
        citizen.until(partial(_is_at, f"card:{role}"), "the parent's card")
        citizen.touches("No card")
        _fill(citizen, step, role, values)
        citizen.touches("Continue")
    others = [value for role in PARENTS for value in filled(citizen.visit).persons[role].values.values()]
    step.check(
        not any(value.of_card for value in others),
        N_("nothing of the card went to child, mother or father"),
    )


def _fill(citizen: Citizen, step: Step, role: str, values: Mapping[str, str]) -> None:
    """Confirms what a paper says of the person, then gives what is not known yet."""
    citizen.until(partial(_is_at, f"person:{role}"), f"the page of {role}")
    page = current_step(citizen.context, citizen.visit)
    offered = offered_on(page, filled(citizen.visit)) if page is not None else {}
    if len(offered) > 1:
        citizen.touches("All of them are correct")
        taken = filled(citizen.visit).persons[role].values
        step.check(
            all(taken[item.rpartition(".")[2]].source == "paper" for item in offered),
            N_("read on the birth notice and confirmed: {count} values"),
            count=len(offered),
        )
    for name, text in values.items():
        if not _knows(role, name, citizen.visit):
            _give(citizen, f"{role}.{name}", text)


def _give(citizen: Citizen, item: str, text: str) -> None:
    asked = INPUTS[item.rpartition(".")[2]]
    if asked.choices or text in asked.suggested:
        citizen.touches_detail(asked.label, text)
        return
    if citizen.visit.at != item:  # without it nobody finds the person, so that it was asked for already
        citizen.touches(asked.label)
    citizen.types(text)
    citizen.touches("Continue")
    citizen.until(lambda visit: visit.at != item, f"{item} to be taken")


def _knows(role: str, name: str, visit: Visit) -> bool:
    return filled(visit).persons.get(role, Person()).text(name) != ""


def _is_at(place: str, visit: Visit) -> bool:
    return visit.at == place


def photograph_papers(citizen: Citizen, step: Step) -> str:
    """Photographs the birth notice; the parents' authorisation is asked for. Returns the digest."""
    citizen.until(lambda visit: visit.at == "paper:birth_notice", "the birth notice's page")
    sheet = _birth_notice()
    hold_under_camera(citizen, step, sheet, "birth_notice")
    citizen.touches("Take picture")
    visit = citizen.until(lambda visit: filled(visit).page is not None, "the captured page")
    page = filled(visit).page
    assert page is not None
    citizen.picture(step, "captured")
    citizen.recorder.keep(step, f"given/{citizen.prefix}_captured.jpg", page.jpeg)
    step.check(page.height > page.width * 0.6, N_("the page is upright and straightened"))
    citizen.touches("It is good")
    visit = citizen.until(lambda visit: "birth_notice" in filled(visit).papers, "the kept page")
    [digest] = filled(visit).papers["birth_notice"].files
    step.note(N_("stored under its SHA-256 {digest}…"), digest=digest[:16])
    citizen.camera.lay(None)
    citizen.touches("Continue")
    citizen.until(lambda visit: visit.at == "paper:parents_consent", "the page for the authorisation")
    citizen.picture(step, "authorisation")
    citizen.touches("I do not have this paper")
    return digest


def check_and_hand_in(citizen: Citizen, step: Step) -> None:
    """Checks the answers, masked, and hands in."""
    visit = citizen.until(lambda visit: visit.at == "review", "the review")
    step.check(
        filled(visit).papers["parents_consent"].state is PaperState.NONE,
        N_("the parents' authorisation was asked for; there is none"),
    )
    citizen.picture(step, "review")
    citizen.touches("Hand in")
    visit = citizen.until(
        lambda visit: visit.at == HANDED_IN and visit.slip(SUBMISSION) in (Slip.PRINTED, Slip.ON_SCREEN),
        "the dossier to be handed in",
    )
    step.check(
        not filled(visit).persons and not filled(visit).answers,
        N_("the kiosk has forgotten the persons already"),
    )
    citizen.picture(step, "handed_in")


def finish(citizen: Citizen) -> None:
    """Leaves the last page, unless the screen has gone home by itself meanwhile."""
    try:
        citizen.touches("Finish")
    except NotOnScreen:
        if citizen.visit.at != HOME:
            raise
    citizen.until(partial(_is_at, HOME), "home")


def whole_dossier(citizen: Citizen, step: Step) -> str:
    """Goes from the procedure's page to the hand-in without stopping. Returns the picture's digest."""
    start(citizen, step)
    consent(citizen)
    show_card(citizen, step)
    answer_questions(citizen, step)
    digest = photograph_papers(citizen, step)
    fill_in_the_others(citizen, step)
    check_and_hand_in(citizen, step)
    return digest
