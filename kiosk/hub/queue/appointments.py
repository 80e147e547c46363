"""Books appointments, and gives those who come for one their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.clock import ICT
from kiosk.contract.appointment import CheckedIn, CheckIn, Slot, WantedAppointment
from kiosk.contract.text import APPOINTMENT_CODE_LENGTH
from kiosk.contract.ticket import WantedTicket
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.day import hub_time
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import issuing
from kiosk.hub.queue.centre_queue import CentreQueue, get_or_404
from kiosk.hub.queue.waits import holder_view
from kiosk.hub.store.records import Actor, AppointmentRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.appointments import arrival, bookable, opens_at


def free_slots(queue: CentreQueue, reading: Reading, field: str) -> tuple[Slot, ...]:
    """Lists the slots of a field that may be booked from now on, full ones too. 422 `unknown_field`."""
    queue.letter(field)
    slots = list(bookable(queue.booking, queue.timetable, field, hub_time(reading)))
    taken = Counter(one.at for one in _standing(reading, slots, field))
    capacity = queue.booking.capacity.get(field, 0)
    return tuple(
        Slot(at=at, until=at + queue.booking.slot, free=max(0, capacity - taken[at])) for at in slots
    )


def book(queue: CentreQueue, tx: Transaction, wanted: WantedAppointment, actor: Actor) -> AppointmentRecord:
    """Books a slot. 422 `unknown_field`, `not_bookable`: no such slot may be booked now; 409 `slot_full`."""
    queue.letter(wanted.field)
    at = wanted.at.astimezone(ICT)
    if at not in bookable(queue.booking, queue.timetable, wanted.field, hub_time(tx)):
        raise ProblemError("not_bookable", "no slot that may be booked now begins at that time")
    taken = {one.place for one in _standing(tx, [at], wanted.field)}
    places = range(1, queue.booking.capacity[wanted.field] + 1)
    place = next((one for one in places if one not in taken), None)
    if place is None:
        raise ProblemError("slot_full", "this slot is booked")
    new = AppointmentRecord(
        id=uuid7(),
        field=wanted.field,
        at=at,
        place=place,
        procedure=wanted.procedure,
        lang=wanted.lang,
        code=new_token(APPOINTMENT_CODE_LENGTH),
        token=new_token(),
        state="booked",
        booked_at=tx.now,
        booked_by=actor.name,
    )
    tx.appointments.add(new)
    tx.audit.add(actor.role, actor.name, "appointment.booked", new.id, new.field)
    return new


def cancel(tx: Transaction, appointment: AppointmentRecord, actor: Actor, reason: str) -> AppointmentRecord:
    """Cancels an appointment, so that its slot is free again. Twice changes nothing; 409 `wrong_state` where
    its holder has come.
    """
    if appointment.state == "cancelled":
        return appointment
    if appointment.state != "booked":
        raise ProblemError("wrong_state", f"the appointment is {appointment.state}")
    changed = replace(appointment, state="cancelled")
    tx.appointments.change(changed)
    tx.audit.add(actor.role, actor.name, "appointment.cancelled", changed.id, reason)
    return changed


def check_in(queue: CentreQueue, tx: Transaction, come: CheckIn) -> CheckedIn:
    """Gives who comes for an appointment a number: one that is called at its time, or one like everybody's
    where the time has passed. Who comes again gets the number that was given.

    404 `unknown_appointment`: there is none, or it was cancelled.
    """
    found = tx.appointments.by_token(come.token) if come.token else tx.appointments.by_code(come.code or "")
    if found is None or found.state == "cancelled":
        raise ProblemError("unknown_appointment")
    opens = opens_at(queue.booking, found.at)
    if found.ticket is not None:
        known = get_or_404(tx, found.ticket)
        came = "over" if known.day != hub_time(tx).date() else found.state
        given = None if came == "over" else holder_view(queue, tx, known)
        return CheckedIn(arrival=came, field=found.field, at=found.at, opens=opens, ticket=given)
    stands = arrival(queue.rule, queue.booking, found.at, hub_time(tx))
    if stands not in ("in_time", "late"):
        return CheckedIn(arrival=stands, field=found.field, at=found.at, opens=opens)
    wanted = WantedTicket(field=found.field, procedure=found.procedure, lang=come.lang, kiosk=come.kiosk)
    ticket = issuing.issue(queue, tx, wanted, found.at)
    tx.appointments.change(replace(found, state=stands, ticket=ticket.id))
    tx.audit.add("device", come.kiosk, "appointment.came", found.id, stands)
    return CheckedIn(arrival=stands, field=found.field, at=found.at, opens=opens, ticket=ticket)


def is_missed(queue: CentreQueue, appointment: AppointmentRecord, now: datetime) -> bool:
    """Says that nobody has come for it in time."""
    return appointment.state == "booked" and not queue.rule.is_in_time(appointment.at, now)


def by_id_or_404(reading: Reading, appointment_id: str) -> AppointmentRecord:
    """Finds the appointment of that id; 404 `unknown_appointment`."""
    return _known(reading.appointments.by_id(appointment_id))


def by_token_or_404(reading: Reading, token: str) -> AppointmentRecord:
    """Finds the appointment whose QR code carries that token; 404 `unknown_appointment`."""
    return _known(reading.appointments.by_token(token))


def _known(found: AppointmentRecord | None) -> AppointmentRecord:
    if found is None:
        raise ProblemError("unknown_appointment")
    return found


def _standing(reading: Reading, slots: list[datetime], field: str) -> Iterable[AppointmentRecord]:
    """Lists the appointments that stand in these slots of the field."""
    if not slots:
        return ()
    found = reading.appointments.between(slots[0], slots[-1] + timedelta(microseconds=1))
    return (one for one in found if one.field == field and one.state != "cancelled")
