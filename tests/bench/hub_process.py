"""A hub in a process of its own for the measurements, and numbers asked of it over plain sockets."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.wiring.database import VARIABLE

PROFILE = """role = "hub"
production = false
centre = "26740"
data_dir = "{folder}"

[hub]
host = "127.0.0.1"
port = {port}
public_url = "http://127.0.0.1:{port}"
"""
BODY = json.dumps({"field": "ho_tich", "procedure": None, "lang": "vi", "kiosk": "K1"}).encode()


@contextmanager
def hub(tree: Path, folder: Path, database_url: str | None = None) -> Iterator[tuple[int, int]]:
    """The hub of that checkout in a process of its own; its port and its process id. It keeps its data in
    `folder`, or in the database of that URL.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    profile = folder / "hub.toml"
    profile.write_text(PROFILE.format(folder=folder, port=port), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.commands", "hub", "--profile", str(profile)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), VARIABLE: database_url or ""},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        if not said.startswith(f"http://127.0.0.1:{port}"):
            raise RuntimeError(f"the hub of {tree} does not start: {said}{process.stderr.read()}")
        yield port, process.pid
    finally:
        process.terminate()
        process.communicate()


def cpu_s(pid: int) -> float:
    """Processor seconds that a process has used, its threads together (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def request(token: str) -> bytes:
    """One wish for a number, under a key of its own."""
    return (
        b"POST /v1/tickets HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer %s\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s"
        % (token.encode(), os.urandom(12).hex().encode(), len(BODY), BODY)
    )


async def answer(reader: asyncio.StreamReader) -> None:
    """Read an answer to its end. RuntimeError when it gives no number."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 201"):
        raise RuntimeError(f"no number: {body.decode()}")
