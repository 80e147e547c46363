"""Ranks procedures for the search and the robot: the one ranker.

Three views of every phrase (name, aliases, summary) are ranked apart and fused by reciprocal rank: words with
their marks, words without marks, and letter triples without marks. A word typed with marks only finds the
same word ("hộ" never "hỗ"); a word typed without marks finds all of them.

Its postings stand in the index, and a query reads those of its own words. In each view rare terms are looked
at first, and no more than `MOST_POSTINGS` postings: what nearly every phrase holds tells least.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap

from kiosk.catalogue.index import Gram, Index
from kiosk.catalogue.terms import Words, grams, is_filler, may_mean, triples, words_of
from kiosk.language.normal import fold

MOST_POSTINGS = 12_000
MOST_COMPLETED = 2_500
"""Entries in all that the endings of one unfinished word may lead to, the commonest ending first."""

_RRF = 60
_OTHER_LANGUAGE = 0.7
_LOOKS_ALIKE = 0.5
_LOOKS_ALIKE_LETTERS = 6
_LEAST_COVERED = 0.2
_LEAST_OF_BEST = 0.4
_EXPANSIONS = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """Holds a procedure found. `score` orders the hits of one query (reciprocal rank fusion); `covered` is
    the share, 0 to 1, of what the query says that this procedure explains.
    """

    code: str
    score: float
    covered: float


@dataclass(frozen=True, slots=True)
class _Term:
    """Holds one term of a query in one view: how rare it is, the phrases that hold it, and how often it
    occurs.
    """

    rarity: float
    phrases: tuple[array[int], ...]
    times: int = 1

    def __len__(self) -> int:
        return sum(map(len, self.phrases))

    @property
    def weight(self) -> float:
        """Gives its share in the square of a query's length as a vector."""
        return self.rarity**2 * self.times


Reading = tuple[list[_Term], list[_Term]]
"""The terms that all readings of a query share, and those that one ending of the last word adds."""


class Ranker:
    """Ranks the entries of a catalogue. Immutable, safe across threads, ready at once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._columns = index.columns

    def rank(self, text: str, lang: str, limit: int = 8, typing: bool = True) -> tuple[Hit, ...]:
        """Ranks the entries that `text` may mean, best first; none when nothing of it is
        known.

        `typing`: the last word may be unfinished ("khai si").
        """
        words = words_of(text)
        wanted = tuple(word for word in words if not is_filler(word))
        if not wanted:
            return ()
        query = _Query(self._index, words, typing)
        columns = self._columns
        covered = self._covered(query, wanted)
        alike: list[Reading] = [(query.triples(wanted), [])]
        worth = _explaining(covered)
        if not worth and sum(map(len, wanted)) >= _LOOKS_ALIKE_LETTERS:
            scores = self._best(columns.triple_lengths, alike, lang)
            worth = {entry for entry, score in scores.items() if score >= _LOOKS_ALIKE}
        fused = _fuse(
            [
                self._best(columns.marked_lengths, query.marked(), lang, worth),
                self._best(columns.plain_lengths, query.plain(), lang, worth),
                self._best(columns.triple_lengths, alike, lang, worth),
            ],
            worth,
        )
        best = sorted(fused, key=lambda entry: (-fused[entry], entry))[:limit]
        codes = self._index.codes
        return tuple(Hit(codes[entry], fused[entry], covered.get(entry, 0.0)) for entry in best)

    def _best(
        self, lengths: array[float], readings: list[Reading], lang: str, among: set[int] | None = None
    ) -> dict[int, float]:
        """Maps each entry to its best phrase's cosine with the query over all readings; of `among` only, if
        given.
        """
        best: dict[int, float] = {}
        columns = self._columns
        entries, weights, languages = columns.entries, columns.weights, columns.languages
        for phrase, cosine in _cosines(readings).items():
            entry = entries[phrase]
            if among is not None and entry not in among:
                continue
            weighed = cosine / lengths[phrase] * weights[phrase]
            if languages[phrase] != lang:
                weighed *= _OTHER_LANGUAGE
            if weighed > best.get(entry, 0.0):
                best[entry] = weighed
        return best

    def _covered(self, query: _Query, wanted: Words) -> dict[int, float]:
        """Maps each entry to the share of the query's words, weighed by how rare they are, that it knows."""
        total = 0.0
        explained: dict[int, float] = defaultdict(float)
        said: Counter[Words] = Counter((word,) for word in wanted[:-1])
        said[query.meant_by_last(wanted[-1])] += 1
        for meant, times in said.items():
            knowing = self._knowing(query, meant)
            rarity = (1.0 + math.log(len(self._index.codes) / max(1, len(knowing)))) * times
            total += rarity
            for entry in knowing:
                explained[entry] += rarity
        return {entry: share / total for entry, share in explained.items()}

    def _knowing(self, query: _Query, meant: Words) -> set[int]:
        """Gives the entries that hold one of these words."""
        entries = self._columns.entries
        spellings = [gram for word in meant for gram in query.spellings((word,))]
        return {entries[phrase] for gram in spellings for phrase in gram.phrases}


