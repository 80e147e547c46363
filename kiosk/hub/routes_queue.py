"""Defines the routes of the queue: for the officers at the counters, and for who holds a number."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kiosk.contract.notice import NoticeAnswer
from kiosk.contract.officer import Permission
from kiosk.contract.queue import (
    ChangedCounter,
    CounterAnswer,
    CounterChange,
    Counters,
    DayEnded,
    LimitChange,
    Limits,
    Queue,
)
from kiosk.contract.text import CounterNumber, Key, Lang
from kiosk.contract.ticket import (
    Act,
    ActedAnswer,
    Call,
    CalledAnswer,
    HeldTicketAnswer,
    HolderAct,
    Nothing,
    NumberByHand,
    Reason,
    TicketAnswer,
    Transfer,
)
from kiosk.dossier.codec import canonical
from kiosk.dossier.codes import slip_url
from kiosk.hub import notices
from kiosk.hub.access import officer_of, public, staff
from kiosk.hub.hub import Answer, Hub, hub_of
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.queue import counters, issuing, limits, serving, views
from kiosk.hub.queue.centre_queue import get_or_404
from kiosk.hub.queue.day_end import end_day as end_day_of
from kiosk.hub.receipts import code_png
from kiosk.hub.routes_kiosk import IdempotencyKey
from kiosk.hub.routes_public import AnyCode
from kiosk.hub.routes_staff import PICTURE, notice_out
from kiosk.hub.store.records import Actor, Notice, TicketRecord
from kiosk.hub.store.transaction import Transaction

router = APIRouter(tags=["queue"])


@router.get("/v1/counters")
@staff(Permission.SERVE)
async def all_counters(request: Request, lang: Lang = "vi") -> Counters:
    """Lists the centre's counters and their states."""
    hub = hub_of(request)
    return await hub.read(
        lambda reading: Counters(
            counters=tuple(views.counter_out(hub, reading, one.number, lang) for one in hub.counters)
        )
    )


@router.get("/v1/queue")
@staff(Permission.SERVE)
async def whole_queue(request: Request, lang: Lang = "vi") -> Queue:
    """Shows today's queue, in calling order."""
    hub = hub_of(request)
    return await hub.read(lambda reading: views.queue(hub, reading, lang))


@router.get("/v1/counters/{number}", responses=refusals("unknown_counter"))
@staff(Permission.SERVE, at="number")
async def one_counter(request: Request, number: CounterNumber, lang: Lang = "vi") -> CounterAnswer:
    """Shows whom this counter serves, and who is next."""
    hub, officer = hub_of(request), officer_of(request)
    return await hub.read(lambda reading: views.counter(hub, reading, number, officer, lang))


@router.post(
    "/v1/counters/{number}/state", responses=refusals("unknown_counter", "counter_busy", "reason_missing")
)
@staff(Permission.SERVE, at="number")
async def change_counter(
    request: Request, number: CounterNumber, wanted: CounterChange, lang: Lang = "vi"
) -> ChangedCounter:
    """Opens, pauses or closes a counter: the told waits follow it."""
    hub, actor = hub_of(request), Actor("staff", officer_of(request), number)

    def work(tx: Transaction) -> ChangedCounter:
        counters.change(hub.queue, tx, actor, wanted.state, wanted.reason)
        return ChangedCounter(counter=views.counter_out(hub, tx, number, lang))

    return await hub.write(work)


@router.post(
    "/v1/counters/{number}/call",
    responses=refusals("unknown_counter", "unknown_ticket", "counter_busy", "not_callable"),
)
@staff(Permission.SERVE, at="number")
async def call(request: Request, number: CounterNumber, wanted: Call, lang: Lang = "vi") -> CalledAnswer:
    """Calls the next number, or a particular one; `ticket` is null when nobody waits."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> CalledAnswer:
        return _called(hub, tx, serving.call(hub.queue, tx, number, officer, wanted.ticket), lang)

    return await hub.write(work)


@router.post("/v1/counters/{number}/next", responses=refusals("unknown_counter"))
@staff(Permission.SERVE, at="number")
async def finish_and_call(
    request: Request, number: CounterNumber, _: Nothing, lang: Lang = "vi"
) -> CalledAnswer:
    """Finishes the number at this counter, where there is one, and calls the next; null when nobody waits."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> CalledAnswer:
        if serving.current(hub.queue, tx, number) is not None:
            serving.act(hub.queue, tx, number, officer, "finish")
        return _called(hub, tx, serving.call(hub.queue, tx, number, officer, None), lang)

    return await hub.write(work)


