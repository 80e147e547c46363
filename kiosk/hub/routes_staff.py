"""Defines the routes of the officers: dossiers, notices, ratings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kiosk.contract.dossier import DossierAnswer, DossierList, DossierState, NoData, Verdict
from kiosk.contract.notice import CALL_STAFF, EMERGENCY, NoticeAnswer, Notices
from kiosk.contract.notice import Notice as ShownNotice
from kiosk.contract.officer import Permission
from kiosk.contract.rating import Ratings
from kiosk.contract.text import Digest, Id, Key, Lang, Line
from kiosk.contract.ticket import Nothing
from kiosk.dossier.model import Decision
from kiosk.faults import FAULTS
from kiosk.hub import dossiers, notices, ratings, sheets, views
from kiosk.hub.access import officer_of, reach_of, require, signed_in_of, staff
from kiosk.hub.answer_clock import soonest_first
from kiosk.hub.brought_back import bring_back
from kiosk.hub.day import hub_time
from kiosk.hub.dossier_view import dossier_view
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.officers.reach import Reach
from kiosk.hub.pictures import media_type
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.queue.centre_queue import get_or_404 as ticket_or_404
from kiosk.hub.receipts import phone_code, receipt_png
from kiosk.hub.store.records import DecisionRecord, DossierRecord, Notice
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.viewings import Viewing
from kiosk.language.messages import N_

CALLS = {
    CALL_STAFF: N_("A citizen at the kiosk asks for help."),
    EMERGENCY: N_("Emergency at this counter: go there at once, quietly; call security."),
}
"""What a notice says that somebody gave."""
PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "A picture.", "content": {"image/png": {}, "image/jpeg": {}}}
}
router = APIRouter(tags=["staff"])


@router.get("/v1/tickets/{ticket_id}/dossiers", responses=refusals("unknown_ticket"))
@staff(Permission.RECEIVE)
async def dossiers_of_ticket(request: Request, ticket_id: Key, lang: Lang = "vi") -> DossierList:
    """Lists the dossiers that were handed in with a number."""
    hub, reach = hub_of(request), reach_of(hub_of(request), signed_in_of(request))

    def look(reading: Reading) -> DossierList:
        ticket_or_404(reading, ticket_id)
        return _listed(hub, reading, reach, reading.dossiers.of_ticket(ticket_id), lang)

    return await hub.read(look)


@router.get("/v1/dossiers")
@staff(Permission.RECEIVE)
async def list_dossiers(
    request: Request,
    state: DossierState | None = None,
    reference: Line | None = None,
    lang: Lang = "vi",
) -> DossierList:
    """Lists the newest dossiers that the officer may handle; of those that wait for a check all: what
    must be answered soonest first, then the oldest.
    """
    hub, reach = hub_of(request), reach_of(hub_of(request), signed_in_of(request))

    def look(reading: Reading) -> DossierList:
        if state is DossierState.WAITING_CHECK and reference is None:
            found = _listed(hub, reading, reach, reading.dossiers.waiting(), lang)
            return DossierList(dossiers=soonest_first(found.dossiers))
        filed = reading.dossiers.listed(state.value if state else None, reference)
        return _listed(hub, reading, reach, filed, lang)

    return await hub.read(look)


@router.get("/v1/dossiers/{dossier_id}", responses=refusals("unknown_dossier"))
@staff(Permission.RECEIVE, of="dossier_id")
async def one_dossier(request: Request, dossier_id: Key, lang: Lang = "vi") -> DossierAnswer:
    """Shows everything of one dossier. Looking at it is put on record, once a viewing."""
    hub = hub_of(request)

    def look(reading: Reading) -> DossierAnswer:
        filed = dossiers.get_or_404(reading, dossier_id)
        return DossierAnswer(dossier=dossier_view(hub, reading, filed, lang))

    return await hub.view(Viewing(officer_of(request), "dossier.viewed", dossier_id), look)


@router.get(
    "/v1/dossiers/{dossier_id}/files/{sha256}",
    response_class=Response,
    responses={**PICTURE, **refusals("unknown_file", "file_damaged")},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def one_file(request: Request, dossier_id: Key, sha256: Digest) -> Response:
    """Gives one page of a dossier. Looking at it is put on record, once a viewing."""
    hub = hub_of(request)

    def look(reading: Reading) -> None:
        if not reading.dossiers.has_file(dossier_id, sha256):
            raise ProblemError("unknown_file")

    await hub.view(Viewing(officer_of(request), "file.viewed", dossier_id, sha256), look)
    content = await hub.load_file(sha256)
    return Response(content, media_type=media_type(content) or "application/octet-stream")


@router.post(
    "/v1/dossiers/{dossier_id}/decision",
    status_code=201,
    responses=refusals(
        "unknown_dossier", "already_decided", "erased", "reason_missing", "papers_missing", "unknown_paper"
    ),
)
@staff(Permission.RECEIVE, of="dossier_id")
async def decide(request: Request, dossier_id: Key, verdict: Verdict, lang: Lang = "vi") -> DossierAnswer:
    """Accepts, asks for a supplement, or refuses, which needs a permission of its own. The receipt of an
    accepted one goes to the A4 printer, where the hub has one.
    """
    hub = hub_of(request)
    if verdict.kind == "refuse":
        require(request, Permission.REFUSE)
    decision = Decision(verdict.kind, officer_of(request), verdict.reason, verdict.papers, verdict.remark)

    def work(tx: Transaction) -> DossierAnswer:
        filed = hub.dossiers.decide(tx, dossier_id, decision)
        if hub.prints_sheets and filed.accepted_at is not None:
            sheets.order(tx, dossier_id)
        return DossierAnswer(dossier=dossier_view(hub, tx, filed, lang))

    return await hub.write(work)


@router.post(
    "/v1/dossiers/{dossier_id}/papers/{paper}/no-data",
    responses=refusals(
        "unknown_dossier", "already_decided", "not_replaced", "unknown_paper", "reason_missing"
    ),
)
@staff(Permission.RECEIVE, of="dossier_id")
async def no_data(
    request: Request, dossier_id: Key, paper: Id, told: NoData, lang: Lang = "vi"
) -> DossierAnswer:
    """Brings a paper back that a database should have replaced: the citizen is asked for it, with the reason.
    A second time changes nothing.
    """
    hub = hub_of(request)
    wanted = Decision("supplement", officer_of(request), told.reason, (paper,))

    def work(tx: Transaction) -> DossierAnswer:
        filed = bring_back(hub, tx, dossier_id, wanted)
        return DossierAnswer(dossier=dossier_view(hub, tx, filed, lang))

    return await hub.write(work)


@router.get(
    "/v1/dossiers/{dossier_id}/receipt.png",
    response_class=Response,
    responses={**PICTURE, **refusals("unknown_dossier", "not_accepted", "unknown_procedure")},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def receipt(request: Request, dossier_id: Key, lang: Lang = "vi") -> Response:
    """Gives the receipt (form 01) of an accepted dossier, for printing and signing. Looking at it is put on
    record, once a viewing.
    """
    hub = hub_of(request)

    def look(reading: Reading) -> tuple[DossierRecord, list[DecisionRecord]]:
        filed = dossiers.get_or_404(reading, dossier_id)
        if filed.accepted_at is None:
            raise ProblemError("not_accepted", "only an accepted dossier has a receipt")
        return filed, reading.dossiers.decisions_of(dossier_id)

    filed, decided = await hub.view(Viewing(officer_of(request), "receipt.viewed", dossier_id), look)
    png = await asyncio.to_thread(receipt_png, hub, filed, decided, lang)
    return Response(png, media_type="image/png")


@router.get(
    "/v1/dossiers/{dossier_id}/receipt-code.png",
    response_class=Response,
    responses={**PICTURE, **refusals("unknown_dossier", "not_accepted")},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def receipt_code(request: Request, dossier_id: Key) -> Response:
    """Gives the QR code by which the citizen's phone fetches the receipt, for a day after the acceptance."""
    hub = hub_of(request)
    filed = await hub.read(partial(dossiers.get_or_404, dossier_id=dossier_id))
    return Response(await asyncio.to_thread(phone_code, hub, filed), media_type="image/png")


