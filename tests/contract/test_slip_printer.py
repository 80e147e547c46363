"""The contract of `SlipPrinter`, for every driver that there is.

A driver is tried against the virtual printer, and judged by its paper, never by what the driver says.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.bench.vprinter import Piece, Switch, VirtualPrinter
from devices.registry import Driver, build, drivers
from kiosk.paper.journal import NOT_SENT
from kiosk.ports import Fault, Printed, SlipPrinter, State
from tests.contract.lines import PRODUCT, VENDOR, serial_line, usb_bus
from tests.paper.samples import picture_of, small_job

Reach = Callable[[VirtualPrinter, ExitStack], dict[str, Any]]


def by_usb(bench: VirtualPrinter, stack: ExitStack) -> dict[str, Any]:
    stack.enter_context(usb_bus(bench))
    return {"vendor": VENDOR, "product": PRODUCT}


REACH: dict[str, Reach] = {
    "printer.tcp": lambda bench, _stack: {"host": "127.0.0.1", "port": bench.port},
    "printer.serial": lambda bench, stack: {"port": stack.enter_context(serial_line(bench))},
    "printer.usb": by_usb,
}
"""How each driver is told where the virtual printer is. A new driver adds its line."""

QUICK = {"ack_s": 0.6, "patience_s": 0.6, "recover_s": 0.6, "answer_s": 0.25}

LOSSY = ("printer.serial",)
"""Drivers whose line may lose bytes unnoticed: there a missing echo is always a doubt."""

SPOOLED = ("printer.cups",)
"""Drivers that hear nothing of the printer: `test_spooled_slip_printer.py`."""


@pytest.fixture(
    params=[known for known in drivers(SlipPrinter) if known.name not in SPOOLED],
    ids=lambda known: known.name,
)
def known(request: pytest.FixtureRequest) -> Driver:
    found: Driver = request.param
    return found


@pytest.fixture
def bench() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as started:
        yield started


@pytest.fixture
def options(known: Driver, bench: VirtualPrinter) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        yield {**REACH[known.name](bench, stack), **QUICK}


@pytest.fixture
def printer(known: Driver, bench: VirtualPrinter, options: dict[str, Any]) -> Iterator[SlipPrinter]:
    choice = DeviceChoice(driver=known.name, options=options)
    made = build(choice, SlipPrinter, production=not known.fake)
    assert made.open() is None
    yield made
    made.close()


def printed_pieces(bench: VirtualPrinter) -> list[Piece]:
    """Pieces with ink on them; an ejected blank one is nobody's slip."""
    return [piece for piece in bench.pieces if piece.rows.strip(b"\0")]


def rows(piece: Piece) -> bytes:
    return piece.trimmed().rows


def test_a_slip_comes_out_dot_for_dot(printer: SlipPrinter, bench: VirtualPrinter) -> None:
    job = replace(small_job("one"), picture=picture_of("ticket"))
    assert printer.print(job) == Printed("one", confirmed=True)
    (piece,) = bench.pieces
    assert piece.cut
    assert rows(piece) == job.picture.rows
    assert bench.events == []


def test_slips_come_out_in_order_each_on_its_own_piece(printer: SlipPrinter, bench: VirtualPrinter) -> None:
    jobs = [small_job(name) for name in ("one", "two", "three")]
    for job in jobs:
        assert printer.print(job) == Printed(job.id, confirmed=True)
    assert [rows(piece) for piece in bench.pieces] == [job.picture.rows for job in jobs]


BLOCKED: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_unreachable"),
    ("power_off", "printer_unreachable"),
]


@pytest.mark.parametrize(("switch", "fault"), BLOCKED)
def test_trouble_before_the_first_byte_is_told_and_leaves_nothing(
    printer: SlipPrinter, bench: VirtualPrinter, switch: Switch, fault: str
) -> None:
    bench.switch(switch)
    assert printer.print(small_job("one")) == Fault(fault, NOT_SENT)
    health = printer.health()
    assert health.fault is not None
    assert health.fault.id == fault
    assert health.state in (State.BLOCKED, State.MISSING)
    bench.switch(switch, on=False)
    assert printer.print(small_job("two")) == Printed("two", confirmed=True)
    assert [rows(piece) for piece in printed_pieces(bench)] == [small_job("two").picture.rows]
    assert printer.health().state is State.READY


def test_paper_put_in_while_the_job_waits_lets_it_finish(
    known: Driver, bench: VirtualPrinter, options: dict[str, Any]
) -> None:
    options |= {"patience_s": 20.0}
    made = build(DeviceChoice(driver=known.name, options=options), SlipPrinter, production=not known.fake)
    made.open()
    bench.arm("paper_out", rows=100)

    def mend() -> None:
        bench.wait_for_switch("paper_out")
        bench.switch("paper_out", on=False)

    mended = threading.Thread(target=mend)
    mended.start()
    assert made.print(small_job("one")) == Printed("one", confirmed=True)
    mended.join()
    assert [rows(piece) for piece in bench.pieces] == [small_job("one").picture.rows]
    made.close()


