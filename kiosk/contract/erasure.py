"""Defines the erasure of a dossier on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kiosk.contract.text import FromHub, ToHub

ErasureBasis = Literal["request", "retention", "order"]
"""Why a dossier is erased: the person asked, its time is over, or an authority ordered it."""


class Erasure(ToHub):
    """Asks for a dossier to be erased; free words could name the person who is to be forgotten."""

    basis: ErasureBasis


class ErasedFacts(FromHub):
    """Says that a dossier is erased, since when, and how many pages were destroyed just now."""

    id: str
    at: datetime
    pages: int


class ErasedAnswer(FromHub):
    """Answers an erasure."""

    erased: ErasedFacts
