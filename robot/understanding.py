"""Understands a sentence: the topic asked and the procedures meant. Pure; no wording."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.terms import Words, is_filler, words_of
from robot.phrases import Book, said, without

# Below this, the robot does not claim to have understood.
UNDERSTOOD = 0.4
# Procedures for which nearly as much speaks as for the best one are offered beside it.
AS_GOOD = 0.6
# The first is meant where the second is no nearer than this, and the sentence asks something or tells a
# story: so many telling words.
CLEAR = 0.93
STORY = 5
CARDS = 8


@dataclass(frozen=True, slots=True)
class Understanding:
    """Holds what was understood. `codes`: the procedures meant, best first, none when
    nothing is known.

    `certain`: the first one is named outright, is on the screen, or is clearly the nearest to a sentence that
    asks something or tells a story; else people choose. `topic`: None when nothing particular is asked.
    """

    codes: tuple[str, ...]
    certain: bool
    topic: str | None


def understand(
    text: str, lang: str, on_screen: str | None, *, catalogue: Catalogue, ranker: Ranker, book: Book
) -> Understanding:
    """Understands `text`; `on_screen` is the procedure being looked at, meant where no other is named."""
    words = words_of(text)
    topic, rest = _topic(words, book)
    found = ranker.rank(" ".join(rest), lang, CARDS, typing=False)
    named = _named(words, catalogue)
    # A name in passing ("… to lay before the bank") is not what the whole sentence is about.
    if named is not None and (not found or found[0].code == named):
        return Understanding((named,), certain=True, topic=topic)
    hits = [hit for hit in found if hit.sure >= UNDERSTOOD]
    if on_screen is not None and on_screen in catalogue.entries:
        ours = any(hit.code == on_screen for hit in hits)
        if ours or (topic is not None and not hits):
            return Understanding((on_screen,), certain=True, topic=topic)
    if not hits:
        return Understanding((), certain=False, topic=topic)
    codes = tuple(hit.code for hit in hits if hit.score >= AS_GOOD * hits[0].score)
    clear = len(hits) == 1 or hits[1].score <= CLEAR * hits[0].score
    telling = sum(not is_filler(word) for word in rest)
    return Understanding(codes, certain=clear and (topic is not None or telling >= STORY), topic=topic)


def _topic(words: Words, book: Book) -> tuple[str | None, Words]:
    """Gives the first topic asked, and the words without any topic's phrases."""
    found: str | None = None
    rest = words
    for topic in book.topics:
        phrase = said(topic, words)
        if phrase is not None:
            found = found or topic.id
            rest = without(phrase, rest)
    return found, rest


def _named(words: Words, catalogue: Catalogue) -> str | None:
    """Finds the procedure whose name or everyday name stands in the sentence; the longest wins, and two of
    the same length name none.
    """
    found = catalogue.named_in(words)
    longest = max((named.telling for named in found), default=0)
    codes = {named.code for named in found if named.telling == longest}
    return codes.pop() if len(codes) == 1 else None
