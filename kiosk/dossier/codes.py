"""Makes dossier codes, and makes and reads the QR codes of slips."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from kiosk.contract.text import ALPHABET, TOKEN_LENGTH
from kiosk.ports.device import Fault

CODE_TEMPLATE = "{unit}-{yymmdd}-{seq:04d}"
"""Circular 01/2018/TT-VPCP, article 19: unit, day of receipt, sequence of that day. Circular 03/2025/TT-VPCP
sets a new structure that is not published in full, hence a template."""

QR_MOST_BYTES = 300
_TOKEN = re.compile(f"[{ALPHABET}]{{{TOKEN_LENGTH}}}")
SlipKind = Literal["ticket", "dossier", "appointment"]
_KINDS: dict[str, SlipKind] = {"t": "ticket", "d": "dossier", "a": "appointment"}


class SlipCode(NamedTuple):
    """Holds what a slip's QR code points to."""

    kind: SlipKind
    token: str


def dossier_code(unit: str, day: date, sequence: int, template: str = CODE_TEMPLATE) -> str:
    """Gives the code of the `sequence`-th dossier accepted on `day` by the unit."""
    return template.format(unit=unit, yymmdd=f"{day:%y%m%d}", seq=sequence)


def is_token(text: str) -> bool:
    """Says if `text` has the form of a token, exactly."""
    return _TOKEN.fullmatch(text) is not None


def slip_url(public_url: str, kind: SlipKind, token: str) -> str:
    """Gives the address in a slip's QR code: `{public_url}/t/{token}`, `/d/{token}` or `/a/{token}`."""
    letter = next(letter for letter, name in _KINDS.items() if name == kind)
    return f"{public_url.rstrip('/')}/{letter}/{token}"


def parse_slip_code(payload: bytes, public_url: str) -> SlipCode | Fault:
    """Parses a scanned slip code, or gives `unknown_code`.

    Untrusted input: only the exact form of our own slips of our own host counts; nothing is ever opened.
    """
    unknown = Fault("unknown_code")
    if len(payload) > QR_MOST_BYTES:
        return unknown
    try:
        text = payload.decode("ascii")
    except UnicodeDecodeError:
        return unknown
    base = f"{public_url.rstrip('/')}/"
    if not text.startswith(base):
        return unknown
    letter, slash, token = text.removeprefix(base).partition("/")
    if letter not in _KINDS or not slash or not is_token(token):
        return unknown
    return SlipCode(_KINDS[letter], token)
