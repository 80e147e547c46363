"""Defines the robot as the visit uses it: what it knows of the visit and of the talk so far, and the reply
that may propose an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from kiosk.catalogue.describe import Citation
from kiosk.language.messages import N_
from kiosk.visit.events import ByPerson

MACHINE = N_("I am a machine (AI): I answer from the catalogue, and an officer decides.")
"""Said before anything else that is said."""


@dataclass(frozen=True, slots=True)
class Option:
    """Describes one thing that can be touched or said: its words on the screen, and the event of touching it.

    `deed`: the name that the robot's book has other ways of saying it under; empty: an answer, said by its
    words or by its place among the others. `ask`: the question that waits for the citizen's yes before a
    sentence does it; empty where nothing can be lost by it.
    """

    words: str
    then: ByPerson
    deed: str = ""
    ask: str = ""


AskedKind = Literal["choice", "digits", "number", "date", "name", "text"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Describes a value that the visit asks for; never the value itself.

    `step` is the page that asks for it, `words` what it is called there. `choices` are the answers of a
    choice, or the usual ones of a text: each with its words. `lengths`: how many digits there may be; `least`
    and `most`: the range of a number; `ahead`: a date may lie ahead.
    """

    step: str
    kind: AskedKind
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    lengths: tuple[int, ...] = ()
    least: int = 0
    most: int = 10**9
    ahead: bool = False


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
    in a row the robot had to ask back. `told`: values that the citizen has just told, by step; they are gone
    when she has said yes or no to them. `turns`: how many turns there were.
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
    told: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    turns: int = 0


NOTHING_SAID = Thread()
"""The talk before its first turn."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Holds what the robot may know of the visit. It names no value of a person; only the talk holds what
    was told in it and waits for a yes.

    `place` is a place or a step id, `step` the step's kind where a procedure asks something, `options` what
    can be touched or said now, `asked` the value that is asked for, `also` those that may be told in the same
    sentence, `before` the one that was told last. `procedure` is the code of the one that the visit is about,
    `thread` the talk so far. `today` is the day of the turn.
    """

    lang: str
    place: str = ""
    journey: str = ""
    step: str | None = None
    options: tuple[Option, ...] = ()
    asked: Asked | None = None
    also: tuple[Asked, ...] = ()
    before: Asked | None = None
    today: date | None = None
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
