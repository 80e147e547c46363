"""Ranks procedures for the search and the robot: the one ranker.

Of every phrase (name, aliases, summary) it knows how much of its words and pairs of words a question holds,
as they are, without marks, as they sound, or in other words (`query.py`); and of every entry, how much of the
question its phrases explain together. Letters alone (three in a row) find what was run together.

Its postings stand in the index, and a query reads those of its own words. Rare terms are looked at first, and
no more than `MOST_POSTINGS` postings: what nearly every phrase holds tells least.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass

from kiosk.catalogue.index import Columns, Index, Triple
from kiosk.catalogue.query import Query, Slot
from kiosk.catalogue.speech import Speech, load_speech
from kiosk.catalogue.terms import Words, triples

MOST_POSTINGS = 12_000


# What counts how much: found with the catalogue's own aliases, each asked for while it was left out.
_EXPLAINED = 0.5
_USUAL = 2.0
_PAIRS = 0.5
_OFTEN = 1.5
"""How many phrases of an entry hold a word that is half as usual for it as a word can be."""
_OTHER_LANGUAGE = 0.7
_A_WORD = 0.2
_LEVELS = {"commune": 1.0, "other": 0.94}
_OTHER_LEVEL = 0.8
_EVERY_DAY = 1.03
"""What the centre does itself comes before as good a guess that is done elsewhere, and both before what the
province or a ministry does; what is asked for every day before as good a guess that is rare.
"""

_LOOKS_ALIKE = 0.5
_LOOKS_ALIKE_LETTERS = 6
_LEAST_COVERED = 0.2
_LEAST_OF_BEST = 0.4
LEAST_SURE = 0.33
"""Below this the best entry shares no more than an accident with the question: nothing is found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Holds an entry found. `score` orders the hits of one query; `covered` is the share, 0 to 1, of what the
    query says that this entry explains; `held` the share of one of its own phrases that the query says.
    """

    code: str
    score: float
    covered: float
    held: float

    @property
    def sure(self) -> float:
        """Says how much speaks for it, 0 to 1: a long story may hold a whole phrase; a word alone that stands
        in some phrase is not much.
        """
        return min((self.covered + self.held) / 2, _A_WORD + self.held)


class Ranker:
    """Ranks the entries of a catalogue. Immutable, safe across threads, ready at once."""

    def __init__(self, index: Index, speech: Speech | None = None) -> None:
        self._index = index
        self._columns = index.columns
        frequent = set(index.frequent)
        self._every_day = frozenset(at for at, code in enumerate(index.codes) if code in frequent)
        self._speech = speech or load_speech()

    def rank(
        self, text: str, lang: str, limit: int = 8, typing: bool = True, least: float = LEAST_SURE
    ) -> tuple[Hit, ...]:
        """Ranks the entries that `text` may mean, best first; none when nothing of it is known.

        `typing`: the last word may be unfinished ("khai si"). `least`: the best must be as sure.
        """
        query = Query(text, self._index, self._speech, typing)
        if not query.wanted:
            return ()
        found = _Found(self._columns, query.slots)
        worth = _explaining(found.explained)
        if not worth:
            return self._alike(query.wanted, lang, limit)
        size = math.sqrt(sum(slot.rarity**2 for slot in query.slots)) or 1.0
        said = self._best(found.said, self._columns.lengths, lang)
        score = {
            entry: (
                min(1.0, said.get(entry, 0.0) / size)
                + _EXPLAINED * found.explained[entry]
                + _USUAL * found.usual[entry]
            )
            / (1.0 + _EXPLAINED + _USUAL)
            * _LEVELS.get(self._index.levels[entry], _OTHER_LEVEL)
            * (_EVERY_DAY if entry in self._every_day else 1.0)
            for entry in worth
        }
        best = sorted(score, key=lambda entry: (-score[entry], entry))[:limit]
        held = self._held(found.said, set(best))
        hits = tuple(
            Hit(self._index.codes[entry], score[entry], min(1.0, found.explained[entry]), held[entry])
            for entry in best
        )
        sure = max(hits[0].sure, hits[0].covered / 2 if typing else 0.0)
        return hits if sure >= least else ()

    def _alike(self, wanted: Words, lang: str, limit: int) -> tuple[Hit, ...]:
        """Ranks the entries that look like the words by their letters alone."""
        if sum(map(len, wanted)) < _LOOKS_ALIKE_LETTERS:
            return ()
        alike = self._best(self._letters(wanted), self._columns.triple_lengths, lang)
        close = sorted((-score, entry) for entry, score in alike.items() if score >= _LOOKS_ALIKE)
        return tuple(Hit(self._index.codes[entry], -score, 0.0, -score) for score, entry in close[:limit])

    def _held(self, sums: dict[int, float], among: set[int]) -> dict[int, float]:
        """Maps each entry to the share of its best phrase that the question holds."""
        held = dict.fromkeys(among, 0.0)
        entries, lengths = self._columns.entries, self._columns.lengths
        for phrase, total in sums.items():
            if (entry := entries[phrase]) in among:
                held[entry] = min(1.0, max(held[entry], total / lengths[phrase] ** 2))
        return held

    def _best(self, sums: dict[int, float], lengths: array[float], lang: str) -> dict[int, float]:
        """Maps each entry to the best of its phrases, each by its cosine but for the question's length."""
        best: dict[int, float] = {}
        columns = self._columns
        entries, weights, languages = columns.entries, columns.weights, columns.languages
        for phrase, total in sums.items():
            weighed = total / lengths[phrase] * weights[phrase]
            if languages[phrase] != lang:
                weighed *= _OTHER_LANGUAGE
            entry = entries[phrase]
            if weighed > best.get(entry, 0.0):
                best[entry] = weighed
        return best

    def _letters(self, wanted: Words) -> dict[int, float]:
        """Sums for each phrase over the triples of letters that it holds, for the cosine of both."""
        letters = Counter(triples(wanted))
        known = self._index.triples(letters)
        size = math.sqrt(sum(_weight(known, one) * times for one, times in letters.items())) or 1.0
        found: dict[int, float] = defaultdict(float)
        spent = 0
        for one in sorted(known, key=lambda one: len(known[one].phrases)):
            spent += len(known[one].phrases)
            if found and spent > MOST_POSTINGS:
                break
            share = known[one].rarity ** 2 * letters[one] / size
            for phrase in known[one].phrases:
                found[phrase] += share
        return found


