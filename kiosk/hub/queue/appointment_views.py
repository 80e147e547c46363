"""Builds the hub's views of appointments. None names a person."""

from __future__ import annotations

from kiosk.catalogue.describe import words
from kiosk.contract.appointment import Appointment
from kiosk.dossier.codes import slip_url
from kiosk.hub.day import hub_time
from kiosk.hub.hub import Hub
from kiosk.hub.queue.appointments import is_missed
from kiosk.hub.store.records import AppointmentRecord
from kiosk.hub.store.transaction import Reading


def appointment_out(hub: Hub, reading: Reading, one: AppointmentRecord, lang: str) -> Appointment:
    """Shows an appointment, with the number that its holder got by coming."""
    ticket = reading.tickets.by_id(one.ticket) if one.ticket else None
    names = {field.id: words(field.name, lang, hub.messages) for field in hub.fields}
    return Appointment(
        id=one.id,
        code=one.code,
        url=slip_url(hub.public_url, "appointment", one.token),
        field=one.field,
        field_name=names.get(one.field, ""),
        at=one.at,
        procedure=one.procedure,
        state=one.state,
        missed=is_missed(hub.queue, one, hub_time(reading)),
        number=ticket.number if ticket else None,
    )
