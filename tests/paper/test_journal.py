"""A job is journaled before its first byte, so that no slip is printed twice unmarked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import ICT, VirtualClock
from kiosk.paper.journal import NOT_SENT, Journal, JournaledPrinter, open_journal, process_id
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.printing import Printed, PrintJob
from tests.paper.samples import small_job

JOB = small_job("one")


class Printer:
    """Prints what it is told, and looks into the journal while it does."""

    def __init__(self, result: Callable[[PrintJob], Printed | Fault]) -> None:
        self.result = result
        self.sheets: list[PrintJob] = []

    def open(self) -> Fault | None: ...

    def close(self) -> None: ...

    def health(self) -> Health:
        return Health(State.READY)

    def width(self) -> int:
        return 576

    def print(self, job: PrintJob) -> Printed | Fault:
        self.sheets.append(job)
        return self.result(job)


def ok(job: PrintJob) -> Printed | Fault:
    return Printed(job.id, confirmed=True)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    kept = open_journal(tmp_path, VirtualClock(datetime(2026, 11, 23, 9, 5, tzinfo=ICT)))
    yield kept
    kept.close()


def test_the_row_is_there_before_the_printer_is_asked(journal: Journal) -> None:
    seen = []

    def look(job: PrintJob) -> Printed | Fault:
        seen.append(journal.state(job.id))
        return ok(job)

    JournaledPrinter(Printer(look), journal).print(JOB)
    assert seen == ["sending"]
    assert journal.state(JOB.id) == "printed"


def test_asked_twice_it_prints_once(journal: Journal) -> None:
    printer = Printer(ok)
    journaled = JournaledPrinter(printer, journal)
    assert journaled.print(JOB) == journaled.print(JOB) == Printed("one", confirmed=True)
    assert len(printer.sheets) == 1


@pytest.mark.parametrize("fault", ["printer_in_doubt", "printer_paper_out"])
def test_lost_sight_of_it_is_not_sent_again_but_as_a_marked_reprint(journal: Journal, fault: str) -> None:
    def only_reprints(job: PrintJob) -> Printed | Fault:
        return ok(job) if job.reprint else Fault(fault, "half printed")

    printer = Printer(only_reprints)
    journaled = JournaledPrinter(printer, journal)
    assert isinstance(journaled.print(JOB), Fault)
    again = journaled.print(JOB)
    assert isinstance(again, Fault)
    assert again.id == "printer_in_doubt"
    assert len(printer.sheets) == 1
    assert isinstance(journaled.print(replace(JOB, reprint=True)), Printed)


def test_the_power_went_while_sending(journal: Journal) -> None:
    def power_goes(job: PrintJob) -> Printed | Fault:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        JournaledPrinter(Printer(power_goes), journal).print(JOB)
    printer = Printer(ok)
    assert isinstance(JournaledPrinter(printer, journal).print(JOB), Fault)
    assert printer.sheets == []


def test_where_nothing_was_sent_it_is_simply_tried_again(journal: Journal) -> None:
    told: list[Printed | Fault] = [Fault("printer_paper_out", NOT_SENT), Printed("one", confirmed=True)]
    results = iter(told)
    journaled = JournaledPrinter(Printer(lambda job: next(results)), journal)
    assert isinstance(journaled.print(JOB), Fault)
    assert isinstance(journaled.print(JOB), Printed)


def test_a_process_id_is_four_printable_bytes_its_own_for_job_and_reprint() -> None:
    ids = [process_id(job) for job in (JOB, replace(JOB, reprint=True), small_job("two"))]
    assert len(set(ids)) == 3
    assert all(len(one) == 4 and all(0x20 <= byte <= 0x7E for byte in one) for one in ids)
    assert process_id(JOB) == process_id(small_job("one"))


def with_mark(name: str = "one") -> PrintJob:
    return replace(small_job(name), marked=lambda: small_job("marked").picture)


@pytest.mark.parametrize("fault", [Fault("printer_in_doubt", "no acknowledgement")])
def test_in_doubt_it_is_printed_once_more_with_the_mark(journal: Journal, fault: Fault) -> None:
    printer = Printer(lambda job: ok(job) if job.reprint else fault)
    assert JournaledPrinter(printer, journal).print(with_mark()) == Printed("one", confirmed=True)
    first, again = printer.sheets
    assert (again.reprint, again.attempt) == (True, 2)
    assert again.picture is small_job("marked").picture
    assert process_id(first) != process_id(again)


def test_there_is_one_reprint_and_then_staff_decide(journal: Journal) -> None:
    printer = Printer(lambda job: Fault("printer_in_doubt", "no acknowledgement"))
    journaled = JournaledPrinter(printer, journal)
    for _ in range(3):
        result = journaled.print(with_mark())
        assert isinstance(result, Fault)
        assert result.id == "printer_in_doubt"
    assert [job.reprint for job in printer.sheets] == [False, True]


def test_a_reprint_that_could_not_begin_leaves_the_job_in_doubt(journal: Journal) -> None:
    told: list[Printed | Fault] = [Fault("printer_in_doubt", "lost"), Fault("printer_unreachable", NOT_SENT)]
    results = iter(told)
    printer = Printer(lambda job: next(results))
    assert isinstance(JournaledPrinter(printer, journal).print(with_mark()), Fault)
    assert journal.state("one") == "in_doubt"


def test_after_the_power_went_the_same_job_comes_with_the_mark(journal: Journal) -> None:
    def power_goes(job: PrintJob) -> Printed | Fault:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        JournaledPrinter(Printer(power_goes), journal).print(with_mark())
    printer = Printer(ok)
    assert isinstance(JournaledPrinter(printer, journal).print(with_mark()), Printed)
    assert [job.reprint for job in printer.sheets] == [True]
