"""Defines on the wire the account of what is handed over to backends: what is open and why, outages, and
every dossier of a day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from kiosk.contract.dossier import DossierState
from kiosk.contract.text import FromHub, ToHub, Written
from kiosk.contract.upstream import MOST_UPSTREAM, DeliveryAct, DeliveryState


class ShownDelivery(FromHub):
    """Shows a delivery to officers. `acts` are what a person may do about it."""

    id: int
    backend: str
    dossier: str
    reference: str
    procedure_name: str
    tells: DossierState
    state: DeliveryState
    since: datetime
    at: datetime
    attempts: int
    reason: str
    upstream: str
    person: bool
    acts: tuple[DeliveryAct, ...] = ()


class BackendFigures(FromHub):
    """Counts the deliveries to a backend by state. `oldest_at`: since when the oldest one waits;
    `away_since`: since when the backend can't be worked with. `set_up`: the profile still names it.
    """

    backend: str
    set_up: bool
    pending: int
    sent: int
    acknowledged: int
    unknown: int
    rejected: int
    oldest_at: datetime | None
    away_since: datetime | None


class Outage(FromHub):
    """Shows a time in which a backend could not be worked with; `ended_at` null: still."""

    backend: str
    began_at: datetime
    ended_at: datetime | None
    reason: str


class Upstream(FromHub):
    """Shows how the handing over stands: `open` lists what needs a person first, then what waits, the oldest
    first, at most 200.
    """

    at: datetime
    backends: tuple[BackendFigures, ...]
    open: tuple[ShownDelivery, ...]
    outages: tuple[Outage, ...]


class Resolution(ToHub):
    """Carries what a person decides about a delivery; `upstream` is what the backend calls the dossier, where
    it is there.
    """

    act: DeliveryAct
    upstream: Annotated[str, Written(MOST_UPSTREAM)] = ""


class DeliveryAnswer(FromHub):
    """Answers with one delivery."""

    delivery: ShownDelivery


class AccountRow(FromHub):
    """Accounts for one dossier of a day. `open` names what is not done yet, `reason` why. A number that a
    kiosk gave and whose dossier is not here has no `id`.
    """

    reference: str
    id: str | None
    procedure_name: str
    state: DossierState | None
    received_at: datetime | None
    backend: str
    delivery: DeliveryState | None
    since: datetime | None
    upstream: str
    open: bool
    reason: str


class DayAccount(FromHub):
    """Accounts for every dossier of a day: `handed_in` = `at_hub` + `missing`; with a backend, `at_hub` = the
    `acknowledged` + the `open` for each backend. `sent` went out at least once.
    """

    day: date
    handed_in: int
    missing: int
    at_hub: int
    sent: int
    acknowledged: int
    open: int
    backends: tuple[str, ...]
    adds_up: bool
    rows: tuple[AccountRow, ...]
