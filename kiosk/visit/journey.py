"""Defines a journey: one thing that a citizen does at the kiosk, whole in a file or folder of `journeys/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.visit.assistant import Asked, Option
from kiosk.visit.effects import Effect, SlipPurpose
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


def nothing_asked(_context: KioskContext, _visit: Visit) -> Asked | None:
    """Asks for no value."""
    return None


def nothing_else(_context: KioskContext, _visit: Visit) -> tuple[Asked, ...]:
    """Asks for nothing beside."""
    return ()


def nothing_of_its_own(_context: KioskContext, _visit: Visit) -> str | None:
    """Has no other words for who speaks."""
    return None


def stays(_context: KioskContext, visit: Visit) -> Result:
    """Does nothing more on arrival."""
    return visit, ()


@dataclass(frozen=True, slots=True)
class Journey:
    """Describes a journey. `JOURNEY` of each module in `journeys/` is one.

    `title` is what officers are told of it, a message id. `state` is the class of what it keeps of the visit,
    `places` its places with what is read aloud there,
    `steps` those that a procedure makes. An event or failure means what `handlers` and `failures` of the
    journey on screen make of it. `open_places` need nothing and can be gone to from anywhere; from `roots`
    there is no way back. `arrived` begins what a place waits for, `leaving` forgets what only its page needs.
    `options` are what can be touched or said now, `asked` the value that is asked for, `also` those that may
    be told with it, `before` the one told last. `led` are the words of a place or step for who speaks; where
    there are none, those for who touches. At `ends`
    nothing more is asked. `slips`: the slip that a place gives; once it is out, the screen goes home by
    itself. `ends_after_s`: after so many seconds without a touch at its
    places the visit ends, without the warning that others have. `has_what_it_shows` says if a visit can be at
    a place: the way back passes over one whose procedure or answer is no longer the visit's.
    """

    name: str
    title: str
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
    asked: Callable[[KioskContext, Visit], Asked | None] = nothing_asked
    also: Callable[[KioskContext, Visit], tuple[Asked, ...]] = nothing_else
    before: Callable[[KioskContext, Visit], Asked | None] = nothing_asked
    led: Callable[[KioskContext, Visit], str | None] = nothing_of_its_own
    ends: frozenset[str] = frozenset()
    slips: Mapping[str, SlipPurpose] = field(default_factory=dict)
    ends_after_s: float | None = None
    has_what_it_shows: Callable[[KioskContext, Visit, str], bool] = lambda _context, _visit, _place: True
