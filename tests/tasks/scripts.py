"""Reads the whole tasks and the registers: who says what, and what is true."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GOALS = ("number", "handed_in", "answered", "declined", "command", "officer", "status", "erased", "english")


@dataclass(frozen=True)
class Part:
    """One wish: its goal, how it is said, and (`at`) the page on which it comes up."""

    goal: str
    value: str
    opens: tuple[str, ...]
    topic: str = ""
    at: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked in between, once, at a page; the answer must be about that procedure and topic."""

    at: str
    say: str
    answered: str
    topic: str


@dataclass(frozen=True)
class Task:
    """A whole task. `frozen`: written before it was tried, and never changed."""

    id: str
    register: str
    frozen: bool
    parts: tuple[Part, ...]
    cards: tuple[str, ...] = ()
    asks: tuple[Question, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    says: dict[str, list[str]] = field(default_factory=dict)


def registers() -> dict[str, dict[str, Any]]:
    """How each kind of people says what everybody says."""
    return _read("registers.toml")


def tasks() -> tuple[Task, ...]:
    """All forty."""
    return (*_tasks("frozen.toml", frozen=True), *_tasks("tuned.toml", frozen=False))


def _tasks(name: str, frozen: bool) -> tuple[Task, ...]:
    return tuple(
        Task(
            row["id"],
            row["register"],
            frozen,
            tuple(map(_part, row["parts"])),
            tuple(row.get("cards", ())),
            tuple(Question(**one) for one in row.get("asks", ())),
            row.get("facts", {}),
            row.get("says", {}),
        )
        for row in _read(name)["task"]
    )


def _part(row: dict[str, Any]) -> Part:
    [goal] = [name for name in GOALS if name in row]
    value = row[goal] if isinstance(row[goal], str) else ""
    return Part(goal, value, tuple(row["opens"]), row.get("topic", ""), row.get("at", ""))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))
