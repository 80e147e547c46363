"""Reads the QR of the health insurance card: 17 items between bars, texts as hexadecimal of their UTF-8, `$`
last.

number | name | birth | sex | address | facility | valid from | valid to, then items whose meaning was only
inferred from one card. Nothing of the layout is published; what does not fit it wholly is refused.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.identity.dates import earliest, from_slashes
from kiosk.identity.model import HealthInsurance
from kiosk.identity.payload import is_written, text_of
from kiosk.language.names import has_name_letters
from kiosk.ports.device import Fault

_ITEMS = 17
_KNOWN = 8
_END = "$"
_NONE = "-"
_FULL_DATE = 10
_NUMBER = re.compile(r"\d{10}|[A-Z]{2}\d{13}", re.ASCII)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+", re.ASCII)
_SEX = re.compile(r"\d", re.ASCII)
_SEXES = {"1": "Nam", "2": "Nữ"}
"""Any other digit, as 3 ("not yet determined"), says nothing."""
_FACILITY = re.compile(r"[0-9A-Z]{2} ?- ?[0-9A-Z]{3}", re.ASCII)


def parse(payload: bytes, today: date | None = None) -> HealthInsurance | Fault:
    """Parses `payload` as a health insurance card, or gives `unknown_code`.

    `today` is compared with the birth date. A fault's detail names the item, never its content.
    """
    try:
        return _card(text_of(payload).split("|"), today)
    except ValueError as error:
        return Fault("unknown_code", str(error))


def _card(items: list[str], today: date | None) -> HealthInsurance:
    if len(items) != _ITEMS or items[-1] != _END:
        raise ValueError("layout")
    number, name, birth, sex, address, facility, start, end = items[:_KNOWN]
    birth_date = from_slashes(birth)
    if birth_date is None:
        raise ValueError("birth")
    return HealthInsurance(
        number=_fitting(_NUMBER, number, "number"),
        name=_name(name),
        birth_date=birth_date,
        sex=_SEXES.get(_fitting(_SEX, sex, "sex"), ""),
        address=_words(address) if address != _NONE else "",
        facility=_fitting(_FACILITY, facility, "facility"),
        valid_from=_day(start),
        valid_to=_day(end) if end != _NONE else "",
        rest=tuple(items[_KNOWN:]),
        guessed=_guessed(items),
        warnings=("birth_in_future",) if today is not None and earliest(birth_date) > today else (),
    )


def _fitting(pattern: re.Pattern[str], text: str, item: str) -> str:
    if pattern.fullmatch(text):
        return text
    raise ValueError(item)


def _name(digits: str) -> str:
    name = " ".join(_words(digits).split())
    if has_name_letters(name):
        return name
    raise ValueError("name")


def _words(digits: str) -> str:
    """Decodes the text that hexadecimal stands for, as strictly as that of a whole code."""
    text = text_of(bytes.fromhex(_fitting(_HEX, digits, "hexadecimal")))
    if is_written(text):
        return text
    raise ValueError("characters")


def _day(text: str) -> str:
    iso = from_slashes(text)
    if iso is not None and len(iso) == _FULL_DATE:
        return iso
    raise ValueError("validity")


def _guessed(items: list[str]) -> dict[str, str]:
    """Selects, of the items with inferred meaning, those that look like it."""
    readings = {"issue_date": (_day, 8), "five_years_from": (_day, 12), "issuing_place": (_words, 15)}
    guessed = {}
    for meaning, (read, place) in readings.items():
        try:
            guessed[meaning] = read(items[place].strip())
        except ValueError:
            continue
    return guessed
