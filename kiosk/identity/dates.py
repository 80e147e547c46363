"""Dates of people: ISO 8601 inside, possibly reduced (`1957`, `1957-03`), day first for people."""

from __future__ import annotations

import re
from datetime import date

from kiosk.language.announce import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2199
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_TYPED = re.compile(r"(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})", re.ASCII)
_CARD = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d\d)?(\d{4})|(\d{4})-(\d\d)", re.ASCII)
_SLASHED = re.compile(r"(?:(?:(\d\d)/)?(\d\d)/)?(\d{4})", re.ASCII)


def parse_typed(text: str) -> str | None:
    """ISO date of what a person types: 02031957, 2/3/1957, 3/1957, 1957. None where it is no real date.

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
    """ISO date of eight digits DDMMYYYY; day, or day and month, 00 where the papers know none."""
    found = _CARD.fullmatch(digits)
    return _known_part(*found.groups()) if found else None


def short_birth(text: str) -> str | None:
    """ISO date of a card's birth date that leaves the unknown part out: YYYY, MMYYYY, YYYY-MM."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    month, year, year_before, month_behind = found.groups()
    return _iso(year or year_before, month or month_behind, None)


def from_slashes(text: str) -> str | None:
    """ISO date of dd/mm/yyyy, mm/yyyy or yyyy; 00 where the papers know no day or month."""
    found = _SLASHED.fullmatch(text)
    return _known_part(*found.groups()) if found else None


def show(iso: str, lang: str) -> str:
    """A date for people: "02/03/1957", in English "2 March 1957"; a reduced one shows what is known."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return ""
    year, month, day = found.groups()
    if lang != "en" or not month:
        return "/".join(part for part in (day, month, year) if part)
    named = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day else named


def earliest(iso: str) -> date:
    """The first day that an ISO date, possibly reduced, may mean. ValueError where it is no date."""
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
