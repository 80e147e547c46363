"""Defines on the wire what is handed in later, to a dossier of which papers were asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from kiosk.contract.dossier import DossierState
from kiosk.contract.text import Digest, FromHub, Id, Key, KioskName, ToHub, Token


class Supplement(ToHub):
    """Carries pages for the papers that were asked for, by SHA-256. `token` stands in the code of the slip
    and of form 02; `id` is the idempotency key.
    """

    id: Key
    token: Token
    kiosk: KioskName
    papers: Annotated[
        dict[Id, Annotated[tuple[Digest, ...], Field(min_length=1, max_length=200)]],
        Field(min_length=1, max_length=50),
    ]


class SupplementFacts(FromHub):
    """Says how the dossier stands with what came: it waits for its check once more."""

    id: str
    reference: str
    state: DossierState
    received_at: datetime


class SupplementAnswer(FromHub):
    """Says that the hub has the supplement, durably."""

    supplement: SupplementFacts
