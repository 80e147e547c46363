"""Collects the journeys of the kiosk: each module or package here is one, by its `JOURNEY`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kiosk.visit.effects import Effect
from kiosk.visit.events import Event
from kiosk.visit.journey import Handler, Journey
from kiosk.visit.model import HOME, KioskContext, Visit


@cache
def journeys() -> tuple[Journey, ...]:
    """Collects every journey, in the order of their names."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(module.JOURNEY for module in modules)


@cache
def places() -> Mapping[str, Journey]:
    """Lists every place, and the journey that it belongs to."""
    return {place: journey for journey in journeys() for place in journey.places}


@cache
def reserved_ids() -> frozenset[str]:
    """Lists the ids that every visit has for its own pages: a question of that id would never be shown."""
    fixed = (journey.steps.fixed for journey in journeys() if journey.steps is not None)
    return frozenset(places()).union(*fixed)


def journey_at(context: KioskContext, visit: Visit, place: str) -> Journey | None:
    """Gives the journey that a place or step belongs to; None where the visit can't be there."""
    if place in places():
        journey = places()[place]
        return journey if journey.has_what_it_shows(context, visit, place) else None
    made = (journey for journey in journeys() if journey.steps is not None)
    return next((one for one in made if one.steps and one.steps.kind_of(context, visit, place)), None)


def journey_of(visit: Visit) -> Journey:
    """Gives the journey on screen; that of the first screen where none has begun."""
    return next((one for one in journeys() if one.state is type(visit.journey)), places()[HOME])


@cache
def handlers() -> Mapping[type[Event], Handler]:
    """Gives the handler of an event where the journey on screen has none: that of a journey that has one."""
    return {event: handler for journey in journeys() for event, handler in journey.handlers.items()}


@cache
def failures() -> Mapping[type[Effect], Handler]:
    """Gives the handler of a failure where the journey on screen has none."""
    return {effect: handler for journey in journeys() for effect, handler in journey.failures.items()}
