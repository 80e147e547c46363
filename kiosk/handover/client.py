"""Calls the hub's API for the kiosk, and interprets its answers.

Only 201 with our envelope means accepted. A refusal is final only when the hub itself said so; all else
(no answer, a page of a router, a fault of the hub) means: later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from pydantic import ValidationError

from kiosk.contract.appointment import CheckedIn, CheckIn
from kiosk.contract.centre import DayKey
from kiosk.contract.dossier import ReceivedAnswer
from kiosk.contract.notice import NoticeStandsAnswer, NoticeState, TakenNotice
from kiosk.contract.rating import TakenRating
from kiosk.contract.submission import FoundDossiers, StatusAnswer, SubmissionStatus, WantedDossiers
from kiosk.contract.text import FromHub
from kiosk.contract.ticket import ShownAnswer, Ticket, TicketAnswer, WantedTicket
from kiosk.dossier.codec import canonical
from kiosk.handover.outbox import Delivery, Kind
from kiosk.handover.uploading import Memory, PageSender
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest

ACCEPTED = 201
TOO_LARGE = 413
FINAL = frozenset({400, 404, 409, 422})
NOT_FINAL = frozenset({"files_missing", "not_found"})
"""Problems that pass: a file can be sent again, a wrong address be corrected."""
FINAL_OF_PAGES = frozenset({"not_a_picture"})
CONFIRMATIONS: Mapping[Kind, type[FromHub]] = {
    "dossier": ReceivedAnswer,
    "adopt": TicketAnswer,
    "shown": ShownAnswer,
    "notice": TakenNotice,
    "rating": TakenRating,
}
A = TypeVar("A", bound=FromHub)


@dataclass(frozen=True, slots=True)
class Accepted(Generic[A]):
    """Says that the hub has it, durably."""

    answer: A = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Says that the hub will never take it; `reason` is a problem id."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Says that the hub can't take it now. `reached`: something answered, so it may be this one delivery
    only.
    """

    reason: str
    reached: bool


Outcome = Accepted[FromHub] | Refused | Later


class Pages(Memory, Protocol):
    """Describes where the pages of a delivery come from."""

    def content(self, digest: str) -> bytes:
        """Gives a page. DamagedFileError where it can't be read any more."""


