"""Masks personal values for a screen that others can see: enough to recognise one's own,
not enough to copy.
"""

from __future__ import annotations

import re

from kiosk.identity.places import units

DOT = "•"
_GONE = DOT * 3
_UNITS_SHOWN = 2
_NAME_WORDS = re.compile(r"([^\s\-]+)([\s\-]?)")


def mask_id(number: str) -> str:
    """Masks a number of a paper: "079•••••0001". A shorter one than 12 keeps its last
    three, three keep none.
    """
    if len(number) >= 12:
        return number[:3] + DOT * (len(number) - 7) + number[-4:]
    return _keep_last(number, 3)


def mask_phone(number: str) -> str:
    """Masks a telephone number: shows its last three digits."""
    return _keep_last(number, 3)


def mask_name(name: str) -> str:
    """Masks a name: shows the last word in full, of the others the first letter ("T• T•
    Mẫu", "N•-Mẫu").

    Never the whole name: where no other word loses a letter ("Mẫu", "Y Blơm", "K'Brẻ"), the last one keeps
    its first letter alone.
    """
    words: list[tuple[str, str]] = _NAME_WORDS.findall(name)
    if not words:
        return ""
    (given, _), others = words[-1], words[:-1]
    shorter = any(len(word) > 1 for word, _ in others)
    masked = "".join(word[0] + DOT + gap for word, gap in others)
    return masked + (given if shorter else given[0] + DOT)


def mask_date(iso: str) -> str:
    """Masks a date: shows its year alone."""
    return f"{DOT * 2}/{DOT * 2}/{iso[:4]}" if iso else ""


def mask_address(address: str) -> str:
    """Masks an address: shows its two last administrative units, and nothing of house, street and hamlet."""
    shown, rest = units(address)
    hidden = [_GONE] if rest or len(shown) > _UNITS_SHOWN else []
    return ", ".join(hidden + shown[-_UNITS_SHOWN:])


def _keep_last(text: str, count: int) -> str:
    hidden = max(len(text) - count, 0) or len(text)
    return DOT * hidden + text[hidden:]
