"""Defines the officers' routes to forms on A4: a dossier's declaration, the office's forms, the register."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.contract.dossier import FormNumber, WantedForm
from kiosk.contract.officer import Permission
from kiosk.contract.text import Day, Key
from kiosk.hub import dossiers
from kiosk.hub.access import officer_of, staff
from kiosk.hub.day import today
from kiosk.hub.forms import Sheet, declaration, office_form, register
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.problems import refusals
from kiosk.hub.store.transaction import Transaction

PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Pages of A4.",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_REFUSED = ("unknown_dossier", "unknown_procedure", "not_decided", "not_accepted", "reason_missing")
router = APIRouter(tags=["staff"])


@router.get(
    "/v1/dossiers/{dossier_id}/declaration",
    response_class=Response,
    responses={**PDF, **refusals("unknown_dossier", "no_form", "unknown_procedure")},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def declaration_of_dossier(request: Request, dossier_id: Key) -> Response:
    """Gives the dossier's declaration, filled from the visit: a draft to be compared with the official form.
    Making it is put on record.
    """
    hub = hub_of(request)
    officer = officer_of(request)

    def work(tx: Transaction) -> Sheet:
        filed = dossiers.get_or_404(tx, dossier_id)
        tx.audit.add("staff", officer, "dossier.declaration", dossier_id)
        return declaration(hub, filed)

    return await _answer(hub, await hub.write(work), f"declaration-{dossier_id}")


@router.get(
    "/v1/dossiers/{dossier_id}/forms/{number}",
    response_class=Response,
    responses={**PDF, **refusals(*_REFUSED)},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def form_of_dossier(request: Request, dossier_id: Key, number: FormNumber) -> Response:
    """Gives one of the office's forms for which nothing is to be typed. Making it is put on record."""
    return await _form(request, dossier_id, number, WantedForm())


@router.post(
    "/v1/dossiers/{dossier_id}/forms/{number}",
    response_class=Response,
    responses={**PDF, **refusals(*_REFUSED, "wrong_day")},
)
@staff(Permission.RECEIVE, of="dossier_id")
async def typed_form_of_dossier(
    request: Request, dossier_id: Key, number: FormNumber, wanted: WantedForm
) -> Response:
    """Gives one of the office's forms with what the officer typed; nothing of the dossier changes. Making it
    is put on record.
    """
    return await _form(request, dossier_id, number, wanted)


@router.get("/v1/register", response_class=Response, responses=PDF)
@staff(Permission.RECEIVE)
async def register_of_day(request: Request, day: Day | None = None) -> Response:
    """Gives the register (form 07) of the dossiers accepted on a day, today's if none is named. Making it is
    put on record.
    """
    hub = hub_of(request)
    officer = officer_of(request)

    def work(tx: Transaction) -> Sheet:
        of_day = day or today(tx)
        tx.audit.add("staff", officer, "register.made", of_day.isoformat())
        return register(hub, tx, of_day)

    return await _answer(hub, await hub.write(work), "register")


async def _form(request: Request, dossier_id: str, number: FormNumber, wanted: WantedForm) -> Response:
    hub = hub_of(request)
    officer = officer_of(request)

    def work(tx: Transaction) -> Sheet:
        filed = dossiers.get_or_404(tx, dossier_id)
        tx.audit.add("staff", officer, "dossier.form", dossier_id, number)
        return office_form(hub, tx, filed, number, wanted)

    return await _answer(hub, await hub.write(work), f"form-{number}-{dossier_id}")


async def _answer(hub: Hub, sheet: Sheet, name: str) -> Response:
    content = await asyncio.to_thread(sheet.pdf, hub)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
