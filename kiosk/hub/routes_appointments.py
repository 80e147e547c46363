"""Defines the routes of appointments: for officers, the city's portal, who holds one, and the kiosks."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from kiosk.contract.appointment import (
    Appointment,
    AppointmentAnswer,
    Appointments,
    CheckedIn,
    CheckIn,
    Slots,
    WantedAppointment,
)
from kiosk.contract.officer import Permission
from kiosk.contract.text import Day, Id, Key, Lang
from kiosk.contract.ticket import Nothing, Reason
from kiosk.dossier.codec import canonical
from kiosk.hub.access import device, officer_of, portal, public, staff
from kiosk.hub.day import today
from kiosk.hub.hub import Answer, Hub, hub_of
from kiosk.hub.problems import refusals
from kiosk.hub.queue import appointments
from kiosk.hub.queue.appointment_views import appointment_out
from kiosk.hub.routes_kiosk import IdempotencyKey
from kiosk.hub.routes_public import AnyCode
from kiosk.hub.store.records import Actor
from kiosk.hub.store.transaction import Reading, Transaction

BOOKING = refusals("key_reused", "unknown_field", "not_bookable", "slot_full")
router = APIRouter(tags=["appointments"])


@router.get("/v1/appointments/slots", responses=refusals("unknown_field"))
@public
async def slots(request: Request, field: Annotated[Id, Query()]) -> Slots:
    """Lists the slots of a field that may be booked, and how many each still takes."""
    hub = hub_of(request)
    found = await hub.read(lambda reading: appointments.free_slots(hub.queue, reading, field))
    return Slots(field=field, slots=found)


@router.post("/v1/appointments", status_code=201, response_model=AppointmentAnswer, responses=BOOKING)
@staff(Permission.SERVE)
async def book(request: Request, wanted: WantedAppointment, key: IdempotencyKey) -> JSONResponse:
    """Books a slot for a citizen who stands at the counter, or calls."""
    return await _book(hub_of(request), wanted, key, Actor("staff", officer_of(request)))


@router.post("/v1/portal/appointments", status_code=201, response_model=AppointmentAnswer, responses=BOOKING)
@portal
async def book_from_portal(request: Request, wanted: WantedAppointment, key: IdempotencyKey) -> JSONResponse:
    """Books a slot for a citizen of the city's portal."""
    return await _book(hub_of(request), wanted, key, Actor("portal", "portal"))


async def _book(hub: Hub, wanted: WantedAppointment, key: str, actor: Actor) -> JSONResponse:
    def work(tx: Transaction) -> Answer:
        booked = appointments.book(hub.queue, tx, wanted, actor)
        answer = AppointmentAnswer(appointment=appointment_out(hub, tx, booked, wanted.lang))
        return 201, answer.model_dump(mode="json")

    scope = f"appointment of {actor.role}"
    status, answer = await hub.write_once(scope, key, canonical(wanted.model_dump(mode="json")), work)
    return JSONResponse(answer, status)


@router.get("/v1/appointments")
@staff(Permission.SERVE)
async def listed(request: Request, day: Day | None = None, lang: Lang = "vi") -> Appointments:
    """Lists the appointments of a day; of today where none is named."""
    hub = hub_of(request)

    def look(reading: Reading) -> Appointments:
        named = day or today(reading)
        found = reading.appointments.of_day(named)
        shown = tuple(appointment_out(hub, reading, one, lang) for one in found)
        return Appointments(day=named, appointments=shown)

    return await hub.read(look)


@router.post("/v1/appointments/check-in", status_code=201, responses=refusals("unknown_appointment"))
@device
async def check_in(request: Request, come: CheckIn) -> CheckedIn:
    """Gives who comes for an appointment a number; the same appointment again gives the same number."""
    hub = hub_of(request)
    return await hub.write(partial(_checked_in, hub, come))


def _checked_in(hub: Hub, come: CheckIn, tx: Transaction) -> CheckedIn:
    return appointments.check_in(hub.queue, tx, come)


@router.post(
    "/v1/appointments/{appointment_id}/cancel", responses=refusals("unknown_appointment", "wrong_state")
)
@staff(Permission.SERVE)
async def cancel(
    request: Request, appointment_id: Key, wanted: Reason, lang: Lang = "vi"
) -> AppointmentAnswer:
    """Cancels an appointment: its slot is free again."""
    hub, actor = hub_of(request), Actor("staff", officer_of(request))

    def work(tx: Transaction) -> Appointment:
        found = appointments.by_id_or_404(tx, appointment_id)
        return appointment_out(hub, tx, appointments.cancel(tx, found, actor, wanted.reason), lang)

    return AppointmentAnswer(appointment=await hub.write(work))


@router.get("/v1/appointments/by-token/{token}", responses=refusals("unknown_appointment"))
@public
async def by_token(request: Request, token: AnyCode, lang: Lang = "vi") -> AppointmentAnswer:
    """Shows the appointment behind a QR code."""
    hub = hub_of(request)

    def look(reading: Reading) -> Appointment:
        return appointment_out(hub, reading, appointments.by_token_or_404(reading, token), lang)

    return AppointmentAnswer(appointment=await hub.read(look))


@router.post(
    "/v1/appointments/by-token/{token}/cancel", responses=refusals("unknown_appointment", "wrong_state")
)
@public
async def cancel_own(request: Request, token: AnyCode, _: Nothing, lang: Lang = "vi") -> AppointmentAnswer:
    """Gives an appointment up: whoever has its code may."""
    hub = hub_of(request)

    def work(tx: Transaction) -> Appointment:
        found = appointments.by_token_or_404(tx, token)
        return appointment_out(hub, tx, appointments.cancel(tx, found, Actor("holder", "holder"), ""), lang)

    return AppointmentAnswer(appointment=await hub.write(work))
