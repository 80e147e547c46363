"""Finds the weights of `robot/belief.py`: `python -m robot.calibration FILE …` writes `book/belief.toml`.

The files are questions with what is expected of each, a JSON object a line, such as those of `tests/robot/`;
what the classifiers have learnt must not be among them. Both kinds count alike: what a procedure answers, and
what nobody here has to do with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config import load
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from robot.belief import Weights, measures
from robot.phrases import BOOK, Book, own_book
from robot.reading import read
from robot.understanding import measured, rank

FILE = BOOK / "belief.toml"
STEPS = 30
HEAD = """# How much speaks for the procedure that is found best for a sentence: `robot/belief.py`.
# Written by `python -m robot.calibration`.
"""
KINDS = tuple(Weights.model_fields)
OURS, FOREIGN = ("answer", "choose"), "decline"
"""What is expected of a question that is about a procedure; and of one that is not."""

Rows = NDArray[np.float64]


def questions(paths: Iterable[Path]) -> Iterator[tuple[bool, str, str]]:
    """Gives of each question whether it is about a procedure, its language, its words; of commands none."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            item: dict[str, Any] = json.loads(line)
            action = item["expected"]["action"]
            if action in (*OURS, FOREIGN):
                yield action in OURS, item["lang"], item["q"]


def asked(book: Book, ranker: Ranker, paths: Iterable[Path]) -> Iterator[tuple[bool, list[float]]]:
    """Gives of each question whether it is about a procedure, and its measures."""
    for ours, lang, text in questions(paths):
        reading = read(text, book)
        found = rank(ranker, ((reading.about, 1.0),), reading.lang or lang, book)
        taken = measures(measured(found, reading, named=False, imported=False))
        yield ours, [taken[name] for name in KINDS]


def fitted(ours: list[bool], rows: list[list[float]]) -> list[float]:
    """Fits the curve, both kinds as heavy in all; gives each column's weight, then the base."""
    right = np.array(ours, np.float64)
    found: Rows = np.hstack([np.array(rows, np.float64), np.ones((len(rows), 1))])
    heavy = np.where(right == 1, 0.5 / right.mean(), 0.5 / (1 - right.mean()))
    slack = np.diag([1.0] * (found.shape[1] - 1) + [1e-6])
    weights = np.zeros(found.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-found @ weights))
        slope = found.T @ (heavy * (right - chance)) - slack @ weights
        bend = (found.T * (heavy * chance * (1 - chance))) @ found + slack
        weights = weights + np.linalg.solve(bend, slope)
    return [round(float(weight), 2) for weight in weights]


def written(weights: list[float]) -> str:
    """Writes the file's text."""
    *counts, base = weights
    lines = "".join(f"{name} = {count}\n" for name, count in zip(KINDS, counts, strict=True))
    return f"{HEAD}base = {base}\n\n[weights]\n{lines}"


def main(paths: list[str]) -> None:
    """Finds the weights, and writes the file."""
    catalogue = open_catalogue(Sources(load.PROCEDURES, elsewhere=load.ELSEWHERE, everyday=load.EVERYDAY))
    found = list(asked(own_book(), Ranker(catalogue.index), map(Path, paths)))
    catalogue.close()
    ours, rows = [ours for ours, _ in found], [row for _, row in found]
    FILE.write_text(written(fitted(ours, rows)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
