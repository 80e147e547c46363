"""A slow serial line that loses bytes, or holds them back: what is told is never better than the paper."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Literal

import pytest

from devices.printing.escpos_printer import EscposPrinter
from devices.simulators.vprinter_letters import letters_of
from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_memory import MemorySerial, Simulation
from devices.simulators.vprinter_paper import Paper, Piece
from devices.simulators.vprinter_switches import Make, Switch
from kiosk.clock import ICT, VirtualClock
from kiosk.ports.device import Fault
from kiosk.ports.printing import PrintJob, SlipLine, SlipPicture

Form = Literal["picture", "text"]
TROUBLES: tuple[Switch, ...] = ("drop", "power_off", "hang", "paper_out")
ROWS = [f"So thu tu {row}: Tran Thi MAU" for row in range(24)]


def job(number: int) -> PrintJob:
    luck = random.Random(number)
    picture = SlipPicture(576, 60, luck.randbytes(60 * 72 - 1).replace(b"\x10", b"\x11") + b"\x81")
    words = tuple(SlipLine("text", f"{number} {row}") for row in ROWS)
    return PrintJob(str(number), "ticket", picture, lines=lambda _marked: words)


def is_whole(piece: Piece, one: PrintJob, form: Form) -> bool:
    if form == "picture":
        return piece.trimmed().rows == one.picture.rows
    said = "".join(letters_of(page, data) for page, data in piece.texts)
    return said == "".join(f"{one.id} {row}" for row in ROWS)


def world(form: Form, holds: bool, seed: int) -> tuple[Machine, EscposPrinter, Simulation]:
    clock = VirtualClock(datetime(2026, 11, 23, 7, 30, tzinfo=ICT))
    machine = Machine(Paper(576, None), Make(row_s=1 / 1600, cut_s=0.3, start_s=1.0), random.Random(seed))
    simulation = Simulation(machine, clock)
    line = MemorySerial(simulation, 9600, holds=holds)
    printer = EscposPrinter(
        lambda: line, 576, clock=clock, pause=simulation.wait, lossless=False, form=form, pages="none"
    )
    return machine, printer, simulation


@pytest.mark.parametrize("holds", [False, True], ids=["without flow control", "RTS/CTS"])
@pytest.mark.parametrize("form", ["picture", "text"])
def test_what_is_told_to_be_printed_is_on_paper_whole(form: Form, holds: bool) -> None:
    """A printer needs a second to start. Words that a line holds back meanwhile are only known to be torn
    when nobody answers for longer than answers take: `docs/printers.md` says so."""
    shortest = 1.5 if form == "text" and holds else 0.05
    luck = random.Random(f"{form} {holds}")
    told = 0
    for turn in range(24):
        machine, printer, simulation = world(form, holds, turn)
        assert printer.open() is None
        machine.arm(luck.choice(TROUBLES), "bytes", luck.randrange(10, 900), luck.uniform(shortest, 6.0))
        first = printer.print(job(turn))
        machine.armed.disarm()
        simulation.wait(10)
        second = printer.print(job(1000 + turn))
        for number, result in ((turn, first), (1000 + turn, second)):
            whole = [piece for piece in machine.paper.pieces if is_whole(piece, job(number), form)]
            assert len(whole) <= 1, "never twice"
            if not isinstance(result, Fault):
                assert len(whole) == 1, "told to be out"
                told += 1
        assert not isinstance(second, Fault), "the next slip comes out"
    assert told > 24


@pytest.mark.parametrize(("form", "seconds"), [("picture", 60.0), ("text", 2.5)])
def test_words_are_out_in_seconds_where_a_picture_takes_a_minute(form: Form, seconds: float) -> None:
    _machine, printer, simulation = world(form, True, 1)
    printer.open()
    before = simulation.clock.monotonic()
    one = job(1)
    long = SlipPicture(576, 700, one.picture.rows * 11 + one.picture.rows[: 40 * 72])
    printer.print(PrintJob("1", "ticket", long, lines=one.lines))
    taken = simulation.clock.monotonic() - before
    assert taken < seconds
    assert (taken > 40) == (form == "picture")