@router.post(
    "/v1/counters/{number}/transfer",
    responses=refusals("unknown_counter", "unknown_field", "nothing_called", "wrong_state", "not_served"),
)
@staff(Permission.SERVE, at="number")
async def transfer(
    request: Request, number: CounterNumber, wanted: Transfer, lang: Lang = "vi"
) -> ActedAnswer:
    """Hands the number at this counter on to a field or a counter; it keeps its place in time."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> ActedAnswer:
        moved = serving.transfer(
            hub.queue, tx, number, officer, field=wanted.field, to=wanted.counter, back=wanted.back
        )
        return _acted(hub, tx, moved, lang)

    return await hub.write(work)


@router.post("/v1/counters/{number}/undo", responses=refusals("unknown_counter", "nothing_to_undo"))
@staff(Permission.SERVE, at="number")
async def undo(request: Request, number: CounterNumber, _: Nothing, lang: Lang = "vi") -> ActedAnswer:
    """Takes back the last thing that this officer did at this counter, within seconds."""
    hub, officer = hub_of(request), officer_of(request)
    return await hub.write(lambda tx: _acted(hub, tx, serving.undo(hub.queue, tx, number, officer), lang))


@router.post("/v1/counters/{number}/emergency", status_code=201, responses=refusals("unknown_counter"))
@staff(Permission.SERVE, at="number")
async def call_emergency(
    request: Request, number: CounterNumber, _: Nothing, lang: Lang = "vi"
) -> NoticeAnswer:
    """Calls the others and who supervises to a counter, quietly: nothing is heard, nothing stands on the
    board.
    """
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> Notice:
        return notices.call_emergency(tx, hub.queue.counter(number).number, officer)

    return NoticeAnswer(notice=notice_out(hub, await hub.write(work), lang))


@router.post(
    "/v1/counters/{number}/{act}",
    responses=refusals("unknown_counter", "nothing_called", "wrong_state"),
)
@staff(Permission.SERVE, at="number")
async def act_on_current(
    request: Request, number: CounterNumber, act: Act, _: Nothing, lang: Lang = "vi"
) -> ActedAnswer:
    """Recalls, starts, finishes, puts aside, or notes as absent or gone the number at this counter."""
    hub, officer = hub_of(request), officer_of(request)
    done: serving.CounterAct = "no_show" if act == "no-show" else act
    return await hub.write(
        lambda tx: _acted(hub, tx, serving.act(hub.queue, tx, number, officer, done), lang)
    )


@router.post("/v1/tickets/{ticket_id}/resume", responses=refusals("unknown_ticket", "wrong_state"))
@staff(Permission.SERVE)
async def resume(request: Request, ticket_id: Key, _: Nothing, lang: Lang = "vi") -> ActedAnswer:
    """Lets a number that was put aside wait again, in the place that it had."""
    hub, actor = hub_of(request), Actor("staff", officer_of(request))
    return await hub.write(lambda tx: _acted(hub, tx, serving.resume(tx, ticket_id, actor), lang))


@router.post(
    "/v1/tickets/{ticket_id}/take-over", responses=refusals("unknown_ticket", "wrong_state", "reason_missing")
)
@staff(Permission.SERVE)
async def take_over(request: Request, ticket_id: Key, wanted: Reason, lang: Lang = "vi") -> ActedAnswer:
    """Makes a number callable that no kiosk has reported as held: an officer has seen who holds it."""
    hub, officer = hub_of(request), officer_of(request)
    return await hub.write(
        lambda tx: _acted(hub, tx, issuing.take_over(tx, ticket_id, officer, wanted.reason), lang)
    )


@router.post(
    "/v1/tickets/{ticket_id}/end", responses=refusals("unknown_ticket", "wrong_state", "reason_missing")
)
@staff(Permission.SERVE)
async def end_ticket(request: Request, ticket_id: Key, wanted: Reason, lang: Lang = "vi") -> ActedAnswer:
    """Ends a number whose holder has gone, with the reason."""
    hub, actor = hub_of(request), Actor("staff", officer_of(request))
    if not wanted.reason:
        raise ProblemError("reason_missing")
    return await hub.write(
        lambda tx: _acted(hub, tx, serving.leave(tx, ticket_id, actor, wanted.reason), lang)
    )


@router.post(
    "/v1/tickets/by-hand",
    status_code=201,
    response_model=TicketAnswer,
    responses=refusals("key_reused", "no_time_left", "unknown_field"),
)
@staff(Permission.SERVE)
async def give_by_hand(request: Request, wanted: NumberByHand, key: IdempotencyKey) -> JSONResponse:
    """Gives a number to somebody who can't use the kiosk. It may be called at once."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> Answer:
        ticket = issuing.issue_by_hand(hub.queue, tx, wanted, officer)
        return 201, TicketAnswer(ticket=ticket).model_dump(mode="json")

    status, answer = await hub.write_once("by_hand", key, canonical(wanted.model_dump()), work)
    return JSONResponse(answer, status)


