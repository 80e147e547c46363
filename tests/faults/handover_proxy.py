"""A network between hub and backend that fails: each exchange is served, lost, cut, delayed, or answered by
somebody else. It knows nothing of what it carries.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress

FAULTS = ("drop_request", "partial_request", "drop_response", "truncate_response", "late", "captive")
LATE_S = 0.45
"""Longer than the sender's patience, shorter than its `settle_s`."""
_CAPTIVE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
)


class Proxy:
    """Carries exchanges from its own port to another one. `share` of them meet a fault."""

    def __init__(self, target: int, chance: random.Random, share: float) -> None:
        self.share, self.faults = share, Counter[str]()
        self._target, self._chance = target, chance
        self._late: set[asyncio.Task[bytes]] = set()
        self.port = 0

    async def start(self) -> asyncio.Server:
        """Listens at a free port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, EOFError, asyncio.LimitOverrunError):
            request = await _message(reader)
            fault = self._chance.choice(FAULTS) if self._chance.random() < self.share else ""
            if fault:
                self.faults[fault] += 1
            writer.write(await self._answer(fault, request))
            await writer.drain()
        writer.close()

    async def _answer(self, fault: str, request: bytes) -> bytes:
        """Gives the bytes that come back."""
        match fault:
            case "drop_request":
                return b""
            case "captive":
                return _CAPTIVE
            case "partial_request":
                await self._carry(request[: len(request) * 2 // 3], wait=False)
                return b""
            case "late":
                later = asyncio.create_task(self._later(request))
                self._late.add(later)
                later.add_done_callback(self._late.discard)
                await asyncio.sleep(LATE_S * 1.2)
                return b""
        answer = await self._carry(request)
        if fault == "drop_response":
            return b""
        return answer[: len(answer) // 2] if fault == "truncate_response" else answer

    async def _later(self, request: bytes) -> bytes:
        await asyncio.sleep(LATE_S)
        return await self._carry(request)

    async def _carry(self, request: bytes, *, wait: bool = True) -> bytes:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            return b""
        try:
            writer.write(request)
            await writer.drain()
            return await _message(reader) if wait else b""
        except (OSError, EOFError):
            return b""
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Reads a request or an answer to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    return head + await reader.readexactly(length)
