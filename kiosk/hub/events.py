"""Records the hub's events with the change they belong to; screens read them as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar

from kiosk.hub.store.records import EventRecord
from kiosk.hub.store.transaction import Reading

HEARTBEAT_S = 15.0
T = TypeVar("T")
Frame = tuple[int, bytes]
"""An event's number, and the event as it is sent."""


def frame(event: EventRecord) -> bytes:
    """Writes an event in the wire format of server-sent events."""
    data = json.dumps({"seq": event.seq, "at": event.at, **event.data}, ensure_ascii=False)
    return f"id: {event.seq}\nevent: {event.type}\ndata: {data}\n\n".encode()


class Feed:
    """Wakes those who wait for events. The table is the truth; waking only saves them from asking again.
    `commits` counts how often it woke them.
    """

    def __init__(self, heartbeat_s: float = HEARTBEAT_S) -> None:
        self.heartbeat_s = heartbeat_s
        self.closed = False
        self.commits = 0
        self._listeners: set[Callable[[], object]] = set()
        self._lock = threading.Lock()
        self._asked: dict[tuple[int, int], asyncio.Task[list[Frame]]] = {}

    def wake(self) -> None:
        """Tells all listeners that there may be something new; called from any thread."""
        with self._lock:
            self.commits += 1
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    def close(self) -> None:
        """Ends all streams, so that the server can stop."""
        self.closed = True
        self.wake()

    async def public_since(self, read: Reads, after: int) -> list[Frame]:
        """Reads what everybody may see after number `after`: once for all who ask it of the same commit,
        since a hall's boards ask all at once. Called on the server's loop.
        """
        key = self.commits, after
        asked = self._asked.get(key)
        if asked is None or _failed(asked):
            self._asked = {one: task for one, task in self._asked.items() if one[0] == key[0]}
            asked = self._asked[key] = asyncio.ensure_future(read(partial(_frames, after=after)))
        return await asyncio.shield(asked)  # who leaves takes it from nobody else

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


async def stream(
    feed: Feed,
    read: Reads,
    after: int,
    *,
    first: EventRecord | None = None,
    may_listen: Callable[[Reading], bool] | None = None,
) -> AsyncIterator[bytes]:
    """Streams server-sent events after number `after`; a comment every `heartbeat_s` seconds of silence.

    `first` is sent before all others. `may_listen` is asked before each word of the officers' stream, which
    ends where it says no; without it, it is everybody's.
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
            if may_listen is None:
                happened = await feed.public_since(read, after)
            else:
                heard = await read(partial(_of_staff, after=after, may_listen=may_listen))
                if heard is None:
                    return
                happened = heard
            for number, event in happened:
                after = number
                yield event
            if happened:
                continue
            try:
                await asyncio.wait_for(woken.wait(), feed.heartbeat_s)
            except TimeoutError:
                yield b": beat\n\n"


def _failed(task: asyncio.Task[Any]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def _frames(reading: Reading, after: int, public: bool = True) -> list[Frame]:
    return [(event.seq, frame(event)) for event in reading.events.since(after, public=public)]


def _of_staff(reading: Reading, after: int, may_listen: Callable[[Reading], bool]) -> list[Frame] | None:
    return _frames(reading, after, public=False) if may_listen(reading) else None
