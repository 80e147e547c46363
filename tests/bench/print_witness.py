"""A process of its own between driver and virtual printer, which notes when a job's bytes arrive.

    python -m tests.bench.print_witness

Says its port in a line; on end of input it says `[[first, last], …]` in seconds of the system's monotonic
clock: when the first byte of each job arrived, and the last before its acknowledgement. Questions for the
status (DLE EOT) are no bytes of a job.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import socket
import sys
import threading
import time

from devices.printing.escpos_job import AUTOMATIC_STATUS, RESET
from devices.simulators.vprinter import VirtualPrinter

_QUESTION = re.compile(rb"\x10\x04[\x01-\x04]")
_BEGIN = RESET + AUTOMATIC_STATUS
_ACKNOWLEDGED = b"\x37\x22"


class Witness:
    """Passes bytes on both ways and notes the times of jobs."""

    def __init__(self, printer_port: int) -> None:
        self.jobs: list[tuple[float, float]] = []
        self._printer_port = printer_port
        self._first: float | None = None
        self._last = 0.0
        self._tail = b""

    def serve(self, listener: socket.socket) -> None:
        """One driver after the other, until the listener is closed."""
        while True:
            try:
                host, _ = listener.accept()
            except OSError:
                return
            host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self._printer_port)) as printer,
            ):
                printer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pass_on(host, printer)
            host.close()

    def _pass_on(self, host: socket.socket, printer: socket.socket) -> None:
        while True:
            ready, _, _ = select.select([host, printer], [], [])
            for side in ready:
                data = side.recv(65536)
                if not data:
                    return
                if side is host:
                    self._heard(data)
                    printer.sendall(data)
                else:
                    self._answered(data)
                    host.sendall(data)

    def _heard(self, data: bytes) -> None:
        now = time.monotonic()
        if not _QUESTION.sub(b"", data) or (self._first is None and _BEGIN not in data):
            return
        if self._first is None:
            self._first = now
        self._last = now

    def _answered(self, data: bytes) -> None:
        self._tail = (self._tail + data)[-16:]
        if _ACKNOWLEDGED in self._tail and self._first is not None:
            self.jobs.append((self._first, self._last))
            self._first, self._tail = None, b""


def main() -> None:
    """Run until the end of input."""
    with VirtualPrinter() as printer, socket.create_server(("127.0.0.1", 0)) as listener:
        witness = Witness(printer.port)
        threading.Thread(target=witness.serve, args=(listener,), daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        sys.stdin.read()
        try:
            print(json.dumps(witness.jobs), flush=True)
        except BrokenPipeError:  # nobody wants them: nor may Python try again at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
