"""Defines notices for the staff on the wire. No personal data."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from kiosk.contract.text import FromHub, Id, Key, KioskName, Line, ToHub

CALL_STAFF = "call_staff"
"""The kind of notice by which a citizen asks for help; kinds without a name here are ids of faults."""

EMERGENCY = "emergency"
"""The kind of notice by which an officer calls for help quietly; `kiosk` is then `QUAY` and the counter."""


class NoticeState(Enum):
    """Says how a notice stands: nobody has answered it, somebody is on the way, it is handled."""

    OPEN = "open"
    COMING = "coming"
    DONE = "done"


class NewNotice(ToHub):
    """Carries a kiosk's notice for the staff."""

    id: Key
    kind: Id
    detail: Line = ""
    kiosk: KioskName


class NoticeId(FromHub):
    """Names a notice."""

    id: str


class TakenNotice(FromHub):
    """Says that the hub has the notice."""

    notice: NoticeId


class Notice(FromHub):
    """Describes a notice as officers read it: `text` says what to do, in the language that was asked for."""

    id: str
    kind: str
    detail: str
    kiosk: str
    at: datetime
    done: bool
    text: str
    coming: bool = False


class NoticeStands(FromHub):
    """Says to the kiosk how its notice stands; nothing of its words or of the officer."""

    id: str
    state: NoticeState


class NoticeStandsAnswer(FromHub):
    """Answers how a notice stands."""

    notice: NoticeStands


class NoticeAnswer(FromHub):
    """Answers with one notice."""

    notice: Notice


class Notices(FromHub):
    """Lists what the staff should handle."""

    notices: tuple[Notice, ...]
