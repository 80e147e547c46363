"""Checks what a person types about a person, and makes it regular. The officer checks it
later.

Each check takes a tidied text that is not empty (`inputs.py` names which input it is for).
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.identity.dates import earliest, parse_typed
from kiosk.language.names import has_name_letters, tidy, title_case, valid_name
from kiosk.language.normal import fold
from kiosk.ports.device import Fault

OLDEST_YEARS = 130
YEARS_AHEAD = 50
LONGEST_ADDRESS = 200
LONGEST_WORDS = 60
_SEXES = {"nam": "Nam", "nu": "Nữ"}
_PERSONAL_NUMBER = re.compile(r"\d{12}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}", re.ASCII)
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}", re.ASCII)
_GAPS = re.compile(r"[\s.\-()]")
_ADDRESS = re.compile(r"[\w\s.,;:/\\()\[\]'‘’\"“”&+#%@!*|°·…№§\-–—]+")


def name(text: str, _today: date) -> str | Fault:
    """Checks a person's name and gives it with capital letters: `name_invalid` with digits, signs or
    unfinished Telex.
    """
    if not valid_name(text):
        return Fault("name_invalid", "Telex" if has_name_letters(text) else "characters")
    shift_at_most_once = text[1:] == text[1:].lower()
    return tidy(title_case(text.lower())) if shift_at_most_once else text


def personal_number(text: str, _today: date) -> str | Fault:
    """Checks the 12-digit personal number, or the passport of who has none: `id_invalid`."""
    number = _GAPS.sub("", text).upper()
    known = _PERSONAL_NUMBER.fullmatch(number) or _PASSPORT.fullmatch(number)
    return number if known else Fault("id_invalid")


def past_date(text: str, today: date) -> str | Fault:
    """Checks an ISO date, possibly reduced: `date_invalid` where it is none, in the future, over 130 years
    ago.
    """
    iso = parse_typed(text)
    if iso is None:
        return Fault("date_invalid")
    day = earliest(iso)
    return iso if day <= today and today.year - day.year <= OLDEST_YEARS else Fault("date_invalid")


def near_date(text: str, today: date) -> str | Fault:
    """Checks an ISO date that may lie ahead: `date_invalid` where it is none, or over 50 years ahead or 130
    years ago.
    """
    iso = parse_typed(text)
    if iso is None:
        return Fault("date_invalid")
    years = earliest(iso).year - today.year
    return iso if -OLDEST_YEARS <= years <= YEARS_AHEAD else Fault("date_invalid")


def sex(text: str, _today: date) -> str | Fault:
    """Checks `Nam` or `Nữ`: `value_missing` for anything else."""
    return _SEXES.get(fold(text)) or Fault("value_missing")


def address(text: str, _today: date) -> str | Fault:
    """Checks an address of letters and common signs, at most 200 characters: `address_invalid`."""
    has_letter = any(letter.isalpha() for letter in text)
    known = len(text) <= LONGEST_ADDRESS and has_letter and _ADDRESS.fullmatch(text)
    return text if known else Fault("address_invalid")


def group(text: str, _today: date) -> str | Fault:
    """Checks the name of a people, a country or a trade, at most 60 characters: `value_invalid` with digits
    or without letters.
    """
    has_letter = any(letter.isalpha() for letter in text) and not any(letter.isdigit() for letter in text)
    known = len(text) <= LONGEST_WORDS and has_letter and _ADDRESS.fullmatch(text)
    return text if known else Fault("value_invalid")


def phone(text: str, _today: date) -> str | Fault:
    """Checks a Vietnamese telephone number, 0 first: `phone_invalid`."""
    digits = re.sub(r"^\+84", "0", _GAPS.sub("", text))
    return digits if _PHONE.fullmatch(digits) else Fault("phone_invalid")
