"""Two hubs on one PostgreSQL database behind one address: how long until the second has taken over from one
that is killed (SIGKILL).

The address is what a site puts before its hubs (a floating address, a proxy): here a forwarder that takes the
first hub that lets it in. A kiosk takes numbers over it, a board listens over it; both only do what they do
anyway: ask again, come back with the last event's number.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.hub_process import answer, free_port, request, start
from tests.bench.hub_streams import Board
from tests.postgresql import make_database, running_server

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 30.0
BEFORE, AGAIN_S, PATIENCE_S = 5, 0.2, 60.0
SAFE = "-c fsync=on -c synchronous_commit=on"


def standby_figures() -> dict[str, Any]:
    """Kills the hub in use; gives the seconds until the next number and until the board heard of it, and how
    many numbers the board missed. Raises NoServer where PostgreSQL can't be started.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-bench-")))
        url = make_database(stack.enter_context(running_server(SAFE)), "motcua")
        ports = (free_port(), free_port())
        hubs = [start(ROOT, folder, port, url) for port in ports]
        for hub in hubs:
            stack.callback(hub.communicate)
            stack.callback(hub.terminate)
        token = (folder / "device_token").read_text().strip()
        return asyncio.run(_play(ports, token, hubs[0].kill))


def standby_missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures that are not reached."""
    slow = [name for name in ("number_s", "event_s") if figures[name] > LONGEST_S]
    return [f"standby.{name}" for name in slow + (["missed"] if figures["missed"] else [])]


async def _play(ports: tuple[int, ...], token: str, kill: Any) -> dict[str, Any]:
    address = free_port()
    server = await asyncio.start_server(lambda *ends: _forward(ports, *ends), "127.0.0.1", address)
    board = Board(0)
    listening = asyncio.create_task(board.listen(address))
    waiting = 0
    while len(board.waiting) < BEFORE:
        waiting += await _number(address, token)
        await asyncio.sleep(AGAIN_S)
    first = min(board.waiting)
    killed = time.perf_counter()
    kill()
    while not await _number(address, token):
        await asyncio.sleep(AGAIN_S)
    waiting += 1
    number_s = time.perf_counter() - killed
    while waiting not in board.waiting and time.perf_counter() - killed < PATIENCE_S:
        await asyncio.sleep(AGAIN_S / 10)
    heard = board.waiting.get(waiting)
    listening.cancel()
    server.close()
    await asyncio.gather(listening, return_exceptions=True)
    return {
        "number_s": round(number_s, 2),
        "event_s": PATIENCE_S if heard is None else round(board.heard[heard] - killed, 2),
        "missed": sum(which not in board.waiting for which in range(first, waiting + 1)),
    }


async def _number(port: int, token: str) -> bool:
    """Takes a number and holds it, asking again with the same keys; False while no hub answers."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.closing(writer):
            writer.write(request(token, os.urandom(12).hex()))
            ticket = json.loads(await asyncio.wait_for(answer(reader), 5))["ticket"]["id"]
            path = f"/v1/tickets/{ticket}/shown"
            writer.write(request(token, path=path, body=b'{"how": "paper"}'))
            await asyncio.wait_for(answer(reader), 5)
    except (OSError, EOFError, TimeoutError):
        return False
    return True


async def _forward(
    ports: tuple[int, ...], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Connects a caller with the first hub that lets it in."""
    for port in ports:
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
            return
    writer.close()


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(65536):
            sink.write(piece)
            await sink.drain()
    sink.close()
