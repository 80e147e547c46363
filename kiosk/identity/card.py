"""The QR of the citizen card: strict bytes in, all fields right or a Fault out.

The card of 2021 has seven fields, that of July 2024 eleven or more (Circular 16/2024/TT-BCA, article 6):
number | old number | name | birth | sex | address | issue, then fields whose order is not published.
The code is unsigned: what it says is shown to the officer as read, never as proven.
"""

from __future__ import annotations

import re
import unicodedata
from string import ascii_letters, digits

from kiosk.identity import number
from kiosk.identity.dates import earliest, from_card
from kiosk.identity.model import CitizenCard
from kiosk.language.names import has_name_letters
from kiosk.language.normal import decode
from kiosk.language.syllable import TONE_MARKS, VOWELS
from kiosk.ports import Fault

LONGEST = 1000
_FIELDS = 7
_FIELDS_2024 = 11
_FULL_DATE = 10
_ID = re.compile(r"\d{12}", re.ASCII)
_OLD_ID = re.compile(r"(\d{9})?", re.ASCII)
_LETTERS = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in VOWELS + VOWELS.upper()
    for tone in TONE_MARKS.values()
) | frozenset(ascii_letters + "đĐ")
# Signs of the languages of the Central Highlands; the breve also stands alone, above ơ or ư.
_HIGHLAND_LETTERS = frozenset("ĕĭŏŭčñƀĔĬŎŬČÑɃ\u0306")
_PUNCTUATION = frozenset(" .,;:-–/\\()[]'\"&+#*_|")
_WRITTEN = _LETTERS | _HIGHLAND_LETTERS | _PUNCTUATION | frozenset(digits)


def parse(payload: bytes) -> CitizenCard | Fault:
    """The card that `payload` is. `code_unreadable`: damaged bytes; `not_a_card`: anything else.

    A character that no card carries (Ä, º, ƒ, a box, a kanji) tells of a reader that guessed the character
    set, and refuses the card. A fault's detail names the field, never its content.
    """
    if len(payload) > LONGEST:
        return Fault("not_a_card", "too long")
    try:
        text = decode(payload)
    except ValueError as error:
        return Fault("code_unreadable", str(error))
    if "\ufffd" in text:
        return Fault("code_unreadable", "replacement character")
    if not _WRITTEN.issuperset(text):
        return Fault("not_a_card", "characters")
    fields = text.split("|")
    if len(fields) != _FIELDS and len(fields) < _FIELDS_2024:
        return Fault("not_a_card", f"{len(fields)} fields")
    return _card(fields)


def _card(fields: list[str]) -> CitizenCard | Fault:
    card_id, old_id, name, birth, sex, address, issue = fields[:_FIELDS]
    birth_date, issue_date = from_card(birth), from_card(issue)
    name = " ".join(name.split())
    checks = {
        "number": _ID.fullmatch(card_id),
        "old number": _OLD_ID.fullmatch(old_id),
        "name": has_name_letters(name),
        "sex": sex in ("Nam", "Nữ"),
    }
    wrong = next((field for field, right in checks.items() if not right), None)
    if wrong:
        return Fault("not_a_card", wrong)
    if birth_date is None or issue_date is None or not _follow(birth_date, issue_date):
        return Fault("not_a_card", "date")
    return CitizenCard(
        id=card_id,
        old_id=old_id,
        name=name,
        birth_date=birth_date,
        sex=sex,
        address=_one_line(address),
        issue_date=issue_date,
        rest=tuple(fields[_FIELDS:]),
        warnings=number.warnings(card_id, birth_date, sex),
    )


def _follow(birth_date: str, issue_date: str) -> bool:
    """Whether the issue date is a whole date, not before the birth."""
    return len(issue_date) == _FULL_DATE and earliest(birth_date) <= earliest(issue_date)


def _one_line(address: str) -> str:
    """Doubled commas, seen on cards, and doubled spaces become one."""
    return ", ".join(part for part in (" ".join(part.split()) for part in address.split(",")) if part)
