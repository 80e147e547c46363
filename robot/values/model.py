"""Defines what is asked for, and what a hearing may mean as its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Kind = Literal["yes_no", "choice", "date", "number", "digits", "ward", "letters"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Describes one of the words that may be chosen: its id, and all the ways in which it is said."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Describes one value that is asked for.

    `id`: the caller's name for it. `names`: how people call it ("ngày sinh"), by which it is told from others
    in a sentence that answers several at once. `choices`: what a `choice` may be, as they stand on the
    screen. `lengths`: how many digits `digits` may have, none: any. `least` and `most`: the range of a
    `number`. `stands`: the value that was taken so far and may be corrected or, of digits, gone on with.
    `ahead`: a `date` may lie ahead.
    """

    id: str
    kind: Kind
    names: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    lengths: tuple[int, ...] = ()
    least: int = 0
    most: int = 10**12
    stands: str = field(default="", repr=False)
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Values(Generic[T]):
    """Holds what a hearing may mean, best first: nothing, one value, or several that have to be asked about.

    `sure`: it was said as such and nothing else was heard; a value that is not sure is read back and needs a
    yes before anything follows from it.
    """

    candidates: tuple[T, ...] = field(default=(), repr=False)
    sure: bool = False

    @property
    def value(self) -> T | None:
        """Gives the only value; None where there is none, or several."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """Holds one reading of one sentence. `doubts`: how often a word was only taken to be the one that it
    sounds like, or something was added that was not said.
    """

    value: T = field(repr=False)
    doubts: float = 0.0
