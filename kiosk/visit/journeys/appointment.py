"""Receives who comes for an appointment: with a number, or with the time at which to come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.catalogue.describe import words
from kiosk.contract.appointment import CheckedIn
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey
from kiosk.visit.journeys.number import NUMBER, Number, day_named, taken
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go
from kiosk.visit.pending import Result
from kiosk.visit.sayable import finish

NOT_NOW = "not_now"
EARLY = N_("You are early: your appointment is at {time}. Please come back from {opens} on.")
ANOTHER_DAY = N_("Your appointment is at {time}, {day}. Please come then.")
OVER = N_("Your appointment was at {time}, {day}. That has passed: please take a number, or book again.")
_TOLD = {"early": EARLY, "another_day": ANOTHER_DAY, "over": OVER}


@dataclass(frozen=True, slots=True)
class Coming(State):
    """Holds the hub's answer to who came for an appointment and can't be served for it now."""

    found: CheckedIn | None = None


def _came(context: KioskContext, visit: Visit, event: oc.CameForAppointment, _now: Moment) -> Result:
    """Shows the number, or when to come. The number is the visit's own from now on."""
    found = event.found
    visit = replace(visit, field=found.field, procedure=found.ticket.procedure if found.ticket else None)
    if found.ticket is None:
        return go(context, visit.having(Coming(found)), NOT_NOW)
    asked = Number(too_late=found.at if found.arrival == "late" else None)
    after, effects = go(context, visit.having(asked), NUMBER)
    after, slip = taken(context, after, found.ticket)
    return after, (*effects, slip)


def told(context: KioskContext, visit: Visit) -> str:
    """Says when to come for the appointment; empty where there is none."""
    found = visit.of(Coming).found
    if found is None:
        return ""
    return context.messages.text(
        visit.lang,
        _TOLD[found.arrival],
        time=f"{found.at:%H:%M}",
        day=day_named(context, visit, found.at.date()),
        opens=f"{found.opens:%H:%M}",
    )


def about(context: KioskContext, visit: Visit) -> str:
    """Names the field of the appointment."""
    field = next((field for field in context.fields if field.id == visit.field), None)
    return words(field.name, visit.lang, context.messages) if field else ""


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    ask = text(visit.lang, "Take a queue number now?")
    number = Option(text(visit.lang, N_("Take an ordinary number")), ev.WantsNumber(), "number", ask)
    return (number, finish(context, visit))


def _has_what_it_shows(_context: KioskContext, visit: Visit, _place: str) -> bool:
    return visit.of(Coming).found is not None


JOURNEY = Journey(
    name="appointment",
    title=N_("The appointment"),
    state=Coming,
    places={NOT_NOW: told},
    handlers={oc.CameForAppointment: _came},
    options=_options,
    has_what_it_shows=_has_what_it_shows,
    ends=frozenset({NOT_NOW}),
)
