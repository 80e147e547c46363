"""Reads and writes dates of people: ISO 8601 inside, possibly reduced (`1957`, `1957-03`), day first for
people.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.language.announce import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2199
_YEAR_DIGITS = 4
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_TYPED = re.compile(r"(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})", re.ASCII)
_CARD = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d\d)?(\d{4})|(\d{4})-(\d\d)", re.ASCII)
_YEAR_SO_FAR = re.compile(r"(1(9(\d\d?)?)?|2([01](\d\d?)?)?)?", re.ASCII)
_SLASHED = re.compile(r"(?:(?:(\d\d)/)?(\d\d)/)?(\d{4})", re.ASCII)


def parse_typed(text: str) -> str | None:
    """Gives the ISO date of what a person types: 02031957, 2/3/1957, 3/1957, 1957. None where it is no real
    date.

    A year of two digits is None as well: 57 may be 1957 or 2057.
    """
    text = text.strip()
    if _CARD.fullmatch(text):
        return from_card(text)
    found = _TYPED.fullmatch(text)
    if found:
        day, month, year = found.groups()
        return _iso(year, month, day)
    found = _ISO.fullmatch(text)
    return _iso(*found.groups()) if found else None


def from_card(digits: str) -> str | None:
    """Gives the ISO date of eight digits DDMMYYYY; day, or day and month, 00 where the papers know none."""
    found = _CARD.fullmatch(digits)
    return _known_part(*found.groups()) if found else None


def on_pad(digits: str, last_year: int = LAST_YEAR) -> tuple[str, str, str] | None:
    """Splits `digits`, typed on a pad without separators, into day, month and year as far as they go; None
    where they can't become a real date of 1900 to `last_year` any more.

    Day and month may be left out (1957, 031957) or be 00; a digit that can't begin a longer day or month
    stands alone (531957 is 05/03/1957). A reading that is whole comes before one that is not: what is shown
    is what is taken.
    """
    ways = [way for way in _pad_ways(digits) if _may_become_date(*way, last_year)]
    return next((way for way in ways if len(way[2]) == _YEAR_DIGITS), ways[0] if ways else None)


def from_pad(digits: str) -> str:
    """Adds slashes to the digits of a pad, as `parse_typed` reads them; anything else stays as it is."""
    parts = on_pad(digits) if digits.isascii() and digits.isdigit() else None
    return "/".join(part for part in parts if part.strip("0")) if parts and parts[2] else digits


def _pad_ways(digits: str) -> list[tuple[str, str, str]]:
    day, after_day = _two(digits, "4")
    month, year = _two(after_day, "2")
    first, rest = _two(digits, "2")
    return [(day, month, year), *([("", first, rest)] if rest else []), ("", "", digits)]


def _two(digits: str, alone_from: str) -> tuple[str, str]:
    """Gives the day or month that `digits` begin with, in two digits where it is whole, and what follows."""
    if digits[:1] >= alone_from:
        return "0" + digits[0], digits[1:]
    return digits[:2], digits[2:]


def _may_become_date(day: str, month: str, year: str, last_year: int) -> bool:
    if not _YEAR_SO_FAR.fullmatch(year) or not int("0" + year) <= int(str(last_year)[: len(year)] or 0):
        return False
    if day == "00":
        day, month = "", month if month != "00" else ""
    year = year if len(year) == _YEAR_DIGITS else "2000"
    day, month = (part if len(part) > 1 else "" for part in (day, month))
    return _iso(year, month or ("01" if day else None), day or None) is not None


def short_birth(text: str) -> str | None:
    """Gives the ISO date of a card's birth date that leaves the unknown part out: YYYY, MMYYYY, YYYY-MM."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    month, year, year_before, month_behind = found.groups()
    return _iso(year or year_before, month or month_behind, None)


def from_slashes(text: str) -> str | None:
    """Gives the ISO date of dd/mm/yyyy, mm/yyyy or yyyy; 00 where the papers know no day or month."""
    found = _SLASHED.fullmatch(text)
    return _known_part(*found.groups()) if found else None


def show(iso: str, lang: str) -> str:
    """Writes a date for people: "02/03/1957", in English "2 March 1957"; a reduced one
    shows what is known.
    """
    found = _ISO.fullmatch(iso)
    if found is None:
        return ""
    year, month, day = found.groups()
    if lang != "en" or not month:
        return "/".join(part for part in (day, month, year) if part)
    named = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day else named


def earliest(iso: str) -> date:
    """Gives the first day that an ISO date, possibly reduced, may mean. ValueError where it is no date."""
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _known_part(day: str | None, month: str | None, year: str) -> str | None:
    if day == "00":
        day, month = None, None if month == "00" else month
    return _iso(year, month, day)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        date(int(year), int(month or "1"), int(day or "1"))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