class _Query:
    """Holds the words of one query and all that the index holds of them."""

    def __init__(self, index: Index, words: Words, typing: bool) -> None:
        self._index = index
        self._words = words
        self._grams = dict(index.grams(_plain(grams(words))))
        self.endings = self._endings(words[-1]) if typing else [words[-1]]
        self._head = Counter(grams(words[:-1]))
        self._tails = [list(self._tail(ending)) for ending in self.endings]
        self._grams.update(index.grams(_plain(gram for tail in self._tails for gram in tail)))

    def meant_by_last(self, word: str) -> Words:
        """Says what the last telling word stands for: its endings where it is the last word of all."""
        return tuple(self.endings) if word == self._words[-1] else (word,)

    def spellings(self, gram: Words) -> list[Gram]:
        """Gives the known spellings that a word or pair may mean."""
        found = self._grams.get(fold(" ".join(gram)), ())
        return [one for one in found if all(map(may_mean, gram, one.marked.split(" ")))]

    def marked(self) -> list[Reading]:
        """Gives the readings of the query with its marks, one for each ending of the last word."""
        return self._readings(self._marked_term)

    def plain(self) -> list[Reading]:
        """Gives the readings without marks."""
        return self._readings(self._plain_term)

    def triples(self, wanted: Words) -> list[_Term]:
        """Gives the triples of letters of the telling words."""
        letters = Counter(triples(wanted))
        known = self._index.triples(letters)
        return [
            _Term(known[one].rarity, (known[one].phrases,), times) if one in known else _unknown(times)
            for one, times in letters.items()
        ]

    def _readings(self, term: Callable[[Words, int], _Term]) -> list[Reading]:
        shared = list(starmap(term, self._head.items()))
        return [(shared, [term(gram, 1) for gram in tail]) for tail in self._tails]

    def _marked_term(self, gram: Words, times: int) -> _Term:
        said = " ".join(gram)
        for one in self._grams.get(fold(said), ()):
            if one.marked == said:
                return _Term(one.rarity, (one.phrases,), times)
        return _unknown(times)

    def _plain_term(self, gram: Words, times: int) -> _Term:
        known = self._grams.get(fold(" ".join(gram)), ())
        if not known:
            return _unknown(times)
        return _Term(known[0].plain_rarity, tuple(one.phrases for one in self.spellings(gram)), times)

    def _tail(self, ending: str) -> Iterator[Words]:
        """Gives what the last word adds to the words before it."""
        if len(self._words) > 1:
            yield (self._words[-2], ending)
        if not is_filler(ending):
            yield (ending,)

    def _endings(self, word: str) -> list[str]:
        """Gives what an unfinished last word may become: itself if it is known, else the
        words that begin so.
        """
        if is_filler(word) or self.spellings((word,)):
            return [word]
        plain = fold(word)
        longer: list[str] = []
        spent = 0
        for known, entries in self._index.words_beginning(plain):
            if word == plain or known.startswith(word):
                spent += entries
                if longer and (len(longer) == _EXPANSIONS or spent > MOST_COMPLETED):
                    break
                longer.append(known)
        return longer or [word]


def _unknown(times: int) -> _Term:
    """Makes a term that no phrase holds: it makes the query longer and finds nothing."""
    return _Term(1.0, (), times)


def _plain(some: Iterable[Words]) -> set[str]:
    return {fold(" ".join(gram)) for gram in some}


def _sums(terms: Iterable[_Term]) -> dict[int, float]:
    """Sums for each phrase over the terms that it holds, the rarest terms first; at most `MOST_POSTINGS`
    postings after the first term's.
    """
    found: dict[int, float] = {}
    spent = 0
    for term in sorted(terms, key=len):
        spent += len(term)
        if found and spent > MOST_POSTINGS:
            break
        weight = term.weight
        for phrases in term.phrases:
            for phrase in phrases:
                found[phrase] = found.get(phrase, 0.0) + weight
    return found


def _cosines(readings: list[Reading]) -> dict[int, float]:
    """Computes each phrase's cosine with the query, but for the phrase's own length: the best over the
    readings.
    """
    if len(readings) == 1:
        terms = [*readings[0][0], *readings[0][1]]
        length = math.sqrt(sum(term.weight for term in terms)) or 1.0
        return {phrase: total / length for phrase, total in _sums(terms).items()}
    shared = readings[0][0]
    common = _sums(shared)
    size = sum(term.weight for term in shared)
    score: dict[int, float] = {}
    shortest = math.inf
    for _, added in readings:
        length = math.sqrt(size + sum(term.weight for term in added)) or 1.0
        shortest = min(shortest, length)
        for phrase, more in _sums(added).items():
            cosine = (common.get(phrase, 0.0) + more) / length
            if cosine > score.get(phrase, 0.0):
                score[phrase] = cosine
    for phrase, total in common.items():
        if total / shortest > score.get(phrase, 0.0):
            score[phrase] = total / shortest
    return score


def _explaining(covered: dict[int, float]) -> set[int]:
    """Selects the entries that explain enough of the query to be shown."""
    least = max(_LEAST_COVERED, _LEAST_OF_BEST * max(covered.values(), default=0.0))
    return {entry for entry, share in covered.items() if share >= least}


def _fuse(views: list[dict[int, float]], entries: set[int]) -> dict[int, float]:
    """Fuses the views of `entries` by reciprocal rank."""
    fused = dict.fromkeys(entries, 0.0)
    for view in views:
        for place, entry in enumerate(sorted(view, key=lambda entry: (-view[entry], entry))):
            fused[entry] += 1 / (_RRF + place + 1)
    return fused
