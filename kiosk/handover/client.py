"""What the kiosk says to the hub, and what the hub's answers mean.

Only 201 with our envelope means accepted. A refusal is final only when the hub itself said so; all else
(no answer, a page of a router, a fault of the hub) means: later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kiosk.dossier.codec import canonical
from kiosk.dossier.model import DossierState, SubmissionStatus
from kiosk.handover.outbox import Delivery
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.queue.codec import ticket_in
from kiosk.queue.model import Ticket, TicketRequest

ACCEPTED = 201
TOO_LARGE = 413
FINAL = frozenset({400, 404, 409, 422})
NOT_FINAL = frozenset({"files_missing", "not_found"})
"""Problems that pass: a file can be sent again, a wrong address be corrected."""
ENVELOPES = {"dossier": "dossier", "adopt": "ticket", "shown": "shown", "notice": "notice"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The hub has it, durably. `body` is its answer."""

    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """The hub will never take it; `reason` is a problem id."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now. `reached`: something answered, so it may be this one delivery only."""

    reason: str
    reached: bool


Outcome = Accepted | Refused | Later


class HubClient:
    """The hub's HTTP API, as far as a kiosk uses it."""

    def __init__(self, http: HttpClient, kiosk: str) -> None:
        self._http, self._kiosk = http, kiosk

    def take_number(self, request: TicketRequest) -> Ticket | Refused | Later:
        """The next number of the hub. After `Later` it is unknown whether the hub gave one; nobody holds it,
        so it is never called."""
        body = {
            "field": request.field,
            "procedure": request.procedure,
            "lang": request.lang,
            "kiosk": self._kiosk,
        }
        outcome = _outcome(self._http.post("/v1/tickets", canonical(body), key=request.key), "ticket")
        if not isinstance(outcome, Accepted):
            return outcome
        try:
            return ticket_in(outcome.body["ticket"])
        except (KeyError, TypeError, ValueError) as error:
            return Later(f"bad ticket: {type(error).__name__}", reached=True)

    def deliver(self, delivery: Delivery, content: Callable[[str], bytes]) -> Outcome:
        """Hand one delivery over; a dossier's files go first. `content` gives a file by its digest."""
        for digest in delivery.files:
            sent = _outcome(self._http.put(f"/v1/files/{digest}", content(digest)), "file")
            if not isinstance(sent, Accepted):
                return sent
        match delivery.kind:
            case "dossier":
                answer = self._http.post("/v1/dossiers", delivery.body, key=delivery.subject)
            case "adopt":
                answer = self._http.post("/v1/tickets/adopt", delivery.body)
            case "shown":
                answer = self._http.post(f"/v1/tickets/{delivery.subject}/shown", delivery.body)
            case "notice":
                answer = self._http.post("/v1/notices", delivery.body)
        outcome = _outcome(answer, ENVELOPES[delivery.kind])
        if isinstance(outcome, Accepted) and not _is_about(outcome.body, delivery):
            return Later("the answer is about something else", reached=True)
        return outcome

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        """Where a dossier is. `unknown_code`: the hub does not know it; `hub_unreachable`."""
        answer = self._http.get(f"/v1/status/{token}")
        if isinstance(answer, Fault):
            return answer
        if answer.problem == "unknown_code":
            return Fault("unknown_code")
        if answer.status != 200 or not answer.ours:
            return Fault("hub_unreachable", f"status {answer.status}")
        try:
            return _status(answer.body["status"])
        except (KeyError, TypeError, ValueError) as error:
            return Fault("hub_unreachable", type(error).__name__)


def _outcome(answer: Answer | Fault, envelope: str) -> Outcome:
    if isinstance(answer, Fault):
        return Later(answer.detail, reached=False)
    if answer.status == ACCEPTED and isinstance(answer.body.get(envelope), dict):
        return Accepted(answer.body)
    if answer.status == TOO_LARGE:
        return Refused("too_large")
    if answer.ours and answer.status in FINAL and answer.problem not in NOT_FINAL:
        return Refused(answer.problem or str(answer.status))
    return Later(f"status {answer.status} {answer.problem}".strip(), reached=answer.ours)


def _is_about(body: Mapping[str, Any], delivery: Delivery) -> bool:
    found = body[ENVELOPES[delivery.kind]]
    return bool(found.get("ticket" if delivery.kind == "shown" else "id") == delivery.subject)


def _status(found: Mapping[str, Any]) -> SubmissionStatus:
    return SubmissionStatus(
        reference=str(found["reference"]),
        procedure=str(found["procedure"]),
        state=DossierState(found["state"]),
        since=datetime.fromisoformat(found["since"]),
        code=found["code"],
        due=date.fromisoformat(found["due"]) if found["due"] else None,
        reason=str(found["reason"]),
        papers=tuple(map(str, found["papers"])),
    )
