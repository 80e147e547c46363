"""Defines the robot as the visit uses it: what it knows of the visit, and the reply that may propose an
event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.catalogue.describe import Citation
from kiosk.visit.events import ByPerson


@dataclass(frozen=True, slots=True)
class Option:
    """Describes one possible answer: its words on the screen, and the event of touching it."""

    words: str
    then: ByPerson


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Holds what the robot may know of the visit. It names no value of a person.

    `place` is a place or a step id, `step` the step's kind where a procedure asks something, `options` what
    may be answered now, `procedure` the code of the one that the visit is about.
    """

    lang: str
    place: str = ""
    journey: str = ""
    step: str | None = None
    options: tuple[Option, ...] = ()
    procedure: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Describes a procedure offered for touching."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Holds the robot's answer. `then` is the event that a finger could have sent as
    well; the visit decides.
    """

    action: Literal["answer", "choose", "do", "decline"]
    text: str
    cards: tuple[Card, ...] = ()
    citations: tuple[Citation, ...] = ()
    topic: str | None = None
    command: str | None = None
    then: ByPerson | None = None


class Assistant(Protocol):
    """Describes the robot, as the visit uses it."""

    def reply(self, text: str, about: TurnContext) -> Reply:
        """Answers `text`, asked where `about` says."""
