"""Requests as they come over the wire, checked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from config.text import Frozen, Id, Nfc
from kiosk.dossier.ids import ALPHABET

Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[0-9A-Za-z-]+$")]
Token = Annotated[str, Field(pattern=f"^[{ALPHABET}]{{16}}$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Kiosk = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]
ProcedureCode = Annotated[str, Field(pattern=r"^\d\.\d{6}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class WantedTicket(Frozen):
    """A number, please."""

    field: Id
    procedure: ProcedureCode | None = None
    lang: Lang = "vi"
    kiosk: Kiosk


class Shown(Frozen):
    """The citizen holds the number."""

    how: Literal["paper", "screen"]


class GivenTicket(Frozen):
    """A number from a kiosk's own range."""

    id: Key
    number: Annotated[str, Field(max_length=10)]
    day: date
    field: Id
    procedure: ProcedureCode | None = None
    token: Token
    issued_at: AwareDatetime


class Adoption(Frozen):
    """Take this number over; `how` is None while nobody is known to hold it."""

    ticket: GivenTicket
    lang: Lang = "vi"
    kiosk: Kiosk
    how: Literal["paper", "screen"] | None = None


class NewNotice(Frozen):
    """Something for the staff to see to."""

    id: Key
    kind: Id
    detail: Annotated[Nfc, Field(max_length=200)] = ""
    kiosk: Kiosk


class Login(Frozen):
    """An officer and the code."""

    officer: Annotated[str, Field(max_length=40)]
    code: Annotated[str, Field(max_length=80, repr=False)]


class Call(Frozen):
    """Call the next one, or this one."""

    ticket: Key | None = None


class Nothing(Frozen):
    """A request that says all by its address."""


class Verdict(Frozen):
    """An officer's decision."""

    kind: Literal["accept", "supplement", "refuse"]
    reason: Annotated[Nfc, Field(max_length=1000)] = ""
    papers: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
