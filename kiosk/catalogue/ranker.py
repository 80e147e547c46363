"""The one ranker of procedures, for the search field and the robot.

Three views of every phrase (name, aliases, summary) are ranked apart and fused by reciprocal rank: words with
their marks, words without marks, and letter triples without marks. A word typed with marks only finds the
same word ("hộ" never "hỗ"); a word typed without marks finds all of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.procedure import Procedure
from kiosk.language.normal import fold, nfc, same_tones

Words = tuple[str, ...]
Terms = list[tuple[str, Words]]

_WORD = re.compile(r"[^\W_]+")
_RRF = 60
_OTHER_LANGUAGE = 0.7
_SUMMARY = 0.6
_LOOKS_ALIKE = 0.5
_LOOKS_ALIKE_LETTERS = 6
_LEAST_COVERED = 0.2
_LEAST_OF_BEST = 0.4
_EXPANSIONS = 24
_RANKERS_KEPT = 4

# Words that ask, but do not say for what.
_FILLERS = frozenset(
    nfc(
        "ai anh ạ à ơi bà ba bác bạn bị các cái cần chị cho chứ cô có của cháu dạ đang đi đó đây được em"
        " gì giúp giùm dùm hả hay hỏi hông không khi là làm lấy một mình mới muốn này nào nên nghe nhé nhỉ"
        " nữa ông ở phải ra rồi ta thế thì tôi tui tao từ tớ và vậy về với xin xong tại nơi mà như để"
        " a about an and any apply are at be can could do does for get give have help how i in is it make me"
        " my need of on or please some that the this to want we what where which will with would you your"
    ).split()
)
_PLAIN_FILLERS = frozenset(fold(word) for word in _FILLERS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure found. `score` orders the hits of one query (reciprocal rank fusion); `covered` is the
    share, 0 to 1, of what the query says that this procedure explains."""

    code: str
    score: float
    covered: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    code: str
    lang: str
    weight: float
    words: Words


@dataclass(frozen=True, slots=True)
class _Posting:
    phrase: int
    weight: float
    words: Words


class _View:
    """TF-IDF postings of one way to look at the phrases."""

    def __init__(self, phrases: list[_Phrase], terms_of: Callable[[Words], Terms]) -> None:
        self.terms_of = terms_of
        terms = [terms_of(phrase.words) for phrase in phrases]
        frequency = Counter(key for phrase in terms for key in {key for key, _ in phrase})
        self._idf = {key: math.log(1 + len(phrases) / count) for key, count in frequency.items()}
        self._postings: dict[str, list[_Posting]] = defaultdict(list)
        for number, phrase in enumerate(terms):
            length = self._length(phrase)
            for key, words in phrase:
                self._postings[key].append(_Posting(number, self._idf[key] / length, words))

    def scores(self, query: Words) -> dict[int, float]:
        """Phrase → cosine with the query, counting only words that may mean the same."""
        terms = self.terms_of(query)
        length = self._length(terms)
        found: dict[int, float] = defaultdict(float)
        for key, words in terms:
            for posting in self._postings.get(key, ()):
                if all(map(may_mean, words, posting.words)):
                    found[posting.phrase] += posting.weight * self._idf[key] / length
        return found

    def _length(self, terms: Terms) -> float:
        return math.sqrt(sum(self._idf.get(key, 1.0) ** 2 for key, _ in terms)) or 1.0


