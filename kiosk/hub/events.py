"""Records the hub's events with the change they belong to; screens read them as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol, TypeVar

from kiosk.hub.store.records import EventRecord
from kiosk.hub.store.transaction import Reading

HEARTBEAT_S = 15.0
T = TypeVar("T")


def frame(event: EventRecord) -> bytes:
    """Writes an event in the wire format of server-sent events."""
    data = json.dumps({"seq": event.seq, "at": event.at, **event.data}, ensure_ascii=False)
    return f"id: {event.seq}\nevent: {event.type}\ndata: {data}\n\n".encode()


class Feed:
    """Wakes those who wait for events. The table is the truth; waking only saves them from asking again."""

    def __init__(self, heartbeat_s: float = HEARTBEAT_S) -> None:
        self.heartbeat_s = heartbeat_s
        self.closed = False
        self._listeners: set[Callable[[], object]] = set()
        self._lock = threading.Lock()

    def wake(self) -> None:
        """Tells all listeners that there may be something new; called from any thread."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    def close(self) -> None:
        """Ends all streams, so that the server can stop."""
        self.closed = True
        self.wake()

    @contextmanager
    def listening(self, listener: Callable[[], object]) -> Iterator[None]:
        """Calls `listener`, on another thread, after each commit while the block runs."""
        with self._lock:
            self._listeners.add(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.discard(listener)


class Reads(Protocol):
    """Runs a query off the event loop."""

    async def __call__(self, query: Callable[[Reading], T]) -> T:
        """Gives the result of `query`."""


def anybody(_: Reading) -> bool:
    """Says that a stream goes on whoever listens."""
    return True


async def stream(
    feed: Feed,
    read: Reads,
    after: int,
    *,
    public: bool,
    first: EventRecord | None = None,
    may_listen: Callable[[Reading], bool] = anybody,
) -> AsyncIterator[bytes]:
    """Streams server-sent events after number `after`, as long as the listener may hear them; a comment every
    `heartbeat_s` seconds of silence.

    `first` is sent before all others. `may_listen` is asked before each word.
    """
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()

    def wake() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(woken.set)

    yield b"retry: 1000\n\n"
    if first is not None:
        yield frame(first)
    with feed.listening(wake):
        while not feed.closed:
            woken.clear()
            happened = await read(partial(_since, after=after, public=public, may_listen=may_listen))
            if happened is None:
                return
            for event in happened:
                after = event.seq
                yield frame(event)
            if happened:
                continue
            try:
                await asyncio.wait_for(woken.wait(), feed.heartbeat_s)
            except TimeoutError:
                yield b": beat\n\n"


def _since(
    reading: Reading, after: int, public: bool, may_listen: Callable[[Reading], bool]
) -> list[EventRecord] | None:
    return reading.events.since(after, public=public) if may_listen(reading) else None