class _Found:
    """Holds what the slots of a question found. `said`: what each phrase holds of them. `explained`: the
    share of the words that each entry explains. `usual`: how usual the words and pairs are for each entry.
    """

    def __init__(self, columns: Columns, slots: list[Slot]) -> None:
        self._entries = columns.entries
        self.said: dict[int, float] = defaultdict(float)
        self.explained: dict[int, float] = defaultdict(float)
        self.usual: dict[int, float] = defaultdict(float)
        words = sum(slot.rarity for slot in slots if slot.word) or 1.0
        both = sum(_worth(slot) for slot in slots) or 1.0
        spent = 0
        for slot in sorted(slots, key=len):
            spent += len(slot)
            if self.said and spent > MOST_POSTINGS:
                break
            surest, times = self._looked_up(slot)
            for entry, sure in surest.items():
                if slot.word:
                    self.explained[entry] += slot.rarity * sure / words
                self.usual[entry] += _worth(slot) / both * times[entry] / (times[entry] + _OFTEN)

    def _looked_up(self, slot: Slot) -> tuple[dict[int, float], dict[int, float]]:
        """Adds a slot to the phrases that hold it; gives how surely each entry holds it, and how often."""
        surest: dict[int, float] = {}
        times: dict[int, float] = defaultdict(float)
        seen: set[int] = set()
        said, entries = self.said, self._entries
        for sure, phrases in slot.options:
            share = slot.rarity**2 * sure
            new = set(phrases) - seen
            seen |= new
            for phrase in new:
                said[phrase] += share
                entry = entries[phrase]
                times[entry] += sure
                if entry not in surest:
                    surest[entry] = sure
        return surest, times


def _worth(slot: Slot) -> float:
    return slot.rarity if slot.word else slot.rarity * _PAIRS


def _weight(known: dict[str, Triple], letters: str) -> float:
    return known[letters].rarity ** 2 if letters in known else 1.0


def _explaining(covered: dict[int, float]) -> set[int]:
    """Selects the entries that explain enough of the query to be shown."""
    least = max(_LEAST_COVERED, _LEAST_OF_BEST * max(covered.values(), default=0.0))
    return {entry for entry, share in covered.items() if share >= least}
