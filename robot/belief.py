"""Tells how likely a sentence is about the procedure that is found best for it, from a few measures of both.

A logistic curve. Its weights (`book/belief.toml`) are found by `python -m robot.calibration`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from config.errors import checked, read_toml
from config.text import Frozen

_LEAST_CHANCE = 1e-4


class Weights(Frozen):
    """Holds how much each measure counts. `ours`, `against`: by the words alone, how likely a procedure of a
    ward, and how likely not; `sure`, `covered`: of the best found; `likely`: by the words alone, that
    procedure and no other.
    """

    ours: float
    against: float
    sure: float
    covered: float
    likely: float


class Belief(Frozen):
    """Holds the curve."""

    base: float
    weights: Weights

    def of(self, evidence: Mapping[str, float]) -> float:
        """Gives the probability, 0 to 1."""
        measured = measures(evidence)
        odds = self.base + sum(getattr(self.weights, name) * measured[name] for name in measured)
        return 1 / (1 + math.exp(-odds))


def measures(evidence: Mapping[str, float]) -> dict[str, float]:
    """Selects what counts; a probability counts by the logarithm of its odds."""
    return {
        "ours": _log_odds(evidence["ours"]),
        "against": _log_odds(evidence["against"]),
        "sure": evidence["sure"],
        "covered": evidence["covered"],
        "likely": _log_odds(evidence["likely"]),
    }


def load_belief(path: Path) -> Belief:
    """Reads the curve. Raises BadFile, one line, when it is wrong."""
    return checked(Belief, read_toml(path), path.name)


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return math.log(kept / (1 - kept))
