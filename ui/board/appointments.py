"""Serves the page of an appointment: the slip that staff print, and what its holder's phone shows. No person
stands on it.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from kiosk.catalogue.describe import day_words
from kiosk.hub.access import public
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import appointments
from kiosk.hub.queue.appointment_views import appointment_out
from kiosk.hub.store.records import Actor
from kiosk.hub.store.transaction import Transaction
from kiosk.language.messages import Messages
from kiosk.queue.appointments import opens_at
from ui.board import states
from ui.board.pages import TEMPLATES
from ui.web.pages import Pages


def router(messages: Messages) -> APIRouter:
    """Makes the routes `/a/{token}` and `/a/{token}/cancel`. An unknown token gets a page with status 404."""
    pages = Pages(TEMPLATES, messages)
    routes = APIRouter(include_in_schema=False)

    @routes.get("/a/{token}")
    @public
    async def appointment(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub, shown = hub_of(request), pages.language(lang)
        found = await hub.read(lambda reading: reading.appointments.by_token(token))
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        out = await hub.read(lambda reading: appointment_out(hub, reading, found, shown))
        return pages.show(
            "appointment.html",
            shown,
            hub.centre,
            appointment=out,
            shown=states.MISSED if out.missed else states.APPOINTMENT[out.state],
            waits=out.state == "booked",
            time=f"{out.at:%H:%M}",
            day=day_words(out.at.date(), shown),
            opens=f"{opens_at(hub.bundle.booking, out.at):%H:%M}",
            late_minutes=hub.bundle.calling.appointment.late_minutes,
            code=f"{out.code[:4]}-{out.code[4:]}",
            code_picture=_code_picture(out.url),
            token=token,
        )

    @routes.post("/a/{token}/cancel")
    @public
    async def cancel(token: str, request: Request, lang: str | None = None) -> Response:
        hub = hub_of(request)

        def work(tx: Transaction) -> None:
            found = appointments.by_token_or_404(tx, token)
            appointments.cancel(tx, found, Actor("holder", "holder"), "")

        with suppress(ProblemError):  # it is another state by now: the page shows it
            await hub.write(work)
        query = f"?lang={pages.language(lang)}" if lang else ""
        return RedirectResponse(f"/a/{quote(token)}{query}", 303)

    return routes


def _code_picture(text: str) -> Markup:
    """Draws the QR code of a text as part of the page."""
    made = segno.make(text, error="m", micro=False).svg_inline(scale=6, border=4, omitsize=True)
    return Markup(made)  # noqa: S704 - the picture holds modules only
