"""A hall's boards ask for the same events at once: they are read once, and no commit is passed over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar, cast

from kiosk.hub.events import Feed, Frame
from kiosk.hub.store.transaction import Reading

T = TypeVar("T")


async def settled() -> None:
    """Lets every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


class Table:
    """The event table: each look takes until the test lets it go on, and gives what was there before."""

    def __init__(self) -> None:
        self.there: list[Frame] = []
        self.looks: list[asyncio.Event] = []

    async def read(self, query: Callable[[Reading], T]) -> T:
        assert callable(query)
        seen, done = list(self.there), asyncio.Event()
        self.looks.append(done)
        await done.wait()
        return cast(T, seen)


def test_what_many_ask_of_one_commit_is_read_once() -> None:
    async def play() -> None:
        feed, table = Feed(), Table()
        table.there = [(1, b"called")]
        asking = [asyncio.create_task(feed.public_since(table.read, 0)) for _ in range(200)]
        await settled()
        asking.pop().cancel()  # one is gone meanwhile
        await settled()
        (look,) = table.looks
        look.set()
        assert await asyncio.gather(*asking) == [[(1, b"called")]] * 199

    asyncio.run(play())


def test_who_asks_after_a_commit_is_not_given_what_was_read_before_it() -> None:
    async def play() -> None:
        feed, table = Feed(), Table()
        early = asyncio.create_task(feed.public_since(table.read, 0))
        await settled()
        table.there = [(1, b"called")]
        feed.wake()
        late = asyncio.create_task(feed.public_since(table.read, 0))
        await settled()
        for look in table.looks:
            look.set()
        assert await early == []
        assert await late == [(1, b"called")]

    asyncio.run(play())


def test_a_table_that_cannot_be_read_is_asked_again_by_the_next() -> None:
    async def play() -> None:
        feed = Feed()

        async def broken(query: Callable[[Reading], T]) -> T:
            raise OSError(f"no disk for {query}")

        with suppress(OSError):
            await feed.public_since(broken, 0)
        table = Table()
        again = asyncio.create_task(feed.public_since(table.read, 0))
        await settled()
        for look in table.looks:
            look.set()
        assert await again == []

    asyncio.run(play())