@router.get("/v1/notices")
@staff(Permission.SERVE)
async def list_notices(
    request: Request, done: Annotated[bool, Query(alias="all")] = False, lang: Lang = "vi"
) -> Notices:
    """Lists the notices for the staff."""
    hub = hub_of(request)
    found = await hub.read(lambda reading: reading.notices.listed(done=done))
    return Notices(notices=tuple(notice_out(hub, notice, lang) for notice in found))


@router.get("/v1/ratings")
@staff(Permission.FIGURES)
async def rating_figures(request: Request, lang: Lang = "vi") -> Ratings:
    """Counts the citizens' ratings by day, the newest first."""
    hub = hub_of(request)
    return await hub.read(lambda reading: ratings.figures(hub, reading, lang))


@router.post("/v1/notices/{notice_id}/done", responses=refusals("unknown_notice"))
@staff(Permission.SERVE)
async def finish_notice(request: Request, notice_id: Key, _: Nothing, lang: Lang = "vi") -> NoticeAnswer:
    """Notes that somebody has handled the notice."""
    hub = hub_of(request)
    notice = await hub.write(partial(notices.finish, notice_id=notice_id, officer=officer_of(request)))
    return NoticeAnswer(notice=notice_out(hub, notice, lang))


@router.post("/v1/notices/{notice_id}/coming", responses=refusals("unknown_notice"))
@staff(Permission.SERVE)
async def come_to(request: Request, notice_id: Key, _: Nothing, lang: Lang = "vi") -> NoticeAnswer:
    """Notes that an officer is on the way to who called; the kiosk says so."""
    hub = hub_of(request)
    notice = await hub.write(partial(notices.come, notice_id=notice_id, officer=officer_of(request)))
    return NoticeAnswer(notice=notice_out(hub, notice, lang))


def _listed(
    hub: Hub, reading: Reading, reach: Reach, filed: Iterable[DossierRecord], lang: str
) -> DossierList:
    now = hub_time(reading)
    return DossierList(
        dossiers=tuple(
            views.dossier_brief(hub, one, now, lang) for one in filed if reach.covers(reading, one)
        )
    )


def notice_out(hub: Hub, notice: Notice, lang: str) -> ShownNotice:
    """Shows a notice to officers."""
    fault = FAULTS.get(notice.kind)
    text = fault.staff if fault else CALLS.get(notice.kind, notice.kind)
    return ShownNotice(
        id=notice.id,
        kind=notice.kind,
        detail=notice.detail,
        kiosk=notice.kiosk,
        at=notice.at,
        done=notice.done_at is not None,
        coming=notice.coming_at is not None,
        text=hub.messages.text(lang, text),
    )
