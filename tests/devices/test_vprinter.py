"""The virtual printer behaves like a printer, or its judgement of our driver is worth nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from devices.simulators.vprinter import Switch, VirtualPrinter

STRIDE = 72
CUT = b"\x1d\x56\x42\x00"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def raster(rows: list[bytes]) -> bytes:
    header = b"\x1d\x76\x30\x00" + STRIDE.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return header + b"".join(row.ljust(STRIDE, b"\0") for row in rows)


def completion(name: bytes) -> bytes:
    return b"\x1d\x28\x48\x06\x00\x30\x30" + name


ROWS = [bytes([number]) for number in range(1, 100) if number != 0x10]
JOB = b"\x1b\x40" + raster(ROWS) + CUT + completion(b"abcd")


class Host:
    """A bare host: bytes out, bytes in."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self.socket = socket.create_connection(("127.0.0.1", printer.port), 60)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def receive(self, count: int) -> bytes:
        got = b""
        while len(got) < count and (more := self.socket.recv(count - len(got))):
            got += more
        return got

    def ask(self, number: int) -> int:
        self.send(bytes([0x10, 0x04, number]))
        return self.receive(1)[0]


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as started:
        yield started


@pytest.fixture
def host(printer: VirtualPrinter) -> Iterator[Host]:
    connected = Host(printer)
    yield connected
    connected.socket.close()


STATES: list[tuple[Switch | None, bytes]] = [
    (None, b"\x12\x12\x12\x12"),
    ("paper_out", b"\x1a\x32\x12\x72"),
    ("cover_open", b"\x1a\x16\x12\x12"),
    ("near_end", b"\x12\x12\x12\x1e"),
]


@pytest.mark.parametrize(("switch", "answers"), STATES)
def test_every_state_answers_with_its_own_bytes(
    printer: VirtualPrinter, host: Host, switch: Switch | None, answers: bytes
) -> None:
    if switch is not None:
        printer.switch(switch)
    assert bytes(host.ask(number) for number in (1, 2, 3, 4)) == answers
    assert all(byte & 0x93 == 0x12 for byte in answers)


def test_a_job_is_on_paper_and_acknowledged(printer: VirtualPrinter, host: Host) -> None:
    host.send(JOB)
    assert host.receive(7) == b"\x37\x22abcd\0"
    assert len(printer.pieces) == 1
    piece = printer.pieces[0]
    assert piece.cut
    assert piece.completions == (b"abcd",)
    assert piece.trimmed().rows == b"".join(row.ljust(STRIDE, b"\0") for row in ROWS)
    assert printer.events == []


def test_byte_by_byte_or_cut_anywhere_it_is_the_same_paper(printer: VirtualPrinter, host: Host) -> None:
    host.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    pieces = 0
    for cut in (*range(1, 20), len(JOB) - 12, len(JOB) - 5, len(JOB) - 1):
        host.send(JOB[:cut])
        host.send(JOB[cut:])
        host.receive(7)
        pieces += 1
    for byte in JOB[:400]:
        host.send(bytes([byte]))
    host.send(JOB[400:])
    host.receive(7)
    assert printer.wait_for_pieces(pieces + 1)
    assert len({piece.rows for piece in printer.pieces}) == 1


def test_status_is_told_while_a_picture_waits_for_paper(printer: VirtualPrinter, host: Host) -> None:
    printer.arm("paper_out", rows=50)
    host.send(JOB)
    assert printer.wait_for_switch("paper_out")
    assert host.ask(4) == 0x72
    assert not printer.wait_for_pieces(1, seconds=0)
    assert printer.hanging is not None
    assert printer.hanging.height == 50
    printer.switch("paper_out", on=False)
    assert host.receive(7) == b"\x37\x22abcd\0"
    assert printer.pieces[0].trimmed().height == len(ROWS)


def test_clearing_in_the_middle_leaves_the_torso_and_a_clean_buffer(
    printer: VirtualPrinter, host: Host
) -> None:
    printer.arm("paper_out", rows=50)
    host.send(JOB)
    assert printer.wait_for_switch("paper_out")
    host.send(CLEAR)
    assert host.receive(3) == b"\x37\x25\0"
    printer.switch("paper_out", on=False)
    host.send(CUT + JOB)
    assert host.receive(7) == b"\x37\x22abcd\0"
    torso, whole = printer.pieces[0], printer.pieces[1]
    assert torso.trimmed().height == 50
    assert whole.trimmed().height == len(ROWS)


