"""A receipt printer that is not there: TCP on the loopback, its own paper, and switches to make it fail.

It behaves at the byte level as reference printing.md, section 3, tells: real-time commands are answered when
they are received, everything else waits in a receive buffer of limited size and is carried out in order, as
long as the printer is online. Dropping the connection clears nothing; power off clears all but the paper.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
from pathlib import Path

from devices.bench.vprinter_machine import SWITCHES, Machine, Switch
from devices.bench.vprinter_paper import Paper, Piece
from devices.bench.vprinter_watch import Watcher

__all__ = ["SWITCHES", "Piece", "Switch", "VirtualPrinter"]

_RESERVE = 64
"""Bytes still read when the buffer is full, so that a real-time command of a new connection is seen."""
_RST = struct.pack("ii", 1, 0)
_LOOK_S = 0.05


class VirtualPrinter:
    """The printer. `start()` gives its port; `pieces` is the paper that came out.

    `row_s` and `cut_s` are the mechanism's time for a dot row and a cut, in seconds; 0 is as fast as can be.
    `cutter_rows` are fed before a cut: the white between the head and the cutter.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        width: int = 576,
        buffer_bytes: int = 4096,
        row_s: float = 0.0,
        cut_s: float = 0.0,
        cutter_rows: int = 40,
    ) -> None:
        self._machine = Machine(
            Paper(width, folder),
            buffer_bytes=buffer_bytes,
            row_s=row_s,
            cut_s=cut_s,
            cutter_rows=cutter_rows,
            send=self._send,
            hang_up=self._hang_up,
        )
        self._state = self._machine.state
        self._listener: socket.socket | None = None
        self._host: socket.socket | None = None
        self._threads: list[threading.Thread] = []

    def start(self, port: int = 0) -> int:
        """Switch it on; the TCP port it listens on (one that is free, when `port` is 0)."""
        self._listener = socket.create_server(("127.0.0.1", port))
        self._threads = [
            threading.Thread(target=self._serve, name="vprinter-wire", daemon=True),
            threading.Thread(target=self._machine.run, name="vprinter-machine", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self.port

    def stop(self) -> None:
        """Close everything; the paper stays readable."""
        self._machine.close()
        with self._state:
            self._hang_up()
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for thread in self._threads:
            thread.join(2)

    def __enter__(self) -> VirtualPrinter:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The TCP port; RuntimeError before `start()`."""
        if self._listener is None:
            raise RuntimeError("the virtual printer is not started")
        return int(self._listener.getsockname()[1])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The paper that was cut off, in order."""
        return self._machine.pieces

    @property
    def hanging(self) -> Piece | None:
        """The paper that hangs below the head, uncut."""
        with self._state:
            return self._machine.paper.hanging

    @property
    def events(self) -> list[tuple[str, str]]:
        """What was noteworthy: `unknown` command, `overhang`, `realtime_in_data`."""
        with self._state:
            return list(self._machine.events)

    @property
    def switches(self) -> frozenset[Switch]:
        """The switches that are on."""
        with self._state:
            return frozenset(self._machine.on)

    def switch(self, name: Switch, on: bool = True) -> None:
        """Throw a switch, as a person at the printer would. ValueError for one that isn't there.

        `drop` cuts the connection once (with RST); `lost_ack` swallows one completion answer; both go off by
        themselves. `cutter_jam` acts at the next cut; after it is off the printer still needs DLE ENQ or
        power off and on.
        """
        self._machine.throw(name, on)

    def arm(self, name: Switch, *, rows: int | None = None, cuts: int | None = None) -> None:
        """Throw the switch when so many more dot rows are printed, or so many more cuts are made."""
        if rows is not None:
            self._machine.arm(name, "rows", rows)
        if cuts is not None:
            self._machine.arm(name, "cuts", cuts)

    def wait_for_pieces(self, count: int, seconds: float = 5.0) -> bool:
        """Wait until so many pieces are cut; False when they are not in that time."""
        with self._state:
            return self._state.wait_for(lambda: len(self._machine.pieces) >= count, seconds)

    def wait_for_switch(self, name: Switch, seconds: float = 5.0) -> bool:
        """Wait until an armed switch is thrown; False when it is not in that time."""
        with self._state:
            return self._state.wait_for(lambda: name in self._machine.on, seconds)

    def _send(self, data: bytes) -> None:
        if self._host is not None:
            with contextlib.suppress(OSError):
                self._host.sendall(data)

    def _hang_up(self) -> None:
        """Drop the connection with RST, so that nothing more is delivered."""
        if self._host is None:
            return
        with contextlib.suppress(OSError):
            self._host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
            self._host.shutdown(socket.SHUT_RD)
        self._host.close()
        self._host = None
        self._state.notify_all()

    def _serve(self) -> None:
        assert self._listener is not None
        while True:
            try:
                host, _ = self._listener.accept()
            except OSError:
                return
            with self._state:
                self._host = host
                if "power_off" in self._machine.on:
                    self._hang_up()
                    continue
                self._machine.connected()
            self._receive(host)
            with self._state:
                if self._host is host:
                    host.close()
                    self._host = None

    def _receive(self, host: socket.socket) -> None:
        watcher, spare = Watcher(self._machine), _RESERVE
        while self._wait_for_room(host, spare):
            with self._state:
                free = self._machine.free()
            try:
                data = host.recv(free if free > 0 else spare)
            except OSError:
                return
            if not data:
                return
            if free <= 0:
                spare -= len(data)
            with self._state:
                watcher.see(data)
                self._state.notify_all()

    def _wait_for_room(self, host: socket.socket, spare: int) -> bool:
        """Wait until bytes can be taken; False when the connection is gone meanwhile."""
        while True:
            with self._state:
                has_room = self._state.wait_for(
                    lambda: self._machine.free() > 0 or spare > 0 or self._host is not host, _LOOK_S
                )
                if self._host is not host:
                    return False
            if has_room:
                return True
            if _is_reset(host):
                return False


def _is_reset(host: socket.socket) -> bool:
    poll = select.poll()
    try:
        poll.register(host, 0)
    except (OSError, ValueError):
        return True
    return any(what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, what in poll.poll(0))
