"""Finds what a misheard sentence most likely says, among the few things that can be done where it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from kiosk.visit.assistant import Guess, Option
from kiosk.visit.events import AskedRobot
from robot.phrases import Book, Phrases, Saying
from robot.values.lexicon import utterance
from robot.values.likeness import Heard, heard, likeness

Meant = TypeVar("Meant", Option, Saying)
_Ways = tuple[tuple[Heard, ...], ...]

ENOUGH = 0.66
"""So much must what was heard sound like one of the ways to say it."""
SURELY = 0.85
"""The same, of a phrase of two words or one, and of what leaves the page."""
LEAD = 0.15
"""By so much the likest must come before the next that means something else."""
_FEW = 2


class Nearly:
    """Knows the ways of saying what can be done, ready to be compared. Immutable, safe across threads."""

    def __init__(self, book: Book) -> None:
        self._deeds = {name: _ways(shelf.entries) for name, shelf in book.deeds.items()}
        self._deeds["start"] += _ways(book.manners["start"].entries)
        self._leaving = {name for name, shelf in book.deeds.items() for deed in shelf.entries if deed.leaves}
        self._commands = [
            (entry, entry.leaves, _ways((entry,))) for entry in book.commands.entries if entry.everywhere
        ]
        shelves = (book.manners["light"], book.manners["courtesy"])
        self._light = frozenset(
            word.plain for shelf in shelves for way in _ways(shelf.entries) for word in way
        )

    def option(self, guesses: Sequence[Guess], options: Iterable[Option]) -> Option | None:
        """Finds the one thing on the page that a sentence sounds like; yes and no are no such thing."""
        named = (one for one in options if one.deed not in ("yes", "no"))
        return self._likest(
            guesses,
            [
                (one, one.deed in self._leaving, self._ways_of(one))
                for one in named
                if not isinstance(one.then, AskedRobot)
            ],
        )

    def _ways_of(self, option: Option) -> _Ways:
        return *self._deeds.get(option.deed, ()), heard(utterance(option.words).words)

    def command(self, guesses: Sequence[Guess]) -> Saying | None:
        """Finds the command that a sentence sounds like."""
        return self._likest(guesses, self._commands)

    def _likest(self, guesses: Sequence[Guess], known: Sequence[tuple[Meant, bool, _Ways]]) -> Meant | None:
        """Gives what the likeliest guess that sounds like anything sounds like, if it is one thing."""
        for guess in guesses:
            said = utterance(guess.text)
            words = heard(said.words)
            scored = [(self._score(words, said.marked, ways, leaves), one) for one, leaves, ways in known]
            scored = sorted(((score, one) for score, one in scored if score), key=lambda pair: -pair[0])
            if scored:
                clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= LEAD
                return scored[0][1] if clear else None
        return None

    def _score(self, words: tuple[Heard, ...], marked: bool, ways: _Ways, leaves: bool) -> float:
        """Scores the likest way of saying it; 0 where that is not like enough."""
        best = 0.0
        known = {word.plain for word in words} | {word.sound for word in words}
        for way in ways:
            least = SURELY if len(way) <= _FEW or leaves else ENOUGH
            whole = sum(word.plain in known or word.sound in known for word in way)
            if whole < (2 * least - 1) * len(way):
                continue  # the other syllables fit half at best
            score = likeness(words, way, marked, self._light)
            if score >= least:
                best = max(best, score)
        return best


def _ways(entries: Iterable[Phrases]) -> _Ways:
    return tuple(heard(utterance(text).words) for entry in entries for text in (*entry.vi, *entry.en))
