"""Defines a screen: which visits it shows, what its QML gets and may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View

Fits = Callable[[str, str | None], bool]
"""Says if a screen shows a place, of which the second is what is asked there, if it is a step."""


def nothing_masked(_context: KioskContext, _visit: Visit, _key: str) -> str:
    """Has no value that is masked."""
    return ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Describes a screen. Its QML file is `<folder>/<name>.qml`; the folder is that of its module, a
    journey's. `uncovered` gives a value that its view shows masked, while it is held.
    """

    name: str
    fits: Fits
    view: Callable[[KioskContext, Visit], View]
    actions: Actions
    uncovered: Callable[[KioskContext, Visit, str], str] = nothing_masked
    folder: str = ""

    @property
    def file(self) -> str:
        """Gives its QML file, without the ending."""
        return f"{self.folder}/{self.name}"


def at(place: str) -> Fits:
    """Makes the screen of one place."""
    return lambda here, _kind: here == place


def asks(*kinds: str) -> Fits:
    """Makes the screen of the steps of these kinds, such as `date`."""

    def fits(_here: str, kind: str | None) -> bool:
        return kind in kinds

    return fits


def kind_asked(context: KioskContext, visit: Visit) -> str | None:
    """Gives the kind of the step on screen; None at a place that is none."""
    journey = journey_of(visit)
    if journey.steps is None or visit.at in journey.places:
        return None
    return journey.steps.kind_of(context, visit, visit.at)
