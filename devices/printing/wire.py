"""Opens a TCP connection that reports as written only what the other side's buffers took."""

from __future__ import annotations

import contextlib
import select
import socket
import struct

from devices.printing.transport import Lost
from kiosk.ports.causes import cause_of

__all__ = ["Lost", "Wire"]

_RST = struct.pack("ii", 1, 0)
_CHUNK = 2048


class Wire:
    """Holds one TCP connection. Raises Lost for every trouble of it."""

    def __init__(self, host: str, port: int, connect_s: float) -> None:
        try:
            self._socket = socket.create_connection((host, port), connect_s)
        except OSError as error:
            raise Lost(cause_of(error)) from None
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Writes as much of `data` as is taken at once, reads what there is; waits up to `wait_s` for either.

        Returns how many bytes were taken and what was read.
        """
        try:
            readable, writable, _ = select.select(
                [self._socket], [self._socket] if data else [], [], max(0.0, wait_s)
            )
            taken = self._socket.send(data[:_CHUNK]) if writable else 0
            received = self._socket.recv(4096) if readable else b""
        except BlockingIOError:
            return 0, b""
        except (OSError, ValueError) as error:
            raise Lost(type(error).__name__) from None
        if readable and not received:
            raise Lost("closed by the printer")
        return taken, received

    def close(self) -> None:
        """Closes with RST: bytes that the printer has not taken must not come out later."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        self._socket.close()
