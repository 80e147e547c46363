"""Serves the counter console: the pages are an empty shell that holds no data.

Log-in, queue and dossiers come over the hub's interface with the clerk's own session cookie, so the shell
itself may be fetched by anybody.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.hub.access import COOKIE, public
from kiosk.hub.hub import hub_of
from kiosk.language.messages import Messages
from ui.counter.states import chips
from ui.web.pages import Pages

TEMPLATES = Path(__file__).resolve().parent / "templates"


def router(messages: Messages) -> APIRouter:
    """Makes the routes `/counter` (which counter?) and `/counter/{number}`; 404 for a number that no counter
    has.

    Centre and counters are those of the hub that answers;
    the static files come with the board's router.
    """
    pages = Pages(TEMPLATES, messages)
    routes = APIRouter(include_in_schema=False)

    @routes.get("/counter")
    @public
    async def choose(request: Request, lang: str | None = None) -> HTMLResponse:
        hub = hub_of(request)
        return pages.show(
            "choose.html", pages.language(lang), hub.centre, counters=hub.counters, unknown=None
        )

    @routes.get("/counter/ratings")
    @public
    async def ratings(request: Request, lang: str | None = None) -> HTMLResponse:
        return pages.show("ratings.html", pages.language(lang), hub_of(request).centre)

    @routes.get("/counter/figures")
    @public
    async def figures(request: Request, lang: str | None = None) -> HTMLResponse:
        return pages.show("figures.html", pages.language(lang), hub_of(request).centre)

    @routes.get("/counter/{number}")
    @public
    async def console(number: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub = hub_of(request)
        shown = pages.language(lang)
        counter = next((one for one in hub.counters if one.number == number), None)
        if counter is None:
            return pages.show(
                "choose.html", shown, hub.centre, status=404, counters=hub.counters, unknown=number
            )
        # Only whether there is a cookie, so that a first visit shows the log-in without a failed request.
        return pages.show(
            "console.html",
            shown,
            hub.centre,
            counter=counter,
            may_be_logged_in=COOKIE in request.cookies,
            chips=chips(messages, shown),
        )

    return routes
