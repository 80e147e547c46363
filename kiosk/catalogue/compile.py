"""Compiles what the sources hold into the rows of an index; `index.py` writes and reads them."""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kiosk.catalogue import sounds
from kiosk.catalogue.entry import Entry, entry_of, entry_of_elsewhere, entry_of_imported
from kiosk.catalogue.sources import Gathered
from kiosk.catalogue.speech import load_speech
from kiosk.catalogue.terms import Words, grams, is_filler, one_spelling, triples, words_of
from kiosk.language.normal import fold

SUMMARY_WEIGHT = 0.6
LANGUAGES = ("vi", "en")

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Holds a phrase that an entry can be found by; `names`: it is a name of it, not its summary."""

    entry: int
    lang: str
    weight: float
    words: Words
    names: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """Holds the rows of an index, table by table; its columns are named in `index.py`."""

    about: Row
    entry: Iterable[Row]
    whole: Iterable[Row]
    name: Iterable[Row]
    gram: Iterable[Row]
    triple: Iterable[Row]
    word: Iterable[Row]


def compiled(gathered: Gathered, fingerprint: str) -> Tables:
    """Compiles everything that `gathered` holds, ready to be looked up."""
    entries = [entry_of(gathered.procedures[code]) for code in sorted(gathered.procedures)]
    entries += [
        entry_of_imported(gathered.imported[code], gathered.everyday.get(code))
        for code in sorted(gathered.imported)
    ]
    entries += [entry_of_elsewhere(gathered.elsewhere[key]) for key in sorted(gathered.elsewhere)]
    spell, speech = cache(one_spelling), load_speech()
    phrases = [
        _Phrase(number, lang, weight, speech.spelled(words_of(text, spell)), names)
        for number, entry in enumerate(entries)
        for lang, weight, text, names in _texts_of(entry)
    ]
    gram, lengths = _grams(phrases, len(entries))
    triple, triple_lengths = _triples(phrases)
    about = (
        fingerprint,
        json.dumps([problem.line() for problem in gathered.problems], ensure_ascii=False),
        array("I", [phrase.entry for phrase in phrases]).tobytes(),
        array("B", [LANGUAGES.index(phrase.lang) for phrase in phrases]).tobytes(),
        array("d", [phrase.weight for phrase in phrases]).tobytes(),
        *(array("d", column).tobytes() for column in (lengths, triple_lengths)),
        max((len(phrase.words) for phrase in phrases if phrase.names), default=0),
    )
    everything = chain(gathered.procedures.items(), gathered.imported.items())
    return Tables(
        about=about,
        entry=(
            (
                number,
                e.code,
                e.field,
                e.curated,
                e.frequent,
                e.level,
                e.model_dump_json(exclude_defaults=True),
            )
            for number, e in enumerate(entries)
        ),
        whole=((code, zlib.compress(one.model_dump_json().encode())) for code, one in everything),
        name=_names(phrases),
        gram=gram,
        triple=triple,
        word=_words(phrases),
    )


def _texts_of(entry: Entry) -> Iterator[tuple[str, float, str, bool]]:
    """Gives language, weight and text of whatever finds the entry, and if it is a name."""
    for lang in LANGUAGES:
        if lang == "vi" or entry.seen is None:  # the portal's records have no English name
            yield lang, 1.0, getattr(entry.name, lang), True
        if entry.summary is not None:
            yield lang, SUMMARY_WEIGHT, getattr(entry.summary, lang), False
        for alias in entry.aliases.get(lang, ()):
            yield lang, 1.0, alias, True


def _names(phrases: Iterable[_Phrase]) -> Iterator[Row]:
    for phrase in phrases:
        telling = sum(not is_filler(word) for word in phrase.words)
        if phrase.names and telling > 1:
            said = " ".join(phrase.words)
            yield fold(said), said, phrase.entry, telling


def _grams(phrases: list[_Phrase], entries: int) -> tuple[Iterator[Row], list[float]]:
    """Computes the words and pairs; the lengths of the phrases as vectors."""
    plain_of = cache(fold)
    cut = [[" ".join(gram) for gram in grams(phrase.words)] for phrase in phrases]
    owners = [phrase.entry for phrase in phrases]
    postings = _postings(cut)
    rarity = _rarities(postings, owners, entries)
    plain: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for gram, numbers in postings.items():
        plain[plain_of(gram)].extend(numbers)
    plain_rarity = _rarities(plain, owners, entries)
    rows = (
        (gram, rarity[gram], plain_rarity[plain_of(gram)], numbers.tobytes())
        for gram, numbers in postings.items()
    )
    return rows, _lengths(cut, rarity)


def _triples(phrases: list[_Phrase]) -> tuple[Iterator[Row], list[float]]:
    """Computes the triples of letters; the lengths of the phrases as vectors."""
    cut = [triples(phrase.words) for phrase in phrases]
    postings = _postings(cut)
    rarity = _rarities(postings, range(len(phrases)), len(phrases))
    rows = ((letters, rarity[letters], numbers.tobytes()) for letters, numbers in postings.items())
    return rows, _lengths(cut, rarity)


def _words(phrases: list[_Phrase]) -> Iterator[Row]:
    having: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        for word in phrase.words:
            having[word].add(phrase.entry)
    return (
        (fold(word), word, sounds.of_known(word).key, len(entries))
        for word, entries in having.items()
        if not is_filler(word)
    )


def _rarities(postings: dict[str, array[int]], owners: Sequence[int], total: int) -> dict[str, float]:
    """Computes the inverse document frequency of each term; the owners of the phrases are the documents."""
    return {
        term: math.log(1 + total / len({owners[number] for number in numbers}))
        for term, numbers in postings.items()
    }


def _postings(cut: list[list[str]]) -> dict[str, array[int]]:
    """Maps each term to the numbers of the phrases that hold it, once for each time."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, terms in enumerate(cut):
        for term in terms:
            found[term].append(number)
    return found


def _lengths(cut: list[list[str]], rarity: dict[str, float]) -> list[float]:
    return [math.sqrt(sum(rarity[term] ** 2 for term in terms)) or 1.0 for terms in cut]
