"""Compares the birth dates of one dossier: doubtful ones are asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.ports.device import Fault

CHILD = "child"
PARENTS = ("mother", "father")
GROWN_YEARS = 18
YOUNGEST_PARENT_YEARS = 12


def age_doubt(births: Mapping[str, str], today: date) -> Fault | None:
    """Says what the birth dates of a child and its parents (ISO 8601, possibly reduced or empty, by role)
    make doubtful: `child_grown`, a child of over 18 years; `parent_too_young`, born less than 12 years before
    it.

    A warning and never a refusal: births are registered late, and papers have wrong years. Years alone are
    compared, as some know no more.
    """
    child = _year(births.get(CHILD, ""))
    if child is None:
        return None
    parents = [year for role in PARENTS if (year := _year(births.get(role, ""))) is not None]
    if any(child - parent < YOUNGEST_PARENT_YEARS for parent in parents):
        return Fault("parent_too_young")
    return Fault("child_grown") if today.year - child > GROWN_YEARS else None


def _year(iso: str) -> int | None:
    return int(iso[:4]) if iso else None
