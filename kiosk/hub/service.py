"""Serves the hub with uvicorn: in the foreground, or on a thread for demo and tests."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn
from fastapi import FastAPI

from kiosk.hub.connections import DEFAULT_LIMITS, GuardedProtocol, Limits, Waiting, raise_file_limit
from kiosk.manager import ALIVE, alive_every_s, tell_manager

GRACE_S = 3
"""Seconds that running requests get at the end; without a limit a dead listener holds the server for ever."""
_BACKLOG = 1024


class _Server(uvicorn.Server):
    """Ends the event streams before it waits for running requests."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.hub.feed.close()
        await super().shutdown(sockets)


def serve(app: FastAPI, host: str, port: int, listening: Callable[[], object]) -> None:
    """Serves until SIGTERM or SIGINT; `listening()` is called once connections are taken. OSError when the
    address is taken or is none of this machine.

    Returns after SIGTERM, so that the caller closes the hub in order: uvicorn, when it has ended, raises the
    signal once more for whoever had it before.
    """
    with _listening(host, port) as listener:
        server = _server(app, DEFAULT_LIMITS)
        # One that comes before uvicorn listens for it ends the server as well.
        before = signal.signal(signal.SIGTERM, lambda *_: setattr(server, "should_exit", True))
        try:
            listening()
            server.run(sockets=[listener])
        finally:
            signal.signal(signal.SIGTERM, before)


@contextmanager
def running(
    app: FastAPI, host: str = "127.0.0.1", port: int = 0, limits: Limits = DEFAULT_LIMITS
) -> Iterator[str]:
    """Serves on a thread while the block runs; gives the address
    ("http://127.0.0.1:41233").

    Port 0: any free one. OSError when the address is taken.
    """
    with _listening(host, port) as listener:
        server = _server(app, limits)
        thread = threading.Thread(target=server.run, args=([listener],), name="hub-http", daemon=True)
        thread.start()
        try:
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


async def _alive() -> None:
    """Tells the service manager that requests are still worked on: it is called by their own loop."""
    tell_manager(ALIVE)


def _server(app: FastAPI, limits: Limits) -> _Server:
    raise_file_limit()
    every = alive_every_s()
    return _Server(
        uvicorn.Config(
            app,
            http=partial(GuardedProtocol, waiting=Waiting(limits)),  # type: ignore[arg-type]
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
            callback_notify=_alive if every else None,
            timeout_notify=int(every or 0),
            ws="none",
            lifespan="off",
        )
    )


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Opens a listening socket: connections wait in its backlog from here on, so nobody need poll."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=_BACKLOG) as listener:
        yield listener
