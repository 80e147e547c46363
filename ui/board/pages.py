"""Serves the public board and the phone pages behind the codes of tickets and slips. No
personal data on any.

Only the code that the console shows after an acceptance leads to the receipt as well (`kiosk.hub.receipts`).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.catalogue.describe import words
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import HolderAct, TicketState
from kiosk.hub import receipts, views
from kiosk.hub.access import public
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import serving
from kiosk.hub.queue import views as queue_views
from kiosk.hub.store.records import DossierRecord
from kiosk.language.messages import SOURCE_LANGUAGE, Messages
from ui.board import rating, states, steps
from ui.web import static
from ui.web.pages import DEFAULT_LANGUAGE, HEADERS, Pages

TEMPLATES = Path(__file__).resolve().parent / "templates"
LAST_CALLS = 3


def router(messages: Messages) -> APIRouter:
    """Makes the routes `/board`, `/t/{token}`, `/d/{token}`, `/d/{token}/{word}` with the receipt, and
    `/static/…` (for every web face).

    An unknown token gets a page with status 404.
    """
    pages = Pages(TEMPLATES, messages)
    routes = APIRouter(include_in_schema=False)
    routes.include_router(static.router(messages.fonts))

    @routes.get("/board")
    @public
    async def board(request: Request, lang: str | None = None, sound: bool = False) -> HTMLResponse:
        hub = hub_of(request)
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
        return pages.show("board.html", main, hub.centre, other_lang=other, fields=names, sound=sound)

    @routes.get("/t/{token}")
    @public
    async def ticket(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub = hub_of(request)
        shown = pages.language(lang)
        found = await queue_views.ticket_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        calls = (await queue_views.board(hub, shown)).calling[:LAST_CALLS]
        waits = found.state in (TicketState.WAITING, TicketState.TRANSFERRED)
        state = states.NEXT if waits and found.ahead == 0 else states.TICKET[found.state]
        return pages.show(
            "ticket.html",
            shown,
            hub.centre,
            ticket=found,
            shown=state,
            waits=waits,
            calls=calls,
            token=token,
            buttons=states.buttons(found.state),
            page=f"/t/{quote(token)}",
            rating=await rating.card(hub, "t", token, request.query_params),
        )

    @routes.post("/t/{token}/{act}")
    @public
    async def act(token: str, act: HolderAct, request: Request, lang: str | None = None) -> Response:
        hub = hub_of(request)
        with suppress(ProblemError):  # it is another state by now: the page shows it
            await hub.write(lambda tx: serving.holder_act(tx, token, act))
        query = f"?lang={pages.language(lang)}" if lang else ""
        return RedirectResponse(f"/t/{quote(token)}{query}", 303)

    @routes.get("/d/{token}")
    @public
    async def dossier(token: str, request: Request, lang: str | None = None) -> HTMLResponse:
        hub = hub_of(request)
        shown = pages.language(lang)
        found = await views.status_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        rated = await rating.card(hub, "d", token, request.query_params)
        return _dossier_page(pages, hub, shown, found, token=token, receipt=None, rated=rated)

    @routes.get("/d/{token}/{word}")
    @public
    async def dossier_with_receipt(
        token: str, word: str, request: Request, lang: str | None = None
    ) -> HTMLResponse:
        hub = hub_of(request)
        shown = pages.language(lang)
        found = await views.status_by_token(hub, token, shown)
        if found is None:
            return pages.show("unknown.html", shown, hub.centre, status=404)
        filed = await _opened(hub, token, word)
        address = f"/d/{token}/{word}/receipt.pdf" if filed else ""
        rated = None if filed else await rating.card(hub, "d", token, {})
        return _dossier_page(pages, hub, shown, found, token=token, receipt=address, rated=rated)

    @routes.get("/d/{token}/{word}/receipt.pdf")
    @public
    async def receipt(token: str, word: str, request: Request, lang: str | None = None) -> Response:
        hub = hub_of(request)
        filed = await _opened(hub, token, word)
        if filed is None:
            return pages.show("unknown.html", pages.language(lang), hub.centre, status=404)
        decided = await hub.read(lambda reading: reading.dossiers.decisions_of(filed.dossier.id))
        pdf = await asyncio.to_thread(receipts.receipt_pdf, hub, filed, decided, filed.dossier.lang)
        name = f'inline; filename="{filed.code or filed.dossier.reference}.pdf"'
        headers = {**HEADERS, "Content-Disposition": name}
        return Response(pdf, media_type="application/pdf", headers=headers)

    return routes


def _dossier_page(
    pages: Pages,
    hub: Hub,
    lang: str,
    status: SubmissionStatus,
    *,
    token: str,
    receipt: str | None,
    rated: rating.RatingCard | None,
) -> HTMLResponse:
    """Renders a dossier's page; `receipt`: where it can be fetched; empty where it no longer can be; None
    where nobody asked for it.
    """
    shown = states.DOSSIER[status.state]
    return pages.show(
        "dossier.html",
        lang,
        hub.centre,
        status_of=status,
        shown=shown,
        upstream=states.UPSTREAM[status.upstream.place] if status.upstream else None,
        receipt=receipt,
        steps=steps.lines(status.steps, lang, hub.messages),
        rating=rated,
        page=f"/d/{quote(token)}",
    )


async def _opened(hub: Hub, token: str, word: str) -> DossierRecord | None:
    """Finds the dossier of that slip, if the word opens its receipt now."""
    filed = await hub.read(lambda reading: reading.dossiers.by_token(token))
    return filed if filed is not None and receipts.opens(hub, filed, word) else None
