"""The contract of `SlipPrinter` over real sockets and lines: what the medium itself can get wrong.

Nothing here is a race: the driver's patience is far longer than any case takes, and runs out only where
nobody is at the other end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from devices.registry import Driver, drivers
from devices.simulators.vprinter import Piece, Switch, VirtualPrinter
from kiosk.paper.journal import NOT_SENT
from kiosk.ports.device import Fault, State
from kiosk.ports.printing import Printed, SlipPrinter
from tests.contract.lines import PRODUCT, VENDOR, serial_line, usb_bus
from tests.contract.opening import opens
from tests.contract.test_slip_printer import SPOOLED, assert_missing, built
from tests.paper.samples import small_job

Reach = Callable[[VirtualPrinter, ExitStack], dict[str, Any]]


def by_usb(simulator: VirtualPrinter, stack: ExitStack) -> dict[str, Any]:
    stack.enter_context(usb_bus(simulator))
    return {"vendor": VENDOR, "product": PRODUCT}


REACH: dict[str, Reach] = {
    "printer.tcp": lambda simulator, _stack: {"host": "127.0.0.1", "port": simulator.port},
    "printer.serial": lambda simulator, stack: {"port": stack.enter_context(serial_line(simulator))},
    "printer.usb": by_usb,
}
"""How each driver is told where the virtual printer is. A new driver adds its line."""

PATIENT = {"ack_s": 60.0, "patience_s": 60.0, "recover_s": 60.0, "answer_s": 30.0}
IMPATIENT = {"answer_s": 0.05, "recover_s": 0.01}


@pytest.fixture(
    params=[known for known in drivers(SlipPrinter) if known.name not in SPOOLED],
    ids=lambda known: known.name,
)
def known(request: pytest.FixtureRequest) -> Driver:
    found: Driver = request.param
    return found


@pytest.fixture
def simulator() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as started:
        yield started


@pytest.fixture
def options(known: Driver, simulator: VirtualPrinter) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        yield REACH[known.name](simulator, stack)


@pytest.fixture
def printer(known: Driver, simulator: VirtualPrinter, options: dict[str, Any]) -> Iterator[SlipPrinter]:
    made = built(known, {**options, **PATIENT})
    opens(made)
    yield made
    made.close()


def rows(piece: Piece) -> bytes:
    return piece.trimmed().rows


def test_slips_come_out_in_order_dot_for_dot(printer: SlipPrinter, simulator: VirtualPrinter) -> None:
    jobs = [small_job(name) for name in ("one", "two", "three")]
    for job in jobs:
        assert printer.print(job) == Printed(job.id, confirmed=True)
    assert [rows(piece) for piece in simulator.pieces] == [job.picture.rows for job in jobs]
    assert simulator.events == []


@pytest.mark.parametrize(
    ("switch", "fault"), [("paper_out", "printer_paper_out"), ("cover_open", "printer_cover_open")]
)
def test_trouble_is_told_and_the_next_slip_is_whole(
    printer: SlipPrinter, simulator: VirtualPrinter, switch: Switch, fault: str
) -> None:
    simulator.switch(switch)
    assert printer.print(small_job("one")) == Fault(fault, NOT_SENT)
    health = printer.health()
    assert health.fault is not None
    assert (health.fault.id, health.state) == (fault, State.BLOCKED)
    simulator.switch(switch, on=False)
    assert printer.print(small_job("two")) == Printed("two", confirmed=True)
    assert [rows(piece) for piece in simulator.pieces] == [small_job("two").picture.rows]


def test_paper_put_in_while_the_job_waits_lets_it_finish(
    printer: SlipPrinter, simulator: VirtualPrinter
) -> None:
    simulator.arm("paper_out", rows=100)

    def mend() -> None:
        simulator.wait_for_switch("paper_out", seconds=60)
        simulator.switch("paper_out", on=False)

    mended = threading.Thread(target=mend)
    mended.start()
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    mended.join()
    assert [rows(piece) for piece in simulator.pieces] == [small_job("one").picture.rows]


def test_a_printer_that_is_not_there_is_a_fault_not_a_crash(
    known: Driver, simulator: VirtualPrinter, options: dict[str, Any]
) -> None:
    simulator.stop()
    assert_missing(built(known, {**options, **IMPATIENT}))


def test_it_may_be_closed_twice_and_opened_again(printer: SlipPrinter, simulator: VirtualPrinter) -> None:
    printer.close()
    printer.close()
    opens(printer)
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert len(simulator.pieces) == 1


def test_a_line_that_broke_in_the_middle_is_made_anew(
    known: Driver, printer: SlipPrinter, simulator: VirtualPrinter
) -> None:
    if known.name == "printer.serial":
        pytest.skip("a serial line does not tell that it broke")
    simulator.arm("drop", rows=100)
    first = printer.print(small_job("one"))
    assert printer.print(small_job("two")) == Printed("two", confirmed=True)
    whole = [piece for piece in simulator.pieces if rows(piece) == small_job("one").picture.rows]
    assert len(whole) == isinstance(first, Printed), "told the truth, and not twice"
    assert rows(simulator.pieces[-1]) == small_job("two").picture.rows
