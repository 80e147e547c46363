"""Routes that everybody may use, and the two event streams. Nothing personal comes from the public ones."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse

from kiosk.hub import events, views
from kiosk.hub.access import public, staff
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.wire import Lang

After = Annotated[int | None, Query(ge=0)]
LastEventId = Annotated[str | None, Header(alias="Last-Event-ID", max_length=20)]
router = APIRouter(tags=["public"])


@router.get("/v1/board")
@public
async def board(request: Request, lang: Lang = "vi") -> dict[str, Any]:
    """Who is called where."""
    return await views.board(_hub(request), lang)


@router.get("/v1/tickets/by-token/{token}")
@public
async def ticket_by_token(request: Request, token: str, lang: Lang = "vi") -> dict[str, Any]:
    """The ticket behind a ticket's QR code."""
    return {"ticket": _found(await views.ticket_by_token(_hub(request), token, lang))}


@router.get("/v1/status/{token}")
@public
async def status_by_token(request: Request, token: str, lang: Lang = "vi") -> dict[str, Any]:
    """Where the dossier behind a slip's QR code is."""
    return {"status": _found(await views.status_by_token(_hub(request), token, lang))}


@router.get("/v1/events")
@public
async def public_events(request: Request, after: After = None, last: LastEventId = None) -> StreamingResponse:
    """Numbers being called, as server-sent events."""
    return await _stream(_hub(request), after, last, public=True)


@router.get("/v1/staff/events")
@staff
async def staff_events(request: Request, after: After = None, last: LastEventId = None) -> StreamingResponse:
    """All events of the hub, as server-sent events."""
    return await _stream(_hub(request), after, last, public=False)


@router.get("/health")
@public
async def health(request: Request) -> dict[str, Any]:
    """Whether the hub works, down to its database."""
    hub = _hub(request)
    schema = await asyncio.to_thread(hub.store.step)
    return {"status": "ok", "schema": schema, "time": hub.clock.now().isoformat()}


async def _stream(hub: Hub, after: int | None, last: str | None, *, public: bool) -> StreamingResponse:
    start = int(last) if last and last.isascii() and last.isdigit() else after
    if start is None:
        start = await hub.read(lambda reading: reading.events.newest())
    return StreamingResponse(
        events.stream(hub.feed, hub.read, start, public=public),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _found(view: dict[str, Any] | None) -> dict[str, Any]:
    if view is None:
        raise ProblemError(404, "unknown_code")
    return view


def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub
