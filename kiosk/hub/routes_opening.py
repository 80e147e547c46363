"""Defines the routes by which an officer opens a dossier for who brings the papers to the counter."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from kiosk.contract.dossier import FileAnswer
from kiosk.contract.officer import Permission
from kiosk.contract.opening import (
    BroughtDossier,
    CardValues,
    OfferedProcedures,
    OpenedAnswer,
    Opening,
    ScannedCard,
    WantedOpening,
)
from kiosk.contract.text import CounterNumber, Lang
from kiosk.contract.upload import MOST_FILE
from kiosk.dossier.codec import canonical
from kiosk.hub.access import officer_of, require, staff
from kiosk.hub.day import today
from kiosk.hub.hub import Answer, hub_of
from kiosk.hub.opened import Desk, open_dossier
from kiosk.hub.opening import card_values, opening, procedure_at, procedures
from kiosk.hub.pages import take_page
from kiosk.hub.problems import refusals
from kiosk.hub.routes_kiosk import IdempotencyKey, body_of
from kiosk.hub.store.transaction import Transaction

router = APIRouter(prefix="/v1/counters/{number}", tags=["staff"])


@router.get("/procedures", responses=refusals("unknown_counter"))
@staff(Permission.RECEIVE, at="number")
async def offered(request: Request, number: CounterNumber, lang: Lang = "vi") -> OfferedProcedures:
    """Lists the procedures for which this counter can open a dossier."""
    return procedures(hub_of(request), number, lang)


@router.post("/opening", responses=refusals("unknown_counter", "unknown_procedure", "other_field"))
@staff(Permission.RECEIVE, at="number")
async def ask_for(
    request: Request, number: CounterNumber, wanted: WantedOpening, lang: Lang = "vi"
) -> Opening:
    """Says what a dossier asks for, as far as the answers given so far decide it. Nothing is kept."""
    hub = hub_of(request)
    return opening(hub, procedure_at(hub, number, wanted.procedure), wanted.answers, lang)


@router.post("/card", responses=refusals("unknown_counter", "not_a_card"))
@staff(Permission.RECEIVE, at="number")
async def scanned(request: Request, number: CounterNumber, card: ScannedCard) -> CardValues:
    """Reads a citizen card's code, which the counter's scanner typed. Nothing is kept."""
    hub = hub_of(request)
    hub.queue.counter(number)
    return card_values(card.code, await hub.read(today))


@router.post(
    "/pages",
    status_code=201,
    max_body_size=MOST_FILE,
    responses=refusals("unknown_counter", "not_a_picture", "too_many_uploads"),
    openapi_extra=body_of("application/octet-stream", {"type": "string", "format": "binary"}),
)
@staff(Permission.RECEIVE, at="number")
async def put_page(request: Request, number: CounterNumber) -> FileAnswer:
    """Stores one page that was photographed at the counter; its digest goes with the dossier. The same
    picture again changes nothing.
    """
    hub = hub_of(request)
    hub.queue.counter(number)
    return FileAnswer(file=await take_page(hub, request, None))


@router.post(
    "/dossiers",
    status_code=201,
    response_model=OpenedAnswer,
    responses=refusals(
        *(
            "unknown_counter",
            "unknown_procedure",
            "other_field",
            "consent_missing",
            "value_wrong",
            "not_a_card",
        ),
        *("unknown_paper", "files_missing", "unknown_ticket", "wrong_day", "no_time_left", "key_reused"),
    ),
)
@staff(Permission.RECEIVE, at="number")
async def open_here(
    request: Request, number: CounterNumber, wanted: BroughtDossier, key: IdempotencyKey, lang: Lang = "vi"
) -> JSONResponse:
    """Files a dossier for somebody who brings the papers to this counter: as one that a kiosk hands in."""
    hub = hub_of(request)
    if wanted.number:
        require(request, Permission.SERVE)
    desk = Desk(hub, number, officer_of(request), lang)

    def work(tx: Transaction) -> Answer:
        return 201, OpenedAnswer(dossier=open_dossier(desk, tx, wanted)).model_dump(mode="json")

    status, answer = await hub.write_once("opened", key, canonical(wanted.model_dump(mode="json")), work)
    return JSONResponse(answer, status)
