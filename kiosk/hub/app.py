"""Builds the hub as a web application. Default deny: see `kiosk.hub.access`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from fastapi import APIRouter, Depends, FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.contract.upload import TUS_VERSION
from kiosk.hub import (
    routes_appointments,
    routes_centre,
    routes_duty,
    routes_erasure,
    routes_figures,
    routes_forms,
    routes_kiosk,
    routes_metrics,
    routes_officers,
    routes_opening,
    routes_openrosa,
    routes_pairing,
    routes_public,
    routes_queue,
    routes_results,
    routes_session,
    routes_staff,
    routes_uploads,
    routes_upstream,
)
from kiosk.hub.access import guard
from kiosk.hub.hub import Hub
from kiosk.hub.openapi import describe
from kiosk.hub.problems import answer_with_problems, problem

MOST_JSON = 256 * 1024
"""Bytes of a request that is read whole; files and dossiers have limits of their own."""


def create_app(hub: Hub, routers: Iterable[APIRouter] = ()) -> FastAPI:
    """Builds the hub's application; `routers` are the web faces (counter console, board, public pages)."""
    app = FastAPI(
        title="Một Cửa hub",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
        dependencies=[Depends(guard)],
    )
    app.state.hub = hub
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    answer_with_problems(app)
    app.add_middleware(_Private)
    for router in (
        routes_public.router,
        routes_kiosk.router,
        routes_uploads.router,
        routes_centre.router,
        routes_opening.router,
        routes_openrosa.router,
        routes_session.router,
        routes_duty.router,
        routes_officers.router,
        routes_pairing.router,
        routes_metrics.router,
        routes_queue.router,
        routes_appointments.router,
        routes_figures.router,
        routes_staff.router,
        routes_erasure.router,
        routes_forms.router,
        routes_results.router,
        routes_upstream.router,
        *routers,
    ):
        app.include_router(router, max_body_size=MOST_JSON)
    return app


class _Private:
    """Adds headers by which nothing of the hub stays in a cache or is taken for another type.

    A body above its limit is refused before any handler of ours; that answer becomes a problem detail too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        replaced = False

        async def send_with_headers(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message.get("status") == 413 and scope["type"] == "http":
                replaced = True
                await problem("too_large")(scope, receive, send)
                return
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if scope["path"].startswith(routes_openrosa.PREFIX):
                    for name, value in routes_openrosa.HEADERS.items():
                        headers.setdefault(name, value)
                    if message["status"] == 401:
                        headers["WWW-Authenticate"] = scope["app"].state.hub.access.collectors.challenge()
                if scope["path"].startswith(routes_uploads.PREFIX):
                    headers.setdefault("Tus-Resumable", TUS_VERSION)
                    if message["status"] == 412:
                        headers["Tus-Version"] = TUS_VERSION
                if scope["path"].startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
