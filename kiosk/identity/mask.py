"""Personal values for a screen that others can see: enough to recognise one's own, not enough to copy."""

from __future__ import annotations

import re

from kiosk.language.normal import fold

DOT = "•"
_GONE = DOT * 3
_UNIT = re.compile(r"(phuong|xa|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh|tp)\b\.?|(p|q|x|h|tt|tx)\.")


def mask_id(number: str) -> str:
    """A number of a paper: "079•••••0001". A shorter one than 12 keeps its last three, three keep none."""
    if len(number) >= 12:
        return number[:3] + DOT * (len(number) - 7) + number[-4:]
    return _keep_last(number, 3)


def mask_phone(number: str) -> str:
    """A telephone number: its last three digits."""
    return _keep_last(number, 3)


def mask_name(name: str) -> str:
    """A name: the given name in full, of the others the first letter ("T• T• Mẫu"); one word stays."""
    *others, given = name.split() or [""]
    return " ".join([*(word[0] + DOT for word in others), given])


def mask_date(iso: str) -> str:
    """A date: its year alone."""
    return f"{DOT * 2}/{DOT * 2}/{iso[:4]}" if iso else ""


def mask_address(address: str) -> str:
    """An address: the two last units of it, without house, street and hamlet."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    kept = parts[-2:] if len(parts) > 2 else [part for part in parts if _UNIT.match(fold(part))]
    if len(parts) == 2 and parts[1] not in kept:
        kept.append(parts[1])
    hidden = [_GONE] if len(kept) < len(parts) else []
    return ", ".join(hidden + kept)


def _keep_last(text: str, count: int) -> str:
    hidden = max(len(text) - count, 0) or len(text)
    return DOT * hidden + text[hidden:]
