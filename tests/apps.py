"""Lends the hub's web application to one test after the other: its routes take longer to build than most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts

from kiosk.hub.app import create_app
from kiosk.hub.hub import Hub

_FREE: defaultdict[tuple[int, ...], list[FastAPI]] = defaultdict(list)
"""Those that nobody uses, by the identities of their routers."""


def _built(hub: Hub, routers: tuple[APIRouter, ...]) -> FastAPI:
    """Makes an application whose routes are built already: left to its first request, two that serve at once
    on threads of one process would build theirs side by side, which pydantic's warnings do not bear."""
    app = create_app(hub, routers)
    for _ in iter_route_contexts(app.routes):
        pass
    return app


@contextmanager
def app_of(hub: Hub, routers: tuple[APIRouter, ...] = ()) -> Iterator[FastAPI]:
    """Gives an application that serves `hub`, and nobody else while the block runs."""
    free = _FREE[tuple(map(id, routers))]
    app = free.pop() if free else _built(hub, routers)
    app.state.hub, app.state.routers = hub, routers
    yield app
    free.append(app)
