"""Many boards at one hub: how long an event takes to each of them, and whether one is missed.

A kiosk's number becomes callable, and the time runs from the sending of that request until each stream has
the event (`queue.changed`, whose `waiting` grows by one each time). Streams come from twenty addresses of
loopback. Meanwhile some lose their connection and come back with `Last-Event-ID`, and the hub itself is
stopped and started again.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.attack import ADDRESSES
from tests.bench.hub_process import answer, free_port, request, start

ROOT = Path(__file__).resolve().parents[2]
PER_S = 10.0
LONGEST_P99_MS = 100.0
AGAIN_S = 0.2
SETTLES_S = 10.0


@dataclass
class Board:
    """Holds what one board has heard: the seconds at which each event came, by its number."""

    place: int
    heard: dict[int, float] = field(default_factory=dict)
    waiting: dict[int, int] = field(default_factory=dict)
    last: int | None = None
    writer: asyncio.StreamWriter | None = None
    doubled: int = 0

    async def listen(self, port: int) -> None:
        """Listens for ever: comes back whenever the connection ends, with the number that it heard last."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._once(port)
            await asyncio.sleep(AGAIN_S)

    async def _once(self, port: int) -> None:
        source = (f"127.0.0.{2 + self.place % ADDRESSES}", 0)
        reader, self.writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        last = "" if self.last is None else f"Last-Event-ID: {self.last}\r\n"
        self.writer.write(f"GET /v1/events HTTP/1.1\r\nHost: hub\r\n{last}\r\n".encode())
        number = 0
        while line := await reader.readline():
            if line.startswith(b"id: "):
                number = int(line[4:])
            elif line.startswith(b"data: "):
                self._take(number, json.loads(line[6:]))

    def _take(self, number: int, data: dict[str, Any]) -> None:
        self.doubled += number in self.heard
        self.heard[number] = time.perf_counter()
        self.last = number
        if "waiting" in data:
            self.waiting[data["waiting"]] = number


def sse_figures(boards: int, seconds: float, restarts: int, reconnects: int, folder: Path) -> dict[str, Any]:
    """Measures so many boards for so many seconds without trouble, then through restarts and reconnects."""
    port = free_port()
    hub = start(ROOT, folder, port, None)
    token = (folder / "device_token").read_text().strip()

    async def play() -> dict[str, Any]:
        nonlocal hub
        listeners = [Board(place) for place in range(boards)]
        tasks = [asyncio.create_task(one.listen(port)) for one in listeners]
        sent: dict[int, float] = {}
        await _come(listeners, port, token, sent)
        calm = await _numbers(port, token, seconds, sent)
        chance = random.Random(boards)
        for one in chance.sample(listeners, min(reconnects, boards)):
            if one.writer is not None:
                one.writer.close()
            await _numbers(port, token, 2 / PER_S, sent)
        for _ in range(restarts):
            hub.terminate()
            await asyncio.to_thread(hub.communicate)
            hub = await asyncio.to_thread(start, ROOT, folder, port, None)
            await _numbers(port, token, 1, sent)
        await _settled(listeners, max(sent))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return judged(listeners, sent, calm)

    try:
        found = asyncio.run(play())
    finally:
        hub.terminate()
        hub.communicate()
    return {"boards": boards, "reconnects": reconnects, "restarts": restarts, **found}


def judged(boards: list[Board], sent: dict[int, float], calm: list[int]) -> dict[str, Any]:
    """Counts what boards missed of all that was sent, and how long what was sent in the `calm` part took."""
    missed = sum(len(sent.keys() - one.waiting.keys()) for one in boards)
    took = sorted(
        one.heard[one.waiting[which]] - sent[which]
        for one in boards
        for which in calm
        if which in one.waiting
    )

    def at(part: float) -> float:
        return round(took[min(len(took) - 1, int(len(took) * part))] * 1000, 1) if took else float("inf")

    return {
        "events": len(sent),
        "p50": at(0.50),
        "p99": at(0.99),
        "missed": missed,
        "doubled": sum(one.doubled for one in boards),
    }


def sse_missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures that are not reached."""
    wrong = {
        "p99": figures["p99"] > LONGEST_P99_MS,
        "missed": figures["missed"] > 0,
        "doubled": figures["doubled"] > 0,
    }
    return [f"sse_200.{name}" for name, is_wrong in wrong.items() if is_wrong]


async def _come(boards: list[Board], port: int, token: str, sent: dict[int, float]) -> None:
    """Gives numbers until every board hears one; only what comes after the last of them counts."""
    count = 0
    while not all(one.last for one in boards):
        count += 1
        await _number(port, token, {}, count)
        await asyncio.sleep(AGAIN_S)
    for one in boards:
        one.waiting.clear()
    sent.clear()
    sent[count + 1] = time.perf_counter()
    await _number(port, token, sent, count + 1)


async def _numbers(port: int, token: str, seconds: float, sent: dict[int, float]) -> list[int]:
    """Makes ten numbers a second callable, one after the other; gives which they were."""
    which, begin = [], time.perf_counter()
    for place in range(max(1, round(seconds * PER_S))):
        await asyncio.sleep(begin + place / PER_S - time.perf_counter())
        which.append(max(sent) + 1)
        await _number(port, token, sent, which[-1])
    return which


async def _number(port: int, token: str, sent: dict[int, float], which: int) -> None:
    """Takes a number and holds it; notes when the second was sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(token))
    ticket = json.loads(await answer(reader))["ticket"]["id"]
    sent[which] = time.perf_counter()
    writer.write(request(token, path=f"/v1/tickets/{ticket}/shown", body=b'{"how": "paper"}'))
    await answer(reader)
    writer.close()


async def _settled(boards: list[Board], newest: int) -> None:
    """Gives the boards time to hear the last of all."""
    until = time.perf_counter() + SETTLES_S
    while time.perf_counter() < until and not all(newest in one.waiting for one in boards):
        await asyncio.sleep(AGAIN_S)