MIDWAY: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_in_doubt"),
    ("power_off", "printer_in_doubt"),
    ("drop", "printer_in_doubt"),
]


@pytest.mark.parametrize(("switch", "fault"), MIDWAY)
def test_half_printed_is_never_told_ok_and_never_comes_out_later(
    printer: SlipPrinter, bench: VirtualPrinter, switch: Switch, fault: str
) -> None:
    bench.arm(switch, rows=100)
    result = printer.print(small_job("one"))
    if isinstance(result, Fault):
        assert result.id == fault
    else:
        assert switch == "drop", "only a broken line leaves the printer working"
    bench.switch(switch, on=False)
    assert printer.print(small_job("two")) == Printed("two", confirmed=True)
    whole = [piece for piece in bench.pieces if rows(piece) == small_job("one").picture.rows]
    assert len(whole) == isinstance(result, Printed), "told the truth, and not twice"
    assert rows(bench.pieces[-1]) == small_job("two").picture.rows


def test_a_jammed_cutter_is_told(printer: SlipPrinter, bench: VirtualPrinter) -> None:
    bench.switch("cutter_jam")
    result = printer.print(small_job("one"))
    assert isinstance(result, Fault)
    assert result.id == "printer_cutter"
    bench.switch("cutter_jam", on=False)
    bench.switch("power_off")
    bench.switch("power_off", on=False)
    assert printer.print(small_job("two")) == Printed("two", confirmed=True)
    assert rows(bench.pieces[-1]) == small_job("two").picture.rows


@pytest.mark.parametrize("switch", ["drop", "hang"])
def test_out_but_not_acknowledged_is_in_doubt_and_not_printed_again(
    printer: SlipPrinter, bench: VirtualPrinter, switch: Switch
) -> None:
    bench.arm(switch, cuts=1)
    result = printer.print(small_job("one"))
    assert isinstance(result, Fault)
    assert result.id == "printer_in_doubt"
    assert [rows(piece) for piece in printed_pieces(bench)] == [small_job("one").picture.rows]


def assert_printed_once(known: Driver, result: Printed | Fault, bench: VirtualPrinter) -> None:
    """On paper once, and told so. A line that loses bytes may leave it in doubt, but never twice on paper."""
    whole = [piece for piece in bench.pieces if rows(piece) == small_job("one").picture.rows]
    if known.name in LOSSY and isinstance(result, Fault):
        assert result.id == "printer_in_doubt"
        assert len(whole) <= 1
        return
    assert result == Printed("one", confirmed=True)
    assert len(whole) == len(printed_pieces(bench)) == 1


def test_an_acknowledgement_that_gets_lost_is_asked_for_again(
    known: Driver, printer: SlipPrinter, bench: VirtualPrinter
) -> None:
    bench.switch("lost_ack")
    assert_printed_once(known, printer.print(small_job("one")), bench)


@pytest.mark.parametrize("switch", ["wrong_ack", "split_answers", "garbage", "asb_storm", "tiny_buffer"])
def test_answers_in_disorder_change_nothing(
    known: Driver, bench: VirtualPrinter, options: dict[str, Any], switch: Switch
) -> None:
    options |= {"answer_s": 2.2, "ack_s": 5.0, "recover_s": 5.0}
    made = build(DeviceChoice(driver=known.name, options=options), SlipPrinter, production=not known.fake)
    assert made.open() is None
    bench.switch(switch)
    result = made.print(small_job("one"))
    made.close()
    assert_printed_once(known, result, bench)


def test_paper_near_its_end_warns_and_prints(printer: SlipPrinter, bench: VirtualPrinter) -> None:
    bench.switch("near_end")
    health = printer.health()
    assert (health.state, health.warnings) == (State.READY, ("printer_near_end",))
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)


def test_a_printer_that_is_not_there_is_a_fault_not_a_crash(
    known: Driver, bench: VirtualPrinter, options: dict[str, Any]
) -> None:
    choice = DeviceChoice(driver=known.name, options=options)
    bench.stop()
    made = build(choice, SlipPrinter, production=not known.fake)
    fault = made.open()
    assert fault is not None
    assert fault.id == "printer_unreachable"
    assert made.health().state is State.MISSING
    made.close()
    made.close()


def test_it_may_be_closed_twice_and_opened_again(printer: SlipPrinter, bench: VirtualPrinter) -> None:
    printer.close()
    printer.close()
    assert printer.open() is None
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert len(bench.pieces) == 1