@router.get(
    "/v1/tickets/{ticket_id}/code.png",
    response_class=Response,
    responses={**PICTURE, **refusals("unknown_ticket")},
)
@staff(Permission.SERVE)
async def ticket_code(request: Request, ticket_id: Key) -> Response:
    """Gives the QR code of a number's page, for the holder's phone."""
    hub = hub_of(request)
    ticket = await hub.read(partial(get_or_404, ticket_id=ticket_id))
    url = slip_url(hub.public_url, "ticket", ticket.token)
    return Response(await asyncio.to_thread(code_png, url), media_type="image/png")


@router.get("/v1/queue/limits")
@staff(Permission.SERVE)
async def all_limits(request: Request, lang: Lang = "vi") -> Limits:
    """Shows how many more numbers each field can serve before it closes."""
    hub = hub_of(request)
    return await hub.read(lambda reading: limits.limits(hub, reading, lang))


@router.post("/v1/queue/limits", responses=refusals("unknown_field"))
@staff(Permission.SUPERVISE)
async def change_limit(request: Request, wanted: LimitChange, lang: Lang = "vi") -> Limits:
    """Lifts the limit of a field for today, or lets it hold again."""
    hub, officer = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> Limits:
        limits.change(hub.queue, tx, officer, wanted)
        return limits.limits(hub, tx, lang)

    return await hub.write(work)


@router.post("/v1/queue/end-day")
@staff(Permission.SUPERVISE)
async def end_day(request: Request, _: Nothing) -> DayEnded:
    """Ends today's numbers that are at no counter, when the centre closes."""
    hub, officer = hub_of(request), officer_of(request)
    ended = await hub.write(lambda tx: end_day_of(tx, officer))
    return DayEnded(left=tuple(ticket.number for ticket in ended))


@router.post("/v1/tickets/by-token/{token}/{act}", responses=refusals("unknown_code", "wrong_state"))
@public
async def act_on_own(
    request: Request, token: AnyCode, act: HolderAct, _: Nothing, lang: Lang = "vi"
) -> HeldTicketAnswer:
    """Does what its holder wants with a number: says that they come, keeps the place, or gives it up."""
    hub = hub_of(request)

    def work(tx: Transaction) -> HeldTicketAnswer:
        return HeldTicketAnswer(ticket=views.held(hub, tx, serving.holder_act(tx, token, act), lang))

    return await hub.write(work)


def _called(hub: Hub, tx: Transaction, ticket: TicketRecord | None, lang: str) -> CalledAnswer:
    return CalledAnswer(ticket=views.ticket_row(hub, tx, ticket, lang) if ticket else None)


def _acted(hub: Hub, tx: Transaction, ticket: TicketRecord, lang: str) -> ActedAnswer:
    return ActedAnswer(ticket=views.ticket_row(hub, tx, ticket, lang))
