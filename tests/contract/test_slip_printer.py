"""The contract of `SlipPrinter`, for every driver that there is.

A driver is tried against the virtual printer, and judged by its paper, never by what the driver says. Time is
virtual, so that its patience is the one it has in a kiosk; `test_slip_printer_wires.py` tries it on real
sockets and lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.registry import BadDevice, Driver, build, drivers
from devices.simulators.vprinter import Piece, Switch
from devices.simulators.vprinter_letters import letters_of
from kiosk.paper.journal import NOT_SENT
from kiosk.ports.device import Fault, State
from kiosk.ports.printing import Printed, PrintJob, SlipLine, SlipPrinter
from tests.contract.opening import opens
from tests.contract.printer_simulator import PrinterSimulator, printer_simulator
from tests.paper.samples import picture_of, small_job

HEADING, URL = "Đặng Thị Ngọc Quỳnh", "http://x/t/y"
NAMES = ("one", "two", "three")


def rows_of(name: str) -> list[str]:
    """The plain lines of a job in words."""
    return [f"{name} {row}" for row in range(20)]


def job(name: str) -> PrintJob:
    """A short slip, as a picture and in words."""
    head = (SlipLine("text", HEADING, align="center", strong=True, times=2), SlipLine("code", URL))
    rows = (SlipLine("text", row) for row in rows_of(name))
    words = (*head, *rows)
    return replace(small_job(name), lines=lambda _marked: words)


Out = Callable[[str], Printed]
Seen = Callable[[Iterable[Piece]], list[str | None]]
REACH: dict[str, dict[str, Any]] = {
    "printer.tcp": {"host": "127.0.0.1"},
    "printer.serial": {"port": "/dev/ttyS0"},
    "printer.usb": {"vendor": 0x04B8, "product": 0x0E28},
}
"""How each driver is told where the virtual printer is. A new driver adds its line."""

WAYS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in REACH),
    ("printer.serial", {"form": "text"}),
    ("printer.serial", {"form": "text", "pages": "tcvn3", "baud": 9600}),
]
"""Drivers, and the ways in which they are to be tried besides."""

LOSSY = ("printer.serial",)
"""Drivers whose line may lose bytes unnoticed: there a missing echo is always a doubt."""

SPOOLED = ("printer.cups",)
"""Drivers that hear nothing of the printer: `test_spooled_slip_printer.py`."""


def _named(way: tuple[str, dict[str, Any]]) -> str:
    name, options = way
    return "-".join([name, *(str(value) for value in options.values())])


@pytest.fixture(params=WAYS, ids=_named)
def way(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    found: tuple[str, dict[str, Any]] = request.param
    return found


def test_every_driver_is_tried() -> None:
    assert {name for name, _ in WAYS} == {one.name for one in drivers(SlipPrinter)} - {*SPOOLED}


@pytest.fixture
def known(way: tuple[str, dict[str, Any]]) -> Driver:
    return next(one for one in drivers(SlipPrinter) if one.name == way[0])


@pytest.fixture
def options(way: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {**REACH[way[0]], **way[1]}


@pytest.fixture
def seen(options: dict[str, Any]) -> Seen:
    """Which job each piece shows whole, in each dot of its picture or each letter of its words."""

    def shown(piece: Piece, name: str) -> bool:
        if options.get("form") != "text":
            return piece.trimmed().rows == job(name).picture.rows
        said = "".join(letters_of(page, data) for page, data in piece.texts)
        heading = HEADING if options.get("pages") == "tcvn3" else "Dang Thi Ngoc Quynh"
        return said == "".join((heading, *rows_of(name))) and piece.codes == (URL.encode(),)

    def look(pieces: Iterable[Piece]) -> list[str | None]:
        return [next((name for name in NAMES if shown(piece, name)), None) for piece in pieces]

    return look


@pytest.fixture
def out(options: dict[str, Any]) -> Out:
    """What is to be said of a slip that is out: words on a line that may lose letters are never confirmed."""
    return lambda name: Printed(name, confirmed=options.get("form") != "text")


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with printer_simulator() as found:
        yield found


def built(known: Driver, options: dict[str, Any]) -> SlipPrinter:
    choice = DeviceChoice(driver=known.name, options=options)
    return build(choice, SlipPrinter, production=not known.fake)


@pytest.fixture
def printer(known: Driver, options: dict[str, Any], simulator: PrinterSimulator) -> Iterator[SlipPrinter]:
    made = built(known, options)
    opens(made)
    yield made
    made.close()


def printed_pieces(simulator: PrinterSimulator) -> list[Piece]:
    """Pieces with ink on them; an ejected blank one is nobody's slip."""
    return [piece for piece in simulator.pieces if piece.rows.strip(b"\0")]


