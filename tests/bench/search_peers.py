"""Other ways of finding, for comparison: put to the titles alone, words folded to bare letters."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from kiosk.language.normal import fold

SHOWN = 8
_WORD = re.compile(r"\w+")
_K1, _B, _RRF = 1.5, 0.75, 60


def bm25(titles: Mapping[str, str]) -> Callable[[str, str], list[str]]:
    """Okapi BM25 over words."""
    rank = _scores({code: _words(title) for code, title in titles.items()})
    return lambda text, _lang: rank(_words(text))[:SHOWN]


def rank_fusion_titles(titles: Mapping[str, str]) -> Callable[[str, str], list[str]]:
    """BM25 over words and over triples of letters, fused by reciprocal rank."""
    words = _scores({code: _words(title) for code, title in titles.items()})
    letters = _scores({code: _letters(title) for code, title in titles.items()})

    def ask(text: str, _lang: str) -> list[str]:
        fused: dict[str, float] = defaultdict(float)
        for order in (words(_words(text)), letters(_letters(text))):
            for place, code in enumerate(order, 1):
                fused[code] += 1 / (_RRF + place)
        return sorted(fused, key=lambda code: (-fused[code], code))[:SHOWN]

    return ask


def fts5(titles: Mapping[str, str]) -> Callable[[str, str], list[str]]:
    """SQLite's full-text search, any of the words, ordered by its own bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE title USING fts5(code UNINDEXED, words)")
    rows = [(code, " ".join(_words(title))) for code, title in titles.items()]
    database.executemany("INSERT INTO title VALUES (?, ?)", rows)

    def ask(text: str, _lang: str) -> list[str]:
        wanted = " OR ".join(f'"{word}"' for word in _words(text))
        found = database.execute(
            "SELECT code FROM title WHERE title MATCH ? ORDER BY bm25(title), code LIMIT ?", (wanted, SHOWN)
        )
        return [row[0] for row in found]

    return ask


PEERS = {"bm25": bm25, "fts5": fts5, "rank_fusion_titles": rank_fusion_titles}


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _letters(text: str) -> list[str]:
    line = f" {' '.join(_words(text))} "
    return [line[at : at + 3] for at in range(len(line) - 2)]


def _scores(documents: Mapping[str, list[str]]) -> Callable[[list[str]], list[str]]:
    """Gives the function that orders the documents for a query by BM25."""
    holding: dict[str, dict[str, int]] = defaultdict(dict)
    for code, terms in documents.items():
        for term, times in Counter(terms).items():
            holding[term][code] = times
    mean = sum(map(len, documents.values())) / len(documents)

    def rank(terms: list[str]) -> list[str]:
        score: dict[str, float] = defaultdict(float)
        for term in terms:
            there = holding.get(term, {})
            rarity = math.log(1 + (len(documents) - len(there) + 0.5) / (len(there) + 0.5))
            for code, times in there.items():
                long = _K1 * (1 - _B + _B * len(documents[code]) / mean)
                score[code] += rarity * times * (_K1 + 1) / (times + long)
        return sorted(score, key=lambda code: (-score[code], code))

    return rank
