"""A hub under attack: requests that never end, streams that never end, and a kiosk beside them.

All on loopback, from twenty of its addresses: the limits in all count, not only those of one address. The
attackers are a program of their own (`python -m tests.bench.attack PORT HALF_OPEN STREAMS`): they come, say
how many streams were let in, and stay until their standard input ends.
"""

from __future__ import annotations

import asyncio
import resource
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

ADDRESSES = 20
HALF_OPEN = b"GET /v1/board HTTP/1.1\r\nHost: hub\r\nX-Slow: "
STREAM = b"GET /v1/events HTTP/1.1\r\nHost: hub\r\n\r\n"
LONGEST_NUMBER_S = 1.0
AFTERWARDS = 20
"""Numbers that are taken once the attackers hold all that they get."""
_WAIT_S = 10.0


def under_attack(port: int, take: Callable[[], object], half_open: int, streams: int) -> dict[str, Any]:
    """Measures how long a number takes while so many attackers come and stay; `take` opens a connection and
    takes one.

    `number_s` is the longest, `number_p50_s` the median, `streams_open` what the hub let in of the streams.
    """
    command = [sys.executable, "-m", "tests.bench.attack", str(port), str(half_open), str(streams)]
    times: list[float] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as attackers:
        assert attackers.stdout is not None
        while not select.select([attackers.stdout], [], [], 0)[0]:
            times.append(_seconds(take))
        streams_open = int(attackers.stdout.readline())
        times += [_seconds(take) for _ in range(AFTERWARDS)]
        assert attackers.stdin is not None
        attackers.stdin.close()
    return {
        "half_open": half_open,
        "streams": streams,
        "streams_open": streams_open,
        "numbers": len(times),
        "number_p50_s": round(statistics.median(times), 4),
        "number_s": round(max(times), 4),
    }


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


async def attack(port: int, half_open: int, streams: int) -> None:
    """All attackers come, one kind after the other, and stay until standard input ends."""
    held: list[asyncio.StreamWriter] = []
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
    print(sum(b" 200 " in line for line in answers), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for writer in held:
        writer.transport.abort()


async def _first_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.readline(), _WAIT_S)
    except (OSError, TimeoutError):
        return b""


def main(words: list[str]) -> None:
    """Asks the system for as many open files as are needed, then attacks."""
    port, half_open, streams = map(int, words)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, half_open + streams + 200)), hard))
    asyncio.run(attack(port, half_open, streams))


if __name__ == "__main__":
    main(sys.argv[1:])