def test_a_slip_comes_out_dot_for_dot(
    printer: SlipPrinter, options: dict[str, Any], simulator: PrinterSimulator
) -> None:
    if options.get("form") == "text":
        pytest.skip("is sent letters")
    ticket = replace(small_job("one"), picture=picture_of("ticket"))
    assert printer.print(ticket) == Printed("one", confirmed=True)
    (piece,) = simulator.pieces
    assert piece.cut
    assert piece.trimmed().rows == ticket.picture.rows
    assert simulator.events == []


def test_slips_come_out_in_order_each_on_its_own_piece(
    printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, out: Out
) -> None:
    for name in NAMES:
        assert printer.print(job(name)) == out(name)
    assert seen(simulator.pieces) == [*NAMES]
    assert simulator.events == []


def test_a_slip_that_is_out_is_known_to_be_out_at_once(
    printer: SlipPrinter, simulator: PrinterSimulator, out: Out
) -> None:
    """At 115,200 baud this slip takes 1.3 s; nothing has to be asked a second time."""
    before = simulator.clock.monotonic()
    assert printer.print(job("one")) == out("one")
    assert simulator.clock.monotonic() - before < 2.0


BLOCKED: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_unreachable"),
    ("power_off", "printer_unreachable"),
]


@pytest.mark.parametrize(("switch", "fault"), BLOCKED)
def test_trouble_before_the_first_byte_is_told_and_leaves_nothing(
    printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, switch: Switch, fault: str, out: Out
) -> None:
    simulator.switch(switch)
    assert printer.print(job("one")) == Fault(fault, NOT_SENT)
    health = printer.health()
    assert health.fault is not None
    assert health.fault.id == fault
    assert health.state in (State.BLOCKED, State.MISSING)
    simulator.switch(switch, on=False)
    assert printer.print(job("two")) == out("two")
    assert seen(printed_pieces(simulator)) == ["two"]
    assert printer.health().state is State.READY


def test_paper_put_in_while_the_job_waits_lets_it_finish(
    printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, out: Out
) -> None:
    simulator.arm("paper_out", rows=100)
    simulator.mend("paper_out", after_s=10.0)
    assert printer.print(job("one")) == out("one")
    assert seen(simulator.pieces) == ["one"]
    assert simulator.clock.monotonic() >= 10


MIDWAY: list[tuple[Switch, str]] = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("hang", "printer_in_doubt"),
    ("power_off", "printer_in_doubt"),
    ("drop", "printer_in_doubt"),
]


@pytest.mark.parametrize(("switch", "fault"), MIDWAY)
def test_half_printed_is_never_told_ok_and_never_comes_out_later(
    known: Driver,
    printer: SlipPrinter,
    simulator: PrinterSimulator,
    seen: Seen,
    switch: Switch,
    fault: str,
    out: Out,
) -> None:
    simulator.arm(switch, rows=100)
    result = printer.print(job("one"))
    if isinstance(result, Fault):
        assert result.id == fault
    else:
        assert switch == "drop", "only a broken line leaves the printer working"
    simulator.switch(switch, on=False)
    assert printer.print(job("two")) == out("two")
    whole = seen(simulator.pieces).count("one")
    in_doubt = known.name in LOSSY and switch == "drop" and isinstance(result, Fault)
    assert whole <= 1 if in_doubt else whole == isinstance(result, Printed), "told the truth, and not twice"
    assert seen(simulator.pieces[-1:]) == ["two"]


