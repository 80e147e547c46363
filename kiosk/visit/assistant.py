"""Defines the robot as the visit uses it: what it knows of the visit and of the talk so far, and the reply
that may propose an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kiosk.catalogue.describe import Citation
from kiosk.visit.events import ByPerson


@dataclass(frozen=True, slots=True)
class Option:
    """Describes one possible answer: its words on the screen, and the event of touching it."""

    words: str
    then: ByPerson


@dataclass(frozen=True, slots=True)
class Guess:
    """Holds one of the sentences that a recogniser may have heard. `score` orders them: a probability, or any
    number where more is surer, such as a logarithm of one.
    """

    text: str = field(repr=False)
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Pending:
    """Holds a command that waits for the citizen's yes, and the event that it then becomes."""

    command: str
    then: ByPerson | None


@dataclass(frozen=True, slots=True)
class Thread:
    """Holds what a talk is about, from one turn to the next; gone with the visit.

    `procedure`: the one spoken of. `screen`: the one that the visit was about then. `topic`: what was asked
    last. `query`: the words that led there. `offered`: the cards shown last, in order. `answers`: what
    decides the case, by question id. `asked`: the question that waits for an answer. `asked_back`: how often
    in a row the robot had to ask back. `turns`: how many turns there were.
    """

    procedure: str | None = None
    screen: str | None = None
    topic: str | None = None
    query: str = field(default="", repr=False)
    offered: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    asked: str | None = None
    pending: Pending | None = None
    asked_back: int = 0
    turns: int = 0


NOTHING_SAID = Thread()
"""The talk before its first turn."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Holds what the robot may know of the visit. It names no value of a person.

    `place` is a place or a step id, `step` the step's kind where a procedure asks something, `options` what
    may be answered now, `procedure` the code of the one that the visit is about, `thread` the talk so far.
    """

    lang: str
    place: str = ""
    journey: str = ""
    step: str | None = None
    options: tuple[Option, ...] = ()
    procedure: str | None = None
    thread: Thread = Thread()


@dataclass(frozen=True, slots=True)
class Card:
    """Describes a procedure offered for touching."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Holds the robot's answer. `text` is for the screen, `speech` for the voice (empty: the text).

    `then` is the event that a finger could have sent as well; the visit decides. `confirm`: the command waits
    for a yes, and nothing has been done. `options`: what can be touched in answer. `case`: what decides the
    case, by question id. `ranked`: the procedures that the words may mean, best first, whatever was answered.
    `thread`: the talk as it stands now.
    """

    action: Literal["answer", "choose", "do", "decline"]
    text: str
    cards: tuple[Card, ...] = ()
    citations: tuple[Citation, ...] = ()
    topic: str | None = None
    command: str | None = None
    then: ByPerson | None = None
    speech: str = ""
    confirm: bool = False
    options: tuple[Option, ...] = ()
    case: Mapping[str, str] = field(default_factory=dict, repr=False)
    ranked: tuple[str, ...] = ()
    thread: Thread = Thread()

    @property
    def spoken(self) -> str:
        """Gives what the voice says."""
        return self.speech or self.text


class Assistant(Protocol):
    """Describes the robot, as the visit uses it."""

    def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
        """Answers `text`, asked where `about` says. `guesses`: all that may have been heard, where the text
        comes from a recogniser; the text is the likeliest.
        """
