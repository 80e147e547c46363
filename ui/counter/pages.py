"""Serves the pages for the staff: empty shells that hold no data.

Queue, dossiers, figures and accounts come over the hub's interface with the officer's own session cookie. The
console, where one signs in, may be fetched by anybody; each other page needs one permission.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.catalogue.describe import words
from kiosk.contract.officer import Permission
from kiosk.hub.access import COOKIE, page, public
from kiosk.hub.hub import hub_of
from kiosk.language.messages import Messages
from ui.counter.states import chips, permissions, reasons, sign_in_texts
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

    @routes.get("/counter/sign-in")
    @public
    async def sign_in(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show(
            "sign_in.html", shown, hub_of(request).centre, sign_in_texts=sign_in_texts(messages, shown)
        )

    @routes.get("/counter/account")
    @page(None)
    async def account(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show(
            "account.html",
            shown,
            hub_of(request).centre,
            permissions=permissions(messages, shown),
            sign_in_texts=sign_in_texts(messages, shown),
        )

    @routes.get("/counter/officers")
    @page(Permission.ADMINISTER)
    async def officers(request: Request, lang: str | None = None) -> HTMLResponse:
        hub, shown = hub_of(request), pages.language(lang)
        return pages.show(
            "officers.html",
            shown,
            hub.centre,
            permissions=permissions(messages, shown),
            counters=[
                {"number": one.number, "name": words(one.name, shown, messages)} for one in hub.counters
            ],
            sign_in_texts=sign_in_texts(messages, shown),
        )

    @routes.get("/counter/kiosks")
    @page(Permission.ADMINISTER)
    async def kiosks(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show(
            "kiosks.html", shown, hub_of(request).centre, sign_in_texts=sign_in_texts(messages, shown)
        )

    @routes.get("/counter/appointments")
    @page(Permission.SERVE)
    async def appointments(request: Request, lang: str | None = None) -> HTMLResponse:
        hub, shown = hub_of(request), pages.language(lang)
        booking = hub.bundle.booking
        taken = {one for one in booking.capacity if hub.bundle.timetable.states_hours(one)}
        fields = [
            {"id": one.id, "letter": one.letter, "name": words(one.name, shown, messages)}
            for one in hub.fields
            if one.id in taken
        ]
        return pages.show("appointments.html", shown, hub.centre, fields=fields)

    @routes.get("/counter/ratings")
    @page(Permission.FIGURES)
    async def ratings(request: Request, lang: str | None = None) -> HTMLResponse:
        return pages.show("ratings.html", pages.language(lang), hub_of(request).centre)

    @routes.get("/counter/figures")
    @page(Permission.FIGURES)
    async def figures(request: Request, lang: str | None = None) -> HTMLResponse:
        return pages.show("figures.html", pages.language(lang), hub_of(request).centre)

    @routes.get("/counter/report")
    @page(Permission.FIGURES)
    async def report(request: Request, lang: str | None = None) -> HTMLResponse:
        return pages.show("report.html", pages.language(lang), hub_of(request).centre)

    @routes.get("/counter/cash")
    @page(Permission.FIGURES)
    async def cash(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show("cash.html", shown, hub_of(request).centre, chips=chips(messages, shown))

    @routes.get("/counter/handover")
    @page(Permission.SUPERVISE)
    async def handover(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show(
            "handover.html",
            shown,
            hub_of(request).centre,
            chips=chips(messages, shown),
            reasons=reasons(messages, shown),
        )

    @routes.get("/counter/reconciliation")
    @page(Permission.FIGURES)
    async def reconciliation(request: Request, lang: str | None = None) -> HTMLResponse:
        shown = pages.language(lang)
        return pages.show(
            "reconciliation.html",
            shown,
            hub_of(request).centre,
            chips=chips(messages, shown),
            reasons=reasons(messages, shown),
        )

    @routes.get("/counter/{number}/opening")
    @page(Permission.RECEIVE)
    async def opening(number: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub, shown = hub_of(request), pages.language(lang)
        counter = next((one for one in hub.counters if one.number == number), None)
        if counter is None:
            return pages.show(
                "choose.html", shown, hub.centre, status=404, counters=hub.counters, unknown=number
            )
        return pages.show("opening.html", shown, hub.centre, counter=counter)

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
            priorities=[
                {"id": one.id, "name": words(one.name, shown, messages)} for one in hub.bundle.priorities
            ],
        )

    return routes
