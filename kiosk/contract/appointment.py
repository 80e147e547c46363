"""Defines appointments on the wire: free slots, a booking, and who comes for one. No person stands in any."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict, model_validator
from pydantic.config import JsonDict

from kiosk.contract.text import (
    AppointmentCode,
    FromHub,
    Id,
    KioskName,
    Lang,
    Moment,
    ProcedureCode,
    ToHub,
    Token,
)
from kiosk.contract.ticket import Ticket

AppointmentState = Literal["booked", "in_time", "late", "cancelled"]
"""`in_time` and `late`: its holder has come, and has a number."""
Arrival = Literal["early", "in_time", "late", "another_day", "over"]
"""How who comes stands to an appointment. `early`: too soon, `from` says when; `late`: waits like everybody
else; `over`: its day has passed."""


class Slot(FromHub):
    """Describes a slot that may be booked, and how many it still takes; 0: it is full."""

    at: datetime
    until: datetime
    free: int


class Slots(FromHub):
    """Lists the slots of a field that may be booked from now on."""

    field: str
    slots: tuple[Slot, ...]


class WantedAppointment(ToHub):
    """Asks for an appointment at the beginning of a slot."""

    field: Id
    at: Moment
    procedure: ProcedureCode | None = None
    lang: Lang = "vi"


class Appointment(FromHub):
    """Shows an appointment to who booked it. `url` is the address in its QR code; `number` is what its holder
    got by coming. `missed`: the time has passed at which it would have been in time, and nobody has come.
    """

    id: str
    code: str
    url: str
    field: str
    field_name: str
    at: datetime
    procedure: str | None
    state: AppointmentState
    missed: bool
    number: str | None = None


class AppointmentAnswer(FromHub):
    """Answers with one appointment."""

    appointment: Appointment


class Appointments(FromHub):
    """Lists the appointments of a day, in their order."""

    day: date
    appointments: tuple[Appointment, ...]


def _only(one: str, other: str) -> JsonDict:
    """Describes that the one is given and the other is not."""
    return {"required": [one], "properties": {one: {"type": "string"}, other: {"type": "null"}}}


class CheckIn(ToHub):
    """Says that the holder of an appointment has come: by the token of its QR code, or its typed code."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_only("token", "code"), _only("code", "token")]})

    token: Token | None = None
    code: AppointmentCode | None = None
    lang: Lang = "vi"
    kiosk: KioskName

    @model_validator(mode="after")
    def _by_one(self) -> CheckIn:
        if (self.token is None) == (self.code is None):
            raise ValueError("needs a token or a code")
        return self


class CheckedIn(FromHub):
    """Answers who has come for an appointment at `at`; `opens` is when its holder may come. `ticket` is the
    number: null for who came too early, or on another day.
    """

    arrival: Arrival
    field: str
    at: datetime
    opens: datetime
    ticket: Ticket | None = None
