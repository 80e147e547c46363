"""What a sentence is about: the topic asked and the procedures meant. Pure; no wording."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.ranker import Words, is_filler, ranker_for, words_of
from robot.phrases import Book, said, span, without

# Below this share of the question's words explained, the robot does not claim to have understood.
UNDERSTOOD = 0.55
# Procedures that explain nearly as much as the best one are offered beside it.
AS_GOOD = 0.9
CARDS = 8


@dataclass(frozen=True, slots=True)
class Meant:
    """What was understood. `codes`: the procedures meant, best first, none when nothing is known.

    `certain`: the first one is named outright, is on the screen, or is the only one that a question can be
    about; else people choose. `topic`: None when nothing particular is asked.
    """

    codes: tuple[str, ...]
    certain: bool
    topic: str | None


def understand(text: str, lang: str, on_screen: str | None, catalogue: Catalogue, book: Book) -> Meant:
    """What `text` asks; `on_screen` is the procedure being looked at, meant where no other is named."""
    words = words_of(text)
    topic, rest = _topic(words, book)
    named = _named(words, catalogue)
    if named is not None:
        return Meant((named.code,), certain=True, topic=topic)
    about = " ".join(rest)
    found = ranker_for(catalogue).rank(about, lang, CARDS, typing=False)
    hits = [hit for hit in found if hit.covered >= UNDERSTOOD]
    if on_screen is not None and catalogue.get(on_screen) is not None:
        ours = any(hit.code == on_screen for hit in hits)
        if ours or (topic is not None and not hits):
            return Meant((on_screen,), certain=True, topic=topic)
    if not hits:
        return Meant((), certain=False, topic=topic)
    best = max(hit.covered for hit in hits)
    codes = tuple(hit.code for hit in hits if hit.covered >= AS_GOOD * best)
    return Meant(codes, certain=len(codes) == 1 and topic is not None, topic=topic)


def _topic(words: Words, book: Book) -> tuple[str | None, Words]:
    """The first topic asked, and the words without any topic's phrases."""
    found: str | None = None
    rest = words
    for topic in book.topics:
        phrase = said(topic, words)
        if phrase is not None:
            found = found or topic.id
            rest = without(phrase, rest)
    return found, rest


def _named(words: Words, catalogue: Catalogue) -> Procedure | None:
    """The procedure whose name or alias of two or more telling words stands in the sentence; the longest
    wins, and two of the same length name none."""
    best: dict[str, int] = {}
    for procedure in catalogue.procedures.values():
        for phrase in _names(procedure):
            telling = [word for word in words_of(phrase) if not is_filler(word)]
            if len(telling) > 1 and span(phrase, words) is not None:
                best[procedure.code] = max(best.get(procedure.code, 0), len(telling))
    longest = [code for code, length in best.items() if length == max(best.values())]
    return catalogue.procedures[longest[0]] if len(longest) == 1 else None


def _names(procedure: Procedure) -> tuple[str, ...]:
    aliases = (alias for phrases in procedure.aliases.values() for alias in phrases)
    return (procedure.name.vi, procedure.name.en, *aliases)