def test_a_jammed_cutter_is_told(
    printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, out: Out
) -> None:
    simulator.switch("cutter_jam")
    result = printer.print(job("one"))
    assert isinstance(result, Fault)
    assert result.id == "printer_cutter"
    simulator.switch("cutter_jam", on=False)
    simulator.switch("power_off")
    simulator.switch("power_off", on=False)
    assert printer.print(job("two")) == out("two")
    assert seen(simulator.pieces[-1:]) == ["two"]


@pytest.mark.parametrize("switch", ["drop", "hang"])
def test_out_but_not_acknowledged_is_in_doubt_and_not_printed_again(
    printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, switch: Switch
) -> None:
    simulator.arm(switch, cuts=1)
    result = printer.print(job("one"))
    assert isinstance(result, Fault)
    assert result.id == "printer_in_doubt"
    assert seen(printed_pieces(simulator)) == ["one"]


def assert_printed_once(
    known: Driver, result: Printed | Fault, simulator: PrinterSimulator, seen: Seen, out: Out
) -> None:
    """On paper once, and told so. A line that loses bytes may leave it in doubt, but never twice on paper."""
    whole = seen(simulator.pieces).count("one")
    if known.name in LOSSY and isinstance(result, Fault):
        assert result.id == "printer_in_doubt"
        assert whole <= 1
        return
    assert result == out("one")
    assert whole == len(printed_pieces(simulator)) == 1


def test_an_acknowledgement_that_gets_lost_is_asked_for_again(
    known: Driver, printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, out: Out
) -> None:
    simulator.switch("lost_ack")
    assert_printed_once(known, printer.print(job("one")), simulator, seen, out)


@pytest.mark.parametrize("switch", ["wrong_ack", "split_answers", "garbage", "asb_storm", "tiny_buffer"])
def test_answers_in_disorder_change_nothing(
    known: Driver, printer: SlipPrinter, simulator: PrinterSimulator, seen: Seen, out: Out, switch: Switch
) -> None:
    simulator.switch(switch)
    assert_printed_once(known, printer.print(job("one")), simulator, seen, out)


def test_paper_near_its_end_warns_and_prints(
    printer: SlipPrinter, simulator: PrinterSimulator, out: Out
) -> None:
    simulator.switch("near_end")
    health = printer.health()
    assert (health.state, health.warnings) == (State.READY, ("printer_near_end",))
    assert printer.print(job("one")) == out("one")


def assert_missing(printer: SlipPrinter) -> None:
    """Nobody is at the other end: a fault, a state, and it may be closed twice."""
    fault = printer.open()
    assert fault is not None
    assert fault.id == "printer_unreachable"
    assert printer.health().state is State.MISSING
    printer.close()
    printer.close()


def test_a_printer_that_is_not_there_is_a_fault_not_a_crash(
    known: Driver, options: dict[str, Any], simulator: PrinterSimulator
) -> None:
    simulator.away = True
    assert_missing(built(known, options))


def test_it_may_be_closed_twice_and_opened_again(
    printer: SlipPrinter, simulator: PrinterSimulator, out: Out
) -> None:
    printer.close()
    printer.close()
    opens(printer)
    assert printer.print(job("one")) == out("one")
    assert len(simulator.pieces) == 1


@pytest.mark.parametrize(
    ("driver", "wrong"),
    [
        *(("printer.tcp", {"port": port}) for port in (99999, 65536, 0, -5)),
        ("printer.tcp", {"head": 577}),
        ("printer.tcp", {"ack_s": -1.0}),
        ("printer.tcp", {"ack_s": float("nan")}),
        ("printer.serial", {"baud": 0}),
        ("printer.serial", {"form": "braille"}),
        ("printer.usb", {"vendor": 0x10000}),
        ("printer.cups", {"queue": "slips", "head": 0}),
    ],
)
def test_an_option_that_no_printer_can_have_is_told_in_one_line(driver: str, wrong: dict[str, Any]) -> None:
    choice = DeviceChoice(driver=driver, options={**REACH.get(driver, {}), **wrong})
    with pytest.raises(BadDevice, match=[*wrong][-1]) as told:
        build(choice, SlipPrinter, production=True)
    assert "\n" not in str(told.value)
