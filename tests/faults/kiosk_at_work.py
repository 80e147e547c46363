"""A kiosk that takes numbers and prints them: the product's own hands, journal and driver on a stage."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from devices.printing.escpos_printer import EscposPrinter
from devices.printing.models import Models
from devices.printing.transport import Transport
from kiosk.contract.ticket import Ticket, TicketState
from kiosk.paper.journal import Journal, JournaledPrinter
from kiosk.paper.raster import harmless
from kiosk.paper.watch import PrinterWatch
from kiosk.ports.printing import SlipPicture
from kiosk.ports.slots import SLIP_PRINTER, DeviceSet
from kiosk.queue.moves import moved
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.model import Moment, Slip, Visit
from kiosk.visit.runner import LANES, EffectRunner, Ports
from kiosk.visit.slips import not_printed
from tests.faults.plan import Case
from tests.faults.stages import Stage

STRIDE = 72
MARK = bytes([0xAA, 0x55]) * (STRIDE // 2) * 16
MIGRATION = Path(__file__).resolve().parents[2] / "kiosk/paper/migrations/0001_print_jobs.sql"


class KioskDies(BaseException):
    """The kiosk's program ends here and now, as when its power goes."""


@cache
def picture_of(number: int, rows: int) -> SlipPicture:
    """The ticket of a job: no two alike."""
    return SlipPicture(576, rows, harmless(random.Random(number).randbytes(rows * STRIDE - 1) + b"\x81"))


def marked(picture: SlipPicture, *_: object) -> SlipPicture:
    """The same with a mark above it."""
    return SlipPicture(576, picture.height + 16, MARK + picture.rows)


@contextmanager
def simple_slips() -> Iterator[None]:
    """Slips of a few rows instead of drawn ones: a campaign is about paper, not about letters."""
    with (
        patch("kiosk.paper.job.render", lambda _slip, data, *_: data["picture"]),
        patch("kiosk.paper.job.marked", marked),
    ):
        yield


@dataclass
class Office:
    """The queue and the staff, as the hub keeps them."""

    states: dict[str, TicketState] = field(default_factory=dict)
    how: dict[str, set[str]] = field(default_factory=dict)
    notices: list[tuple[float, str]] = field(default_factory=list)

    def number_shown(self, ticket_id: str, how: str) -> None:
        """Now it may be called."""
        before = self.states.get(ticket_id, TicketState.ISSUED)
        self.states[ticket_id] = moved(before, "shown") or before
        self.how.setdefault(ticket_id, set()).add(how)

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        """Told by the visit."""


@dataclass(frozen=True)
class Told:
    """Holds the kiosk's result of one job. `on_screen`: the number stands on the screen instead."""

    ok: bool = False
    on_screen: bool = False
    fault: str = ""


class AtOnce:
    """A lane without a thread."""

    def submit(self, call: Callable[[], object], done: Callable[[object], object]) -> bool:
        done(call())
        return True


class Dying:
    """A transport of a program that ends after so many bytes."""

    def __init__(self, inner: Transport, kiosk: KioskAtWork) -> None:
        self._inner, self._kiosk = inner, kiosk

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        left = self._kiosk.dies_after
        if left is None:
            return self._inner.exchange(data, wait_s)
        taken, received = self._inner.exchange(data[: max(0, left)], wait_s) if left > 0 else (0, b"")
        self._kiosk.dies_after = left - taken
        if self._kiosk.dies_after <= 0:
            self._inner.close()
            raise KioskDies
        return taken, received

    def close(self) -> None:
        self._inner.close()


class KioskAtWork:
    """One kiosk and its printer. `journaled` and `driver` are what a mutant replaces."""

    def __init__(
        self, stage: Stage, *, driver: type[EscposPrinter] = EscposPrinter, journaled: Any = JournaledPrinter
    ) -> None:
        self.stage = stage
        self.office = Office()
        self.dies_after: int | None = None
        self._driver, self._journaled = driver, journaled
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.executescript(MIGRATION.read_text(encoding="utf-8"))
        self.journal = Journal(connection, stage.clock)
        self._models = Models()
        self._start()
        stage.each_second(lambda: self._watch.look())  # noqa: PLW0108 - the watch is replaced at a restart

    def _start(self) -> None:
        """The program begins."""
        self.printer = self._driver(
            lambda: Dying(self.stage.connect(), self),
            576,
            patience=self.stage.patience,
            models=self._models,
            clock=self.stage.clock,
            pause=self.stage.pause,
        )
        self.printer.open()
        self._watch = PrinterWatch(
            self.printer, lambda kind: self.office.notices.append((self.stage.clock.monotonic(), kind))
        )
        ports = Ports(
            hub=self.office,  # type: ignore[arg-type]
            assistant=None,  # type: ignore[arg-type]
            audit=SimpleNamespace(record=lambda *_, **__: None),
            devices=DeviceSet({SLIP_PRINTER: self._journaled(self.printer, self.journal)}),
        )
        known: Any = SimpleNamespace(messages=None)
        self._known = known
        self._events: list[ev.Event] = []
        lanes = {lane: AtOnce() for lane in LANES}
        self._runner = EffectRunner(
            known, ports, lanes, self._events.append, today=lambda: self.stage.clock.now().date()
        )

    def gives_number(self, case: Case) -> Told:
        """One citizen takes a number. A program that dies is started again, and asked for the same slip."""
        self.dies_after = case.crash_at
        try:
            return self._prints(case)
        except KioskDies:
            self.dies_after = None
            self._start()
            return self._prints(case)
        finally:
            self.dies_after = None

    def _prints(self, case: Case) -> Told:
        ticket = f"t{case.number}"
        picture = picture_of(case.number, case.rows)
        self._events.clear()
        data = {"lang": "vi", "picture": picture}
        slip = fx.PrintSlip(f"{case.number}:ticket", SlipPurpose.TICKET, data, ticket=ticket)
        self._runner.run("visit", slip)
        (event,) = self._events
        if isinstance(event, oc.Failed):
            return self._on_screen(event, ticket)
        return Told(ok=True)

    def _on_screen(self, event: oc.Failed[fx.PrintSlip], ticket: str) -> Told:
        """The visit shows the number instead: the product's own rule."""
        now = self.stage.clock
        visit = Visit(id="visit", tickets={"ho_tich": _ticket(ticket, now.now())}, field="ho_tich")
        visit, effects = not_printed(self._known, visit, event, Moment(now.now(), now.monotonic(), "next"))
        for effect in effects:
            self._runner.run("visit", effect)
        return Told(on_screen=visit.slip(SlipPurpose.TICKET) is Slip.ON_SCREEN, fault=event.fault.id)


def _ticket(name: str, at: Any) -> Ticket:
    return Ticket(
        id=name,
        number="H 001",
        day=at.date(),
        field="ho_tich",
        procedure=None,
        counters=("1",),
        ahead=0,
        wait_minutes=None,
        token="TOKEN",
        issued_at=at,
    )
