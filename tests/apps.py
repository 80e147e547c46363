"""Lends the hub's web application to one test after the other: its routes take longer to build than most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter, FastAPI

from kiosk.hub.app import create_app
from kiosk.hub.hub import Hub

_FREE: defaultdict[tuple[int, ...], list[FastAPI]] = defaultdict(list)
"""Those that nobody uses, by the identities of their routers."""


@contextmanager
def app_of(hub: Hub, routers: tuple[APIRouter, ...] = ()) -> Iterator[FastAPI]:
    """Gives an application that serves `hub`, and nobody else while the block runs."""
    free = _FREE[tuple(map(id, routers))]
    app = free.pop() if free else create_app(hub, routers)
    app.state.hub, app.state.routers = hub, routers
    yield app
    free.append(app)
