"""Defines the route by which a dossier is erased."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request

from kiosk.contract.erasure import ErasedAnswer, ErasedFacts, Erasure
from kiosk.contract.officer import Permission
from kiosk.contract.text import Key
from kiosk.hub import erasure
from kiosk.hub.access import officer_of, staff
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import refusals

router = APIRouter(tags=["staff"])


@router.post(
    "/v1/dossiers/{dossier_id}/erase",
    status_code=201,
    responses=refusals("unknown_dossier", "handed_over_first"),
)
@staff(Permission.SUPERVISE, of="dossier_id")
async def erase(request: Request, dossier_id: Key, wanted: Erasure) -> ErasedAnswer:
    """Erases what is personal in a dossier, and destroys its pages. It can't be undone."""
    hub = hub_of(request)
    work = partial(erasure.erase, dossier_id=dossier_id, officer=officer_of(request), basis=wanted.basis)
    await hub.write(work)
    pages = await hub.write(partial(erasure.destroy_pages, files=hub.files))
    at = await hub.read(lambda reading: reading.erasures.at(dossier_id))
    if at is None:
        raise LookupError("an erasure is gone")
    return ErasedAnswer(erased=ErasedFacts(id=dossier_id, at=at, pages=pages))
