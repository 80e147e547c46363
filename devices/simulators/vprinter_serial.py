"""Puts the virtual printer at a serial line: a pseudo-terminal instead of a TCP port."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import threading
import tty

from devices.simulators.vprinter import VirtualPrinter

_LOOK_S = 0.01


class SerialFront:
    """Gives a printer that is not started a device file to be reached by. A line that breaks says nothing:
    the host only sees that no answers come."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._printer = printer
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="vprinter-serial", daemon=True)

    def start(self) -> str:
        """Starts, and gives the name of the device file."""
        self._thread.start()
        return os.ttyname(self._slave)

    def stop(self) -> None:
        """Stops; the paper stays readable."""
        self._ended.set()
        self._thread.join(2)
        os.close(self._master)
        os.close(self._slave)

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self) -> None:
        while not self._ended.is_set():
            with self._printer.held() as machine:
                if machine.interface.line in ("none", "reset") and machine.accepts() == "yes":
                    machine.connected()
                room = machine.room()
            ready, _, _ = select.select([self._master] if room > 0 else [], [], [], _LOOK_S)
            with self._printer.held() as machine, contextlib.suppress(BlockingIOError):
                if ready:
                    machine.receive(os.read(self._master, room))
                answer = machine.outgoing()
                if answer:
                    os.write(self._master, answer)
