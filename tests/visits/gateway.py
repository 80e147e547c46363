"""The hub as a kiosk's tests know it: answers at once, keeps what it was told, can be away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.clock import VirtualClock
from kiosk.contract.appointment import CheckedIn
from kiosk.contract.dossier import DossierState
from kiosk.contract.notice import NoticeState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Dossier, Submission
from kiosk.gateway import HandedIn, Rating
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest


@dataclass
class FakeGateway:
    clock: VirtualClock
    hub_on: bool = True
    broken: Fault | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    findable: tuple[SubmissionStatus, ...] = ()
    sought: list[tuple[str, str]] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    stands: dict[str, NoticeState] = field(default_factory=dict)
    references: int = 0
    requests: list[TicketRequest] = field(default_factory=list)
    booked: CheckedIn | None = None
    full: NoTimeLeft | None = None
    again: bool = False
    sharing: frozenset[str] = frozenset()
    came: list[tuple[str, str, str]] = field(default_factory=list)

    def take_number(self, request: TicketRequest) -> Ticket | NoTimeLeft | Fault:
        self.requests.append(request)
        if self.broken:
            return self.broken
        if self.full:
            return self.full
        held = next((one for one in self.tickets.values() if one.field in self.sharing), None)
        if request.field in self.sharing and held is not None:
            return held.model_copy(update={"services": (held.field, request.field)})
        if request.key not in self.tickets:
            count = len(self.tickets) + 1
            self.tickets[request.key] = Ticket(
                id=f"t{count}",
                number=f"H {count:03d}",
                day=self.clock.now().date(),
                field=request.field,
                procedure=request.procedure,
                counters=("1",),
                ahead=3 if self.hub_on else None,
                wait_minutes=(8, 20) if self.hub_on else None,
                token="TOKEN0000000000T",
                issued_at=self.clock.now(),
                origin="hub" if self.hub_on else "kiosk",
                again=self.again,
            )
        return self.tickets[request.key]

    def check_in(self, token: str = "", code: str = "", lang: str = "vi") -> CheckedIn | Fault:
        self.came.append((token, code, lang))
        if not self.hub_on:
            return Fault("check_in_away")
        return self.booked or Fault("appointment_unknown")

    def number_shown(self, ticket_id: str, how: str) -> None:
        self.shown.append((ticket_id, how))

    def next_reference(self) -> str:
        self.references += 1
        return f"K1-261122-{self.references:04d}"

    def hand_in(self, dossier: Dossier, files: Mapping[str, bytes]) -> HandedIn | Fault:
        if self.broken:
            return self.broken
        self.dossiers.append(dossier)
        self.files.update(files)
        submission = Submission(
            dossier.id, dossier.reference, dossier.token, dossier.procedure, dossier.created_at
        )
        return HandedIn(submission, delivered=self.hub_on)

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        for dossier in self.dossiers:
            if dossier.token == token:
                return SubmissionStatus(
                    reference=dossier.reference,
                    procedure=dossier.procedure,
                    state=DossierState.WAITING_CHECK,
                    since=self.clock.now(),
                )
        return Fault("unknown_code")

    def find(self, code: str = "", card: str = "") -> tuple[SubmissionStatus, ...] | Fault:
        self.sought.append((code, card))
        return self.findable if self.hub_on else Fault("hub_unreachable")

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        self.notices.append(kind)
        self.details.append(detail)
        self.stands.setdefault(notice, NoticeState.OPEN)

    def rate(self, rating: Rating) -> None:
        self.ratings.append(rating)

    def notice_state(self, notice: str) -> NoticeState | None:
        return self.stands.get(notice) if self.hub_on else None
