"""A hub under attack: requests that never end, streams that never end, and a kiosk beside them.

All on loopback, from twenty of its addresses: the limits in all count, not only those of one address.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

ADDRESSES = 20
HALF_OPEN = b"GET /v1/board HTTP/1.1\r\nHost: hub\r\nX-Slow: "
STREAM = b"GET /v1/events HTTP/1.1\r\nHost: hub\r\n\r\n"
LONGEST_NUMBER_S = 1.0
AFTERWARDS = 20
"""Numbers that are taken once the attackers hold all that they get."""
_WAIT_S = 10.0

Held = list[asyncio.StreamWriter]


async def under_attack(
    port: int, take: Callable[[], Awaitable[None]], half_open: int, streams: int
) -> dict[str, Any]:
    """What a number takes while so many attackers come and stay; `take` opens a connection and takes one.

    `number_s` is the longest, `number_p50_s` the median, `streams_open` what the hub let in of the streams.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, half_open + streams + 200)), hard))
    held: Held = []
    times: list[float] = []
    coming = asyncio.create_task(_come(port, half_open, streams, held))
    try:
        while not coming.done() or len(times) < AFTERWARDS:
            began = time.perf_counter()
            await asyncio.wait_for(take(), _WAIT_S)
            times.append(time.perf_counter() - began)
        streams_open = await coming
        for _ in range(AFTERWARDS):
            began = time.perf_counter()
            await asyncio.wait_for(take(), _WAIT_S)
            times.append(time.perf_counter() - began)
    finally:
        coming.cancel()
        for writer in held:
            writer.transport.abort()
    return {
        "half_open": half_open,
        "streams": streams,
        "streams_open": streams_open,
        "numbers": len(times),
        "number_p50_s": round(statistics.median(times), 4),
        "number_s": round(max(times), 4),
    }


async def _come(port: int, half_open: int, streams: int, held: Held) -> int:
    """All attackers come, one kind after the other; how many streams were let in."""
    readers = []
    for at in range(half_open + streams):
        source = (f"127.0.0.{2 + at % ADDRESSES}", 0)
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        except OSError:
            continue
        held.append(writer)
        writer.write(HALF_OPEN if at < half_open else STREAM)
        if at >= half_open:
            readers.append(reader)
    answers = await asyncio.gather(*map(_first_line, readers))
    return sum(b" 200 " in line for line in answers)


async def _first_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.readline(), _WAIT_S)
    except (OSError, TimeoutError):
        return b""
