"""Makes identifiers: time-ordered ones for records, unguessable ones for the QR codes on slips."""

from __future__ import annotations

import secrets
import time
from uuid import UUID

from kiosk.contract.text import ALPHABET, TOKEN_LENGTH


def uuid7() -> str:
    """Makes a UUID of version 7 (RFC 9562, section 5.7): milliseconds, then 74 random
    bits.

    The stamp only keeps neighbours together in an index; nothing is ordered or dated by it.
    """
    stamp = time.time_ns() // 1_000_000 & (1 << 48) - 1
    chance = secrets.randbits(74)
    value = stamp << 80 | 0x7 << 76 | chance >> 62 << 64 | 0b10 << 62 | chance & (1 << 62) - 1
    return str(UUID(int=value))


def new_token(length: int = TOKEN_LENGTH) -> str:
    """Makes a token of random characters of `ALPHABET`; 16 of them are 80 bits, which nobody can guess."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(length))  # 256 = 8 × 32
