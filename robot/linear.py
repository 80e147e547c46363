"""Judges sentences by their words alone: small linear classifiers, trained by `python -m robot.training`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from robot.sentence import Sentence

BUCKETS = 1 << 16

Weights = NDArray[np.float32]
"""A row for each bucket of features, and one more for what every sentence has; a column for each class."""
Whole = NDArray[np.int8]


class Linear:
    """Gives how likely a sentence is of each of its classes. Immutable, safe across threads."""

    def __init__(self, classes: tuple[str, ...], weights: Whole, scale: float) -> None:
        """Holds weights as whole numbers of one byte; `scale` is the worth of one."""
        self.classes = classes
        self._weights, self._scale = weights, scale

    @property
    def parts(self) -> tuple[tuple[str, ...], Whole, float]:
        """Gives what a file of it holds."""
        return self.classes, self._weights, self._scale

    def chances(self, sentence: Sentence) -> dict[str, float]:
        """Maps each class to its probability."""
        rows = self._weights[[*features(sentence), BUCKETS]]
        found = rows.sum(axis=0, dtype=np.int64) * self._scale
        odds = np.exp(found - found.max())
        return dict(zip(self.classes, (odds / odds.sum()).tolist(), strict=True))


def features(sentence: Sentence) -> list[int]:
    """Lists the buckets of a sentence's features, each once: words with and without marks, as they sound, and
    pairs.
    """
    return sorted({crc32(one.encode()) % BUCKETS for one in _named(sentence)})


def whole(classes: tuple[str, ...], weights: Weights) -> Linear:
    """Makes a classifier of trained weights."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return Linear(classes, np.round(weights / scale).astype(np.int8), scale)


def read_linear(path: Path) -> Linear:
    """Reads a trained classifier. Raises OSError or ValueError where it is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        classes, weights, scale = tuple(map(str, file["classes"])), file["weights"], float(file["scale"])
    if weights.shape != (BUCKETS + 1, len(classes)) or weights.dtype != np.int8:
        raise ValueError(f"{path.name}: is of another program")
    return Linear(classes, weights, scale)


def write_linear(path: Path, linear: Linear) -> None:
    """Writes a trained classifier."""
    classes, weights, scale = linear.parts
    np.savez_compressed(path, classes=np.array(classes), weights=weights, scale=scale)


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
