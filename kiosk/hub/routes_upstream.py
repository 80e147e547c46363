"""Defines the routes of what is handed over to backends: how it stands, a person's decisions, the account of
a day, what backends tell back, and the pages that they fetch.
"""

from __future__ import annotations

import hmac
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from pydantic import Field, ValidationError

from kiosk.contract.account import DayAccount, DeliveryAnswer, Resolution, Upstream
from kiosk.contract.officer import Permission
from kiosk.contract.problem import places
from kiosk.contract.text import Digest, Key, Lang, Written
from kiosk.contract.upstream import BackendName, EventTaken, StateEvent
from kiosk.hub.access import officer_of, signed, staff
from kiosk.hub.day import today
from kiosk.hub.hub import hub_of
from kiosk.hub.openapi import SCHEMA_REF
from kiosk.hub.pictures import media_type
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.upstream import account, outcomes, told, views
from kiosk.hub.upstream.consignments import link_mark

CSV = "text/csv"
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The day's dossiers, a row each.", "content": {CSV: {"schema": {"type": "string"}}}}
}
PAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("image/jpeg", "image/png")
        },
    }
}
EVENT = "application/cloudevents+json"
MOST_EVENT = 64 * 1024
DeliveryId = Annotated[int, Field(ge=1, le=2**53)]
HeaderText = Annotated[str, Written(1000)]
router = APIRouter(tags=["upstream"])


@router.get("/v1/upstream")
@staff(Permission.SUPERVISE)
async def upstream(request: Request, lang: Lang = "vi") -> Upstream:
    """Shows what is handed over to each backend, what is open and why, and the outages."""
    hub = hub_of(request)
    return await hub.read(lambda reading: views.upstream(hub, reading, lang))


@router.post(
    "/v1/upstream/deliveries/{delivery_id}",
    responses=refusals("unknown_delivery", "wrong_delivery_state", "reason_missing"),
)
@staff(Permission.SUPERVISE)
async def resolve(
    request: Request, delivery_id: DeliveryId, decided: Resolution, lang: Lang = "vi"
) -> DeliveryAnswer:
    """Does what a person decided about a delivery that nobody else can resolve."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> DeliveryAnswer:
        row = outcomes.resolve(tx, delivery_id, decided.act, officer, decided.upstream)
        return DeliveryAnswer(delivery=views.shown(hub, tx, row, lang))

    return await hub.write(work)


@router.get("/v1/account")
@staff(Permission.FIGURES)
async def account_of_day(request: Request, day: date | None = None, lang: Lang = "vi") -> DayAccount:
    """Accounts for every dossier of a day; today's where none is named."""
    hub = hub_of(request)
    return await hub.read(lambda reading: account.day_account(hub, reading, day or today(reading), lang))


@router.get("/v1/account.csv", response_class=Response, responses=TABLE)
@staff(Permission.FIGURES)
async def account_table(request: Request, day: date | None = None, lang: Lang = "vi") -> Response:
    """Gives the account of a day as CSV; today's where none is named."""
    hub = hub_of(request)

    def look(reading: Reading) -> DayAccount:
        return account.day_account(hub, reading, day or today(reading), lang)

    found = await hub.read(look)
    headers = {"Content-Disposition": f'attachment; filename="dossiers-{found.day.isoformat()}.csv"'}
    text = "\N{BYTE ORDER MARK}" + account.table(found)
    return Response(text, media_type=f"{CSV}; charset=utf-8", headers=headers)


@router.post(
    "/v1/upstream/{backend}/events",
    status_code=202,
    max_body_size=MOST_EVENT,
    responses=refusals("signature_wrong", "unknown_backend", "unknown_dossier"),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {EVENT: {"schema": StateEvent.model_json_schema(ref_template=SCHEMA_REF)}},
        }
    },
)
@signed
async def take_event(
    request: Request,
    backend: BackendName,
    webhook_id: Annotated[HeaderText, Header()],
    webhook_timestamp: Annotated[HeaderText, Header()],
    webhook_signature: Annotated[HeaderText, Header()],
) -> EventTaken:
    """Takes a CloudEvent by which a backend tells a dossier's state there; signed as Standard Webhooks says
    (`webhook-signature`: `v1,` and HMAC-SHA-256 of id, timestamp and body, in Base64).
    """
    hub = hub_of(request)
    body = await request.body()
    key = hub.event_keys.get(backend)
    if key is None:
        raise ProblemError("unknown_backend")
    headers = told.Signed(webhook_id, webhook_timestamp, webhook_signature)
    told.check(key, headers, body, hub.clock.now())
    try:
        event = StateEvent.model_validate_json(body)
    except ValidationError as error:
        raise ProblemError("invalid", places(error.errors(include_input=False))) from None
    return await hub.write(partial(told.take, backend=backend, event=event))


@router.get(
    "/v1/handed-over/{dossier}/{sha256}",
    response_class=Response,
    responses=PAGE | refusals("unknown_file", "file_damaged"),
)
@signed
async def handed_over_page(
    request: Request,
    dossier: Key,
    sha256: Digest,
    until: Annotated[int, Query(ge=0, le=2**53)],
    mark: Annotated[str, Written(64, 64), Query()],
) -> Response:
    """Gives a page of a dossier to who holds its link: it was handed over with the dossier, and is good for
    some days.
    """
    hub = hub_of(request)
    good = hmac.compare_digest(link_mark(hub, dossier, sha256, until).encode(), mark.encode())
    if not good or hub.clock.now().timestamp() > until:
        raise ProblemError("unknown_file")
    if not await hub.read(lambda reading: reading.dossiers.has_file(dossier, sha256)):
        raise ProblemError("unknown_file")
    content = await hub.load_file(sha256)
    return Response(content, media_type=media_type(content) or "application/octet-stream")
