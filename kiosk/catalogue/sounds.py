"""Says how a word sounds to a hurried ear: one key for words that southern speech, a weak recogniser or a
slip of the finger mix up (s/x, ch/tr, d/gi/v, l/n, final c/t and n/ng, i/y, hỏi/ngã).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kiosk.language.normal import fold
from kiosk.language.syllable import split_tone

_SHAPE = re.compile(
    r"(ngh|ng|nh|ch|tr|th|ph|kh|gh|gi(?=[aeiouy])|qu|[bcdđghklmnpqrstvxfjwz])?([aeiouy]+)(ng|nh|ch|[ckmnpt])?"
)
_ONSETS = {
    **dict.fromkeys(("ch", "tr"), "c"),
    **dict.fromkeys(("s", "x"), "s"),
    **dict.fromkeys(("d", "gi", "v", "z", "j"), "z"),
    **dict.fromkeys(("l", "n"), "l"),
    **dict.fromkeys(("c", "k", "q"), "k"),
    **dict.fromkeys(("g", "gh", "r"), "g"),
    **dict.fromkeys(("ng", "ngh"), "ng"),
    **dict.fromkeys(("ph", "f"), "f"),
}
_CODAS = {**dict.fromkeys(("c", "t", "ch", "k"), "t"), **dict.fromkeys(("n", "ng", "nh"), "n")}
_LONG = {"ie": "i", "ye": "i", "uo": "u", "ieu": "iu", "yeu": "iu", "uoi": "ui", "uou": "iu", "y": "i"}
_LONG |= {"ay": "ai", "uy": "ui", "uye": "ui", "oay": "oai", "uay": "uai"}


class Sound(NamedTuple):
    """Holds how a word sounds: its key without a tone, and its tone; None where it is written without marks,
    so that it may bear any.
    """

    key: str
    tone: str | None


@lru_cache(maxsize=8192)
def of_known(word: str) -> Sound:
    """Gives the sound of a word of the catalogue; what citizens type is never kept."""
    return of(word)


def of(word: str) -> Sound:
    """Gives the sound of a word, in lower case; a word that is no syllable sounds as it is written."""
    letters, tone = split_tone(word)
    plain = fold(word)
    heard = "hoi" if tone == "nga" else tone
    # đ is a letter of its own only where it is written: "d" typed without marks may be either.
    shape = _SHAPE.fullmatch("gii" if plain == "gi" else plain)
    if shape is None:
        return Sound(plain, heard)
    onset, nucleus, coda = (part or "" for part in shape.groups())
    onset = "đ" if letters.startswith("đ") else _ONSETS.get(onset, onset)
    key = f"{onset}{_LONG.get(nucleus, nucleus)}{_CODAS.get(coda, coda)}"
    return Sound(key, None if plain == word else heard)
