"""Keeps the hub reachable: limits on connections that send slowly, or nothing at all.

A connection waits while its request has not arrived whole, headers and body. Waiting ones have a deadline.
Where one address has too many, its longest waiting one is closed; where there are too many in all, one of the
address that has most, so that a kiosk with one of them is spared. A request that has arrived is never cut off
by a limit: staff and kiosks are served whoever else holds sockets open.
"""

from __future__ import annotations

import asyncio
import resource
import socket
from collections import Counter
from dataclasses import dataclass
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WANTED_FILES = 4096
"""Open files that the hub asks the system for: connections, and the files of its store."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits how long a request may take to arrive, in seconds, and how many connections
    may wait for theirs.
    """

    header_s: float = 5.0
    body_s: float = 60.0
    per_address: int = 64
    in_all: int = 512


DEFAULT_LIMITS = Limits()


class Waiting:
    """Holds the connections whose request has not arrived whole, the longest waiting first."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._waiting: dict[GuardedProtocol, str] = {}
        self._of_address: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, connection: GuardedProtocol, address: str) -> None:
        """Notes that a connection waits, and closes the oldest one where a limit is passed."""
        if connection in self._waiting:
            return
        self._waiting[connection] = address
        self._of_address[address] += 1
        if self._of_address[address] > self.limits.per_address:
            self._close_oldest(address)
        elif len(self._waiting) > self.limits.in_all:
            self._close_oldest(max(self._of_address, key=self._of_address.__getitem__))

    def remove(self, connection: GuardedProtocol) -> None:
        """Notes that a connection waits no more; harmless for one that did not."""
        address = self._waiting.pop(connection, None)
        if address is not None:
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]

    def _close_oldest(self, address: str) -> None:
        oldest = next(one for one, its in self._waiting.items() if its == address)
        self.remove(oldest)
        oldest.transport.abort()


class GuardedProtocol(H11Protocol):
    """Speaks HTTP as uvicorn does, under `Limits`.

    TCP_NODELAY is set on each connection: without it every answer on a busy connection waits some 40 ms for
    the peer's delayed acknowledgement. asyncio sets it only for sockets that name their protocol.
    """

    def __init__(self, *args: Any, waiting: Waiting, **named: Any) -> None:
        super().__init__(*args, **named)
        self._waiting = waiting
        self._deadline: asyncio.TimerHandle | None = None
        self._awaited: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a request."""
        super().connection_made(transport)
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._note_state()

    def data_received(self, data: bytes) -> None:
        """Takes a piece of a request."""
        super().data_received(data)
        self._note_state()

    def on_response_complete(self) -> None:
        """Waits for the next request of the same connection."""
        super().on_response_complete()
        self._note_state()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._stop_clock()
        self._waiting.remove(self)
        super().connection_lost(exc)

    def _note_state(self) -> None:
        state = self.conn.their_state
        if self.transport.is_closing() or state not in (h11.IDLE, h11.SEND_BODY):
            self._stop_clock()
            self._awaited = None
            self._waiting.remove(self)
            return
        if state is self._awaited:
            return
        self._stop_clock()
        self._awaited = state
        limits = self._waiting.limits
        self._deadline = self.loop.call_later(
            limits.header_s if state is h11.IDLE else limits.body_s, self.transport.abort
        )
        self._waiting.add(self, self.client[0] if self.client else "")

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def raise_file_limit() -> None:
    """Asks the system for as many open files as it allows, up to 4,096."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
