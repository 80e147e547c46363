"""The hub's events: appended with the change they tell of, read by screens as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from sqlite3 import Connection
from typing import Any, NamedTuple, Protocol, TypeVar

HEARTBEAT_S = 15.0
_PAGE = 500
T = TypeVar("T")


class Happened(NamedTuple):
    """One event as one audience sees it."""

    seq: int
    at: str
    type: str
    data: dict[str, Any]

    def frame(self) -> bytes:
        """The event in the wire format of server-sent events."""
        data = json.dumps({"seq": self.seq, "at": self.at, **self.data}, ensure_ascii=False)
        return f"id: {self.seq}\nevent: {self.type}\ndata: {data}\n\n".encode()


def newest(connection: Connection) -> int:
    """The number of the last event; 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])


def since(connection: Connection, after: int, *, public: bool) -> list[Happened]:
    """The events after number `after`, oldest first, at most 500: what the public or the staff may see."""
    column = "public" if public else "staff"
    rows = connection.execute(
        f"SELECT seq, at, type, {column} AS data FROM event"  # noqa: S608 - one of two constants
        f" WHERE seq > ? AND {column} IS NOT NULL ORDER BY seq LIMIT ?",
        (after, _PAGE),
    )
    return [Happened(row["seq"], row["at"], row["type"], json.loads(row["data"])) for row in rows]


class Feed:
    """Wakes those who wait for events. The table is the truth; waking only saves them from asking again."""

    def __init__(self, heartbeat_s: float = HEARTBEAT_S) -> None:
        self.heartbeat_s = heartbeat_s
        self.closed = False
        self._listeners: set[Callable[[], object]] = set()
        self._lock = threading.Lock()

    def wake(self) -> None:
        """Tell all listeners that there may be something new; called from any thread."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self.closed = True
        self.wake()

    @contextmanager
    def listening(self, listener: Callable[[], object]) -> Iterator[None]:
        """`listener` is called, on another thread, after each commit while the block runs."""
        with self._lock:
            self._listeners.add(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.discard(listener)


class Reads(Protocol):
    """Runs a query off the event loop."""

    async def __call__(self, query: Callable[[Connection], T]) -> T:
        """The result of `query`."""


async def stream(feed: Feed, read: Reads, after: int, *, public: bool) -> AsyncIterator[bytes]:
    """Server-sent events after number `after`, for ever; a comment every `heartbeat_s` seconds of silence."""
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()

    def wake() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(woken.set)

    yield b"retry: 1000\n\n"
    with feed.listening(wake):
        while not feed.closed:
            woken.clear()
            happened = await read(partial(since, after=after, public=public))
            for event in happened:
                after = event.seq
                yield event.frame()
            if happened:
                continue
            try:
                await asyncio.wait_for(woken.wait(), feed.heartbeat_s)
            except TimeoutError:
                yield b": beat\n\n"
