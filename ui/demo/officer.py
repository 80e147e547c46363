"""Acts as the officer of the played visit, through the hub's HTTP interface only, as the console does."""

from __future__ import annotations

import http.cookiejar
import threading
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from kiosk.contract.appointment import Appointment, AppointmentAnswer, WantedAppointment
from kiosk.contract.dossier import (
    DecisionKind,
    DossierAnswer,
    DossierBrief,
    DossierList,
    Verdict,
    WholeDossier,
)
from kiosk.contract.event import PUBLIC_EVENTS, Event
from kiosk.contract.figures import DayFigures
from kiosk.contract.notice import Notice, Notices
from kiosk.contract.officer import (
    FIRST_DAY,
    MadeCode,
    NewOfficer,
    OfficerAnswer,
    Officers,
    Permission,
    WantedAssignment,
)
from kiosk.contract.queue import ChangedCounter, CounterAnswer, CounterChange, CounterState, DayEnded
from kiosk.contract.session import Login, Session
from kiosk.contract.text import FromHub, ToHub
from kiosk.contract.ticket import (
    Act,
    ActedAnswer,
    Call,
    CalledAnswer,
    HeldTicketAnswer,
    HolderAct,
    Nothing,
    QueuedTicket,
    Transfer,
)
from kiosk.dossier.ids import uuid7

A = TypeVar("A", bound=FromHub)


class _SignedIn:
    """Asks the hub as an officer who has signed in."""

    def __init__(self, hub: str, login: str, code: str) -> None:
        self.hub = hub
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self._login = Login(officer=login, code=code)
        self.sign_in()

    def sign_in(self) -> None:
        """Signs in, or in again."""
        self._ask("/v1/session", Session, self._login)

    def _ask(self, path: str, answer: type[A], body: ToHub | None = None) -> A:
        """Sends a POST with the body where there is one, else a GET; gives the answer,
        checked by its class.
        """
        data = None if body is None else body.model_dump_json().encode()
        headers = {"Content-Type": "application/json", "X-Motcua": "1", "Idempotency-Key": uuid7()}
        request = urllib.request.Request(self.hub + path, data, headers)  # noqa: S310
        with self._opener.open(request, timeout=10) as said:
            return answer.model_validate_json(said.read())


class Administrator(_SignedIn):
    """Acts as the administrator, who makes the officers' accounts."""

    def code_for(self, counter: str) -> tuple[str, str]:
        """Makes an account for an officer at that counter, unless there is one, and a new code; gives log-in
        and code.
        """
        login = f"CB{counter}"
        if login not in {one.login for one in self._ask("/v1/officers", Officers).officers}:
            at_counter = WantedAssignment(first=FIRST_DAY, counter=counter)
            can = tuple(set(Permission) - {Permission.ADMINISTER})
            new = NewOfficer(login=login, name="Trần Thị MẪU", permissions=can, assignments=(at_counter,))
            self._ask("/v1/officers", OfficerAnswer, new)
        return login, self._ask(f"/v1/officers/{login}/code", MadeCode, Nothing()).code


class Officer(_SignedIn):
    """Acts as one officer at one counter."""

    def __init__(self, hub: str, counter: str, login: str, code: str) -> None:
        super().__init__(hub, login, code)
        self.counter = counter

    def call_next(self) -> QueuedTicket | None:
        """Calls the next number; None when nobody waits."""
        return self._ask(f"/v1/counters/{self.counter}/call", CalledAnswer, Call()).ticket

    def act(self, what: Act) -> QueuedTicket:
        """Changes the state of the number that is called."""
        return self._ask(f"/v1/counters/{self.counter}/{what}", ActedAnswer, Nothing()).ticket

    def transfer(self, field: str) -> QueuedTicket:
        """Hands the number at the counter on to a field."""
        body = Transfer(field=field)
        return self._ask(f"/v1/counters/{self.counter}/transfer", ActedAnswer, body).ticket

    def change(self, state: CounterState, reason: str) -> None:
        """Opens, pauses or closes the counter."""
        body = CounterChange(state=state, reason=reason)
        self._ask(f"/v1/counters/{self.counter}/state", ChangedCounter, body)

    def book(self, field: str, at: datetime) -> Appointment:
        """Books a slot for a citizen."""
        body = WantedAppointment(field=field, at=at)
        return self._ask("/v1/appointments", AppointmentAnswer, body).appointment

    def as_holder(self, token: str, act: HolderAct) -> None:
        """Does what the holder of a number does on a phone."""
        self._ask(f"/v1/tickets/by-token/{token}/{act}", HeldTicketAnswer, Nothing())

    def end_day(self) -> tuple[str, ...]:
        """Ends the numbers that nobody serves today any more; gives them."""
        return self._ask("/v1/queue/end-day", DayEnded, Nothing()).left

    def figures(self) -> DayFigures:
        """Gives the figures of the day."""
        return self._ask("/v1/figures", DayFigures)

    def table(self) -> str:
        """Gives the day's numbers as CSV."""
        return self.file("/v1/figures.csv").decode("utf-8-sig")

    def at_counter(self) -> CounterAnswer:
        """Gives what the console shows beside the ticket."""
        return self._ask(f"/v1/counters/{self.counter}", CounterAnswer)

    def dossier(self, dossier_id: str) -> WholeDossier:
        """Gives the dossier as the officer sees it."""
        return self._ask(f"/v1/dossiers/{dossier_id}", DossierAnswer).dossier

    def find(self, reference: str) -> tuple[DossierBrief, ...]:
        """Finds the dossiers with that local reference; one, if nothing was lost or doubled."""
        return self._ask(f"/v1/dossiers?reference={reference}", DossierList).dossiers

    def decide(
        self, dossier_id: str, kind: DecisionKind, reason: str = "", papers: tuple[str, ...] = ()
    ) -> WholeDossier:
        """Accepts, asks for a supplement, or refuses."""
        verdict = Verdict(kind=kind, reason=reason, papers=papers)
        return self._ask(f"/v1/dossiers/{dossier_id}/decision", DossierAnswer, verdict).dossier

    def notices(self) -> tuple[Notice, ...]:
        """Lists the kiosks' notices that nobody has handled yet."""
        return self._ask("/v1/notices", Notices).notices

    def file(self, path: str) -> bytes:
        """Fetches a picture of the dossier."""
        with self._opener.open(self.hub + path, timeout=10) as answer:
            return bytes(answer.read())


class BoardListener:
    """Listens to the public event stream, as a board does: collects events on a thread of its own."""

    def __init__(self, hub: str) -> None:
        self.heard: list[Event] = []
        self._news = threading.Condition()
        self._stream = urllib.request.urlopen(f"{hub}/v1/events", timeout=30)  # noqa: S310
        self._thread = threading.Thread(target=self._listen, name="board", daemon=True)
        self._thread.start()

    def wait(self, wanted: Callable[[Event], bool], seconds: float) -> Event | None:
        """Waits for the first event that is `wanted`; None when none came in time."""
        with self._news:
            self._news.wait_for(lambda: any(wanted(event) for event in self.heard), seconds)
            return next((event for event in self.heard if wanted(event)), None)

    def _listen(self) -> None:
        kind = ""
        try:
            for raw in self._stream:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    event = PUBLIC_EVENTS[kind].model_validate_json(line.removeprefix("data: "))
                    with self._news:
                        self.heard.append(event)
                        self._news.notify_all()
        except (OSError, ValueError):
            return
