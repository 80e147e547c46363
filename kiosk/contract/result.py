"""Defines what follows the hand-in of a dossier: its code at the portal, the result, the handing out, the
fee; and the money of a day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.text import FromHub, ToHub, Written

StepKind = Literal["ready", "handed_out", "fee", "portal_code"]
"""The steps of a dossier that an officer notes. Names are stable: they stand in the database."""
HandedTo = Literal["holder", "authorised"]
"""Who took the result: the person whose dossier it is, or somebody with an authorisation. No name."""
PaidBy = Literal["cash", "transfer"]
Amount = Annotated[int, Field(ge=1, le=1_000_000_000)]
"""Đồng."""
PORTAL_CODE = r"[0-9A-Z]+(?:\.[0-9A-Z]+)*-(?:[0-9]{6}|[0-9]{8})-[0-9]{4,7}"
"""A dossier's code at the national portal: unit, day (yyMMdd, or yyyyMMdd as ministries write it), number."""


class HandOut(ToHub):
    """Says to whom a result was handed out."""

    to: HandedTo


class FeePaid(ToHub):
    """Says what was paid for a dossier, and how: in cash, or by a transfer that the officer has seen."""

    amount: Amount
    paid_by: PaidBy


class PortalCode(ToHub):
    """Carries the code that the national portal gave a dossier."""

    code: Annotated[str, Written(50, 1)]


class ToldStep(FromHub):
    """Tells a step that holds, as the holder of the slip may see it. `to`, `amount` (đồng), `paid_by` and
    `code` as far as its kind has them.
    """

    kind: StepKind
    at: datetime
    to: HandedTo | None = None
    amount: int | None = None
    paid_by: PaidBy | None = None
    code: str | None = None


class ShownStep(ToldStep):
    """Shows a step to officers, with who noted it; `ended_at` and `ended_by` where it was taken back."""

    officer: str
    ended_at: datetime | None = None
    ended_by: str | None = None


class FeeToTake(FromHub):
    """Shows what the counter takes for a dossier; `amount` None: not published, the officer knows it."""

    amount: int | None
    text: str


class PortalField(FromHub):
    """Shows a field that is copied into the portal's form: `about` names the person, empty for an answer;
    one that is not `typed` is picked from a list there.
    """

    key: str
    about: str
    label: str
    value: str
    typed: bool


class CashRow(FromHub):
    """Shows what came in for a dossier, or was given back (`amount` below 0). No person stands in it."""

    at: datetime
    reference: str
    code: str | None
    procedure_name: str
    amount: int
    paid_by: PaidBy
    officer: str
    officer_name: str


class CashTotal(FromHub):
    """Sums up what an officer took on a day, in đồng, less what they gave back."""

    officer: str
    officer_name: str
    cash: int
    transfer: int


class DayCash(FromHub):
    """Shows the fees of a day, the oldest first, with the sums by officer and in all."""

    day: date
    rows: tuple[CashRow, ...]
    officers: tuple[CashTotal, ...]
    cash: int
    transfer: int
