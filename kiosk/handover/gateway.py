"""Connects the kiosk with the hub, and goes on working while the hub is away (port `HubGateway`)."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from config.schema import Counter, QueueField
from kiosk.clock import ICT
from kiosk.contract.appointment import CheckedIn
from kiosk.contract.dossier import DossierState
from kiosk.contract.notice import NewNotice, NoticeState
from kiosk.contract.rating import NewRating
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Shown, ShownHow, Ticket
from kiosk.dossier.files import DamagedFileError
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Dossier
from kiosk.gateway import HandedIn, Rating
from kiosk.handover.client import Accepted, HubClient, Later, Refused
from kiosk.handover.marks import Mark, Marks
from kiosk.handover.meeting import Meeting
from kiosk.handover.outbox import Delivery, Outbox
from kiosk.handover.reports import DISK_TROUBLE, Reports
from kiosk.ports.device import Fault
from kiosk.ports.time import Clock
from kiosk.queue.model import NoTimeLeft, TicketRequest
from kiosk.waits import Waits

LONGEST_LINK_WAIT_S = 15.0
LONGEST_WAIT_S = 300.0
DISK_FAILED = "store_failed"


class KioskGateway:
    """Keeps numbers, dossiers and notices of one kiosk: durable here first, then at the
    hub.

    `own_numbers` is the kiosk's range for days without a hub (both ends included, from 1); no two kiosks of a
    centre share one. Methods may be called from several threads; `deliver_due` is to be called every few
    seconds. While the hub does not answer, it is asked again after 1, 2, 4 … 15 seconds, and numbers come
    from the own range without waiting for it.
    """

    def __init__(
        self,
        client: HubClient,
        outbox: Outbox,
        clock: Clock,
        *,
        kiosk: str,
        fields: Sequence[QueueField],
        counters: Sequence[Counter],
        own_numbers: tuple[int, int],
        meeting: Meeting,
        chance: random.Random | None = None,
    ) -> None:
        if own_numbers[0] < 1:
            raise ValueError("own_numbers starts at 1 or above")
        self._client, self._outbox, self._clock, self._kiosk = client, outbox, clock, kiosk
        self._reports = Reports(outbox, lambda: self._notice(DISK_FAILED, ""))
        self._letters = {field.id: field.letter for field in fields}
        self._counters = tuple(counters)
        self._own_numbers = own_numbers
        self._meeting = meeting
        self._marks = Marks(client.day_key)
        self._link = Waits(clock, LONGEST_LINK_WAIT_S, chance or random.Random())
        self._rows = Waits(clock, LONGEST_WAIT_S, chance or random.Random())
        self._under_way: set[int] = set()
        self._told_of: set[int] = set()
        self._lock = threading.Lock()
        left = outbox.handing_out()
        if left is not None:  # it stood on the screen at least
            self._reports.add("shown", left, Shown(how="screen"))

    def next_reference(self) -> str | Fault:
        """Gives the next local reference, "K1-261122-0007": kiosk, day, sequence of the day. Durable on
        return; never given twice.
        """
        day = self._today()
        try:
            sequence = self._outbox.next_sequence("reference", day)
        except DISK_TROUBLE as error:
            return self._disk_failed(error)
        return f"{self._kiosk}-{day:%y%m%d}-{sequence:04d}"

    def take_number(self, request: TicketRequest) -> Ticket | NoTimeLeft | Fault:
        """Takes a number, see `HubGateway.take_number`. `hub_refused`: the hub has no such field, is that of
        another centre, or takes over no number of this kiosk; `hub_unreachable`: the hub is away and the own
        range used up; `store_failed`: the kiosk's disk.
        """
        try:
            known = self._outbox.own_ticket(request.key)
            if known is not None:
                return self._own(known["number"], known)
            mark = self._mark(request)
            given = self._number_of_hub(request, mark) if self._link.is_due(0) else None
            if given is None:
                given = self._had(mark) or self._own_number(request, mark)
            if mark is not None and isinstance(given, Ticket):
                self._marks.note(mark, given)
            return given
        except DISK_TROUBLE as error:
            return self._disk_failed(error)

    def _mark(self, request: TicketRequest) -> Mark | None:
        """Marks the card that was shown; None where none was."""
        if not request.person:
            return None
        hub = self._link.is_due(0)
        return self._marks.mark(request.person, request.field, self._today(), hub=hub)

    def _had(self, mark: Mark | None) -> Ticket | None:
        """Gives the number that this kiosk gave to the card today, while the hub can't say if it ended."""
        given = None if mark is None else self._marks.given(mark)
        if given is None:
            return None
        return given.model_copy(update={"again": True, "ahead": None, "wait_minutes": None})

    def _number_of_hub(self, request: TicketRequest, mark: Mark | None) -> Ticket | NoTimeLeft | Fault | None:
        """Asks the hub for a number; None where it is away."""
        self._meeting.look()
        if not self._same_centre():
            return Fault("hub_refused", "the hub is that of another centre")
        answer = self._client.take_number(request, _of_hub(mark))
        if isinstance(answer, Refused):
            return Fault("hub_refused", answer.reason)
        if isinstance(answer, Later):
            self._link.failed(0)
            return None
        self._link.reset(0)
        if isinstance(answer, Ticket):
            self._hand_out(answer)
        return answer

    def check_in(self, token: str = "", code: str = "", lang: str = "vi") -> CheckedIn | Fault:
        """Says that the holder of an appointment has come, see `HubGateway.check_in`."""
        if not self._link.is_due(0):
            return Fault("check_in_away", "the hub is away")
        answer = self._client.check_in(token, code, lang)
        if isinstance(answer, CheckedIn) and answer.ticket is not None:
            self._hand_out(answer.ticket)
        return answer

    def number_shown(self, ticket_id: str, how: ShownHow) -> None:
        """Reports a number as shown, see `HubGateway.number_shown`. Where the kiosk's disk does not take it,
        the hub is told all the same.
        """
        self._reports.add("shown", ticket_id, Shown(how=how))
        self._deliver(row for row in self._reports.pending() if row.subject == ticket_id)

    def hand_in(self, dossier: Dossier, files: Mapping[str, bytes]) -> HandedIn | Fault:
        """Hands a dossier in, see `HubGateway.hand_in`. The same dossier again gives the same answer;
        `store_failed` when nothing could be kept.
        """
        try:
            sealed = self._outbox.seal(dossier, files)
        except DISK_TROUBLE as error:
            return self._disk_failed(error)
        delivered = sealed is not None and self._deliver([sealed]) == 1
        submission = self._outbox.submission(dossier=dossier.id)
        if submission is None:
            raise LookupError("a sealed dossier is gone")
        return HandedIn(submission, delivered or self._outbox.state_of(dossier.id) == "sent")

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        """Looks a dossier up, see `HubGateway.look_up`. A dossier that still waits here for the hub waits for
        its check.
        """
        found = self._client.look_up(token)
        if not isinstance(found, Fault):
            return found
        own = self._outbox.submission(token=token)
        match own and self._outbox.state_of(own.dossier):
            case "pending" if own:
                return SubmissionStatus(
                    reference=own.reference,
                    procedure=own.procedure,
                    state=DossierState.WAITING_CHECK,
                    since=own.handed_in_at,
                )
            case "refused":
                return Fault("hub_refused")
            case _:
                return found

    def find(self, code: str = "", card: str = "") -> tuple[SubmissionStatus, ...] | Fault:
        """Finds dossiers without their slip, see `HubGateway.find`."""
        return self._client.find(code, card)

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        """Notifies the staff, see `HubGateway.tell_staff`. Of its own disk the kiosk tells once, until it
        works again.
        """
        if kind == DISK_FAILED:
            self._reports.disk_failed()
            self._deliver(row for row in self._reports.pending() if row.kind == "notice")
        else:
            self._deliver([self._notice(kind, detail, notice)])

    def notice_state(self, notice: str) -> NoticeState | None:
        """Asks how a notice stands, see `HubGateway.notice_state`."""
        return self._client.notice_state(notice) if self._link.is_due(0) else None

    def rate(self, rating: Rating) -> None:
        """Keeps a rating and tries to deliver it, see `HubGateway.rate`."""
        new = NewRating(
            id=rating.id,
            stars=rating.stars,
            reason=rating.reason,
            procedure=rating.procedure,
            kiosk=self._kiosk,
        )
        self._deliver([self._reports.add("rating", rating.id, new)])

    def deliver_due(self) -> int:
        """Delivers what is due, in order, and counts the successes. One that fails holds up no other."""
        self._reports.catch_up()
        return self._deliver(self._reports.pending())

    def waiting(self) -> int:
        """Counts the deliveries that the hub has not confirmed."""
        return len(self._reports.pending())

    def _hand_out(self, ticket: Ticket) -> None:
        """Records that a hub's number is handed out; the number is good even if this disk fails."""
        try:
            self._outbox.hand_out(ticket.id)
        except DISK_TROUBLE:
            self._reports.disk_failed()
        else:
            self._reports.disk_works()

    def _disk_failed(self, error: Exception) -> Fault:
        self._reports.disk_failed()
        return Fault(DISK_FAILED, type(error).__name__)

    def _deliver(self, rows: Iterable[Delivery]) -> int:
        count = 0
        held_up: set[str] = set()
        for row in rows:
            if not self._link.is_due(0):
                break
            if row.subject in held_up or not self._rows.is_due(row.seq) or not self._claim(row):
                held_up.add(row.subject)
                continue
            try:
                went = self._deliver_one(row)
            finally:
                self._release(row)
            count += went
            if not went:
                held_up.add(row.subject)
        return count

    def _deliver_one(self, row: Delivery) -> bool:
        try:
            outcome = self._client.deliver(row, self._outbox)
        except (DamagedFileError, OSError):
            self._page_damaged(row)
            return False
        match outcome:
            case Accepted():
                self._reports.confirm(row)
                self._link.reset(0)
                self._rows.reset(row.seq)
                return True
            case Refused(reason):
                self._reports.refuse(row, reason)
                self._link.reset(0)
                if row.kind not in ("notice", "rating"):
                    own = self._outbox.submission(dossier=row.subject)
                    self._notice("hub_refused", own.reference if own else row.kind)
            case Later(_, reached=True):
                self._link.reset(0)
                self._rows.failed(row.seq)
            case Later():
                self._link.failed(0)
        return False

    def _page_damaged(self, row: Delivery) -> None:
        """Notes that a page can't be read any more: the dossier stays here, others go on, the staff takes the
        paper.
        """
        self._rows.failed(row.seq)
        if row.seq not in self._told_of:
            self._told_of.add(row.seq)
            own = self._outbox.submission(dossier=row.subject)
            self._notice("page_damaged", own.reference if own else "")

    def _notice(self, kind: str, detail: str, notice: str = "") -> Delivery:
        notice = notice or uuid7()
        new = NewNotice(id=notice, kind=kind, detail=detail[:200], kiosk=self._kiosk)
        return self._reports.add("notice", notice, new)

    def _own_number(self, request: TicketRequest, mark: Mark | None) -> Ticket | Fault:
        letter = self._letters.get(request.field)
        if letter is None:
            return Fault("hub_refused", "unknown_field")
        agreement = self._meeting.agreement
        if agreement is not None and request.field not in agreement.fields:
            return Fault("hub_refused", "the hub takes over no number of this field from this kiosk")
        now = self._clock.now().astimezone(ICT)
        given = {
            "id": uuid7(),
            "day": now.date().isoformat(),
            "field": request.field,
            "procedure": request.procedure,
            "token": new_token(),
            "issued_at": now.isoformat(),
        }
        ticket = self._outbox.own_number(
            request,
            partial(self._own, given=given),
            letter,
            self._own_numbers,
            day=now.date(),
            kiosk=self._kiosk,
            holder=_of_hub(mark),
        )
        return ticket or Fault("hub_unreachable", "own range used up")

    def _same_centre(self) -> bool:
        agreement = self._meeting.agreement
        return agreement is None or agreement.same_centre

    def _own(self, number: str, given: Mapping[str, Any]) -> Ticket:
        """Gives a ticket of the own range; nobody here knows how many wait before it."""
        return Ticket(
            id=given["id"],
            number=number,
            day=date.fromisoformat(given["day"]),
            field=given["field"],
            procedure=given["procedure"],
            counters=tuple(counter.number for counter in self._counters if given["field"] in counter.fields),
            ahead=None,
            wait_minutes=None,
            token=given["token"],
            issued_at=datetime.fromisoformat(given["issued_at"]),
            origin="kiosk",
        )

    def _today(self) -> date:
        return self._clock.now().astimezone(ICT).date()

    def _claim(self, row: Delivery) -> bool:
        with self._lock:
            if row.seq in self._under_way:
                return False
            self._under_way.add(row.seq)
            return True

    def _release(self, row: Delivery) -> None:
        with self._lock:
            self._under_way.discard(row.seq)


def _of_hub(mark: Mark | None) -> str | None:
    """Gives the mark where it means something to the hub."""
    return mark.text if mark is not None and mark.of_hub else None
