"""Describes one problem in a file of settings or data in one line, in the reader's language."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

T = TypeVar("T")


class Translate(Protocol):
    """Translates a message id to one language, with `{name}` filled from `values`."""

    def __call__(self, message: str, **values: object) -> str:
        """Gives the text."""


def N_(message: str) -> str:
    """Marks a message id for the message catalogue, which lies in a room above this one."""
    return message


def in_english(message: str, **values: object) -> str:
    """Gives the message id itself, filled."""
    return message.format(**values) if values else message


NEAR = N_(" (did you mean {near}?)")
AT = N_(" (line {number})")


@dataclass(frozen=True, slots=True)
class Problem:
    """Holds a problem and its place: `where` is "file: key", `what` a message id that `values` fill; `near`
    is what was probably meant, `at` the line of the file, 0 where it is not known.
    """

    where: str
    what: str
    values: Mapping[str, object] = field(default_factory=dict)
    near: str = ""
    at: int = 0

    def line(self, translate: Translate = in_english) -> str:
        """Formats "file: key: what is wrong (did you mean X?) (line N)"."""
        what = translate(self.what, **self.values)
        near = translate(NEAR, near=self.near) if self.near else ""
        at = translate(AT, number=self.at) if self.at else ""
        return f"{self.where}: {what}{near}{at}" if self.where else f"{what}{near}{at}"


class BadFile(Exception):
    """Says that files of settings or data can't be used. Its text has one line for each
    problem, in English.
    """

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(
            problem if isinstance(problem, Problem) else Problem("", problem) for problem in problems
        )
        super().__init__("\n".join(problem.line() for problem in self.problems))

    def translated(self, translate: Translate) -> str:
        """Gives the lines, translated by `translate`."""
        return "\n".join(problem.line(translate) for problem in self.problems)


def tried(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """Calls `read`; where it raises BadFile, gives None and adds its problems to `problems`, so that what
    comes after is checked as well.
    """
    try:
        return read()
    except BadFile as error:
        problems.extend(error.problems)
        return None


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raises BadFile where there are problems."""
    found = tuple(problems)
    if found:
        raise BadFile(*found)


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Gives the one of `known` that was probably meant, or nothing when none is near."""
    return next(iter(difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Formats " (did you mean X?)" for the nearest of `known`, or nothing when none is near."""
    near = nearest(wrong, known)
    return NEAR.format(near=near) if near else ""
