"""Defines a centre on the wire: what a kiosk must agree on with its hub before it gives a
number of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from kiosk.contract.report import KioskReport
from kiosk.contract.text import CentreCode, FromHub, KioskName, ToHub

Sequence = Annotated[int, Field(ge=1, le=99_999)]


class Greeting(ToHub):
    """Carries what a kiosk says of itself: its centre, the sequences it gives while the hub is away; how it
    is (`report`).
    """

    kiosk: KioskName
    centre: CentreCode
    numbers: tuple[Sequence, Sequence]
    report: KioskReport | None = None


class CentreField(FromHub):
    """Describes a queue field, and the letter of its numbers."""

    id: str
    letter: str


class KioskNumbers(FromHub):
    """Names the sequences that a kiosk said it gives."""

    kiosk: str
    numbers: tuple[int, int]


class CentreFacts(FromHub):
    """Describes the hub's centre. `version` and `digest` are those of its folder; `unit` is the unit part of
    dossier codes, None where it is not known; `kiosks` are those heard from lately.
    """

    code: str
    name: str
    version: int
    digest: str
    unit: str | None
    fields: tuple[CentreField, ...]
    reserved: tuple[int, int]
    kiosks: tuple[KioskNumbers, ...]


class DayKey(FromHub):
    """Gives a kiosk the key by which it marks cards on that day; 32 bytes in hexadecimal."""

    day: date
    key: str = Field(repr=False)


class CentreAnswer(FromHub):
    """Answers a greeting, and a question for the hub's centre."""

    centre: CentreFacts
