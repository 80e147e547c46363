"""Defines the port to the centre's hub, in the words of dossier and queue: the visit calls it, `handover`
implements it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kiosk.contract.appointment import CheckedIn
from kiosk.contract.notice import NoticeState
from kiosk.contract.rating import RatingReason
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import ShownHow, Ticket
from kiosk.dossier.model import Dossier, Submission
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Says that the dossier is durable at the kiosk. `delivered`: the hub has it as well."""

    submission: Submission
    delivered: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """Holds a citizen's rating; the last one under an id counts. `stars` None: would rather not answer."""

    id: str
    stars: int | None
    reason: RatingReason | None = None
    procedure: str | None = None


class HubGateway(Protocol):
    """Connects to the centre's hub, and goes on working while the hub is away."""

    def take_number(self, request: TicketRequest) -> Ticket | NoTimeLeft | Fault:
        """Takes a number from the hub; from the kiosk's own range when the hub is away. Durable on return.
        None is given that would not be served today.
        """

    def check_in(self, token: str = "", code: str = "", lang: str = "vi") -> CheckedIn | Fault:
        """Says that the holder of an appointment has come, by the token of its QR code or by its typed code.
        `appointment_unknown`, `check_in_away`: the hub does not answer.
        """

    def number_shown(self, ticket_id: str, how: ShownHow) -> None:
        """Reports that the citizen holds the number: it may now be called. Durable, delivered later if need
        be.
        """

    def next_reference(self) -> str | Fault:
        """Gives a local reference never given before (kiosk, day, sequence). Durable on return."""

    def hand_in(self, dossier: Dossier, files: Mapping[str, bytes]) -> HandedIn | Fault:
        """Commits dossier and files (by SHA-256) to the outbox, then tries to deliver."""

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        """Asks where the dossier behind a slip's token is: `hub_unreachable`, `unknown_code`."""

    def find(self, code: str = "", card: str = "") -> tuple[SubmissionStatus, ...] | Fault:
        """Finds dossiers without their slip, the newest first: by a typed code, or by the number of the card
        that was just read. `hub_unreachable`.
        """

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        """Puts a notice on the counter console (`call_staff`, `printer_paper_out`), under the id `notice`
        where one is given. No personal data but what the citizen writes to the staff herself.
        """

    def rate(self, rating: Rating) -> None:
        """Keeps a rating in the outbox, then tries to deliver it."""

    def notice_state(self, notice: str) -> NoticeState | None:
        """Asks how the notice of that id stands; None where that can't be known now."""
