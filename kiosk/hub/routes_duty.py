"""Defines the routes of who supervises the centre's day: who works where, who is moved, how kiosks are."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kiosk.contract.officer import Duty, DutyOfficer, LoginName, OfficerMove, Permission
from kiosk.contract.text import Lang
from kiosk.hub import kiosk_states
from kiosk.hub.access import officer_of, staff
from kiosk.hub.day import today
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.officers import accounts, rules
from kiosk.hub.problems import refusals
from kiosk.hub.store.transaction import Reading, Transaction

router = APIRouter(tags=["officers"])


@router.get("/v1/duty")
@staff(Permission.SUPERVISE)
async def on_duty(request: Request, lang: Lang = "vi") -> Duty:
    """Says who works at the centre today, at which counters, and how its kiosks and their devices are."""
    hub = hub_of(request)
    return await hub.read(lambda reading: _on_duty(hub, reading, lang))


@router.post(
    "/v1/officers/{login}/move", responses=refusals("unknown_officer", "unknown_counter", "not_moved")
)
@staff(Permission.SUPERVISE)
async def move_officer(request: Request, login: LoginName, wanted: OfficerMove, lang: Lang = "vi") -> Duty:
    """Has an officer work at another counter for today; tomorrow they are where they were before."""
    hub, by = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> Duty:
        accounts.move(tx, hub.queue, hub.centre.code, login, counter=wanted.counter, by=by)
        return _on_duty(hub, tx, lang)

    return await hub.write(work)


def _on_duty(hub: Hub, reading: Reading, lang: str) -> Duty:
    centre, day = hub.centre.code, today(reading)

    def counters(held: frozenset[str] | None) -> tuple[str, ...] | None:
        return None if held is None else tuple(one for one in hub.queue.counters if one in held)

    return Duty(
        officers=tuple(
            DutyOfficer(login=one.login, name=one.name, counters=counters(rules.counters(one, centre, day)))
            for one in reading.officers.listed()
            if rules.is_on_duty(one, centre, day)
        ),
        kiosks=kiosk_states.on_duty(hub, reading, lang),
        now=reading.now,
    )
