"""Judges what a sentence is about by its words alone: a ward's procedures, something that another body does,
the kiosk itself, or nothing that this centre has to do with; and which procedure it asks for.

Two linear classifiers, trained by `python -m robot.training`: `scope.npz` says how likely it is about such
things at all, `which.npz` which procedure that is kept by hand, or matter of another body, it means, if any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from robot.linear import Linear, read_linear
from robot.sentence import Sentence

MODEL = Path(__file__).resolve().parent / "scope.npz"
WHICH = MODEL.with_name("which.npz")
PROCEDURE, ELSEWHERE, OUTSIDE = "procedure", "elsewhere", "outside"
COMMAND = "command."
"""What the class of each command begins with."""


class Scope:
    """Judges sentences. Immutable, safe across threads."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    def judge(self, sentence: Sentence) -> Judgement:
        """Gives the probability of each class."""
        return Judgement(self._linear.chances(sentence))


@dataclass(frozen=True, slots=True)
class Judgement:
    """Holds how likely a sentence is of each class, 0 to 1."""

    chances: Mapping[str, float]

    @property
    def procedure(self) -> float:
        """Says how likely it is about a procedure of a ward."""
        return self.chances[PROCEDURE]

    @property
    def outside(self) -> float:
        """Says how likely it has nothing to do with this centre."""
        return self.chances[OUTSIDE]

    @property
    def elsewhere(self) -> float:
        """Says how likely it is something that another body does."""
        return self.chances[ELSEWHERE]

    @property
    def command(self) -> tuple[str, float]:
        """Gives the likeliest command, and how likely it is."""
        name = max(
            (one for one in self.chances if one.startswith(COMMAND)), key=lambda one: self.chances[one]
        )
        return name.removeprefix(COMMAND), self.chances[name]


@cache
def load_scope(path: Path = MODEL) -> Scope:
    """Reads the trained classifier. Raises OSError or ValueError where it is missing or damaged."""
    linear = read_linear(path)
    if not {PROCEDURE, ELSEWHERE, OUTSIDE} < set(linear.classes):
        raise ValueError(f"{path.name}: is of another program")
    return Scope(linear)


@cache
def load_which(path: Path = WHICH) -> Linear:
    """Reads the classifier of procedures: its classes are their codes. Raises as `load_scope`."""
    return read_linear(path)
