"""Defines notices for the staff on the wire. No personal data."""

from __future__ import annotations

from datetime import datetime

from kiosk.contract.text import FromHub, Id, Key, KioskName, Line, ToHub

CALL_STAFF = "call_staff"
"""The kind of notice by which a citizen asks for help; every other kind is the id of a fault."""


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


class NoticeAnswer(FromHub):
    """Answers with one notice."""

    notice: Notice


class Notices(FromHub):
    """Lists what the staff should handle."""

    notices: tuple[Notice, ...]
