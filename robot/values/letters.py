"""Reads a name that is spelt aloud: letters as they are called, then the tone ("mờ, â, u, ngã": Mẫu)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.language import syllable
from kiosk.language.syllable import TONE_MARKS
from kiosk.visit.assistant import Guess
from robot.values.lexicon import Found, Lexicon, Utterance, utterance
from robot.values.model import Said, Values
from robot.values.weighing import weighed

_LEAST = 2
"""Fewer letters are no name that is spelt."""


def read_letters(guesses: Sequence[Guess], words: Lexicon) -> Values[str]:
    """Reads a spelt name, each word with a capital. A tone ends its syllable, as does "cách"."""
    return weighed(guesses, lambda text: _readings(utterance(text), words))


def _readings(said: Utterance, words: Lexicon) -> Iterator[Said[str]]:
    names: list[str] = []
    letters = ""
    count = at = 0
    while at < len(said):
        tone = words.tone.longest(said, at)
        letter = _letter(said, at, words)
        if tone is not None and (letters or tone.means == "space"):
            letters, at = _ended(names, letters, tone.means), tone.end
        elif letter is not None:
            letters, count, at = letters + letter.means, count + 1, letter.end
        elif said.words[at] == letters or (names and said.words[at] == names[-1].lower()):
            at += 1  # the syllable itself, said after its letters
        else:
            return
    _ended(names, letters, "ngang")
    read = [syllable.read(name) for name in names]
    if count >= _LEAST and all(one is not None and one.possible for one in read):
        yield Said(" ".join(names))


def _letter(said: Utterance, at: int, words: Lexicon) -> Found | None:
    return max(
        (one for one in words.letter.at(said, at) if one.doubts == 0.0), key=lambda one: one.end, default=None
    )


def _ended(names: list[str], letters: str, tone: str) -> str:
    """Adds the syllable that is spelt so far to the names, with its tone; gives the letters that are left."""
    if not letters:
        return ""
    found = syllable.read(letters)
    marked = next((known for known in TONE_MARKS if known == tone), None)
    names.append((found.with_tone(marked or "ngang").text if found is not None else letters).capitalize())
    return ""
