"""Gives the keys a person touches for a text: plain letters and ă â ê ô ơ ư đ directly,
then the tone's key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TONES = {"\u0301": "sắc", "\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}


@dataclass(frozen=True, slots=True)
class Stroke:
    """Holds one key by its name; `layer` says which side of the keyboard holds it."""

    key: str
    layer: Literal["letters", "digits", "any"] = "letters"
    capital: bool = False


def strokes(text: str) -> Iterator[Stroke]:
    """Gives the keys of `text` in order; a tone comes right after its vowel."""
    for letter in unicodedata.normalize("NFC", text):
        if letter == " ":
            yield Stroke("space", "any")
        elif not letter.isalpha():
            yield Stroke(letter, "digits")
        else:
            base, tone = _without_tone(letter)
            yield Stroke(base, capital=letter.isupper())
            if tone:
                yield Stroke(tone)


def _without_tone(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    base = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", base).lower(), tone
