"""Defines the routes of the kiosks: numbers, files, dossiers, notices."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse

from kiosk.contract.dossier import FileAnswer, ReceivedAnswer, ReceivedDossier, WrittenDossier
from kiosk.contract.notice import NewNotice, NoticeId, NoticeStands, NoticeStandsAnswer, TakenNotice
from kiosk.contract.rating import NewRating, RatingId, TakenRating
from kiosk.contract.submission import FoundDossiers, WantedDossiers
from kiosk.contract.supplement import Supplement, SupplementAnswer
from kiosk.contract.text import Digest, Key, Lang
from kiosk.contract.ticket import Adoption, Shown, ShownAnswer, ShownTicket, TicketAnswer, WantedTicket
from kiosk.contract.upload import MOST_FILE
from kiosk.dossier.codec import DossierFormatError, canonical, from_json
from kiosk.hub import notices, ratings, supplements, views
from kiosk.hub.access import device
from kiosk.hub.hub import Answer, hub_of
from kiosk.hub.openapi import SCHEMA_REF
from kiosk.hub.pages import take_page
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.queue import issuing, limits
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Transaction

MOST_DOSSIER = 1024 * 1024
IdempotencyKey = Annotated[Key, Header(alias="Idempotency-Key")]
router = APIRouter(tags=["kiosk"])


def body_of(media_type: str, schema: dict[str, object]) -> dict[str, object]:
    """Describes a body that the route reads by itself."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


@router.post(
    "/v1/tickets",
    status_code=201,
    response_model=TicketAnswer,
    responses=refusals("key_reused", "no_time_left", "unknown_field"),
)
@device
async def take_number(request: Request, wanted: WantedTicket, key: IdempotencyKey) -> JSONResponse:
    """Issues the next number of a field. It is called only once it is known to be in somebody's hands."""
    hub = hub_of(request)

    def issue(tx: Transaction) -> Answer:
        ticket = issuing.issue(hub.queue, tx, wanted)
        return 201, TicketAnswer(ticket=ticket).model_dump(mode="json")

    # Without a reason a request is what it was before there were reasons: its key may be of that time.
    # Who holds it, and in which visit, is no part of what was asked; of a holder no fingerprint is kept.
    more = set() if wanted.priority else {"priority"}
    asked = wanted.model_dump(exclude={"holder", "visit", *more})
    try:
        status, answer = await hub.write_once("ticket", key, canonical(asked), issue)
    except ProblemError as refused:
        if refused.id == "no_time_left":
            await hub.write(partial(limits.note_turned_away, wanted=wanted, ahead=refused.more["ahead"]))
        raise
    return JSONResponse(answer, status)


@router.post(
    "/v1/tickets/adopt",
    status_code=201,
    responses=refusals("number_taken", "not_reserved", "unknown_field", "wrong_day"),
)
@device
async def adopt_number(request: Request, adoption: Adoption) -> TicketAnswer:
    """Takes over a number that a kiosk gave while the hub was away. Repeating it changes nothing."""
    hub = hub_of(request)

    def adopt(tx: Transaction) -> TicketAnswer:
        ticket = issuing.adopt(hub.queue, tx, adoption)
        if adoption.how is not None:
            issuing.shown(tx, ticket.id, adoption.how)
        return TicketAnswer(ticket=ticket)

    return await hub.write(adopt)


@router.post(
    "/v1/tickets/{ticket_id}/shown", status_code=201, responses=refusals("unknown_ticket", "wrong_state")
)
@device
async def number_shown(request: Request, ticket_id: Key, shown: Shown) -> ShownAnswer:
    """Notes that the citizen holds the number, on paper or on the screen: it may be called."""
    hub = hub_of(request)
    await hub.write(lambda tx: issuing.shown(tx, ticket_id, shown.how))
    return ShownAnswer(shown=ShownTicket(ticket=ticket_id))


