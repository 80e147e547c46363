"""Reads a ward by its name of today or before July 2025."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.catalogue import sounds
from kiosk.catalogue.terms import Words
from kiosk.catalogue.wards import Wards
from kiosk.language.normal import fold
from kiosk.visit.assistant import Guess
from robot.values.lexicon import utterance
from robot.values.model import Said, Values
from robot.values.weighing import weighed

_BY_SOUND = 1.0


class WardNames:
    """Holds the wards, and how their names of today sound. Immutable, safe across threads."""

    def __init__(self, wards: Wards) -> None:
        self.wards = wards
        named = ((_keys(utterance(ward.name).words), ward.code) for ward in wards.values())
        self.sounds = tuple((keys, code) for keys, code in named if len(keys) > 1)
        """Of one syllable none: that sounds like too much."""


def read_ward(guesses: Sequence[Guess], names: WardNames) -> Values[str]:
    """Reads the code of a ward of today; an old ward that was divided gives all that it went into."""
    return weighed(guesses, lambda text: _readings(text, names))


def _readings(text: str, names: WardNames) -> Iterator[Said[str]]:
    found = names.wards.find(text)
    if found:
        yield from (Said(match.ward.code, 0.1 if match.old else 0.0) for match in found)
        return
    heard = _keys(utterance(text).words)
    best: dict[str, int] = {}
    for name, code in names.sounds:
        if any(heard[at : at + len(name)] == name for at in range(len(heard) - len(name) + 1)):
            best[code] = len(name)
    longest = max(best.values(), default=0)
    yield from (Said(code, _BY_SOUND) for code, length in best.items() if length == longest)


def _keys(words: Words) -> tuple[str, ...]:
    return tuple(sounds.of(word).key or fold(word) for word in words)
