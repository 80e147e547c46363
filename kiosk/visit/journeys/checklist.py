"""Prints the list of the papers to bring, for who prepares at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.language.messages import N_
from kiosk.paper.data import checklist_data
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Slip, State, Visit
from kiosk.visit.pending import Result
from kiosk.visit.sayable import finish
from kiosk.visit.slips import printing

CHECKLIST = "checklist"
PURPOSE = fx.SlipPurpose.CHECKLIST
STATES = {
    Slip.NONE: N_("The list is being printed."),
    Slip.PRINTING: N_("The list is being printed."),
    Slip.PRINTED: N_("Please take your list of papers."),
    Slip.ON_SCREEN: N_("The list could not be printed. Please go back and photograph the page."),
}


@dataclass(frozen=True, slots=True)
class Checklist(State):
    """Keeps nothing."""

    OF_PROCEDURE: ClassVar[bool] = True


def _arrived(context: KioskContext, visit: Visit) -> Result:
    """Prints the list; under the same id, so that it comes out once in each language."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    data = checklist_data(
        centre=context.centre,
        procedure=procedure,
        answers=filled(visit).answers,
        lang=visit.lang,
        messages=context.messages,
        specimen=context.specimen,
    )
    job = f"{visit.id}:checklist:{procedure.code}:{visit.lang}"
    visit, started = printing(visit, fx.PrintSlip(job, PURPOSE, data))
    return visit, (started,)


def _spoken(context: KioskContext, visit: Visit) -> str:
    message = STATES[visit.slip(PURPOSE)]
    return context.messages.text(visit.lang, message)


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    start = Option(text(visit.lang, N_("Start now")), ev.WantsStart(), "start")
    return (start, finish(context, visit))


def _has_what_it_shows(context: KioskContext, visit: Visit, _place: str) -> bool:
    return visit.procedure in context.catalogue.procedures


JOURNEY = Journey(
    name="checklist",
    title=N_("Taking a list of papers home"),
    state=Checklist,
    places={CHECKLIST: _spoken},
    open_places=frozenset({CHECKLIST}),
    arrived=_arrived,
    options=_options,
    ends=frozenset({CHECKLIST}),
    has_what_it_shows=_has_what_it_shows,
)
