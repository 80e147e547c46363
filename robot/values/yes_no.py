"""Reads yes and no. An answer that holds both, or anything else, is neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.visit.assistant import Guess
from robot.values.lexicon import BY_SOUND, Lexicon, utterance
from robot.values.model import Said, Values
from robot.values.weighing import weighed

_WEAK = 0.5
"""The doubt of a yes that may be what was heard of a no: "phải" of "không phải"."""


def read_yes_no(guesses: Sequence[Guess], words: Lexicon) -> Values[bool]:
    """Reads an answer to a question of yes or no. A yes is sure only in words that no misheard no leaves."""
    return weighed(guesses, lambda text: _readings(text, words))


def _readings(text: str, words: Lexicon) -> Iterator[Said[bool]]:
    """Reads a sentence of nothing but yes or no, what goes along with them, and courtesies."""
    said = utterance(text)
    found: dict[bool, float] = {}
    strong = False
    at = 0
    while at < len(said):
        ways = [(one.end, -one.doubts, False, one.means) for one in words.no.at(said, at)]
        ways += [(one.end, -one.doubts, True, one.means) for one in words.yes.at(said, at)]
        beside = words.beside.longest(said, at, BY_SOUND)
        best = max(ways, default=None)
        if best is None or (beside is not None and (beside.end, -beside.doubts) > best[:2]):
            if beside is None:
                return
            at = beside.end
            continue
        end, doubts, yes, means = best
        if means == "alone" and len(said) > end - at:
            at = end
            continue
        plain = means == "strong" and end - at > 1  # a misheard no sounds like none of these
        found[yes] = min(found.get(yes, 99.0), 0.0 if plain else -doubts)
        strong = strong or means == "strong"
        at = end
    if len(found) == 1:
        [(yes, doubt)] = found.items()
        yield Said(yes, doubt + (_WEAK if yes and not strong else 0.0))
