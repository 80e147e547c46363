"""Reads the QR of the citizen card: strict bytes in, all values right or a Fault out.

The card of 2021 has seven items, that of July 2024 eleven or more (Circular 16/2024/TT-BCA, article 6):
number | old number | name | birth | sex | address | issue, then items whose order is not published.
The code is unsigned: what it says is shown to the officer as read, never as proven.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kiosk.identity import number
from kiosk.identity.dates import earliest, from_card, short_birth
from kiosk.identity.model import CitizenCard
from kiosk.identity.payload import LONGEST, is_written, text_of
from kiosk.language.names import has_name_letters
from kiosk.ports.device import Fault

_ITEMS = 7
_ITEMS_2024 = 11
_FULL_DATE = 10
_CHILD_YEARS = 14
_ID = re.compile(r"\d{12}", re.ASCII)
_IDS = re.compile(r"\d{12}(?:[,; ]+\d{12})*", re.ASCII)
_OLD_ID = re.compile(r"(\d{9})?", re.ASCII)


def parse(payload: bytes, today: date | None = None, *, letters_lost: bool = False) -> CitizenCard | Fault:
    """Parses `payload` as a citizen card. `code_unreadable`: damaged bytes; `not_a_card`:
    anything else.

    `today` is compared with the card's dates. With `letters_lost` (`kiosk.ports.codes.Reading`) name and
    address stay empty, to be typed. A fault's detail names the item, never its content.
    """
    if len(payload) > LONGEST:
        return Fault("not_a_card", "too long")
    try:
        text = text_of(payload)
    except ValueError as error:
        return Fault("code_unreadable", str(error))
    if not is_written(text):
        return Fault("not_a_card", "characters")
    items = text.split("|")
    if len(items) != _ITEMS and len(items) < _ITEMS_2024:
        return Fault("not_a_card", f"{len(items)} fields")
    if letters_lost:
        items = _sure(items)
    card = _card(items, payload, today, nameless=letters_lost)
    if letters_lost and isinstance(card, CitizenCard):
        return replace(card, warnings=(*card.warnings, "letters_lost"))
    return card


def tidy_address(text: str) -> str:
    """Tidies a card's address: doubled commas (seen on cards) and spaces become one."""
    return ", ".join(part for part in (" ".join(part.split()) for part in text.split(",")) if part)


def _sure(items: list[str]) -> list[str]:
    """Selects the values that are certain in a code without its letters beyond ASCII: no words, and "N" can
    only be Nữ.
    """
    card_id, old_id, _name, birth, sex, _address, issue = items[:_ITEMS]
    later = [text if _IDS.fullmatch(text) else "" for text in items[_ITEMS:]]
    return [card_id, old_id, "", birth, "Nữ" if sex == "N" else sex, "", issue, *later]


def _card(items: list[str], payload: bytes, today: date | None, *, nameless: bool) -> CitizenCard | Fault:
    card_id, old_id, name, birth, sex, address, issue = items[:_ITEMS]
    name = " ".join(name.split())
    birth_date, issue_date = from_card(birth) or short_birth(birth), from_card(issue)
    checks = {
        "number": _ID.fullmatch(card_id),
        "old number": _OLD_ID.fullmatch(old_id),
        "name": nameless or has_name_letters(name),
        "sex": sex in ("Nam", "Nữ"),
    }
    wrong = next((item for item, right in checks.items() if not right), None)
    if wrong:
        return Fault("not_a_card", wrong)
    if birth_date is None or issue_date is None or len(issue_date) != _FULL_DATE:
        return Fault("not_a_card", "date")
    disagree = {
        "birth_shortened": from_card(birth) is None,
        "birth_in_future": today is not None and earliest(birth_date) > today,
        "issue_before_birth": earliest(issue_date) < earliest(birth_date),
        "issue_in_future": today is not None and earliest(issue_date) > today,
        "marks_missing": not nameless and (name + address).isascii(),
    }
    return CitizenCard(
        id=card_id,
        old_id=old_id,
        name=name,
        birth_date=birth_date,
        sex=sex,
        address=address,
        issue_date=issue_date,
        rest=tuple(items[_ITEMS:]),
        guessed=_guessed(items, is_child=_is_child(birth_date, issue_date)),
        warnings=(
            *number.warnings(card_id, birth_date, sex),
            *(warning for warning, holds in disagree.items() if holds),
        ),
        raw=payload,
    )


def _is_child(birth_date: str, issue_date: str) -> bool:
    """Says if the card was issued before the 14th birthday: only then does it name the parents."""
    born, issued = earliest(birth_date), earliest(issue_date)
    return (issued.year - born.year, issued.month, issued.day) < (_CHILD_YEARS, born.month, born.day)


def _guessed(items: list[str], *, is_child: bool) -> dict[str, str]:
    """Guesses the meaning of items 7 to 10: other numbers of 12 digits, and a child's
    parents, father first.

    A single name counts only at its supposed place, 8 or 9; what fits nothing stays in `rest` alone.
    """
    later = items[_ITEMS:_ITEMS_2024]
    cancelled = [text for text in later if _IDS.fullmatch(text) and text != items[0]]
    names = {place: text for place, text in enumerate(later) if has_name_letters(text)}
    guessed = {"cancelled_ids": " ".join(re.findall(_ID, " ".join(cancelled)))}
    if is_child and len(names) == 2:
        guessed["father"], guessed["mother"] = names.values()
    elif is_child and len(names) == 1:
        guessed |= {"father": names.get(1, ""), "mother": names.get(2, "")}
    return {item: text for item, text in guessed.items() if text}
