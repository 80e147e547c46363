"""Simulates a receipt printer: TCP on the loopback, its own paper, and switches to make it fail.

It behaves at the byte level as printers do: real-time commands are answered when
they are received, everything else waits in a receive buffer of limited size and is carried out in order, as
long as the printer is online. Dropping the connection clears nothing; power off clears all but the paper.
"""

from __future__ import annotations

import contextlib
import random
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_paper import Paper, Piece
from devices.simulators.vprinter_switches import FAULTS, SWITCHES, Count, Make, Switch

__all__ = ["FAULTS", "SWITCHES", "Make", "Piece", "Switch", "VirtualPrinter"]

_RST = struct.pack("ii", 1, 0)
_LOOK_S = 0.05
_CHUNK = 4096


class VirtualPrinter:
    """Simulates the printer. `start()` gives its port; `pieces` is the paper that came out.

    Options are those of `Make`; `width` is the head in dots. Its methods may be called from any thread.
    """

    def __init__(
        self, folder: Path | None = None, *, width: int = 576, make: Make | None = None, seed: int = 0
    ) -> None:
        self.machine = Machine(Paper(width, folder), make or Make(), random.Random(seed))
        self.state = threading.Condition(threading.RLock())
        self._began = time.monotonic()
        self._listener: socket.socket | None = None
        self._host: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._port = 0
        self._stopped = False

    def start(self, port: int = 0) -> int:
        """Switches it on and gives the TCP port it listens on (one that is free, when `port` is 0)."""
        self._place = _place(port)
        self._port = int(self._place.getsockname()[1])
        self._listener = _listen(self._port)
        self._nudge, self._nudged = socket.socketpair()
        self._nudge.setblocking(False)
        self._thread = threading.Thread(target=self._serve, name="vprinter", daemon=True)
        self._thread.start()
        return self._port

    def stop(self) -> None:
        """Closes everything; the paper stays readable."""
        self._stopped = True
        self._wake()
        if self._thread is not None:
            self._thread.join(2)

    def __enter__(self) -> VirtualPrinter:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """Gives the TCP port; RuntimeError before `start()`."""
        if not self._port:
            raise RuntimeError("the virtual printer is not started")
        return self._port

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Gives the paper that was cut off, in order."""
        with self.state:
            return self.machine.paper.pieces

    @property
    def hanging(self) -> Piece | None:
        """Gives the paper that hangs below the head, uncut."""
        with self.state:
            return self.machine.paper.hanging

    @property
    def events(self) -> list[tuple[str, str]]:
        """Lists what was noteworthy: `unknown` command, `overhang`, `realtime_in_data`, `drawer`."""
        with self.state:
            return list(self.machine.events)

    @property
    def switches(self) -> frozenset[Switch]:
        """Gives the switches that are on."""
        with self.state:
            return frozenset(self.machine.on)

    def switch(self, name: Switch, on: bool = True, seconds: float | None = None) -> None:
        """Throws a switch, as a person at the printer would. ValueError for one that isn't there.

        `drop` cuts the connection once (with RST); `lost_ack` swallows one completion answer; both go off by
        themselves, as others do after `seconds`. `cutter_jam` acts at the next cut; after it is off the
        printer still needs DLE ENQ or power off and on.
        """
        with self.held() as machine:
            machine.throw(name, on, seconds)

    @contextlib.contextmanager
    def held(self) -> Iterator[Machine]:
        """Gives the machine itself, standing still as long as it is held."""
        with self.state:
            self._run()
            yield self.machine
            if self._thread is not None:
                self._settle()
            self.state.notify_all()
        self._wake()

    def arm(
        self,
        name: Switch,
        *,
        rows: int | None = None,
        cuts: int | None = None,
        pictures: int | None = None,
        received: int | None = None,
        seconds: float | None = None,
    ) -> None:
        """Arms a switch: it is thrown when so many more dot rows are printed, cuts made, pictures begun or
        bytes received; back after `seconds`.
        """
        wanted: dict[Count, int | None] = {
            "rows": rows,
            "cuts": cuts,
            "pictures": pictures,
            "bytes": received,
        }
        with self.state:
            for kind, count in wanted.items():
                if count is not None:
                    self.machine.arm(name, kind, count, seconds)

    def wait_for_pieces(self, count: int, seconds: float = 30.0) -> bool:
        """Waits until so many pieces are cut; False when they are not in that time."""
        with self.state:
            return self.state.wait_for(lambda: len(self.machine.paper.pieces) >= count, seconds)

    def wait_for_switch(self, name: Switch, seconds: float = 30.0) -> bool:
        """Waits until an armed switch is thrown; False when it is not in that time."""
        with self.state:
            return self.state.wait_for(lambda: name in self.machine.on, seconds)

    def _run(self) -> None:
        self.machine.run(time.monotonic() - self._began)

    def _wake(self) -> None:
        if self._thread is not None:
            with contextlib.suppress(OSError):
                self._nudge.send(b"\0")

    def _serve(self) -> None:
        while not self._stopped:
            with self.state:
                readable, wait_s = self._wanted()
            try:
                ready, _, _ = select.select(readable, [], [], wait_s)
            except (OSError, ValueError):  # whoever threw a switch has closed one of them meanwhile
                continue
            if self._nudged in ready:
                self._nudged.recv(_CHUNK)
            with self.state:
                self._run()
                if self._listener is not None and self._listener in ready:
                    self._accept()
                if self._host is not None and self._host in ready:
                    self._receive()
                self._settle()
        with self.state:
            self._hang_up()
            self._close_listener()
            self._place.close()
            self._nudge.close()
            self._nudged.close()

    def _wanted(self) -> tuple[list[socket.socket], float]:
        """Gives what to listen to, and how long at most."""
        self._run()
        self._settle()
        wanted = [self._nudged]
        if self._listener is not None and self._host is None and self.machine.accepts() == "yes":
            wanted.append(self._listener)
        if self._host is not None and (self.machine.room() > 0 or _is_reset(self._host)):
            wanted.append(self._host)
        due = self.machine.next()
        now = time.monotonic() - self._began
        return wanted, _LOOK_S if due is None else max(0.0, min(_LOOK_S, due - now))

    def _accept(self) -> None:
        assert self._listener is not None
        with contextlib.suppress(OSError):
            self._host, _ = self._listener.accept()
            self._host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.machine.connected()

    def _receive(self) -> None:
        """Reads what there is room for. What a broken connection still held is lost."""
        assert self._host is not None
        try:
            data = b"" if _is_reset(self._host) else self._host.recv(max(1, self.machine.room()))
        except OSError:
            data = b""
        if data:
            self.machine.receive(data)
        else:
            self.machine.disconnected()
            self._host.close()
            self._host = None

    def _settle(self) -> None:
        """Sends what is to be sent, breaks what is to be broken, listens where that is right."""
        if self.machine.accepts() == "refused":
            self._close_listener()
        elif self._listener is None and not self._stopped:
            self._listener = _listen(self._port)
        data = self.machine.outgoing()
        if self._host is not None:
            if data:
                with contextlib.suppress(OSError):
                    self._host.sendall(data)
            if self.machine.interface.line == "half":
                with contextlib.suppress(OSError):
                    self._host.shutdown(socket.SHUT_WR)
            elif self.machine.interface.line in ("reset", "none"):
                self._hang_up()
        self.state.notify_all()

    def _hang_up(self) -> None:
        """Drops the connection with RST, so that nothing more is delivered."""
        if self._host is not None:
            with contextlib.suppress(OSError):
                self._host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
            self._host.close()
            self._host = None

    def _close_listener(self) -> None:
        """Closes the listener at once: without `shutdown` it would listen for as long as the serving thread
        waits on it.
        """
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None


def _place(port: int) -> socket.socket:
    """Keeps the port for a printer that is switched off: it is bound, and refuses whoever connects."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    return place


def _listen(port: int) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", port), backlog=2)
    listener.setblocking(False)
    return listener


def _is_reset(host: socket.socket) -> bool:
    poll = select.poll()
    try:
        poll.register(host, 0)
    except (OSError, ValueError):
        return True
    return any(what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, what in poll.poll(0))
