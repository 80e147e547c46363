"""Reads the machine-readable zone on a citizen card's back: TD1 of ICAO 9303 part 5,
filled in as in Vietnam.

Three lines of 30 characters. The document number is the last nine digits of the personal number, which stands
whole in the optional field of line 1 with a check digit of its own. The name has no marks and no check digit:
it is kept as printed, to be checked, and never taken for a person's name. What a birth date does not know is
filled with `<` (ICAO 9303 part 3, section 4.8), as is a sex that is not stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kiosk.identity import number
from kiosk.identity.model import CitizenCard
from kiosk.ports.device import Fault

SYMBOLOGY = "MRZ"
"""What a reader calls a reading of these lines; its payload is the lines, joined by a line feed."""
WEIGHTS = (7, 3, 1)
NO_END = "991231"
_NO_ENDS = (NO_END, "<<<<<<")
_ONE = re.compile(r"IDVNM(?P<document>\d{9})(?P<check>\d)(?P<id>\d{12})<<(?P<id_check>\d)", re.ASCII)
_TWO = re.compile(
    r"(?P<birth>(?:\d\d|<<){3})(?P<birth_check>\d)(?P<sex>[MF<])"
    r"(?P<expiry>\d{6}|<{6})(?P<expiry_check>\d)VNM<{11}(?P<all>\d)",
    re.ASCII,
)
_NAME = re.compile(r"[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?<*", re.ASCII)
_SEXES = {"M": "Nam", "F": "Nữ", "<": ""}
_UNKNOWN = "<<"
_LENGTH = 30


@dataclass(frozen=True, slots=True)
class MrzCard:
    """Holds the values of the zone. Dates are ISO 8601; `birth_date` may be reduced (`1957`, `1957-03`), and
    is empty where not even the year is known; `expiry_date` is empty where the card never ends, `sex` where
    it is not stated. `name` is in capitals without marks, cut at 30 characters: always to be
    checked. `warnings` as in `kiosk.identity.number`.
    """

    id: str = field(repr=False)
    birth_date: str = field(repr=False)
    sex: str = field(repr=False)
    expiry_date: str = field(repr=False)
    name: str = field(repr=False)
    warnings: tuple[str, ...] = ()


def check_digit(text: str) -> str:
    """Computes the check digit of ICAO 9303 part 3, section 4.9: `<` counts 0, `A` to `Z` 10 to 35.
    ValueError for anything else.
    """
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def parse(payload: bytes) -> MrzCard | Fault:
    """Parses the card of three lines joined by line feeds. `not_a_card`: another layout; `code_unreadable`: a
    check digit or a date is wrong. A fault's detail names the value, never its content.
    """
    try:
        lines = payload.decode("ascii").split("\n")
    except UnicodeDecodeError:
        return Fault("not_a_card", "characters")
    if [len(line) for line in lines] != [_LENGTH] * 3:
        return Fault("not_a_card", "lines")
    one, two = _ONE.fullmatch(lines[0]), _TWO.fullmatch(lines[1])
    if one is None or two is None or _NAME.fullmatch(lines[2]) is None:
        return Fault("not_a_card", "layout")
    wrong = _wrong_check(one, two)
    if wrong is not None:
        return Fault("code_unreadable", wrong)
    return _card(one, two, lines[2])


def as_citizen_card(card: MrzCard) -> CitizenCard:
    """Gives the same card as far as the zone has it: name, address and date of issue stay
    empty, to be typed.
    """
    return CitizenCard(
        id=card.id,
        old_id="",
        name="",
        birth_date=card.birth_date,
        sex=card.sex,
        address="",
        issue_date="",
        warnings=(*card.warnings, "letters_lost"),
    )


def citizen_card(payload: bytes) -> CitizenCard | Fault:
    """Calls `parse` for those who asked for a citizen card."""
    card = parse(payload)
    return card if isinstance(card, Fault) else as_citizen_card(card)


def _wrong_check(one: re.Match[str], two: re.Match[str]) -> str | None:
    """Gives the first value whose check fails, or that disagrees with the number."""
    everything = one.string[5:] + two.string[:7] + two.string[8:15] + two.string[18:29]
    checks = {
        "document number": check_digit(one["document"]) == one["check"],
        "personal number": check_digit(one["id"] + "<<") == one["id_check"],
        "birth date": check_digit(two["birth"]) == two["birth_check"],
        "expiry date": check_digit(two["expiry"]) == two["expiry_check"],
        "composite": check_digit(everything) == two["all"],
        "both numbers": one["id"].endswith(one["document"]),
    }
    return next((name for name, right in checks.items() if not right), None)


def _card(one: re.Match[str], two: re.Match[str], name: str) -> MrzCard | Fault:
    birth_date = _birth(number.century(one["id"]), two["birth"])
    expiry_date = "" if two["expiry"] in _NO_ENDS else _day(2000, two["expiry"])
    if birth_date is None or expiry_date is None:
        return Fault("code_unreadable", "date")
    sex = _SEXES[two["sex"]]
    return MrzCard(
        id=one["id"],
        birth_date=birth_date,
        sex=sex,
        expiry_date=expiry_date,
        name=" ".join(name.replace("<", " ").split()),
        warnings=number.warnings(one["id"], birth_date, sex),
    )


def _birth(century: int, digits: str) -> str | None:
    """Gives the ISO date of a date of birth, as far as it is known: a day counts with its month, a month with
    its year. None where the part that is known is no date.
    """
    year, month = digits[:2], digits[2:4]
    if year == _UNKNOWN:
        return ""
    iso = _day(century, digits.replace(_UNKNOWN, "01"))
    if iso is None or _UNKNOWN not in digits:
        return iso
    return iso[:4] if month == _UNKNOWN else iso[:7]


def _day(century: int, digits: str) -> str | None:
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:])).isoformat()
    except ValueError:
        return None
