"""The virtual printer's own tests, on a virtual clock: what its notes ask of it."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import random
import socket
from datetime import datetime

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from devices.printing.transport import Lost
from devices.simulators.vprinter import VirtualPrinter
from devices.simulators.vprinter_control import ControlPort
from devices.simulators.vprinter_letters import NO_LETTER, letters_of
from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_memory import MemoryLine, Simulation
from devices.simulators.vprinter_paper import Paper, Piece
from devices.simulators.vprinter_serial import SerialFront
from devices.simulators.vprinter_switches import FAULTS, Make, Switch
from kiosk.clock import ICT, VirtualClock

STRIDE = 72
ROWS = b"".join(bytes([number]).ljust(STRIDE, b"\xff") for number in range(0x20, 0x60))
HEIGHT = len(ROWS) // STRIDE
CUT = b"\x1d\x56\x42\x00"
DONE = b"\x1d\x28\x48\x06\x00\x30\x30abcd"
DONE_ANSWER = b"\x37\x22abcd\0"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def word(number: int) -> bytes:
    return number.to_bytes(2, "little")


def raster(rows: bytes) -> bytes:
    return b"\x1d\x76\x30\x00" + word(STRIDE) + word(len(rows) // STRIDE) + rows


def graphics(rows: bytes, *, long: bool) -> bytes:
    body = b"\x30\x70\x30\x01\x01\x31" + word(STRIDE * 8) + word(len(rows) // STRIDE) + rows
    head = b"\x1d\x38\x4c" + len(body).to_bytes(4, "little") if long else b"\x1d\x28\x4c" + word(len(body))
    return head + body + b"\x1d\x28\x4c\x02\x00\x30\x02"


JOB = b"\x1b\x40" + raster(ROWS) + CUT + DONE


class Desk:
    """A printer in memory and a bare host."""

    def __init__(self, make: Make | None = None) -> None:
        self.clock = VirtualClock(datetime(2026, 11, 23, 9, 0, tzinfo=ICT))
        self.machine = Machine(Paper(576, None), make or Make(), random.Random(1))
        self.simulation = Simulation(self.machine, self.clock)
        self.line: MemoryLine = self.simulation.connect()

    def send(self, data: bytes) -> bytes:
        """What is answered at once."""
        heard = b""
        while data:
            taken, answer = self.line.exchange(data, 0.0)
            data, heard = data[taken:], heard + answer
        return heard

    def says(self, data: bytes = b"", seconds: float = 0.5) -> bytes:
        """What is answered to `data` within that time."""
        until = self.clock.monotonic() + seconds
        heard = self.send(data)
        while (left := until - self.clock.monotonic()) > 0:
            heard += self.line.exchange(b"", left)[1]
        return heard

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self.machine.paper.pieces


STATES: list[tuple[Switch, bytes]] = [
    ("near_end", b"\x12\x12\x12\x1e"),
    ("paper_out", b"\x1a\x32\x12\x72"),
    ("cover_open", b"\x1a\x16\x12\x12"),
    ("hot_head", b"\x1a\x52\x52\x12"),
    ("feed_button", b"\x1a\x1a\x12\x12"),
    ("broken", b"\x1a\x52\x32\x12"),
    ("lying_status", b"\x12\x12\x12\x12"),
]


@pytest.mark.parametrize(("switch", "answers"), STATES)
def test_every_state_answers_with_its_own_bytes(switch: Switch, answers: bytes) -> None:
    desk = Desk()
    desk.machine.throw(switch)
    assert b"".join(desk.says(bytes([0x10, 4, number]), 0.1) for number in (1, 2, 3, 4)) == answers
    assert all(byte & 0x93 == 0x12 for byte in answers)


@given(st.lists(st.integers(1, len(JOB) - 1), max_size=12))
def test_cut_anywhere_it_is_the_same_paper(cuts: list[int]) -> None:
    desk = Desk()
    edges = [0, *sorted(cuts), len(JOB)]
    heard = b"".join(desk.send(JOB[start:end]) for start, end in itertools.pairwise(edges))
    assert heard + desk.says() == DONE_ANSWER
    assert [piece.trimmed().rows for piece in desk.pieces] == [ROWS]


@pytest.mark.parametrize("picture", [raster(ROWS), graphics(ROWS, long=False), graphics(ROWS, long=True)])
def test_every_picture_command_gives_the_same_paper(picture: bytes) -> None:
    desk = Desk()
    assert desk.says(picture + CUT + DONE) == DONE_ANSWER
    assert [piece.trimmed().rows for piece in desk.pieces] == [ROWS]
    assert desk.machine.events == []


def test_of_two_completion_requests_in_a_row_the_latest_is_answered() -> None:
    desk = Desk()
    assert desk.says(raster(ROWS) + CUT + DONE.replace(b"abcd", b"efgh") + DONE) == DONE_ANSWER


def test_clearing_in_mid_picture_leaves_a_torso_and_a_clean_next_job() -> None:
    desk = Desk()
    desk.send(JOB[:1000])
    assert desk.says(CLEAR) == b"\x37\x25\0"
    assert desk.says(CUT + JOB) == DONE_ANSWER
    torso, whole = desk.pieces
    assert torso.trimmed().height < HEIGHT
    assert whole.trimmed().rows == ROWS


def test_a_picture_holding_a_command_is_noticed_and_stays_whole() -> None:
    rows = b"\x10\x04\x01".ljust(STRIDE, b"\xff")
    desk = Desk()
    assert desk.says(raster(rows) + CUT + DONE) == b"\x12" + DONE_ANSWER
    assert [name for name, _ in desk.machine.events] == ["realtime_in_data"]
    assert desk.pieces[0].trimmed().rows == rows


def test_a_printer_may_leave_its_pictures_unwatched() -> None:
    rows = b"\x10\x04\x01".ljust(STRIDE, b"\xff")
    desk = Desk(Make(watch_raster=False))
    assert desk.says(raster(rows) + b"\x10\x04\x01" + CUT + DONE) == b"\x12" + DONE_ANSWER


def test_half_a_command_is_forgotten_after_a_tenth_of_a_second() -> None:
    desk = Desk()
    assert desk.says(b"\x10", 0.05) == b""
    assert desk.says(b"\x04\x01", 0.05) == b"\x12"
    assert desk.says(b"\x10", 0.5) == b""
    assert desk.says(b"\x04\x01", 0.5) == b""


def test_what_is_torn_swallows_the_next_job_or_is_forgotten() -> None:
    for torn, whole in (("swallow", False), ("forget", True)):
        desk = Desk(Make(torn_command="swallow" if torn == "swallow" else "forget"))
        desk.send(JOB[:1000])
        desk.line.close()
        desk.line = desk.simulation.connect()
        desk.says(CUT + JOB)
        assert (desk.pieces[-1].trimmed().rows == ROWS) is whole


def test_what_is_buffered_prints_on_after_a_close_or_is_dropped() -> None:
    for after_close, count in (("print", 1), ("drop", 0)):
        desk = Desk(
            Make(row_s=0.01, after_close="print" if after_close == "print" else "drop", buffer_bytes=65536)
        )
        desk.send(JOB)
        desk.line.close()
        desk.simulation.wait(5)
        assert len(desk.pieces) == count


def test_a_switch_makes_it_forget_its_buffer_at_a_close() -> None:
    desk = Desk(Make(row_s=0.01, buffer_bytes=65536))
    desk.machine.throw("forgets_buffer")
    desk.send(JOB)
    desk.line.close()
    desk.simulation.wait(5)
    assert desk.pieces == ()


def test_text_and_codes_are_kept_as_they_were_sent_and_stand_on_the_paper() -> None:
    desk = Desk()
    code = b"\x1d\x28\x6b\x06\x00\x31\x50\x30abc" + b"\x1d\x28\x6b\x03\x00\x31\x51\x30"
    desk.says(b"\x1b\x40\x1b\x74\x1eXin ch\xb5o\x0a" + code + CUT)
    assert desk.pieces[0].texts == ((30, b"Xin ch\xb5o"),)
    assert desk.pieces[0].codes == (b"abc",)
    assert desk.pieces[0].rows.strip(b"\0")


def test_a_byte_that_its_page_does_not_have_is_a_black_box() -> None:
    for page, byte, letter in (
        (30, 0xB5, "à"),
        (31, 0xB5, "À"),
        (31, 0xA7, "Đ"),
        (30, 0xA7, NO_LETTER),
        (0, 0xB5, NO_LETTER),
    ):
        assert letters_of(page, bytes([byte])) == letter
    desk = Desk()
    desk.says(b"\x1b\x40\xb5\x0a" + CUT)
    assert desk.pieces[0].rows[: STRIDE * 24] == (b"\xff\xf0" + bytes(STRIDE - 2)) * 24


def test_letters_are_set_where_and_as_large_as_they_are_told() -> None:
    sizes = {}
    for size in (0x00, 0x11, 0x33):
        desk = Desk()
        desk.says(b"\x1b\x40\x1d\x21" + bytes([size]) + b"\xb5\x0a" + CUT)
        sizes[size] = sum(row.bit_count() for row in desk.pieces[0].rows)
    assert sizes == {0x00: 288, 0x11: 288 * 4, 0x33: 288 * 16}
    desk = Desk()
    desk.says(b"\x1b\x40\x1b\x61\x02\xb5\x0a" + b"\xb5" * 49 + b"\x0a" + CUT)
    assert desk.pieces[0].rows[:STRIDE].endswith(b"\x0f\xff"), "at the right"
    assert desk.pieces[0].rows[STRIDE * 30 : STRIDE * 31] == b"\xff" * STRIDE, "as many as fit"
    assert desk.pieces[0].rows[STRIDE * 54 : STRIDE * 55].endswith(b"\x0f\xff"), "the rest below"


def test_a_picture_is_set_where_it_is_told() -> None:
    narrow = b"\x1d\x76\x30\x00" + word(1) + word(1) + b"\xff"
    for align, byte in ((0, 0), (1, 35), (2, 71)):
        desk = Desk()
        desk.says(bytes([0x1B, 0x61, align]) + narrow + CUT)
        row = desk.pieces[0].rows[:STRIDE]
        assert row.lstrip(b"\0")[:1] in (b"\xff", b"\x0f")
        assert len(row) - len(row.lstrip(b"\0")) == byte


def test_the_power_off_sequence_can_be_switched_off() -> None:
    desk = Desk()
    desk.says(b"\x1d\x28\x44\x03\x00\x14\x02\x00")
    desk.says(b"\x10\x14\x02\x01\x08")
    assert "power_off" not in desk.machine.on
    other = Desk()
    with pytest.raises(Lost):
        other.says(b"\x10\x14\x02\x01\x08")


@pytest.mark.parametrize("switch", FAULTS)
def test_every_switch_can_be_thrown_in_the_middle_of_a_job_and_put_back(switch: Switch) -> None:
    desk = Desk(Make(start_s=1.0))
    desk.machine.arm(switch, "rows", 10)
    with contextlib.suppress(Lost):
        desk.says(JOB, 5)
    for name in sorted(desk.machine.on):
        desk.machine.throw(name, on=False)
    desk.machine.throw("power_off")
    desk.machine.throw("power_off", on=False)
    desk.simulation.wait(3)
    desk.line = desk.simulation.connect()
    assert DONE_ANSWER in desk.says(CUT + JOB)
    assert desk.pieces[-1].trimmed().rows == ROWS


def test_it_is_reached_by_a_serial_line() -> None:
    printer = VirtualPrinter()
    with SerialFront(printer) as name, serial.Serial(name, timeout=60) as port:
        port.write(JOB)
        assert port.read(7) == DONE_ANSWER
        printer.switch("paper_out")
        port.write(b"\x10\x04\x04")
        assert port.read(1) == b"\x72"
    assert [piece.trimmed().rows for piece in printer.pieces] == [ROWS]


def test_it_is_operated_from_another_program() -> None:
    with VirtualPrinter() as printer:
        control = ControlPort(printer)
        with (
            socket.create_connection(("127.0.0.1", control.start()), 60) as line,
            line.makefile("rwb") as talk,
        ):

            def says(asked: str) -> dict[str, object]:
                talk.write(asked.encode() + b"\n")
                talk.flush()
                found: dict[str, object] = json.loads(talk.readline())
                return found

            assert says('{"do": "switch", "name": "paper_out"}') == {"ok": True}
            assert says('{"do": "state"}')["switches"] == ["paper_out"]
            assert says('{"do": "switch", "name": "paper_out", "on": false}') == {"ok": True}
            assert "coffee" in str(says('{"do": "switch", "name": "coffee"}')["error"])
            assert "error" in says("not JSON")
            with socket.create_connection(("127.0.0.1", printer.port), 60) as host:
                host.sendall(JOB)
                assert printer.wait_for_pieces(1)
            piece = says('{"do": "piece", "number": 1}')
            assert base64.b64decode(str(piece["png"])).startswith(b"\x89PNG")
        control.stop()
