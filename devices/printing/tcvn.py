"""Encodes Vietnamese letters in one byte each: code pages 30 (small letters) and 31 (capitals) of Epson's
printers.

The bytes are those of TCVN 5712 for small letters; page 31 has the capitals in the same places, except
Ă, Â and Đ, which stand at A1, A2 and A7. (python-escpos's table has the Icelandic Ð at A7, and so jumps to
another page for every "Đường".)
"""

from __future__ import annotations

import unicodedata

SMALL_PAGE, CAPITAL_PAGE = 30, 31

_SMALL = {
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_MOVED = {"Ă": 0xA1, "Â": 0xA2, "Đ": 0xA7}
_PLAIN = str.maketrans(
    {
        "đ": "d", "Đ": "D", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-",
        "…": "...", "•": "*", "·": ".", "₫": "d", "×": "x", "÷": ":", "→": "->", "\u00a0": " ",
    }
)  # fmt: skip

_SMALL_BYTES = {
    letter: start + place for start, letters in _SMALL.items() for place, letter in enumerate(letters)
}
_CAPITAL_BYTES = {letter.upper(): byte for letter, byte in _SMALL_BYTES.items()} | _MOVED


def encode(text: str) -> list[tuple[int | None, bytes]]:
    """Encodes a text (any normal form) as runs of bytes, each with its page; None for a run of ASCII, which
    is the same in every page. What neither page has is told without marks; what has no such letter is left
    out.
    """
    runs: list[tuple[int | None, bytes]] = []
    for letter in unicodedata.normalize("NFC", text):
        page: int | None = None
        if letter in _SMALL_BYTES:
            page, data = SMALL_PAGE, bytes([_SMALL_BYTES[letter]])
        elif letter in _CAPITAL_BYTES:
            page, data = CAPITAL_PAGE, bytes([_CAPITAL_BYTES[letter]])
        else:
            data = plain(letter)
        if runs and (page is None or runs[-1][0] in (page, None)):
            before = runs.pop()
            runs.append((page if before[0] is None else before[0], before[1] + data))
        else:
            runs.append((page, data))
    return runs


def plain(text: str) -> bytes:
    """Removes diacritics, and gives ASCII. A letter of another script is left out: never a "?" for it."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return apart.encode("ascii", "ignore")
