"""Defines a rating on the wire: a face, and why. Nothing that leads to a person."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field

from kiosk.contract.text import FromHub, Key, KioskName, ProcedureCode, ToHub

BEST = 5
ASKS_WHY = 3
"""So many stars or fewer: why is asked."""
Stars = Annotated[int, Field(ge=1, le=BEST)]


class RatingReason(Enum):
    """Lists why somebody was not content."""

    WAITED = "waited"
    PAPERS = "papers"
    MANNER = "manner"
    KIOSK = "kiosk"
    UNFINISHED = "unfinished"


class NewRating(ToHub):
    """Carries a citizen's rating; the last one under an id counts. `stars` null: would rather not answer."""

    id: Key
    stars: Stars | None
    reason: RatingReason | None = None
    procedure: ProcedureCode | None = None
    kiosk: KioskName


class RatingId(FromHub):
    """Names a rating."""

    id: str


class TakenRating(FromHub):
    """Says that the hub has the rating."""

    rating: RatingId


class ReasonCount(FromHub):
    """Counts a reason of one day; `text` is its words in the language that was asked for."""

    reason: RatingReason
    text: str
    count: int


class RatingDay(FromHub):
    """Counts the ratings of one local day: `stars` from one to five, and who would rather not answer."""

    day: date
    stars: tuple[int, int, int, int, int]
    unanswered: int
    reasons: tuple[ReasonCount, ...]


class Ratings(FromHub):
    """Lists the days with ratings, the newest first."""

    days: tuple[RatingDay, ...]
