"""Defines on the wire how a kiosk becomes one of the centre's: the code that an officer makes, the kiosk's
public key, and what the hub knows of each kiosk.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated

from pydantic import Field

from kiosk.contract.report import KioskState
from kiosk.contract.text import CentreCode, FromHub, KioskName, ToHub, Written

PairingCode = Annotated[str, Written(40, 1), Field(repr=False)]
PublicKey = Annotated[str, Written(64, 64, "[0-9a-f]+")]
"""An Ed25519 public key, 32 bytes in hexadecimal."""
PairingId = Annotated[str, Written(64, 8, "[0-9A-Za-z-]+")]


class PairingState(Enum):
    """Lists how a pairing stands. What is not `valid` lets nobody in."""

    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"
    CLONED = "cloned"


class WantedPairingCode(ToHub):
    """Asks for a code. `kiosk`: the name that the kiosk shall have, that of one which it replaces too; None:
    the next free one. `count`: how many numbers of each field it may give while the hub is away.
    """

    kiosk: KioskName | None = None
    count: Annotated[int, Field(ge=10, le=1000)] = 50


class MadePairingCode(FromHub):
    """Carries a code that was just made. It is shown this once, works once, and ends at `expires_at`."""

    code: Annotated[str, Field(repr=False)]
    kiosk: str
    numbers: tuple[int, int]
    expires_at: datetime


class WantedPairing(ToHub):
    """Carries what a kiosk sends to be paired: the code, its centre, its public key. The private one
    never leaves it.
    """

    code: PairingCode
    centre: CentreCode
    public_key: PublicKey


class MadePairing(FromHub):
    """Tells a kiosk who it is from now on. `id` goes with each of its requests."""

    id: str
    centre: str
    kiosk: str
    numbers: tuple[int, int]
    expires_at: datetime


class PairedKiosk(FromHub):
    """Describes a kiosk that is or was paired. `heard_at` None: not heard since the hub's start;
    `silent`: not for two minutes; `said`: what it reported last.
    """

    id: str
    kiosk: str
    numbers: tuple[int, int]
    state: PairingState
    paired_at: datetime
    paired_by: str
    expires_at: datetime
    ended_at: datetime | None
    heard_at: datetime | None
    silent: bool
    said: KioskState | None = None


class PairedKiosks(FromHub):
    """Lists the centre's kiosks by name, and `now`, the hub's time."""

    kiosks: tuple[PairedKiosk, ...]
    now: datetime


class PairedKioskAnswer(FromHub):
    """Answers with one kiosk."""

    kiosk: PairedKiosk
