"""The counter console: the pages are an empty shell that holds no data.

Log-in, queue and dossiers come over the hub's interface with the clerk's own session cookie, so the shell
itself may be fetched by anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from config.schema import Centre, Desk
from kiosk.hub.access import public
from kiosk.language.messages import Messages
from ui.web.pages import Pages

TEMPLATES = Path(__file__).resolve().parent / "templates"
SESSION_COOKIE = "motcua_session"


def router(messages: Messages, centre: Centre, desks: Sequence[Desk]) -> APIRouter:
    """Routes `/counter` (which counter?) and `/counter/{number}`. A number that no desk has answers 404."""
    pages = Pages(TEMPLATES, messages, centre)
    routes = APIRouter(include_in_schema=False)
    by_number = {desk.number: desk for desk in desks}

    @routes.get("/counter")
    @public
    async def choose(lang: str | None = None) -> HTMLResponse:
        return pages.show("choose.html", pages.language(lang), desks=desks, unknown=None)

    @routes.get("/counter/{number}")
    @public
    async def console(number: str, request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        desk = by_number.get(number)
        if desk is None:
            return pages.show("choose.html", shown, status=404, desks=desks, unknown=number)
        # Only whether there is a cookie, so that a first visit shows the log-in without a failed request.
        cookie = SESSION_COOKIE in request.cookies
        return pages.show("console.html", shown, desk=desk, may_be_logged_in=cookie)

    return routes
