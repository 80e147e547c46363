"""The public board and the phone pages behind the codes of tickets and slips. No personal data on any."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from config.schema import Centre, QueueField
from kiosk.hub import views
from kiosk.hub.access import public
from kiosk.language.messages import Messages
from ui.web import static
from ui.web.pages import Pages

TEMPLATES = Path(__file__).resolve().parent / "templates"
OTHER = {"vi": "en", "en": "vi"}


def router(messages: Messages, centre: Centre, fields: Sequence[QueueField]) -> APIRouter:
    """Routes `/board`, `/t/{token}`, `/d/{token}` and `/static/…` (for every web face).

    The phone pages ask the hub on `request.app.state.hub`; an unknown token gets a page with status 404.
    """
    pages = Pages(TEMPLATES, messages, centre)
    routes = APIRouter(include_in_schema=False)
    routes.include_router(static.router())

    @routes.get("/board")
    @public
    async def board(lang: str | None = None) -> HTMLResponse:
        main = pages.language(lang)
        names = {
            field.id: {"letter": field.letter, "name": getattr(field.name, main)}
            | {"other": getattr(field.name, OTHER[main])}
            for field in fields
        }
        return pages.show("board.html", main, other_lang=OTHER[main], fields=names)

    @routes.get("/t/{token}")
    @public
    async def ticket(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        hub = request.app.state.hub
        found = await views.ticket_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, status=404)
        calls = (await views.board(hub, shown))["calling"]
        return pages.show("ticket.html", shown, ticket=_inner(found, "ticket"), calls=calls[:3])

    @routes.get("/d/{token}")
    @public
    async def dossier(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        found = await views.status_by_token(request.app.state.hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, status=404)
        return pages.show("dossier.html", shown, status_of=_inner(found, "status"))

    return routes


def _inner(found: dict[str, Any], key: str) -> dict[str, Any]:
    inner: dict[str, Any] = found.get(key, found)
    return inner
