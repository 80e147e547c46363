"""Opens a serial line that reports as written only what is about to leave the machine."""

from __future__ import annotations

import contextlib
import os
import select
import time
from typing import Literal

from devices.printing.transport import Lost
from kiosk.ports.causes import cause_of

Flow = Literal["none", "rtscts", "dsrdtr", "xonxoff"]

_AHEAD_S = 0.1
_LEAST_AHEAD = 64
_LOOK_S = 0.02


class SerialWire:
    """Holds one open serial port, 8N1. Raises Lost for every trouble of it.

    The kernel would take four kilobytes at once, four seconds of paper at 9,600 baud: no more is handed over
    than the line carries in a tenth of a second, so that `close` takes nearly everything back.
    """

    def __init__(self, port: str, baud: int, flow: Flow) -> None:
        import serial

        try:
            self._port = serial.Serial(
                port,
                baud,
                timeout=0,
                rtscts=flow == "rtscts",
                dsrdtr=flow == "dsrdtr",
                xonxoff=flow == "xonxoff",
                exclusive=True,
            )
        except (OSError, ValueError) as error:
            cause = cause_of(error)
            # pyserial has no number for what is no serial port at all
            raise Lost("not_a_port" if cause == "SerialException" else cause) from None
        self._ahead = max(_LEAST_AHEAD, int(baud / 10 * _AHEAD_S))

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Writes as much of `data` as the line takes soon, reads what there is; waits up to `wait_s` for
        either.

        Returns how many bytes were taken and what was read.
        """
        until = time.monotonic() + wait_s
        try:
            while True:
                room = self._ahead - self._port.out_waiting if data else 0
                left = max(0.0, until - time.monotonic())
                handle = self._port.fileno()
                readable, writable, _ = select.select(
                    [handle],
                    [handle] if room > 0 else [],
                    [],
                    min(left, _LOOK_S) if data and room <= 0 else left,
                )
                taken = os.write(handle, data[:room]) if writable else 0
                received = os.read(handle, 4096) if readable else b""
                if taken or received or left <= 0:
                    break
        except BlockingIOError:
            return 0, b""
        except (OSError, ValueError, TypeError) as error:
            raise Lost(type(error).__name__) from None
        if readable and not received:
            raise Lost("the port is gone")
        return taken, received

    def close(self) -> None:
        """Discards what has not left the machine, and closes."""
        with contextlib.suppress(Exception):
            self._port.reset_output_buffer()
        with contextlib.suppress(Exception):
            self._port.close()
