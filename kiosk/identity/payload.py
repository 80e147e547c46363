"""Decodes a scanner's payload to text, or refuses it: every reading of a code passes here."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_letters, digits

from kiosk.language.normal import decode, with_vietnamese_d
from kiosk.language.syllable import TONE_MARKS, VOWELS

LONGEST = 1000
_TERMINATORS = b"\r\n\t\x00\x03\x04"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in VOWELS + VOWELS.upper()
    for tone in TONE_MARKS.values()
) | frozenset(ascii_letters + "đĐ")
# Signs of the languages of the Central Highlands; the breve also stands alone, above ơ or ư.
_HIGHLAND_LETTERS = frozenset("ĕĭŏŭčñƀĔĬŎŬČÑɃ\u0306")
_PUNCTUATION = frozenset(" .,;:-–/\\()[]'\"&+#*_|")
_SIGNS = "!%=@§°²³·½¼¾×‐‑—‘’“”„•…№™€$"
_WRITTEN = _LETTERS | _HIGHLAND_LETTERS | _PUNCTUATION | frozenset(digits + _SIGNS)
# À is "Ã" and a sign in Latin-1 and Windows-1252, "Ă" and one in Windows-1258: no text has them side by side.
_OTHER_CHARSET = re.compile(f"[ÃĂ][{re.escape(_SIGNS)}–]")
# H’Yen: only after a plain letter, because "Ã’" is what a wrong character set makes of Ò.
_CURLY_APOSTROPHE = re.compile("(?<=[A-Za-z])[\u2019\u02bc]")


def without_terminator(payload: bytes) -> bytes:
    """Removes what scanners send after a code from `payload`: CR, LF, tab, NUL, ETX, EOT, one or several."""
    return payload.rstrip(_TERMINATORS)


def text_of(payload: bytes) -> str:
    """Decodes the text of a code: strict UTF-8, NFC, straight apostrophes, the Vietnamese
    Đ, no terminator.

    ValueError where it is too long, no UTF-8, or was damaged before; its text shows nothing of the payload.
    """
    if len(payload) > LONGEST:
        raise ValueError("too long")
    text = with_vietnamese_d(decode(without_terminator(payload)))
    if "\ufffd" in text:
        raise ValueError("replacement character")
    return _CURLY_APOSTROPHE.sub("'", text)


def is_written(text: str) -> bool:
    """Says if papers of the country carry all these characters (NFC).

    One that none carries (Ä, º, ƒ, a box, a kanji) tells of a reader that guessed the character set.
    """
    return _WRITTEN.issuperset(text) and _OTHER_CHARSET.search(text) is None
