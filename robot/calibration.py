"""Finds the weights of `robot/belief.py`: `python -m robot.calibration` writes `robot/book/belief.toml`.

Sentences that people say are asked of a classifier that has not learnt from them, nor, of what is nobody's
business here, from any other of their kind. So it errs as it does on what nobody has foreseen. Seeded by
the training; two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from config import load
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from robot.belief import Weights, measures
from robot.phrases import BOOK, Book, Phrases, load_book, read_entries
from robot.reading import read
from robot.scope import OUTSIDE, PROCEDURE, Scope
from robot.training import Example, texts, train
from robot.understanding import measured, rank

FILE = BOOK / "belief.toml"
FOLDS = 5
STEPS = 30
HEAD = """# How much speaks for the procedure that is found best for a sentence: `robot/belief.py`.
# Written by `python -m robot.calibration`.
"""
KINDS = tuple(Weights.model_fields)

Rows = NDArray[np.float64]


def held_out(fold: int) -> Iterator[Example]:
    """Gives the sentences that are asked in a fold: told ones one by one, foreign ones kind by kind."""
    for said in read_entries(BOOK / "said.toml", "said", Phrases):
        if said.id == PROCEDURE:
            yield from (one for one in _examples(PROCEDURE, said) if _fold(one[2]) == fold)
    for kind in read_entries(BOOK / "outside.toml", "outside", Phrases):
        if _fold(kind.id) == fold:
            yield from _examples(OUTSIDE, kind)


def asked(book: Book, ranker: Ranker) -> Iterator[tuple[bool, list[float]]]:
    """Gives of each sentence whether it is about a procedure, and its measures."""
    for fold in range(FOLDS):
        held = set(held_out(fold))
        taught = replace(book, scope=Scope(*train(book, [one for one in texts(book) if one not in held])))
        for kind, lang, text in sorted(held):
            reading = read(text, taught)
            hits = rank(ranker, ((reading.about, 1.0),), lang, taught)
            found = measures(measured(hits, reading, reading.judged, named=False, imported=False))
            yield kind == PROCEDURE, [found[name] for name in KINDS]


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


def _examples(kind: str, said: Phrases) -> Iterator[Example]:
    for lang, phrases in (("vi", said.vi), ("en", said.en)):
        yield from ((kind, lang, text.replace("…", " ")) for text in phrases)


def _fold(text: str) -> int:
    return crc32(text.encode()) % FOLDS


def main() -> None:
    """Finds the weights, and writes the file."""
    catalogue = open_catalogue(Sources(load.PROCEDURES, elsewhere=load.ELSEWHERE, everyday=load.EVERYDAY))
    ours, rows = zip(*asked(load_book(), Ranker(catalogue.index)), strict=True)
    catalogue.close()
    FILE.write_text(written(fitted(list(ours), list(rows))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