@router.put(
    "/v1/files/{sha256}",
    status_code=201,
    max_body_size=MOST_FILE,
    responses=refusals("digest_differs", "not_a_picture", "too_many_uploads"),
    openapi_extra=body_of("application/octet-stream", {"type": "string", "format": "binary"}),
)
@device
async def put_file(request: Request, sha256: Digest) -> FileAnswer:
    """Stores one page. 422 when it is not what its digest says, or no JPEG or PNG; 429 while too many others
    arrive.
    """
    return FileAnswer(file=await take_page(hub_of(request), request, sha256))


@router.post(
    "/v1/dossiers",
    status_code=201,
    max_body_size=MOST_DOSSIER,
    response_model=ReceivedAnswer,
    responses=refusals("files_missing", "token_taken", "key_differs", "key_reused", "wrong_centre"),
    openapi_extra=body_of("application/json", WrittenDossier.model_json_schema(ref_template=SCHEMA_REF)),
)
@device
async def hand_over(request: Request, key: IdempotencyKey) -> JSONResponse:
    """Files a dossier; the key is its id. The files must be here already."""
    hub = hub_of(request)
    body = await request.body()
    try:
        dossier = from_json(body)
    except DossierFormatError as error:
        raise ProblemError("invalid", str(error)) from None
    if dossier.id != key:
        raise ProblemError("key_differs", "the key must be the dossier's id")

    def receive(tx: Transaction) -> Answer:
        filed = hub.dossiers.receive(tx, dossier, hub.files.has)
        received = ReceivedDossier(id=dossier.id, state=filed.state, received_at=filed.received_at)
        return 201, ReceivedAnswer(dossier=received).model_dump(mode="json")

    status, answer = await hub.write_once("dossier", key, body, receive)
    return JSONResponse(answer, status)


@router.post(
    "/v1/supplements",
    status_code=201,
    response_model=SupplementAnswer,
    responses=refusals(
        "unknown_code", "not_awaited", "files_missing", "unknown_paper", "key_differs", "key_reused"
    ),
)
@device
async def supplement(request: Request, wanted: Supplement, key: IdempotencyKey) -> JSONResponse:
    """Takes pages that were asked for into their dossier; the key is the supplement's id. The files must be
    here already.
    """
    if wanted.id != key:
        raise ProblemError("key_differs", "the key must be the supplement's id")
    hub = hub_of(request)

    def take(tx: Transaction) -> Answer:
        facts = supplements.receive(tx, wanted, hub.files.has)
        return 201, SupplementAnswer(supplement=facts).model_dump(mode="json")

    body = canonical(wanted.model_dump(mode="json"))
    status, answer = await hub.write_once("supplement", key, body, take)
    return JSONResponse(answer, status)


@router.post("/v1/notices", status_code=201)
@device
async def tell_staff(request: Request, new: NewNotice) -> TakenNotice:
    """Puts a notice on the counter console."""
    hub = hub_of(request)
    await hub.write(lambda tx: notices.add(tx, Notice(new.id, new.kind, new.detail, new.kiosk, tx.now)))
    return TakenNotice(notice=NoticeId(id=new.id))


@router.post("/v1/dossiers/find")
@device
async def find_dossiers(request: Request, wanted: WantedDossiers, lang: Lang = "vi") -> FoundDossiers:
    """Finds dossiers without their slip: by a typed code, or by the card that was just read at the kiosk."""
    hub = hub_of(request)
    return await hub.read(lambda reading: views.found_without_slip(hub, reading, wanted, lang))


@router.post("/v1/ratings", status_code=201)
@device
async def rate(request: Request, new: NewRating) -> TakenRating:
    """Keeps a citizen's rating; the last one under an id counts."""
    await hub_of(request).write(partial(ratings.keep, new=new))
    return TakenRating(rating=RatingId(id=new.id))


@router.get("/v1/notices/{notice_id}/state", responses=refusals("unknown_notice"))
@device
async def notice_state(request: Request, notice_id: Key) -> NoticeStandsAnswer:
    """Says how a notice stands, so that the kiosk can say that somebody is on the way."""
    notice = await hub_of(request).read(partial(notices.get_or_404, notice_id=notice_id))
    return NoticeStandsAnswer(notice=NoticeStands(id=notice_id, state=notices.stands(notice)))
