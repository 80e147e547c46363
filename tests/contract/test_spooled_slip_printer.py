"""The contract of `SlipPrinter` for a driver behind a print queue, which hears nothing of the printer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.schema import DeviceChoice
from devices.registry import build
from devices.simulators.vprinter import VirtualPrinter
from kiosk.paper.journal import NOT_SENT
from kiosk.ports.device import Fault, State
from kiosk.ports.printing import Printed, SlipPicture, SlipPrinter
from tests.contract.lines import spooler, wait_for
from tests.contract.opening import opens
from tests.paper.samples import picture_of, small_job


@pytest.fixture
def simulator() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as started:
        yield started


@pytest.fixture
def queue(simulator: VirtualPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = spooler(simulator, tmp_path / "cups")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def opened(patience_s: float) -> SlipPrinter:
    options = {"queue": "slips", "patience_s": patience_s, "look_s": 0.05}
    made = build(DeviceChoice(driver="printer.cups", options=options), SlipPrinter, production=True)
    opens(made)
    return made


@pytest.fixture
def printer(queue: Path) -> SlipPrinter:
    return opened(20.0)


def test_a_slip_comes_out_dot_for_dot_but_is_never_called_confirmed(
    printer: SlipPrinter, simulator: VirtualPrinter, queue: Path
) -> None:
    job = replace(small_job("one"), picture=picture_of("ticket"))
    assert printer.print(job) == Printed("one", confirmed=False)
    assert simulator.wait_for_pieces(1)
    assert simulator.pieces[0].trimmed().rows == job.picture.rows
    assert simulator.events == []
    assert "-o raw" in (queue / "spool/slips-1.options").read_text()


def test_slips_come_out_in_order(printer: SlipPrinter, simulator: VirtualPrinter) -> None:
    jobs = [small_job(name) for name in ("one", "two", "three")]
    for place, job in enumerate(jobs, 1):
        assert printer.print(job) == Printed(job.id, confirmed=False)
        assert simulator.wait_for_pieces(place)
    assert [piece.trimmed().rows for piece in simulator.pieces] == [job.picture.rows for job in jobs]


@pytest.mark.parametrize("sign", ["disabled", "refuse"])
def test_what_the_queue_does_not_take_is_not_sent(
    printer: SlipPrinter, simulator: VirtualPrinter, queue: Path, sign: str
) -> None:
    (queue / sign).touch()
    assert printer.print(small_job("one")) == Fault("printer_unreachable", NOT_SENT)
    if sign == "disabled":
        assert printer.health().state is State.MISSING
    (queue / sign).unlink()
    assert printer.print(small_job("two")) == Printed("two", confirmed=False)
    assert simulator.wait_for_pieces(1)
    assert [piece.trimmed().rows for piece in simulator.pieces] == [small_job("two").picture.rows]


def test_what_the_queue_took_and_cannot_print_is_cancelled_and_in_doubt(
    simulator: VirtualPrinter, queue: Path
) -> None:
    printer = opened(1.0)
    simulator.switch("hang")
    long = SlipPicture(576, 60_000, b"\xaa" * 72 * 60_000)
    job = replace(small_job("one"), picture=long)
    result = printer.print(job)
    assert isinstance(result, Fault)
    assert result.id == "printer_in_doubt"
    assert wait_for(lambda: not (queue / "spool/slips-1").exists())


def test_without_cups_there_is_a_fault_not_a_crash(
    printer: SlipPrinter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    fault = printer.open()
    assert fault is not None
    assert fault.id == "printer_unreachable"
    assert printer.print(small_job("one")) == Fault("printer_unreachable", NOT_SENT)
    assert printer.health().state is State.MISSING
    printer.close()
    printer.close()


def test_the_queues_state_is_told(printer: SlipPrinter) -> None:
    assert printer.health().state is State.READY
    assert printer.health().identity == "CUPS slips"
