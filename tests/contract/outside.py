"""Records what this process does to the world outside it, by Python's own audit events: connections and
programs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# The event, and which of its arguments says whom it reached.
_EVENTS = {
    "socket.connect": 1,
    "socket.getaddrinfo": 0,
    "subprocess.Popen": 1,
    "os.system": 0,
    "os.exec": 0,
    "os.posix_spawn": 0,
    "webbrowser.open": 0,
}
_watching: list[set[str]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in _EVENTS:
        for reached in _watching:
            reached.add(f"{event} {arguments[_EVENTS[event]]}")


sys.addaudithook(_hook)  # it can't be taken away again; it does nothing while nobody watches


@contextmanager
def watched() -> Iterator[set[str]]:
    """Lists whom the process reaches from now on, "socket.connect ('127.0.0.1', 80)"; grows while it is
    watched.
    """
    reached: set[str] = set()
    _watching.append(reached)
    try:
        yield reached
    finally:
        _watching.remove(reached)
