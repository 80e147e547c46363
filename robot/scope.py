"""Judges what a sentence is about by its words alone: a ward's procedures, something that another body does,
the kiosk itself, or nothing that this centre has to do with.

A small linear classifier (`scope.npz`, trained by `python -m robot.training`). It names no procedure: the
ranker finds what a sentence may mean, and this says how likely it is about such things at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from robot.sentence import Sentence

MODEL = Path(__file__).resolve().parent / "scope.npz"
PROCEDURE, ELSEWHERE, OUTSIDE = "procedure", "elsewhere", "outside"
COMMAND = "command."
"""What the class of each command begins with."""
BUCKETS = 1 << 14

Weights = NDArray[np.float32]
"""A row for each bucket of features, and one more for what every sentence has; a column for each class."""


class Scope:
    """Judges sentences. Immutable, safe across threads."""

    def __init__(self, classes: tuple[str, ...], weights: Weights) -> None:
        self._classes = classes
        self._weights = weights

    def judge(self, sentence: Sentence) -> Judgement:
        """Gives the probability of each class."""
        found = self._weights[[*features(sentence), BUCKETS]].sum(axis=0)
        odds = np.exp(found - found.max())
        return Judgement(dict(zip(self._classes, (odds / odds.sum()).tolist(), strict=True)))


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


def features(sentence: Sentence) -> list[int]:
    """Lists the buckets of a sentence's features, each once: words with and without marks, as they sound, and
    pairs.
    """
    return sorted({crc32(one.encode()) % BUCKETS for one in _named(sentence)})


def _named(sentence: Sentence) -> Iterator[str]:
    before = "^"
    for word, plain, heard in zip(sentence.words, sentence.plain, sentence.heard, strict=True):
        yield f"w {plain}"
        yield f"s {heard.key}"
        if sentence.marked:
            yield f"m {word}"
        yield f"p {before} {heard.key}"
        before = heard.key
    yield f"p {before} $"


@cache
def load_scope(path: Path = MODEL) -> Scope:
    """Reads the trained classifier. Raises OSError or ValueError where it is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        classes = tuple(map(str, file["classes"]))
        weights = file["weights"].astype(np.float32) * file["scale"]
    if weights.shape != (BUCKETS + 1, len(classes)) or not {PROCEDURE, ELSEWHERE, OUTSIDE} < set(classes):
        raise ValueError(f"{path.name}: is of another program")
    return Scope(classes, weights)
