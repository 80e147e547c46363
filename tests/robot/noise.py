"""Makes seeded syllable noise: what a weak ear makes of Vietnamese.

Each syllable is spoilt with the given probability, in one of these ways, all equally likely where they apply:
its tone becomes another; its first letters become ones that are mixed up (s/x, tr/ch, d/gi/v/r, l/n, h/kh);
its last ones do (n/ng, t/c, n/nh, i/y); all its marks are lost; it is dropped. The same seed gives the same
noise. Rules of our own after what is written of southern speech and of recognisers' errors; no recogniser was
asked.
"""

from __future__ import annotations

import random
import unicodedata

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "")
FIRST = (
    ("ngh", "ng"), ("tr", "ch"), ("ch", "tr"), ("kh", "h"), ("gi", "d"), ("s", "x"), ("x", "s"), ("d", "gi"),
    ("v", "d"), ("r", "g"), ("l", "n"), ("n", "l"),
)  # fmt: skip
LAST = (("ng", "n"), ("nh", "n"), ("c", "t"), ("t", "c"), ("n", "ng"), ("i", "y"), ("y", "i"))


def noisy(text: str, share: float, seed: int) -> str:
    """Spoils about that share of the syllables."""
    chance = random.Random(f"{seed} {text}")
    words = [_spoilt(word, chance) if chance.random() < share else word for word in text.split()]
    return " ".join(filter(None, words)) or text


def _spoilt(word: str, chance: random.Random) -> str:
    ways = [_other_tone(word, chance), _mixed_up(word, chance), _other_end(word, chance), _bare(word), ""]
    return chance.choice([way for way in ways if way != word])


def _other_tone(word: str, chance: random.Random) -> str:
    letters = unicodedata.normalize("NFD", word)
    there = next((at for at, letter in enumerate(letters) if letter in TONES[:-1]), None)
    if there is None:
        vowels = [at for at, letter in enumerate(letters) if letter.lower() in "aeiouy"]
        if not vowels:
            return word
        letters = letters[: vowels[0] + 1] + chance.choice(TONES[:-1]) + letters[vowels[0] + 1 :]
    else:
        others = [tone for tone in TONES if tone != letters[there]]
        letters = letters[:there] + chance.choice(others) + letters[there + 1 :]
    return unicodedata.normalize("NFC", letters)


def _mixed_up(word: str, chance: random.Random) -> str:
    fitting = [pair for pair in FIRST if word.lower().startswith(pair[0])]
    if not fitting:
        return word
    here, there = chance.choice(fitting)
    return there + word[len(here) :]


def _other_end(word: str, chance: random.Random) -> str:
    fitting = [pair for pair in LAST if word.lower().endswith(pair[0])]
    if not fitting:
        return word
    here, there = chance.choice(fitting)
    return word[: -len(here)] + there


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word)
    return "".join(one for one in plain if not unicodedata.combining(one)).replace("đ", "d").replace("Đ", "D")