def test_a_picture_torn_off_swallows_the_next_job_as_real_printers_do(printer: VirtualPrinter) -> None:
    first = Host(printer)
    first.send(JOB[:1000])
    first.socket.close()
    second = Host(printer)
    second.send(JOB)
    second.receive(7)
    expected = b"".join(row.ljust(STRIDE, b"\0") for row in ROWS)
    assert printer.pieces[0].trimmed().rows != expected
    second.socket.close()


def test_the_buffer_outlives_the_connection_but_not_the_power(printer: VirtualPrinter) -> None:
    printer.switch("cover_open")
    first = Host(printer)
    first.send(JOB[:2000])
    assert first.ask(2) == 0x16
    printer.switch("power_off")
    with pytest.raises(ConnectionResetError):
        first.receive(1)
    first.socket.close()
    printer.switch("power_off", on=False)
    printer.switch("cover_open", on=False)
    second = Host(printer)
    second.send(JOB)
    assert second.receive(7) == b"\x37\x22abcd\0"
    assert len(printer.pieces) == 1
    second.socket.close()


def test_power_that_comes_and_goes_finds_the_same_port(printer: VirtualPrinter) -> None:
    for _ in range(500):
        printer.switch("power_off")
        printer.switch("power_off", on=False)
    host = Host(printer)
    assert host.ask(1) == 0x12
    host.socket.close()


def test_nobody_takes_the_port_of_a_printer_that_is_off(printer: VirtualPrinter) -> None:
    printer.switch("power_off")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", printer.port), 60)
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", printer.port))


def test_a_jammed_cutter_needs_mending_and_a_word(printer: VirtualPrinter, host: Host) -> None:
    printer.switch("cutter_jam")
    host.send(b"\x1d\x61\x0e" + JOB)
    assert host.receive(4) == b"\x10\x00\x00\x0f"
    assert host.receive(4) == b"\x18\x08\x00\x0f"
    assert [host.ask(number) for number in (1, 2, 3)] == [0x1A, 0x52, 0x1A]
    printer.switch("cutter_jam", on=False)
    assert host.ask(3) == 0x1A
    host.send(b"\x10\x05\x01")
    assert host.receive(11) == b"\x10\x00\x00\x0f\x37\x22abcd\0"
    assert len(printer.pieces) == 1


def test_automatic_status_tells_every_change(printer: VirtualPrinter, host: Host) -> None:
    host.send(b"\x1d\x61\x0e")
    assert host.receive(4) == b"\x10\x00\x00\x0f"
    printer.switch("cover_open")
    assert host.receive(4) == b"\x38\x00\x00\x0f"
    printer.switch("cover_open", on=False)
    assert host.receive(4) == b"\x10\x00\x00\x0f"


def test_an_acknowledgement_gets_lost_once(printer: VirtualPrinter, host: Host) -> None:
    printer.switch("lost_ack")
    host.send(JOB + JOB.replace(b"abcd", b"efgh"))
    assert host.receive(7) == b"\x37\x22efgh\0"
    assert len(printer.pieces) == 2
    assert printer.switches == frozenset()


def test_a_real_time_command_inside_a_picture_is_noticed(printer: VirtualPrinter, host: Host) -> None:
    host.send(raster([b"\x55\x10\x04\x01\x55"]) + CUT + completion(b"abcd"))
    assert host.receive(8) == b"\x12\x37\x22abcd\0"
    assert [name for name, _ in printer.events] == ["realtime_in_data"]


def test_what_it_does_not_know_is_recorded(printer: VirtualPrinter, host: Host) -> None:
    host.send(b"\x01\x1b\x99" + completion(b"abcd"))
    host.receive(7)
    assert [name for name, _ in printer.events] == ["unknown", "unknown"]


def test_switches_that_are_not_there_are_named(printer: VirtualPrinter) -> None:
    with pytest.raises(ValueError, match="no switch 'coffee'; there are paper_out"):
        printer.switch("coffee")  # type: ignore[arg-type]
