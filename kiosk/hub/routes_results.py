"""Defines the routes of what follows a dossier's hand-in: portal's code, result, fee; and the day's fees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.contract.dossier import DossierAnswer
from kiosk.contract.officer import Permission
from kiosk.contract.result import DayCash, FeePaid, HandOut, PortalCode, StepKind
from kiosk.contract.text import Key, Lang
from kiosk.contract.ticket import Nothing
from kiosk.hub import cash, results
from kiosk.hub.access import officer_of, staff
from kiosk.hub.day import hub_time, today
from kiosk.hub.dossier_view import dossier_view
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import refusals
from kiosk.hub.store.records import DossierRecord, StepRecord
from kiosk.hub.store.transaction import Reading, Transaction

CSV = "text/csv"
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The day's fees, one row each.", "content": {CSV: {"schema": {"type": "string"}}}}
}
_STEP = refusals("unknown_dossier", "already_noted", "wrong_dossier_state")
router = APIRouter(tags=["results"])


@router.post("/v1/dossiers/{dossier_id}/ready", status_code=201, responses=_STEP)
@staff(Permission.RECEIVE, of="dossier_id")
async def ready(request: Request, dossier_id: Key, _: Nothing, lang: Lang = "vi") -> DossierAnswer:
    """Notes that the result of an accepted dossier is there; its holder is told on the status page."""
    return await _note(request, lang, _step(request, dossier_id, "ready"))


@router.post("/v1/dossiers/{dossier_id}/handed-out", status_code=201, responses=_STEP)
@staff(Permission.RECEIVE, of="dossier_id")
async def hand_out(request: Request, dossier_id: Key, told: HandOut, lang: Lang = "vi") -> DossierAnswer:
    """Notes that the result was handed out, and to whom: a role, no name."""
    return await _note(request, lang, partial(_step(request, dossier_id, "handed_out"), detail=told.to))


@router.post("/v1/dossiers/{dossier_id}/fee", status_code=201, responses=_STEP)
@staff(Permission.RECEIVE, of="dossier_id")
async def take_fee(request: Request, dossier_id: Key, paid: FeePaid, lang: Lang = "vi") -> DossierAnswer:
    """Notes that the fee was paid, and how. It stands in the fees of the day."""
    new = partial(_step(request, dossier_id, "fee"), detail=paid.paid_by, amount=paid.amount)
    return await _note(request, lang, new)


@router.post(
    "/v1/dossiers/{dossier_id}/portal-code",
    status_code=201,
    responses=refusals(
        "unknown_dossier", "already_noted", "wrong_dossier_state", "code_taken", "code_malformed"
    ),
)
@staff(Permission.RECEIVE, of="dossier_id")
async def portal_code(
    request: Request, dossier_id: Key, pasted: PortalCode, lang: Lang = "vi"
) -> DossierAnswer:
    """Notes the code that the national portal gave the dossier; no other one may have it."""
    officer = officer_of(request)
    return await _write(
        request, lang, lambda tx: results.note_portal_code(tx, dossier_id, officer, pasted.code)
    )


@router.post(
    "/v1/dossiers/{dossier_id}/steps/{kind}/back",
    responses=refusals("unknown_dossier", "nothing_to_undo", "wrong_dossier_state"),
)
@staff(Permission.RECEIVE, of="dossier_id")
async def take_back(
    request: Request, dossier_id: Key, kind: StepKind, _: Nothing, lang: Lang = "vi"
) -> DossierAnswer:
    """Takes a step back that was noted by mistake, or a fee that was given back. Both stay on record."""
    officer = officer_of(request)
    return await _write(request, lang, lambda tx: results.take_back(tx, dossier_id, kind, officer))


@router.get("/v1/cash")
@staff(Permission.FIGURES)
async def cash_of_day(request: Request, day: date | None = None, lang: Lang = "vi") -> DayCash:
    """Lists the fees of a day with their sums; today's where none is named."""
    hub = hub_of(request)
    return await hub.read(lambda reading: cash.day_cash(hub, reading, day or today(reading), lang))


@router.get("/v1/cash.csv", response_class=Response, responses=TABLE)
@staff(Permission.FIGURES)
async def cash_table(request: Request, day: date | None = None, lang: Lang = "vi") -> Response:
    """Gives the fees of a day as CSV; today's where none is named."""
    hub = hub_of(request)

    def look(reading: Reading) -> DayCash:
        return cash.day_cash(hub, reading, day or today(reading), lang)

    found = await hub.read(look)
    headers = {"Content-Disposition": f'attachment; filename="fees-{found.day.isoformat()}.csv"'}
    text = "\N{BYTE ORDER MARK}" + cash.table(found)
    return Response(text, media_type=f"{CSV}; charset=utf-8", headers=headers)


def _step(request: Request, dossier_id: str, kind: StepKind) -> Callable[..., StepRecord]:
    return partial(StepRecord, dossier_id, kind, officer_of(request))


async def _note(request: Request, lang: str, new: Callable[..., StepRecord]) -> DossierAnswer:
    return await _write(request, lang, lambda tx: results.note(tx, new(at=hub_time(tx))))


async def _write(request: Request, lang: str, work: Callable[[Transaction], DossierRecord]) -> DossierAnswer:
    hub = hub_of(request)

    def run(tx: Transaction) -> DossierAnswer:
        return DossierAnswer(dossier=dossier_view(hub, tx, work(tx), lang))

    return await hub.write(run)
