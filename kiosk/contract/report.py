"""Defines on the wire how a kiosk is: what it reports twice a minute, and what the hub makes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.text import Count, FromHub, Id, Moment, ToHub, Written

DeviceCondition = Literal["ready", "busy", "blocked", "missing"]
Version = Annotated[str, Written(40, 1, r"[0-9A-Za-z.+-]+")]
Seconds = Annotated[int, Field(ge=0, le=10**9)]
Megabytes = Annotated[int, Field(ge=0, le=10**9)]


class DeviceReport(ToHub):
    """Says how a device is; `fault` is the id of what is wrong with it, or of what to see to soon."""

    slot: Id
    condition: DeviceCondition
    fault: Id | None = None


class KioskReport(ToHub):
    """Says how a kiosk is. `waiting` counts what the hub has not confirmed, `oldest_s` is the oldest's age;
    `clock` is the kiosk's own.
    """

    version: Version
    waiting: Count
    oldest_s: Seconds | None
    disk_free_mb: Megabytes
    clock: Moment
    devices: Annotated[tuple[DeviceReport, ...], Field(max_length=20)] = ()


class DeviceState(FromHub):
    """Says how a device of a kiosk is. In the reader's words: its name, `what` its fault is, what to do
    (`text`).
    """

    slot: str
    name: str
    condition: str
    fault: str | None
    what: str
    text: str


class KioskState(FromHub):
    """Says how a kiosk was at `at`, when it last reported. `clock_offset_s`: how far its clock is ahead."""

    at: datetime
    version: str
    waiting: int
    oldest_s: int | None
    disk_free_mb: int
    clock_offset_s: float
    devices: tuple[DeviceState, ...]


class DutyKiosk(FromHub):
    """Says how a kiosk of the centre is. `heard_at` None: not heard since the hub's start; `silent`: not for
    two minutes, so that what it `said` may be old.
    """

    kiosk: str
    heard_at: datetime | None
    silent: bool
    said: KioskState | None
