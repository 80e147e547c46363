"""Seconds of real time, over a real port: until the staff hear of trouble, and until a printer prints again
whose power was off.

The kiosk's own driver, journal and watch; the watch looks once a second, as in a kiosk. The virtual printer
moves as fast as a real one, and needs three seconds to start.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.schema import DeviceChoice
from devices.registry import build
from devices.simulators.vprinter import Switch, VirtualPrinter
from devices.simulators.vprinter_switches import Make
from kiosk.clock import SystemClock
from kiosk.paper.journal import Journal, JournaledPrinter
from kiosk.paper.watch import PrinterWatch
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, PrintJob, SlipPicture, SlipPrinter

MIGRATION = Path(__file__).resolve().parents[2] / "kiosk/paper/migrations/0001_print_jobs.sql"
TROUBLES: tuple[tuple[Switch, str], ...] = (
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("cutter_jam", "printer_cutter"),
)
OFF_S, START_S = 1.0, 3.0
_MAKE = Make(row_s=1 / 1600, cut_s=0.3, start_s=START_S)
_LOOK_S = 1.0
_MOST_S = 30.0


@dataclass
class Kiosk:
    """A printer, the kiosk at it, and what its staff were told, and when."""

    bench: VirtualPrinter
    printer: JournaledPrinter
    told: dict[str, float] = field(default_factory=dict)
    _heard: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, kind: str) -> None:
        """The staff are told."""
        with self._heard:
            self.told[kind] = time.monotonic()
            self._heard.notify_all()

    def hears(self, kind: str, since: float) -> float:
        """Seconds from `since` until the staff were told that; endless when they were not."""
        with self._heard:
            self._heard.wait_for(lambda: self.told.get(kind, 0.0) >= since, _MOST_S)
            return self.told.get(kind, float("inf")) - since


@contextmanager
def kiosk_at_printer() -> Iterator[Kiosk]:
    with VirtualPrinter(make=_MAKE) as bench:
        choice = DeviceChoice(driver="printer.tcp", options={"host": "127.0.0.1", "port": bench.port})
        driver = build(choice, SlipPrinter, production=True)
        assert driver.open() is None
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.executescript(MIGRATION.read_text("utf-8"))
        kiosk = Kiosk(bench, JournaledPrinter(driver, Journal(connection, SystemClock())))
        watch, ended = PrinterWatch(driver, kiosk.tell), threading.Event()

        def look() -> None:
            while not ended.wait(_LOOK_S):
                watch.look()

        watching = threading.Thread(target=look, daemon=True)
        watching.start()
        yield kiosk
        ended.set()
        watching.join()
        driver.close()
        connection.close()


def measured(picture: SlipPicture) -> dict[str, Any]:
    """The slowest of each; a job that is not printed in the end is an endless one."""
    with kiosk_at_printer() as kiosk:
        heard = [_while_printing(kiosk, picture, name, fault) for name, fault in TROUBLES]
        heard += [between_jobs(kiosk, name, fault) for name, fault in TROUBLES if name != "cutter_jam"]
        cycles = [_power_cycle(kiosk, picture, turn) for turn in range(2)]
    return {
        "staff_hear_max_s": round(max(heard), 2),
        "power_cycle_to_paper_max_s": round(max(cycles), 2),
        "power_cycle_of_that_starting_s": START_S,
    }


def _while_printing(kiosk: Kiosk, picture: SlipPicture, name: Switch, fault: str) -> float:
    if name == "cutter_jam":
        kiosk.bench.switch(name)
    else:
        kiosk.bench.arm(name, rows=picture.height // 2)
    with _printing(kiosk, PrintJob(f"while {name}", "ticket", picture)) as result:
        began = _thrown(kiosk, name)
        seconds = kiosk.hears(fault, began)
        kiosk.bench.switch(name, on=False)
        if name == "cutter_jam":
            kiosk.bench.switch("cover_open")
            threading.Event().wait(2 * _LOOK_S)
            kiosk.bench.switch("cover_open", on=False)
    kiosk.hears("printer_well", began)
    return seconds if isinstance(result[0], Printed) else float("inf")


def _thrown(kiosk: Kiosk, name: Switch) -> float:
    """The moment at which the trouble began; a jam begins with the cut."""
    until = time.monotonic() + _MOST_S
    while time.monotonic() < until:
        with kiosk.bench.held() as machine:
            if machine.sensors.jammed if name == "cutter_jam" else name in machine.on:
                break
        threading.Event().wait(0.01)
    return time.monotonic()


def between_jobs(kiosk: Kiosk, name: Switch, fault: str) -> float:
    """Seconds until the staff hear of it when nobody prints."""
    began = time.monotonic()
    kiosk.bench.switch(name)
    seconds = kiosk.hears(fault, began)
    kiosk.bench.switch(name, on=False)
    kiosk.hears("printer_well", began)
    return seconds


def _power_cycle(kiosk: Kiosk, picture: SlipPicture, turn: int) -> float:
    """Off in the middle of a slip, and on again: until the slip is out, with its mark. Nobody restarts
    anything."""
    kiosk.bench.arm("power_off", rows=picture.height // 2)
    with _printing(kiosk, PrintJob(f"cycle {turn}", "ticket", picture, marked=lambda: picture)) as result:
        _thrown(kiosk, "power_off")
        threading.Event().wait(OFF_S)
        kiosk.bench.switch("power_off", on=False)
        on_again = time.monotonic()
    return time.monotonic() - on_again if isinstance(result[0], Printed) else float("inf")


@contextmanager
def _printing(kiosk: Kiosk, job: PrintJob) -> Iterator[list[Printed | Fault]]:
    """While it lasts the job is printed; its result is there at the end."""
    result: list[Printed | Fault] = []
    call: Callable[[], None] = lambda: result.append(kiosk.printer.print(job))  # noqa: E731
    printing = threading.Thread(target=call)
    printing.start()
    yield result
    printing.join(2 * _MOST_S)
    result.append(Fault("printer_in_doubt", "never ended"))
