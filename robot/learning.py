"""Learns a linear classifier (`robot/linear.py`) from examples: one softmax layer, by Adagrad. Seeded."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from robot.linear import BUCKETS, Weights

ROUNDS = 12
BATCH = 64
STEP = 0.08
DECAY = 3e-4

Row = tuple[Sequence[int], int]
"""The buckets of a sentence, and the place of its class."""


def learn(rows: list[Row], classes: int, chance: random.Random) -> Weights:
    """Learns the weights of the classes; a rare class counts more, by the root of how rare."""
    counts = np.bincount([kind for _, kind in rows], minlength=classes)
    worth = np.sqrt(len(rows) / (classes * counts))
    weights = np.zeros((BUCKETS + 1, classes), np.float32)
    squares = np.full((BUCKETS + 1, classes), 1e-4, np.float32)
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            kinds = [kind for _, kind in batch]
            flat, sentence = _spread(batch)
            starts = np.searchsorted(sentence, np.arange(len(batch)))
            logits = np.add.reduceat(weights[flat], starts, axis=0)
            odds = np.exp(logits - logits.max(axis=1, keepdims=True))
            slope = odds / odds.sum(axis=1, keepdims=True)
            slope[np.arange(len(batch)), kinds] -= 1.0
            slope *= (worth[kinds] / len(batch))[:, None].astype(np.float32)
            order = np.argsort(flat, kind="stable")
            used, first = np.unique(flat[order], return_index=True)
            change = np.add.reduceat(slope[sentence[order]], first, axis=0) + DECAY * weights[used]
            squares[used] += change**2
            weights[used] -= STEP * change / np.sqrt(squares[used])
    return weights


def _spread(batch: list[Row]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gives the buckets of a batch, sentence by sentence, and beside each the place of its sentence."""
    flat = np.concatenate([[*found, BUCKETS] for found, _ in batch])
    return flat, np.repeat(np.arange(len(batch)), [len(found) + 1 for found, _ in batch])
