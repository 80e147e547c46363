"""Defines officers on the wire: the account of a person, what it permits, and where and when they work."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kiosk.contract.report import DutyKiosk
from kiosk.contract.text import (
    FIRST_YEAR,
    CounterNumber,
    Day,
    Flag,
    FromHub,
    Id,
    ToHub,
    Written,
)

FIRST_DAY = date(FIRST_YEAR, 1, 1)
"""An assignment from here on holds whatever the clock was when it was made."""
LoginName = Annotated[str, Written(40, 1, r"[^\s/]+")]
FullName = Annotated[str, Written(80, 1)]
Code = Annotated[str, Written(80), Field(repr=False)]


class Permission(Enum):
    """Lists what an officer may be permitted to do. Each operation for the staff needs exactly one. `RESULTS`
    opens nothing by itself: with `RECEIVE`, the dossiers of every field whose result is there.
    """

    SERVE = "serve"
    RECEIVE = "receive"
    REFUSE = "refuse"
    RESULTS = "results"
    SUPERVISE = "supervise"
    FIGURES = "figures"
    ADMINISTER = "administer"


class WantedAssignment(ToHub):
    """Says from which day to which an officer works at the centre (`last` null: without an end), and at which
    counter (null: at every one).
    """

    first: Day
    last: Day | None = None
    counter: CounterNumber | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> WantedAssignment:
        if self.last is not None and self.last < self.first:
            raise PydanticCustomError("assignment_days", "ends before it begins")
        return self


class OfficerFacts(ToHub):
    """Carries what an administrator says of an officer. `skills` are words that the centre uses: languages
    (`en`), or what a counter's row may name.
    """

    name: FullName
    permissions: Annotated[tuple[Permission, ...], Field(max_length=len(Permission))] = ()
    skills: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    assignments: Annotated[tuple[WantedAssignment, ...], Field(max_length=50)] = ()


class NewOfficer(OfficerFacts):
    """Carries a new account. Its log-in names the person on record, so it never changes and is never given
    again.
    """

    login: LoginName


class ChangedOfficer(OfficerFacts):
    """Carries an account as it shall be; a closed one lets nobody in and keeps its name on record."""

    closed: Flag = False


class Assignment(FromHub):
    """Says from which day to which an officer works at the centre, and at which counter."""

    first: date
    last: date | None
    counter: str | None


class Officer(FromHub):
    """Describes an account. `has_code`: somebody can sign in with it; `on_duty`: an assignment holds today;
    `version` counts its changes.
    """

    login: str
    name: str
    permissions: tuple[Permission, ...]
    skills: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    closed: bool
    has_code: bool
    on_duty: bool
    version: int


class OfficerAnswer(FromHub):
    """Answers with one account."""

    officer: Officer


class Officers(FromHub):
    """Lists the accounts, by log-in; the closed ones last."""

    officers: tuple[Officer, ...]


class MadeCode(FromHub):
    """Carries a code that was just made. It is shown this once: the hub keeps no more than its digest."""

    login: str
    code: Annotated[str, Field(repr=False)]


class OwnCode(ToHub):
    """Carries the code that an officer has, and the one that they want."""

    old: Code
    new: Code


class DutyOfficer(FromHub):
    """Says where an officer works today: at these counters (null: at every one)."""

    login: str
    name: str
    counters: tuple[str, ...] | None


class Duty(FromHub):
    """Says who works at the centre today, by log-in, and how its kiosks are at `now`, by name."""

    officers: tuple[DutyOfficer, ...]
    kiosks: tuple[DutyKiosk, ...]
    now: datetime


class OfficerMove(ToHub):
    """Names the counter at which an officer is to work today."""

    counter: CounterNumber
