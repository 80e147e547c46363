"""Defines a journey: one thing that a citizen does at the kiosk, whole in a file or folder of `journeys/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.visit.assistant import Option
from kiosk.visit.effects import Effect
from kiosk.visit.events import Event
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.pending import Result

Handler = Callable[[KioskContext, Visit, Any, Moment], Result]
Words = Callable[[KioskContext, Visit], str]


@dataclass(frozen=True, slots=True)
class Steps:
    """Describes places that a procedure's file makes. `kind_of` gives what is asked at one, None where it is
    no step of the visit; `spoken` is what is read aloud there; `fixed` are the ids of steps that every
    procedure has.
    """

    kind_of: Callable[[KioskContext, Visit, str], str | None]
    spoken: Words
    fixed: frozenset[str] = frozenset()


def says(message: str) -> Words:
    """Makes spoken words of a place that are the same for everybody; `message` is a message id."""
    return lambda context, visit: context.messages.text(visit.lang, message)


def nothing_to_choose(_context: KioskContext, _visit: Visit) -> tuple[Option, ...]:
    """Gives no options: nothing is answered by choosing."""
    return ()


def stays(_context: KioskContext, visit: Visit) -> Result:
    """Does nothing more on arrival."""
    return visit, ()


@dataclass(frozen=True, slots=True)
class Journey:
    """Describes a journey. `JOURNEY` of each module in `journeys/` is one.

    `state` is the class of what it keeps of the visit, `places` its places with what is read aloud there,
    `steps` those that a procedure makes. An event or failure means what `handlers` and `failures` of the
    journey on screen make of it. `open_places` need nothing and can be gone to from anywhere; from `roots`
    there is no way back. `arrived` begins what a place waits for, `leaving` forgets what only its page needs.
    `options` are what may be answered now. `ends_after_s`: after so many seconds without a touch at its
    places the visit ends, without the warning that others have. `has_what_it_shows` says if a visit can be at
    a place: the way back passes over one whose procedure or answer is no longer the visit's.
    """

    name: str
    state: type[State]
    places: Mapping[str, Words]
    steps: Steps | None = None
    handlers: Mapping[type[Event], Handler] = field(default_factory=dict)
    failures: Mapping[type[Effect], Handler] = field(default_factory=dict)
    open_places: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    arrived: Callable[[KioskContext, Visit], Result] = stays
    leaving: Callable[[Visit], Visit] = lambda visit: visit
    options: Callable[[KioskContext, Visit], tuple[Option, ...]] = nothing_to_choose
    ends_after_s: float | None = None
    has_what_it_shows: Callable[[KioskContext, Visit, str], bool] = lambda _context, _visit, _place: True
