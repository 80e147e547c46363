"""Defines the routes that everybody may use, and the two event streams. Nothing personal comes from the
public ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema
from starlette.types import Receive, Scope, Send

from kiosk.contract.queue import Board
from kiosk.contract.session import Health, StoreHealth
from kiosk.contract.submission import StatusAnswer
from kiosk.contract.text import FromHub, Lang, Written
from kiosk.contract.ticket import HeldTicketAnswer
from kiosk.hub import events, views
from kiosk.hub.access import COOKIE, client_address, public, signed_in
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.officers import sessions
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.queue import views as queue_views
from kiosk.hub.store.records import EventRecord
from kiosk.hub.store.transaction import Reading

_Seq = Annotated[int, Field(ge=0, le=2**53)] | SkipJsonSchema[None]
After = Annotated[_Seq, Query()]
LastEventId = Annotated[_Seq, Header(alias="Last-Event-ID")]
AnyCode = Annotated[str, Written(64)]
"""What somebody scanned: unknown unless it is exactly one of our tokens."""
EVENT_EXAMPLE = (
    "id: 7\nevent: ticket.called\n"
    'data: {"seq": 7, "at": "2026-11-23T02:00:00+00:00", "number": "H 047", "counter": "3", "again": false}'
    "\n\n"
)
EVENT_FRAME = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$"},
        "event": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["id", "event", "data"],
}
"""One event, as OpenAPI 3.2 describes the items of a stream."""
STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events in the order in which they happened; a comment every 15 seconds of silence.",
        "content": {"text/event-stream": {"itemSchema": EVENT_FRAME, "example": EVENT_EXAMPLE}},
    }
}
T = TypeVar("T", bound=FromHub)
router = APIRouter(tags=["public"])


@router.get("/v1/board")
@public
async def board(request: Request, lang: Lang = "vi") -> Board:
    """Shows who is called where."""
    return await queue_views.board(hub_of(request), lang)


@router.get("/v1/tickets/by-token/{token}", responses=refusals("unknown_code"))
@public
async def ticket_by_token(request: Request, token: AnyCode, lang: Lang = "vi") -> HeldTicketAnswer:
    """Shows the ticket behind a ticket's QR code."""
    return HeldTicketAnswer(ticket=_found(await queue_views.ticket_by_token(hub_of(request), token, lang)))


@router.get("/v1/status/{token}", responses=refusals("unknown_code"))
@public
async def status_by_token(request: Request, token: AnyCode, lang: Lang = "vi") -> StatusAnswer:
    """Shows where the dossier behind a slip's QR code is."""
    return StatusAnswer(status=_found(await views.status_by_token(hub_of(request), token, lang)))


@router.get("/v1/events", response_class=StreamingResponse, responses=STREAM | refusals("too_many_streams"))
@public
async def public_events(request: Request, after: After = None, last: LastEventId = None) -> StreamingResponse:
    """Numbers being called, as server-sent events."""
    hub = hub_of(request)
    address = client_address(request)
    if not hub.anonymous_streams.admit(address):
        raise ProblemError("too_many_streams")
    try:
        frames = await _frames(hub, last if last is not None else after)
    except BaseException:
        hub.anonymous_streams.release(address)
        raise
    return _Stream(frames, ended=lambda: hub.anonymous_streams.release(address))


@router.get("/v1/staff/events", response_class=StreamingResponse, responses=STREAM)
@signed_in
async def staff_events(request: Request, after: After = None, last: LastEventId = None) -> StreamingResponse:
    """Streams all events of the hub, as server-sent events, until the session ends."""
    hub, token = hub_of(request), request.cookies[COOKIE]

    def may_listen(reading: Reading) -> bool:
        return sessions.find(reading, token, hub.centre.code) is not None

    after = last if last is not None else after
    return _Stream(await _frames(hub, after, may_listen))


@router.get("/health")
@public
async def health(request: Request) -> Health:
    """Checks that the hub works: its database is written to, and read from; names what it warns of."""
    hub = hub_of(request)
    schema = await asyncio.to_thread(hub.store.check)
    facts = await asyncio.to_thread(hub.store.about)
    warnings = tuple(hub.warnings)
    return Health(
        status="warning" if warnings else "ok",
        schema_version=schema,
        store=StoreHealth(kind=facts.kind, version=facts.version, lag_s=facts.lag_s),
        time=hub.clock.now(),
        warnings=warnings,
    )


async def _frames(
    hub: Hub, after: int | None, may_listen: Callable[[Reading], bool] | None = None
) -> AsyncIterator[bytes]:
    newest = await hub.read(lambda reading: reading.events.newest())
    reset = None
    if after is not None and after > newest:
        reset = EventRecord(newest, hub.clock.now().isoformat(), "reset", {})
    begin = newest if after is None or reset is not None else after
    return events.stream(hub.feed, hub.read, begin, first=reset, may_listen=may_listen)


class _Stream(StreamingResponse):
    """Streams events; `ended` is called once it is over, however it ends."""

    def __init__(self, frames: AsyncIterator[bytes], ended: Callable[[], object] = lambda: None) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(frames, media_type="text/event-stream", headers=headers)
        self._ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._ended()


def _found(view: T | None) -> T:
    if view is None:
        raise ProblemError("unknown_code")
    return view