class HubClient:
    """Calls the hub's HTTP API, as far as a kiosk uses it."""

    def __init__(self, http: HttpClient, kiosk: str) -> None:
        self._http, self._kiosk = http, kiosk

    def take_number(
        self, request: TicketRequest, holder: str | None = None
    ) -> Ticket | NoTimeLeft | Refused | Later:
        """Asks for the next number of the hub. After `Later` it is unknown whether the hub gave one; nobody
        holds it, so it is never called.
        """
        wanted = WantedTicket(
            field=request.field,
            procedure=request.procedure,
            lang=request.lang,
            kiosk=self._kiosk,
            priority=request.priority,
            holder=holder,
            visit=request.visit or None,
        )
        body = canonical(wanted.model_dump(mode="json"))
        answer = self._http.post("/v1/tickets", body, key=request.key)
        if isinstance(answer, Answer) and answer.ours and answer.problem == "no_time_left":
            return _no_time_left(answer)
        outcome = _outcome(answer, TicketAnswer)
        return outcome.answer.ticket if isinstance(outcome, Accepted) else outcome

    def day_key(self, day: date) -> bytes | None:
        """Asks for the hub's key of that day; None where it can't be had now."""
        answer = self._http.get("/v1/kiosks/day-key")
        if isinstance(answer, Fault) or answer.status != 200 or not answer.ours:
            return None
        try:
            found = DayKey.model_validate(answer.body)
            return bytes.fromhex(found.key) if found.day == day else None
        except ValueError:
            return None

    def check_in(self, token: str, code: str, lang: str) -> CheckedIn | Fault:
        """Says that the holder of an appointment has come. `appointment_unknown`, `check_in_away`."""
        try:
            come = CheckIn(token=token or None, code=code or None, lang=lang, kiosk=self._kiosk)
        except ValidationError:
            return Fault("appointment_unknown")
        answer = self._http.post("/v1/appointments/check-in", canonical(come.model_dump(mode="json")))
        outcome = _outcome(answer, CheckedIn)
        match outcome:
            case Accepted(found):
                return found
            case Refused(reason):
                return Fault("appointment_unknown", reason)
            case Later(reason):
                return Fault("check_in_away", reason)

    def deliver(self, delivery: Delivery, pages: Pages) -> Outcome:
        """Sends one delivery to the hub; a dossier's files go first."""
        sender = PageSender(self._http, pages)
        for digest in delivery.files:
            sent = sender.send(digest, pages.content(digest))
            if sent != "sent":
                return _page_outcome(sent)
        match delivery.kind:
            case "dossier":
                answer = self._http.post("/v1/dossiers", delivery.body, key=delivery.subject)
            case "adopt":
                answer = self._http.post("/v1/tickets/adopt", delivery.body)
            case "shown":
                answer = self._http.post(f"/v1/tickets/{delivery.subject}/shown", delivery.body)
            case "notice":
                answer = self._http.post("/v1/notices", delivery.body)
            case "rating":
                answer = self._http.post("/v1/ratings", delivery.body)
        if isinstance(answer, Answer) and answer.problem == "files_missing":
            for digest in delivery.files:
                pages.note_upload(digest, None)
        outcome = _outcome(answer, CONFIRMATIONS[delivery.kind])
        if isinstance(outcome, Accepted) and _subject(outcome.answer) != delivery.subject:
            return Later("the answer is about something else", reached=True)
        return outcome

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        """Asks where a dossier is. `unknown_code`: the hub does not know it; `hub_unreachable`."""
        answer = self._http.get(f"/v1/status/{token}")
        if isinstance(answer, Fault):
            return answer
        if answer.problem == "unknown_code":
            return Fault("unknown_code")
        if answer.status != 200 or not answer.ours:
            return Fault("hub_unreachable", f"status {answer.status}")
        try:
            return StatusAnswer.model_validate(answer.body).status
        except ValidationError:
            return Fault("hub_unreachable", "not a status")

    def find(self, code: str, card: str) -> tuple[SubmissionStatus, ...] | Fault:
        """Finds dossiers by a typed code or a card's number; `hub_unreachable`."""
        try:
            wanted = WantedDossiers(code=code or None, card=card or None)
        except ValidationError:
            return ()
        answer = self._http.post("/v1/dossiers/find", canonical(wanted.model_dump(mode="json")))
        if isinstance(answer, Fault):
            return answer
        if answer.status != 200 or not answer.ours:
            return Fault("hub_unreachable", f"status {answer.status}")
        try:
            return FoundDossiers.model_validate(answer.body).found
        except ValidationError:
            return Fault("hub_unreachable", "not what was found")

    def notice_state(self, notice: str) -> NoticeState | None:
        """Asks how a notice of this kiosk stands; None where that can't be known now."""
        answer = self._http.get(f"/v1/notices/{notice}/state")
        if isinstance(answer, Fault) or answer.status != 200 or not answer.ours:
            return None
        try:
            return NoticeStandsAnswer.model_validate(answer.body).notice.state
        except ValidationError:
            return None


def _no_time_left(answer: Answer) -> NoTimeLeft | Later:
    try:
        return NoTimeLeft(int(answer.body["ahead"]), datetime.fromisoformat(answer.body["closes"]))
    except (KeyError, TypeError, ValueError):
        return Later("not the answer that was expected", reached=True)


def _outcome(answer: Answer | Fault, envelope: type[A]) -> Accepted[A] | Refused | Later:
    if isinstance(answer, Fault):
        return Later(answer.detail, reached=False)
    if answer.status == ACCEPTED and answer.ours:
        try:
            return Accepted(envelope.model_validate(answer.body))
        except ValidationError:
            return Later("not the answer that was expected", reached=True)
    if answer.status == TOO_LARGE:
        return Refused("too_large")
    if answer.ours and answer.status in FINAL and answer.problem not in NOT_FINAL:
        return Refused(answer.problem or str(answer.status))
    return Later(f"status {answer.status} {answer.problem}".strip(), reached=answer.ours)


def _page_outcome(answer: Answer | Fault) -> Refused | Later:
    """Says what becomes of a dossier of which a page did not arrive: only of what the page is, is a refusal
    final.
    """
    if isinstance(answer, Fault):
        return Later(answer.detail, reached=False)
    if answer.status == TOO_LARGE or answer.problem in FINAL_OF_PAGES:
        return Refused(answer.problem or "too_large")
    return Later(f"status {answer.status} {answer.problem}".strip(), reached=answer.ours)


def _subject(answer: FromHub) -> str:
    """Gives what a confirmation is about: the id of the dossier, ticket or notice."""
    match answer:
        case ReceivedAnswer(dossier=received):
            return received.id
        case TicketAnswer(ticket=ticket):
            return ticket.id
        case ShownAnswer(shown=shown):
            return shown.ticket
        case TakenRating(rating=rating):
            return rating.id
        case TakenNotice(notice=notice):
            return notice.id
        case _:
            return ""
