"""Weighs the words of a sentence, or other words in their place, with the catalogue behind them."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.terms import words_of
from kiosk.language.normal import fold
from robot.phrases import Book
from robot.reading import Reading
from robot.sentence import of_words
from robot.understanding import Matter, is_elsewhere, rank, weigh

LONG_NAME = 3
"""So many telling words of an everyday name name one procedure."""

Shared = tuple[tuple[str, float], ...]
"""Texts, each with its share of 1."""


class Matters:
    """Finds what sentences are about. Keeps nothing between turns; safe across threads."""

    def __init__(self, catalogue: Catalogue, ranker: Ranker, book: Book) -> None:
        self._catalogue, self._ranker, self._book = catalogue, ranker, book

    def of(self, said: Shared, reading: Reading, lang: str, spoken_of: str | None) -> Matter:
        """Weighs what the readings of one sentence may mean, in a talk that is about `spoken_of`."""
        found = rank(self._ranker, said, lang, self._book, spoken_of)
        best = next((hit.code for hit in found.hits if not is_elsewhere(hit.code)), None)
        return weigh(
            found,
            reading,
            self._book,
            named=best is not None and self._names(reading, best),
            imported=best is not None and best not in self._catalogue.procedures,
        )

    def of_rest(self, reading: Reading, lang: str, spoken_of: str | None) -> Matter:
        """Weighs what is left of a sentence where the command's words are taken out."""
        return self.of(((" ".join(reading.rest), 1.0),), reading, lang, spoken_of)

    def of_words(self, text: str, reading: Reading, lang: str, spoken_of: str | None) -> Matter:
        """Weighs other words in the place of those of a sentence, such as those with the talk before it."""
        words = of_words(tuple(text.split()), reading.sentence.marked)
        judged = replace(reading, judged=self._book.scope.judge(words))
        return self.of(((text, 1.0),), judged, lang, spoken_of)

    def _names(self, reading: Reading, code: str) -> bool:
        """Says if a sentence has every word of a procedure's name, or a long name that only it has."""
        named = self._catalogue.named_in(reading.sentence.words)
        longest = max((one.telling for one in named), default=0)
        if longest >= LONG_NAME and {one.code for one in named if one.telling == longest} == {code}:
            return True
        name = self._catalogue.entries[code].name
        said = set(reading.sentence.plain)
        return any(
            said.issuperset(map(fold, self._book.speech.spelled(words_of(text))))
            for text in (name.vi, name.en)
        )
