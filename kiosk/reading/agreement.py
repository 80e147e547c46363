"""Says which value two engines agree on, or a rule proves; what is neither is not known.

Engines misread in ways of their own: what both read alike is right but for rare cases. A rule mends what the
print allows no doubt about: O is no digit of a date, and only one ward is called so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kiosk.identity.dates import parse_typed
from kiosk.identity.number import PREFIXES
from kiosk.language.names import tidy, valid_name
from kiosk.language.normal import fold, same_tones
from kiosk.reading.labels import Found
from kiosk.reading.layout import Kind

Proof = Literal["both", "rule"]
NUMBER_DIGITS = 12
_LIKE_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Ơ": "0", "Ô": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "!": "1"}
)
_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})(?!\d)", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NUMERAL = re.compile(r"(?<![^\W\d_])[\dOoƠÔQIl|!]+(?![^\W\d_])")
_WARD = re.compile(r"(phuong|xa|dac khu)\b")
_FEWEST_LETTERS = 4
_NEED_SURE: frozenset[Kind] = frozenset({"name", "place"})
"""Kinds that no list and no rule narrow: an engine's own doubt counts."""


@dataclass(frozen=True, slots=True)
class Known:
    """Holds names that a rule may go by: units of today and before, and peoples."""

    places: Collection[str] = field(repr=False)
    groups: Collection[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Holds a value, and what proves it."""

    text: str = field(repr=False)
    by: Proof


def agreed(kind: Kind, found: Sequence[Found], known: Known) -> Agreed | None:
    """Gives the value that all readings of a field stand for; None where they don't, or there is but one."""
    if len(found) < 2:
        return None
    value = _WAYS[kind](tuple(tidy(one.text) for one in found), known)
    if value is None or (kind in _NEED_SURE and value.by == "both" and not all(one.sure for one in found)):
        return None
    return value


def _name(readings: tuple[str, ...], _known: Known) -> Agreed | None:
    if not _all_same(map(_letters, readings)):
        return None
    best = max(readings, key=lambda text: len(text.split()))  # engines drop spaces, they make none
    return Agreed(best, "both") if valid_name(best) and len(best.split()) > 1 else None


def _date(readings: tuple[str, ...], _known: Known) -> Agreed | None:
    return _by_digits(readings, _date_in)


def _number(readings: tuple[str, ...], _known: Known) -> Agreed | None:
    return _by_digits(readings, _number_in)


def _sex(readings: tuple[str, ...], _known: Known) -> Agreed | None:
    return _listed(readings, ("Nam", "Nữ"))


def _group(readings: tuple[str, ...], known: Known) -> Agreed | None:
    return _listed(readings, known.groups)


def _place(readings: tuple[str, ...], known: Known) -> Agreed | None:
    """Compares part by part; the last one must be a known unit, so that nothing is cut off."""
    cut = [[part.strip(" .") for part in text.split(",")] for text in readings]
    if len({len(parts) for parts in cut}) != 1:
        return None
    parts = [_part(both, known) for both in zip(*cut, strict=True)]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts) or len(whole) < 2 or whole[-1].text not in known.places:
        return None
    return Agreed(
        ", ".join(part.text for part in whole), "both" if all(p.by == "both" for p in whole) else "rule"
    )


def _part(readings: tuple[str, ...], known: Known) -> Agreed | None:
    """Compares one part of a place. What says that it is a ward must be one that there is."""
    if _all_same(map(_letters, readings)):
        text = max(readings, key=lambda text: len(text.split()))
        return None if _WARD.match(fold(text)) and text not in known.places else Agreed(text, "both")
    named = {text for text in readings if text in known.places}
    if len(named) != 1:
        return None
    name = named.pop()
    others = [text for text in readings if text != name]
    near = {_plain(place) for place in known.places if all(_differ_in_one(place, other) for other in others)}
    return Agreed(name, "rule") if near == {_plain(name)} else None


def _listed(readings: tuple[str, ...], names: Collection[str]) -> Agreed | None:
    """Gives the name of a short list that every reading stands for; marks are the list's own."""
    found = [[name for name in names if fold(name) == fold(text)] for text in readings]
    if any(len(fitting) != 1 for fitting in found) or not _all_same(fitting[0] for fitting in found):
        return None
    name = found[0][0]
    return Agreed(name, "both" if _all_same(map(_letters, (name, *readings))) else "rule")


def _by_digits(readings: tuple[str, ...], find: Callable[[str], str | None]) -> Agreed | None:
    plain = [find(text) for text in readings]
    if plain[0] is not None and _all_same(plain):
        return Agreed(plain[0], "both")
    mended = [
        find(_NUMERAL.sub(lambda part: part.group().translate(_LIKE_DIGITS), text)) for text in readings
    ]
    return Agreed(mended[0], "rule") if mended[0] is not None and _all_same(mended) else None


def _date_in(text: str) -> str | None:
    """Gives the one date of a text as ISO, or its year where nothing else stands there."""
    found = {*_DATE.findall(text), *_IN_WORDS.findall(fold(text))}
    if len(found) == 1:
        return parse_typed("/".join(found.pop()))
    return text if not found and _YEAR.fullmatch(text) else None


def _number_in(text: str) -> str | None:
    digits = re.sub(r"[\s.]", "", text)
    right = (
        len(digits) == NUMBER_DIGITS and digits.isascii() and digits.isdecimal() and digits[:3] in PREFIXES
    )
    return digits if right else None


def _letters(text: str) -> str:
    """Gives what counts of a reading: letters and digits with their marks and tones, no case, no spaces."""
    return "".join(filter(str.isalnum, same_tones(text.lower())))


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _differ_in_one(place: str, read: str) -> bool:
    """Says if two names are one but for marks and one letter."""
    one, other = _plain(place), _plain(read)
    if len(one) != len(other) or len(one) < _FEWEST_LETTERS:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 1


def _all_same(texts: Iterable[str | None]) -> bool:
    return len(set(texts)) == 1


_WAYS: Mapping[Kind, Callable[[tuple[str, ...], Known], Agreed | None]] = {
    "name": _name,
    "date": _date,
    "number": _number,
    "sex": _sex,
    "group": _group,
    "place": _place,
}
