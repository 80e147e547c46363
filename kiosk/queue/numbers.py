"""Counts the numbers of a queue: gap-free for each field and local day.

Pure: the transaction of the caller makes them durable.
"""

from __future__ import annotations

import re

_NUMBER = re.compile("([A-Z]{1,2}) ([0-9]{3}|[1-9][0-9]{3,4})")


def following(last: int, reserved: tuple[int, int]) -> int:
    """Gives the sequence after `last`; the kiosks' own range `reserved` (both ends included) is left out."""
    candidate = last + 1
    first, final = reserved
    return final + 1 if first <= candidate <= final else candidate


def following_in_range(last: int | None, own: tuple[int, int]) -> int | None:
    """Gives the sequence after `last` in a kiosk's own range; None when the range is used up."""
    first, final = own
    candidate = first if last is None else last + 1
    return candidate if candidate <= final else None


def written(letter: str, sequence: int) -> str:
    """Writes a number as printed: "H 047"."""
    return f"{letter} {sequence:03d}"


def parsed(number: str) -> tuple[str, int] | None:
    """Gives letter and sequence of a printed number, or None."""
    found = _NUMBER.fullmatch(number)
    return (found[1], int(found[2])) if found else None
