"""The contract of `SlipPrinter`, for every driver that there is.

A driver is tried against the virtual printer, and judged by its paper, never by what the driver says. Time is
virtual, so that its patience is the one it has in a kiosk; `test_slip_printer_wires.py` tries it on real
sockets and lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.bench.vprinter import Piece, Switch
from devices.registry import Driver, build, drivers
from kiosk.paper.journal import NOT_SENT
from kiosk.ports import Fault, Printed, SlipPrinter, State
from tests.contract.virtual_bench import VirtualBench, virtual_bench
from tests.paper.samples import picture_of, small_job

REACH: dict[str, dict[str, Any]] = {
    "printer.tcp": {"host": "127.0.0.1"},
    "printer.serial": {"port": "/dev/ttyS0"},
    "printer.usb": {"vendor": 0x04B8, "product": 0x0E28},
}
"""How each driver is told where the virtual printer is. A new driver adds its line."""

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
def bench() -> Iterator[VirtualBench]:
    with virtual_bench() as found:
        yield found


def built(known: Driver) -> SlipPrinter:
    choice = DeviceChoice(driver=known.name, options=REACH[known.name])
    return build(choice, SlipPrinter, production=not known.fake)


@pytest.fixture
def printer(known: Driver, bench: VirtualBench) -> Iterator[SlipPrinter]:
    made = built(known)
    assert made.open() is None
    yield made
    made.close()


def printed_pieces(bench: VirtualBench) -> list[Piece]:
    """Pieces with ink on them; an ejected blank one is nobody's slip."""
    return [piece for piece in bench.pieces if piece.rows.strip(b"\0")]


def rows(piece: Piece) -> bytes:
    return piece.trimmed().rows


def test_a_slip_comes_out_dot_for_dot(printer: SlipPrinter, bench: VirtualBench) -> None:
    job = replace(small_job("one"), picture=picture_of("ticket"))
    assert printer.print(job) == Printed("one", confirmed=True)
    (piece,) = bench.pieces
    assert piece.cut
    assert rows(piece) == job.picture.rows
    assert bench.events == []


def test_slips_come_out_in_order_each_on_its_own_piece(printer: SlipPrinter, bench: VirtualBench) -> None:
    jobs = [small_job(name) for name in ("one", "two", "three")]
    for job in jobs:
        assert printer.print(job) == Printed(job.id, confirmed=True)
    assert [rows(piece) for piece in bench.pieces] == [job.picture.rows for job in jobs]


def test_a_slip_that_is_out_is_known_to_be_out_at_once(printer: SlipPrinter, bench: VirtualBench) -> None:
    """At 115,200 baud this slip takes 1.3 s; nothing has to be asked a second time."""
    before = bench.clock.monotonic()
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert bench.clock.monotonic() - before < 2.0


BLOCKED: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_unreachable"),
    ("power_off", "printer_unreachable"),
]


@pytest.mark.parametrize(("switch", "fault"), BLOCKED)
def test_trouble_before_the_first_byte_is_told_and_leaves_nothing(
    printer: SlipPrinter, bench: VirtualBench, switch: Switch, fault: str
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


def test_paper_put_in_while_the_job_waits_lets_it_finish(printer: SlipPrinter, bench: VirtualBench) -> None:
    bench.arm("paper_out", rows=100)
    bench.mend("paper_out", after_s=10.0)
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert [rows(piece) for piece in bench.pieces] == [small_job("one").picture.rows]
    assert bench.clock.monotonic() >= 10


MIDWAY: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_in_doubt"),
    ("power_off", "printer_in_doubt"),
    ("drop", "printer_in_doubt"),
]


@pytest.mark.parametrize(("switch", "fault"), MIDWAY)
def test_half_printed_is_never_told_ok_and_never_comes_out_later(
    printer: SlipPrinter, bench: VirtualBench, switch: Switch, fault: str
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


def test_a_jammed_cutter_is_told(printer: SlipPrinter, bench: VirtualBench) -> None:
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
    printer: SlipPrinter, bench: VirtualBench, switch: Switch
) -> None:
    bench.arm(switch, cuts=1)
    result = printer.print(small_job("one"))
    assert isinstance(result, Fault)
    assert result.id == "printer_in_doubt"
    assert [rows(piece) for piece in printed_pieces(bench)] == [small_job("one").picture.rows]


def assert_printed_once(known: Driver, result: Printed | Fault, bench: VirtualBench) -> None:
    """On paper once, and told so. A line that loses bytes may leave it in doubt, but never twice on paper."""
    whole = [piece for piece in bench.pieces if rows(piece) == small_job("one").picture.rows]
    if known.name in LOSSY and isinstance(result, Fault):
        assert result.id == "printer_in_doubt"
        assert len(whole) <= 1
        return
    assert result == Printed("one", confirmed=True)
    assert len(whole) == len(printed_pieces(bench)) == 1


def test_an_acknowledgement_that_gets_lost_is_asked_for_again(
    known: Driver, printer: SlipPrinter, bench: VirtualBench
) -> None:
    bench.switch("lost_ack")
    assert_printed_once(known, printer.print(small_job("one")), bench)


@pytest.mark.parametrize("switch", ["wrong_ack", "split_answers", "garbage", "asb_storm", "tiny_buffer"])
def test_answers_in_disorder_change_nothing(
    known: Driver, printer: SlipPrinter, bench: VirtualBench, switch: Switch
) -> None:
    bench.switch(switch)
    assert_printed_once(known, printer.print(small_job("one")), bench)


def test_paper_near_its_end_warns_and_prints(printer: SlipPrinter, bench: VirtualBench) -> None:
    bench.switch("near_end")
    health = printer.health()
    assert (health.state, health.warnings) == (State.READY, ("printer_near_end",))
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)


def test_a_printer_that_is_not_there_is_a_fault_not_a_crash(known: Driver, bench: VirtualBench) -> None:
    bench.away = True
    made = built(known)
    fault = made.open()
    assert fault is not None
    assert fault.id == "printer_unreachable"
    assert made.health().state is State.MISSING
    made.close()
    made.close()


def test_it_may_be_closed_twice_and_opened_again(printer: SlipPrinter, bench: VirtualBench) -> None:
    printer.close()
    printer.close()
    assert printer.open() is None
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert len(bench.pieces) == 1
