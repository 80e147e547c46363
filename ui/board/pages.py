"""The public board and the phone pages behind the codes of tickets and slips. No personal data on any."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.catalogue.tell import words
from kiosk.hub import views
from kiosk.hub.access import public
from kiosk.language.messages import SOURCE_LANGUAGE, Messages
from ui.web import static
from ui.web.pages import DEFAULT_LANGUAGE, Pages

TEMPLATES = Path(__file__).resolve().parent / "templates"
LAST_CALLS = 3


def router(messages: Messages) -> APIRouter:
    """Routes `/board`, `/t/{token}`, `/d/{token}` and `/static/…` (for every web face).

    The pages ask the hub on `request.app.state.hub`; an unknown token gets a page with status 404.
    """
    pages = Pages(TEMPLATES, messages)
    routes = APIRouter(include_in_schema=False)
    routes.include_router(static.router())

    @routes.get("/board")
    @public
    async def board(request: Request, lang: str | None = None) -> HTMLResponse:
        hub = request.app.state.hub
        main = pages.language(lang)
        other = SOURCE_LANGUAGE if main == DEFAULT_LANGUAGE else DEFAULT_LANGUAGE
        names = {
            field.id: {
                "letter": field.letter,
                "name": words(field.name, main, messages),
                "other": words(field.name, other, messages),
            }
            for field in hub.fields
        }
        return pages.show("board.html", main, hub.centre, other_lang=other, fields=names)

    @routes.get("/t/{token}")
    @public
    async def ticket(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub = request.app.state.hub
        shown = pages.language(lang)
        found = await views.ticket_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        calls = (await views.board(hub, shown))["calling"][:LAST_CALLS]
        return pages.show("ticket.html", shown, hub.centre, ticket=found, calls=calls)

    @routes.get("/d/{token}")
    @public
    async def dossier(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub = request.app.state.hub
        shown = pages.language(lang)
        found = await views.status_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        return pages.show("dossier.html", shown, hub.centre, status_of=found)

    return routes
