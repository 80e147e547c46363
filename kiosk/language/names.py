"""Checks names of people, and gives names in capitals their usual letters. The order is never changed."""

from __future__ import annotations

import re
import unicodedata

from kiosk.language.normal import nfc, with_vietnamese_d
from kiosk.language.syllable import read
from kiosk.language.telex import composed_by

LONGEST = 100
_BETWEEN = " -'"
_BREVE_ABOVE = "\u0306"
_WORDS = re.compile(r"[^ \-']+")


def tidy(text: str) -> str:
    """Makes text regular: NFC, single spaces, straight apostrophes (phones type the curly one), the
    Vietnamese Đ.
    """
    return " ".join(with_vietnamese_d(nfc(text)).replace("\u2019", "'").replace("\u02bc", "'").split())


def title_case(name: str) -> str:
    """Writes a name that is all capitals or all small with capitals where they belong: "H'YEN NIÊ" → "H'Yen
    Niê".

    Any other name is its bearer's own spelling and stays.
    """
    if name not in (name.upper(), name.lower()):
        return name
    return _WORDS.sub(lambda word: word.group()[0].upper() + word.group()[1:].lower(), name)


def valid_name(name: str) -> bool:
    """Says if `name` (NFC) can be a person's: Latin letters, spaces, hyphens,
    apostrophes, no Telex residue.

    Names of every people of the country and of foreigners pass: H'Yen Niê, K'Brih, Y Blô Êban, O'Neill.
    """
    return has_name_letters(name) and not any(telex_residue(word) for word in _WORDS.findall(name))


def has_name_letters(name: str) -> bool:
    """Says if all characters of `name` (NFC) can stand in a name, and no separator is doubled or outside."""
    if not 1 <= len(name) <= LONGEST or name[0] in " -" or name[-1] in " -":
        return False
    for before, letter in zip(" " + name, name, strict=False):
        if letter in _BETWEEN:
            if before == letter:
                return False
        elif not (is_latin(letter) or (letter == _BREVE_ABOVE and is_latin(before))):
            return False
    return any(is_latin(letter) for letter in name)


def is_latin(letter: str) -> bool:
    """Says if this one character is a letter of the Latin script, with or without marks.

    The breve as a sign of its own stands in names of the Central Highlands (ơ̆) and is not counted here.
    """
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN ")


def telex_residue(word: str) -> bool:
    """Says if `word` was surely typed in Telex where nothing composed it: "Nguyeenx",
    "Ddawng", "Traanf".

    Only what can be nothing else counts: Lee, Max, Dawn and Hans are names.
    """
    composed, marks = composed_by(word)
    found = read(composed)
    sure = marks >= 2 or (marks == 1 and word[:2].lower() == "dd")
    return word.isascii() and sure and found is not None and found.complete
