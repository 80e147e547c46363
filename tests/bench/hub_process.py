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

from tests.catalogues import place
from ui.wiring.database import VARIABLE

PROFILE = """role = "hub"
production = false
centre = "26740"
data_dir = "{folder}"
{more}
[hub]
host = "127.0.0.1"
port = {port}
public_url = "http://127.0.0.1:{port}"
"""
PROGRAM = "ui.commands"
BODY = json.dumps({"field": "ho_tich", "procedure": None, "lang": "vi", "kiosk": "K1"}).encode()


@contextmanager
def hub(
    tree: Path, folder: Path, database_url: str | None = None, program: str = PROGRAM
) -> Iterator[tuple[int, int]]:
    """The hub of that checkout in a process of its own; its port and its process id. It keeps its data in
    `folder`, or in the database of that URL.
    """
    port = free_port()
    process = start(tree, folder, port, database_url, program=program)
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.communicate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def start(
    tree: Path,
    folder: Path,
    port: int,
    database_url: str | None,
    *,
    program: str = PROGRAM,
    centre: Path | None = None,
) -> subprocess.Popen[str]:
    """Starts a hub, of the centre in the folder `centre`; gives its process once it takes connections."""
    profile = folder / f"hub-{port}.toml"
    more = "" if centre is None else f'centre_dir = "{centre}"\n'
    profile.write_text(PROFILE.format(folder=folder, port=port, more=more), encoding="utf-8")
    place(folder)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", program, "hub", "--profile", str(profile)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), VARIABLE: database_url or ""},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = process.stderr.readline()
    if not said.startswith(f"http://127.0.0.1:{port}"):
        process.kill()
        raise RuntimeError(f"the hub of {tree} does not start: {said}{process.stderr.read()}")
    return process


def cpu_s(pid: int) -> float:
    """Processor seconds that a process has used, its threads together (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def request(token: str, key: str = "", path: str = "/v1/tickets", body: bytes = BODY) -> bytes:
    """One wish for a number, under that key or one of its own; or another request of a kiosk."""
    return (
        b"POST %s HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer %s\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s"
        % (path.encode(), token.encode(), (key or os.urandom(12).hex()).encode(), len(body), body)
    )


async def answer(reader: asyncio.StreamReader) -> bytes:
    """Read an answer to its end; gives its body. RuntimeError when it gives no number."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if not head.startswith((b"HTTP/1.1 201", b"HTTP/1.1 200")):
        raise RuntimeError(f"no number: {body.decode()}")
    return body
