"""What printer and staff get to know in every sequence of looks and of jobs, as it was approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.paper.journal import NOT_SENT, JournaledPrinter, open_journal
from kiosk.paper.watch import PrinterWatch
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.printing import Printed, PrintJob
from kiosk.visit.watch import ReaderWatch
from tests import approved
from tests.hub.scene import MORNING
from tests.paper.samples import small_job
from tests.visits.world import Device

NEAR_END = Health(State.READY, warnings=("printer_near_end",))
SAYS = {
    "well": Health(State.READY),
    "near its end": NEAR_END,
    "out": Health(State.BLOCKED, Fault("printer_paper_out"), ("printer_near_end",)),
    "open": Health(State.BLOCKED, Fault("printer_cover_open")),
    "away": Health(State.MISSING, Fault("printer_unreachable")),
}
READERS = {
    "well": Health(State.READY),
    "one of two": Health(State.READY, warnings=("scanner_missing",)),
    "out": Health(State.MISSING, Fault("camera_missing")),
    "forbidden": Health(State.MISSING, Fault("device_forbidden")),
}
DONE: dict[str, Printed | Fault] = {
    "printed": Printed("job", confirmed=True),
    "not confirmed": Printed("job", confirmed=False),
    "nothing sent": Fault("printer_paper_out", NOT_SENT),
    "half printed": Fault("printer_paper_out", "half printed"),
    "in doubt": Fault("printer_in_doubt", "no answer"),
}


class Says(Device):
    """A device that says one thing after the other."""

    def __init__(self, says: Sequence[Health]) -> None:
        self._says = iter(says)

    def health(self) -> Health:
        return next(self._says)


@pytest.mark.parametrize("first", SAYS)
def test_what_the_staff_are_told_of_a_printer(first: str) -> None:
    rows: dict[str, object] = {}
    for others in product(SAYS, repeat=3):
        told: list[str] = []
        watch = PrinterWatch(Says([SAYS[first], *(SAYS[one] for one in others)]), told.append)
        for _ in range(4):
            watch.look()
            told.append("|")
        rows[", ".join((first, *others))] = " ".join(told)
    approved.hold(__file__, {f"printer {first}": rows})


@pytest.mark.parametrize("first", READERS)
def test_what_the_staff_are_told_of_two_readers(first: str) -> None:
    rows: dict[str, object] = {}
    for second, then, lasts, other in product(READERS, READERS, (1, 2, 3, 4), READERS):
        says = [READERS[first]] * lasts + [READERS[second]] * 3 + [READERS[then]] * 4
        told: list[str] = []
        devices = Says(says), Says([READERS["well"]] * 2 + [READERS[other]] * len(says))
        watch = ReaderWatch(devices, told.append)
        for _ in says:
            watch.look()
            told.append("|")
        rows[f"{lasts} {second}, {then}, {other}"] = " ".join(told)
    approved.hold(__file__, {f"readers {first}": rows})


class Paper(Device):
    """A printer with which each job ends as `ends` says, and that writes down what it printed."""

    def __init__(self) -> None:
        self.ends: Iterator[Printed | Fault] = iter(())
        self.jobs: list[object] = []

    def width(self) -> int:
        return 576

    def print(self, job: PrintJob) -> Printed | Fault:
        self.jobs.append([job.reprint, job.attempt, job.picture.rows[:6].decode(errors="replace")])
        return next(self.ends)


@pytest.mark.parametrize("can_be_marked", [True, False])
def test_what_a_job_asked_for_three_times_comes_to(tmp_path: Path, can_be_marked: bool) -> None:
    clock, paper, rows = VirtualClock(MORNING), Paper(), dict[str, object]()
    journal = open_journal(tmp_path, clock)
    printer = JournaledPrinter(paper, journal)
    for ends in product(DONE, repeat=3):
        for reprint in (False, True):
            name = f"{' '.join(ends)} {reprint}"
            job = replace(
                small_job(name), marked=(lambda: small_job("marked").picture) if can_be_marked else None
            )
            paper.ends, paper.jobs = iter([DONE[one] for one in ends] * 3), []
            found = [printer.print(job), printer.print(job), printer.print(replace(job, reprint=reprint))]
            of_first = rows.setdefault(ends[0], {})
            assert isinstance(of_first, dict)
            of_first[name] = [list(map(repr, found)), paper.jobs, journal.state(name), journal.reprints(name)]
    kept = journal._connection.execute("SELECT * FROM print_jobs ORDER BY job_id, attempt").fetchall()
    rows["rows"] = [list(row) for row in kept]
    journal.close()
    approved.hold(__file__, {f"jobs {can_be_marked} {name}": row for name, row in rows.items()})
