"""What a person types into a field about a person, made regular or refused. The officer checks it later."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kiosk.catalogue.procedure import FieldName
from kiosk.identity.dates import earliest, parse_typed
from kiosk.language.names import has_name_letters, tidy, title_case, valid_name
from kiosk.language.normal import fold
from kiosk.ports.device import Fault

OLDEST_YEARS = 130
LONGEST_ADDRESS = 200
_SEXES = {"nam": "Nam", "nu": "Nữ"}
_PERSONAL_NUMBER = re.compile(r"\d{12}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}", re.ASCII)
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}", re.ASCII)
_GAPS = re.compile(r"[\s.\-()]")
_ADDRESS = re.compile(r"[\w\s.,;:/\\()'’\"&+#\-–]+")


def check(field: FieldName, text: str, today: date) -> str | Fault:
    """`text` as it goes into the dossier, or what is wrong: `value_missing`, `name_invalid`, `id_invalid`,
    `date_invalid` (no real date, in the future, over 130 years ago), `phone_invalid`, `address_invalid`.
    """
    tidied = tidy(text)
    if not tidied:
        return Fault("value_missing")
    return _CHECKS[field](tidied, today)


def _name(text: str, _today: date) -> str | Fault:
    if not valid_name(text):
        return Fault("name_invalid", "Telex" if has_name_letters(text) else "characters")
    shift_at_most_once = text[1:] == text[1:].lower()
    return tidy(title_case(text.lower())) if shift_at_most_once else text


def _id(text: str, _today: date) -> str | Fault:
    """The 12-digit personal number, or the passport of who has none."""
    number = _GAPS.sub("", text).upper()
    known = _PERSONAL_NUMBER.fullmatch(number) or _PASSPORT.fullmatch(number)
    return number if known else Fault("id_invalid")


def _birth_date(text: str, today: date) -> str | Fault:
    iso = parse_typed(text)
    if iso is None:
        return Fault("date_invalid")
    day = earliest(iso)
    return iso if day <= today and today.year - day.year <= OLDEST_YEARS else Fault("date_invalid")


def _sex(text: str, _today: date) -> str | Fault:
    return _SEXES.get(fold(text)) or Fault("value_missing")


def _address(text: str, _today: date) -> str | Fault:
    has_letter = any(letter.isalpha() for letter in text)
    known = len(text) <= LONGEST_ADDRESS and has_letter and _ADDRESS.fullmatch(text)
    return text if known else Fault("address_invalid")


def _phone(text: str, _today: date) -> str | Fault:
    digits = re.sub(r"^\+84", "0", _GAPS.sub("", text))
    return digits if _PHONE.fullmatch(digits) else Fault("phone_invalid")


_CHECKS: dict[FieldName, Callable[[str, date], str | Fault]] = {
    "name": _name,
    "id": _id,
    "birth_date": _birth_date,
    "sex": _sex,
    "address": _address,
    "phone": _phone,
}
