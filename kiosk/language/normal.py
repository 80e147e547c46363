"""Normalises incoming text: strict UTF-8, NFC, and the two keys for comparing."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

from kiosk.language import syllable

_LETTERS = re.compile(r"[^\W\d_]+")
_Y_OR_I = re.compile(r"h|k|l|m|qu|s|t|v")
_LETTER_NAMES = str.maketrans("đðɖ", "ddd")
_STROKED = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")


def decode(payload: bytes) -> str:
    """Decodes `payload` as strict UTF-8, in NFC. Raises ValueError, whose text shows
    nothing of the payload.
    """
    try:
        return nfc(payload.decode("utf-8", "strict"))
    except UnicodeDecodeError as error:
        place = error.start
    raise ValueError(f"not UTF-8 at byte {place}")


def nfc(text: str) -> str:
    """Gives Unicode normal form C: the form in which text is stored and sent."""
    return unicodedata.normalize("NFC", text)


def with_vietnamese_d(text: str) -> str:
    """Replaces the letters that look like Đ and đ: the Icelandic Ð and the African Ɖ, which fonts, old
    converters and keyboards put in their place.
    """
    return text.translate(_STROKED)


def fold(text: str) -> str:
    """Gives the key for finding: no marks, đ as d, lower case, single spaces ("Đặng Thị Hòa" → "dang thi
    hoa").

    It throws meaning away (hộ and hỗ fold alike): never decide by it alone what a citizen gets.
    """
    plain = text.lower()
    if not plain.isascii():
        letters = filterfalse(unicodedata.combining, unicodedata.normalize("NFD", plain))
        plain = "".join(letters).translate(_LETTER_NAMES)
    return " ".join(plain.split())


def same_tones(text: str) -> str:
    """Gives the key for comparing words whose tones count: one place for the tone, i for
    a final y.

    hoà = hòa, thuỷ = thủy, qúy = quý, kỹ = kĩ, Mỹ = Mĩ. A key, not for showing.
    """
    return _LETTERS.sub(lambda word: _one_spelling(word.group()), nfc(text))


def _one_spelling(word: str) -> str:
    found = syllable.read(word)
    if found is None or not found.possible:
        return word
    if found.nucleus in ("y", "Y") and not found.coda and _Y_OR_I.fullmatch(found.onset.lower()):
        vowel = "i" if found.nucleus == "y" else "I"
        found = syllable.Syllable(found.onset, vowel, "", found.tone)
    return found.text
