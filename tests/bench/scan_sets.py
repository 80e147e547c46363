"""The sets of pictures that reading is measured on: what is made, and what must be reached on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Choice = Callable[[dict[str, Any]], bool]
LEAST_PIXELS_A_MODULE = 1.5
LEAST_PIXELS_A_MM = 9.0


@dataclass(frozen=True)
class Aim:
    """One figure: the share of a set's symbols (of those that `of` picks) read to the last byte."""

    name: str
    least: float
    of: Choice = lambda _truth: True


@dataclass(frozen=True)
class PictureSet:
    """`made` are the words for the shared generator; without any, the set lies ready in `folder`. `small` is
    the number of pictures with `--small`. `timed`: one picture, one answer, so that times can be compared.
    `most_ms`: median and 95th percentile that a frame of 1280 × 720 may take. It is set for the photos, on
    which the peers' times that it is held against were taken; a back, whose zone is read besides, takes
    longer, and its times are printed."""

    name: str
    made: tuple[str, ...]
    count: int
    small: int
    aims: tuple[Aim, ...]
    timed: bool = True
    most_ms: tuple[float, float] = (math.inf, math.inf)
    folder: str = ""


def _severity(level: int, least_pixels: float = 0.0) -> Choice:
    return lambda truth: truth.get("severity") == level and truth.get("px_per_module", 0) >= least_pixels


def _below(truth: dict[str, Any]) -> bool:
    return float(truth.get("px_per_module", math.inf)) < LEAST_PIXELS_A_MODULE


SETS = (
    PictureSet("clean", ("--clean", "--seed", "5"), 3000, 100, (Aim("clean", 1.0),)),
    PictureSet(
        "photos",
        ("--negatives", "40", "--seed", "1"),
        480,
        40,
        (
            Aim("photos", 0.60),
            Aim("severity_0", 0.98, _severity(0, LEAST_PIXELS_A_MODULE)),
            Aim("severity_1", 0.85, _severity(1, LEAST_PIXELS_A_MODULE)),
            Aim("severity_2", 0.50, _severity(2, LEAST_PIXELS_A_MODULE)),
            Aim("severity_3", 0.0, _severity(3, LEAST_PIXELS_A_MODULE)),
            Aim("below_1.5_pixels_a_module", 0.0, _below),
        ),
        most_ms=(25.0, 50.0),
    ),
    PictureSet(
        "bursts",
        ("--burst", "8", "--seed", "2", "--severities", "2,3", "--fills", "0.6,0.8"),
        48,
        4,
        (Aim("burst_severity_2", 0.90, _severity(2)), Aim("burst_severity_3", 0.50, _severity(3))),
        timed=False,
    ),
    PictureSet("backs", ("--mrz", "--seed", "3"), 48, 8, (Aim("backs", 0.75),)),
    PictureSet("real", (), 177, 177, (Aim("real", 0.96),), folder="real"),
)


def share(rows: list[Row], reader: str, of: Choice) -> float:
    """Symbols read, of those there are; NaN where there is none."""
    chosen = [row for row in rows if of(row["truth"])]
    there = sum(len(row["truth"]["symbols"]) for row in chosen)
    return sum(row["by"][reader]["hit"] for row in chosen) / there if there else math.nan


def zone_shares(rows: list[Row]) -> tuple[float, int]:
    """Share of zones of LEAST_PIXELS_A_MM or more whose lines 1 and 2 are exact; and wrong ones of all."""
    zones = [(row["truth"], row["by"]["product"]["mrz"]) for row in rows if row["truth"].get("mrz")]
    wrong = sum(bool(given) and given[:2] != truth["mrz"][:2] for truth, given in zones)
    large = [(truth, given) for truth, given in zones if truth["mrz_px_per_mm"] >= LEAST_PIXELS_A_MM]
    right = sum(bool(given) and given[:2] == truth["mrz"][:2] for truth, given in large)
    return (right / len(large) if large else math.nan), wrong
