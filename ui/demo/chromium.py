"""Drives a headless Chromium over a pipe by its DevTools protocol (standard library
only).

The browser runs with an empty profile of its own, which is deleted with it. It is for pictures and tests of
our own pages: as root it runs without its sandbox, so it must never be shown foreign pages.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser")
# What a window makes ready in processes of their own for a person at it: more work than most pages.
UNUSED = ("SpareRendererForSitePerProcess", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
FLAGS = (
    "--headless",
    "--no-startup-window",
    f"--disable-features={','.join(UNUSED)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--mute-audio",
    "--password-store=basic",
    "--remote-debugging-pipe",
)
ANSWER_S = 30.0
CLOSE_S = 5.0


class BrowserError(Exception):
    """Says that the browser did not do what it was asked: it died, took too long, or the
    page's script threw.
    """


def installed() -> str | None:
    """Gives the path of the Chromium program, or None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Chromium:
    """Runs one browser process. A context manager; everything it wrote is gone when it closes."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._number = 0
        self._buffer = b""
        self._events: deque[dict[str, Any]] = deque()
        self._pid = 0
        self._to = self._from = -1

    def __enter__(self) -> Chromium:
        # Resolved, because a profile reached through a link makes Chromium refuse its own lock file.
        self._profile = Path(tempfile.mkdtemp(prefix="motcua-chromium-")).resolve()
        read_here, write_there = _high_pipe()
        read_there, write_here = _high_pipe()
        self._pid = _start([self._program, *self._flags()], read_there, write_there)
        os.close(read_there)
        os.close(write_there)
        self._to, self._from = write_here, read_here
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self.ask("Browser.close", wait_s=CLOSE_S)
        os.close(self._to)
        _end(self._pid, self._from)
        os.close(self._from)
        shutil.rmtree(self._profile, ignore_errors=True)

    def ask(
        self, method: str, session: str | None = None, *, wait_s: float = ANSWER_S, **params: Any
    ) -> dict[str, Any]:
        """Sends one DevTools command and returns its result. Raises BrowserError with the browser's words."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            command["sessionId"] = session
        self._write(json.dumps(command).encode() + b"\0", method)
        until = time.monotonic() + wait_s
        while True:
            message = self._read(until, method)
            if message.get("id") != self._number:
                self._events.append(message)
                continue
            if "error" in message:
                raise BrowserError(f"{method}: {message['error'].get('message')}")
            result: dict[str, Any] = message["result"]
            return result

    def events(self) -> list[dict[str, Any]]:
        """Gives every unrequested event of the browser since the last call."""
        found = list(self._events)
        self._events.clear()
        return found

    def _flags(self) -> list[str]:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        return [*FLAGS, *root, f"--user-data-dir={self._profile}"]

    def _write(self, data: bytes, method: str) -> None:
        try:
            while data:
                data = data[os.write(self._to, data) :]
        except OSError as error:
            raise BrowserError(f"{method}: the browser is gone") from error

    def _read(self, until: float, method: str) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise BrowserError(f"{method}: no answer in time")
            chunk = os.read(self._from, 1 << 16)
            if not chunk:
                raise BrowserError(f"{method}: the browser ended")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message


def _high_pipe() -> tuple[int, int]:
    """Opens a pipe whose ends lie above 9, so that they can't collide with the numbers 3
    and 4 of the child.
    """
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _start(command: list[str], reads: int, writes: int) -> int:
    """Starts the browser in a process group of its own; it reads commands on 3 and answers on 4."""
    home = next(word.split("=", 1)[1] for word in command if word.startswith("--user-data-dir="))
    return os.posix_spawn(
        command[0],
        command,
        {**os.environ, "HOME": home},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, reads, 3),
            (os.POSIX_SPAWN_DUP2, writes, 4),
        ],
        setpgroup=0,
    )


def _end(pid: int, from_browser: int) -> None:
    """Waits until the browser closed its end of the pipe, then ends whatever is left of its group."""
    until = time.monotonic() + CLOSE_S
    while True:
        ready, _, _ = select.select([from_browser], [], [], max(0.0, until - time.monotonic()))
        if not ready or not os.read(from_browser, 1 << 16):
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
