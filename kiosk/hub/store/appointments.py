"""Stores appointments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from kiosk.clock import ICT
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import AppointmentRecord
from kiosk.hub.store.tables import appointment
from kiosk.store.moments import stamp

_ADD = adding(
    appointment,
    *("id", "field", "at", "place", "procedure", "lang", "code", "token", "state", "booked_at", "booked_by"),
)
_BY_ID = select(appointment).where(appointment.c.id == bindparam("this"))
_BY_TOKEN = select(appointment).where(appointment.c.token == bindparam("token"))
_BY_CODE = select(appointment).where(appointment.c.code == bindparam("code"))
_BETWEEN = (
    select(appointment)
    .where(appointment.c.at >= bindparam("first"), appointment.c.at < bindparam("end"))
    .order_by(appointment.c.at, appointment.c.field, appointment.c.place, appointment.c.id)
)
_CHANGE = (
    update(appointment)
    .where(appointment.c.id == bindparam("this"))
    .values(state=bindparam("to"), ticket=bindparam("got"))
)


class AppointmentRepository:
    """Stores the appointments of the centre; what was cancelled stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_id(self, appointment_id: str) -> AppointmentRecord | None:
        """Finds the appointment of that id, or None."""
        return _one(self._database.one(_BY_ID, this=appointment_id))

    def by_token(self, token: str) -> AppointmentRecord | None:
        """Finds the appointment whose QR code carries that token, or None."""
        return _one(self._database.one(_BY_TOKEN, token=token))

    def by_code(self, code: str) -> AppointmentRecord | None:
        """Finds the appointment of that code, or None."""
        return _one(self._database.one(_BY_CODE, code=code))

    def between(self, first: datetime, end: datetime) -> list[AppointmentRecord]:
        """Lists the appointments from `first` on and before `end`, in their order; cancelled ones too."""
        rows = self._database.all(_BETWEEN, first=stamp(first), end=stamp(end))
        return [_record(row) for row in rows]

    def of_day(self, day: date) -> list[AppointmentRecord]:
        """Lists the appointments of a local day, in their order; cancelled ones too."""
        first = datetime.combine(day, time(), ICT)
        return self.between(first, first + timedelta(days=1))

    def add(self, new: AppointmentRecord) -> None:
        """Adds an appointment that was booked."""
        self._database.run(
            _ADD,
            id=new.id,
            field=new.field,
            at=stamp(new.at),
            place=new.place,
            procedure=new.procedure,
            lang=new.lang,
            code=new.code,
            token=new.token,
            state=new.state,
            booked_at=stamp(new.booked_at),
            booked_by=new.booked_by,
        )

    def change(self, changed: AppointmentRecord) -> None:
        """Keeps state and number of an appointment as they are in this record."""
        self._database.run(_CHANGE, this=changed.id, to=changed.state, got=changed.ticket)


def _one(row: Any) -> AppointmentRecord | None:
    return None if row is None else _record(row)


def _record(row: Any) -> AppointmentRecord:
    return AppointmentRecord(
        id=row["id"],
        field=row["field"],
        at=local(row["at"]),
        place=row["place"],
        procedure=row["procedure"],
        lang=row["lang"],
        code=row["code"],
        token=row["token"],
        state=row["state"],
        booked_at=local(row["booked_at"]),
        booked_by=row["booked_by"],
        ticket=row["ticket"],
    )
