"""Gives the words for "Nghe đọc": those of the place on screen, from its journey. Never personal data."""

from __future__ import annotations

from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Visit


def spoken(context: KioskContext, visit: Visit) -> str:
    """Gives the words for the screen of `visit`, in its language. KeyError for a place that has none."""
    journey = journey_of(visit)
    if journey.steps is not None and visit.at not in journey.places:
        return journey.steps.spoken(context, visit)
    return journey.places[visit.at](context, visit)
