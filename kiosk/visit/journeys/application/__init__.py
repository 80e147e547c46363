"""Prepares a dossier: consent, cards, persons, questions, papers, review, handed in."""

from __future__ import annotations

from kiosk.language.messages import N_
from kiosk.visit.effects import CapturePage, HandIn, ReadCard, ReadPaper, SlipPurpose, TakeNumber
from kiosk.visit.failures import noted, shown, shown_and_staff_told
from kiosk.visit.journey import Journey, Steps, says
from kiosk.visit.journeys.application import asking, filling, handing_in, judging, telling
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import DETAILS, REVIEW, SECTIONS, step_at
from kiosk.visit.journeys.application.saying import options
from kiosk.visit.journeys.application.state import Application, filled
from kiosk.visit.journeys.application.words import led, spoken
from kiosk.visit.model import KioskContext, Visit


def _kind_of(context: KioskContext, visit: Visit, step_id: str) -> str | None:
    step = step_at(context, visit, step_id)
    return step.kind if step else None


JOURNEY = Journey(
    name="application",
    title=N_("Filling in an application"),
    state=Application,
    places={
        HANDED_IN: says(
            N_("Your dossier has been handed in and waits for an officer's check. Please take your slip.")
        )
    },
    steps=Steps(_kind_of, spoken, fixed=frozenset({REVIEW.id, SECTIONS.id, DETAILS})),
    handlers={**filling.HANDLERS, **handing_in.HANDLERS, **judging.HANDLERS, **telling.HANDLERS},
    failures={
        ReadCard: filling.not_read,
        CapturePage: shown,
        ReadPaper: noted,
        TakeNumber: handing_in.no_number,
        HandIn: shown_and_staff_told,
    },
    roots=frozenset({HANDED_IN}),
    arrived=filling.arrived,
    leaving=filling.leaving,
    options=options,
    asked=asking.asked,
    also=asking.also,
    before=asking.before,
    led=led,
    ends=frozenset({HANDED_IN}),
    slips={HANDED_IN: SlipPurpose.SUBMISSION},
    has_what_it_shows=lambda _context, visit, _place: filled(visit).submission is not None,
)