class Ranker:
    """All procedures of a catalogue, ready for ranking. Immutable after its making; safe across threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._phrases = [phrase for p in catalogue.procedures.values() for phrase in _phrases_of(p)]
        self._exact = _View(self._phrases, _marked_terms)
        self._plain = _View(self._phrases, _plain_terms)
        self._triples = _View(self._phrases, _triples)
        self._with_word: dict[str, set[str]] = defaultdict(set)
        for phrase in self._phrases:
            for word in phrase.words:
                self._with_word[word].add(phrase.code)
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._with_word):
            self._spellings[fold(word)].append(word)
        self._size = len(catalogue.procedures)

    def rank(self, text: str, lang: str, limit: int = 8, typing: bool = True) -> tuple[Hit, ...]:
        """The procedures that `text` may mean, best first; none when nothing of it is known.

        `typing`: the last word may be unfinished ("khai si").
        """
        words = words_of(text)
        wanted = tuple(word for word in words if not is_filler(word))
        if not wanted:
            return ()
        endings = self._endings(words[-1]) if typing else [words[-1]]
        readings = [(*words[:-1], ending) for ending in endings]
        exact = self._best(self._exact, readings, lang)
        plain = self._best(self._plain, readings, lang)
        alike = self._best(self._triples, [wanted], lang)
        covered = self._covered(wanted, words[-1], set(endings))
        fused = _fuse([exact, plain, alike], _worth_showing(covered, alike, wanted))
        best = sorted(fused, key=lambda code: (-fused[code], code))[:limit]
        return tuple(Hit(code, fused[code], covered.get(code, 0.0)) for code in best)

    def _best(self, view: _View, readings: Iterable[Words], lang: str) -> dict[str, float]:
        """Procedure → its best phrase's score over all readings of the query."""
        best: dict[str, float] = {}
        for reading in readings:
            for number, score in view.scores(reading).items():
                phrase = self._phrases[number]
                weighed = score * phrase.weight * (1.0 if phrase.lang == lang else _OTHER_LANGUAGE)
                best[phrase.code] = max(best.get(phrase.code, 0.0), weighed)
        return best

    def _endings(self, word: str) -> list[str]:
        """What an unfinished last word may become: itself if it is known, else the words that begin so."""
        if is_filler(word) or self._meanings(word):
            return [word]
        plain = fold(word)
        longer = [
            spelling
            for known, spellings in self._spellings.items()
            if known.startswith(plain)
            for spelling in spellings
            if not is_filler(spelling)
            if word == plain or spelling.startswith(word)
        ]
        return longer[:_EXPANSIONS] or [word]

    def _meanings(self, word: str) -> list[str]:
        return [known for known in self._spellings.get(fold(word), ()) if may_mean(word, known)]

    def _covered(self, wanted: Words, last: str, endings: set[str]) -> dict[str, float]:
        """Procedure → the share of the query's words, weighed by how rare they are, that it knows."""
        total = 0.0
        explained: dict[str, float] = defaultdict(float)
        for place, word in enumerate(wanted):
            meanings = endings if word == last and place == len(wanted) - 1 else {word}
            knowing = {
                code for said in meanings for known in self._meanings(said) for code in self._with_word[known]
            }
            rarity = 1.0 + math.log(self._size / max(1, len(knowing)))
            total += rarity
            for code in knowing:
                explained[code] += rarity
        return {code: share / total for code, share in explained.items()}


_made: list[tuple[Catalogue, Ranker]] = []


def ranker_for(catalogue: Catalogue) -> Ranker:
    """The ranker of that very catalogue, made once."""
    for known, ranker in _made:
        if known is catalogue:
            return ranker
    ranker = Ranker(catalogue)
    _made.append((catalogue, ranker))
    del _made[:-_RANKERS_KEPT]
    return ranker


def words_of(text: str) -> Words:
    """The words of a text for comparing: lower case, one tone placement, no punctuation."""
    return tuple(_WORD.findall(same_tones(text).lower()))


def is_filler(word: str) -> bool:
    """Whether a word asks without saying for what ("tôi", "muốn"; typed without marks as well)."""
    return word in _FILLERS or (fold(word) == word and word in _PLAIN_FILLERS)


def _phrases_of(procedure: Procedure) -> Iterator[_Phrase]:
    for lang in ("vi", "en"):
        yield _Phrase(procedure.code, lang, 1.0, words_of(getattr(procedure.name, lang)))
        yield _Phrase(procedure.code, lang, _SUMMARY, words_of(getattr(procedure.summary, lang)))
        for alias in procedure.aliases.get(lang, ()):
            yield _Phrase(procedure.code, lang, 1.0, words_of(alias))


def may_mean(typed: str, known: str) -> bool:
    """Whether a typed word may be a known one: the same, or typed without any marks."""
    return typed == known or (fold(typed) == typed and fold(known) == typed)


def _grams(words: Words) -> Iterator[Words]:
    yield from pairwise(words)
    for word in words:
        if not is_filler(word):
            yield (word,)


def _marked_terms(words: Words) -> Terms:
    return [(" ".join(gram), gram) for gram in _grams(words)]


def _plain_terms(words: Words) -> Terms:
    return [(fold(" ".join(gram)), gram) for gram in _grams(words)]


def _triples(words: Words) -> Terms:
    letters = f" {fold(' '.join(words))} "
    return [(letters[at : at + 3], ()) for at in range(len(letters) - 2)]


def _worth_showing(covered: dict[str, float], alike: dict[str, float], wanted: Words) -> set[str]:
    """Procedures that explain enough of the query, and those that merely look alike when it is long enough
    to tell (a slip of the finger)."""
    least = max(_LEAST_COVERED, _LEAST_OF_BEST * max(covered.values(), default=0.0))
    worth = {code for code, share in covered.items() if share >= least}
    if not worth and sum(map(len, wanted)) >= _LOOKS_ALIKE_LETTERS:
        worth = {code for code, score in alike.items() if score >= _LOOKS_ALIKE}
    return worth


def _fuse(views: list[dict[str, float]], codes: set[str]) -> dict[str, float]:
    """Reciprocal rank fusion of the views, of the procedures `codes` only."""
    fused = dict.fromkeys(codes, 0.0)
    for view in views:
        ranked = sorted((code for code in view if code in codes), key=lambda code: (-view[code], code))
        for place, code in enumerate(ranked):
            fused[code] += 1 / (_RRF + place + 1)
    return fused
