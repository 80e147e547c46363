"""Reads a whole sentence before anything is done with it: what it asks, what it wants of the kiosk, what is
left to find a procedure by. Pure; no wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kiosk.catalogue.terms import Words, is_filler, words_of
from robot.phrases import Book, Cue, Deed, Found, Phrases, Saying, Shelf
from robot.scope import Judgement
from robot.sentence import LONGEST_GAP, Sentence, Span, of_words, outside, sentence_of

One = TypeVar("One", Phrases, Saying, Deed)

PLAIN_TOPICS = ("fee", "time", "documents", "where", "form")
"""Topics whose words say nothing of the matter."""
THANKS = "thanks"
LEAST_BESIDE = 2
"""So many words beside it make of what is quoted what somebody else has said."""
_QUOTED = re.compile('["“«„][^"“”«»„]+["”»“]')


@dataclass(frozen=True, slots=True)
class Reading:
    """Holds what stands in one sentence.

    `declined`: what the robot leaves alone. `command`: the best of what it may want of the kiosk; `beside`:
    the telling words that are not the command's. `matter`: the words to find a procedure by, `rest` without
    the command's. `topic`: what is asked about it. `told`: what decides a case. `correction`: it begins by
    taking something back. `bare`: it has no word of a matter, only what it asks. `strange`: how many telling
    words neither ask nor decide a case. `starts`: it wants the dossier prepared. `goes_on`: it asks the same
    of another. `lang`: the language that it is plainly in. `judged`: what kind of thing it is about, by its
    words alone. `telling`: how many words may name a matter. `vague`: it says itself that it does not know
    which. `alien`: it names something that no procedure is about. `told_of`: a command in it is refused,
    supposed, quoted or told of somebody, and not wanted.
    """

    sentence: Sentence
    declined: Saying | None
    command: Found[Saying] | None
    beside: Words
    matter: Words
    rest: Words
    topic: str | None
    told: tuple[Found[Cue], ...]
    correction: bool
    bare: bool
    strange: int
    starts: bool
    goes_on: bool
    lang: str | None
    judged: Judgement
    telling: int
    vague: bool
    alien: bool
    told_of: bool

    @property
    def few(self) -> bool:
        """Says that it has no more than two telling words beside what it asks."""
        return len(self.beside) <= 2

    @property
    def about(self) -> str:
        """Gives the words to find a procedure by, as a text."""
        return " ".join(self.matter)


def read(text: str, book: Book) -> Reading:
    """Reads a sentence (NFC)."""
    sentence = sentence_of(text, book.speech)
    correction, sentence = _without_correction(sentence, book)
    polite = book.manners["courtesy"].spans(sentence)
    topics = book.topics.found(sentence)
    asked = book.topics.spans(sentence)
    cues = book.cues.found(sentence)
    again = tuple(one.spans[0] for one in book.manners["goes_on"].found(sentence) if one.spans[0][0] == 0)
    nothing = (*polite, *again, *_plainly_asked(sentence, book), *_left_out(sentence, book))
    meant = tuple(word for one in book.meanings.found(sentence) for word in words_of(one.entry.adds))
    command = _longest(book.commands.found(sentence))
    spans = command.spans if command else ()
    told_of = _is_told_of(sentence, spans, book) or _is_quoted(text, command, book)
    beside = _telling(sentence, (*spans, *polite, *asked), book)
    return Reading(
        sentence,
        _declined(sentence, book),
        command,
        beside,
        (*outside(sentence, nothing), *meant),
        (*outside(sentence, (*nothing, *spans)), *meant),
        topics[0].entry.id if topics else None,
        tuple(cues),
        correction,
        not _telling(sentence, (*polite, *asked, *book.manners["about_it"].spans(sentence)), book),
        len(_telling(sentence, (*polite, *asked, *(span for one in cues for span in one.spans)), book)),
        bool(book.manners["start"].found(sentence)),
        bool(again),
        _language(sentence, book),
        book.scope.judge(sentence),
        sum(not is_filler(word) for word in outside(sentence, (*polite, *asked))),
        bool(book.manners["vague"].found(sentence)),
        bool(book.manners["alien"].matches(sentence)),
        told_of,
    )


def _is_told_of(sentence: Sentence, command: tuple[Span, ...], book: Book) -> bool:
    """Says that what stands before a command's words refuses it, or tells it of somebody."""
    start = command[0][0] if command else len(sentence)
    refused = any(first < start == end for first, end in book.manners["refuses"].spans(sentence))
    return refused or any(end <= start for _, end in book.manners["tells"].spans(sentence))


def _is_quoted(text: str, command: Found[Saying] | None, book: Book) -> bool:
    """Says that the command stands in quotation marks only, beside other words."""
    beside = sentence_of(_QUOTED.sub(" ", text), book.speech)
    if command is None or len(beside) < LEAST_BESIDE or _QUOTED.search(text) is None:
        return False
    return all(found.entry is not command.entry for found in book.commands.found(beside))


def is_only(sentence: Sentence, shelf: Shelf[One], book: Book) -> One | None:
    """Gives the entry of the shelf that is all that the sentence says; None where it says more."""
    found = shelf.found(sentence)
    if not found or _telling(sentence, shelf.spans(sentence), book):
        return None
    return max(found, key=lambda one: len(one.phrase)).entry


def _language(sentence: Sentence, book: Book) -> str | None:
    """Says which language a sentence is plainly in; None where that is not plain, as in mixed ones."""
    marked = sum(word != plain for word, plain in zip(sentence.words, sentence.plain, strict=True))
    english = len(book.manners["english"].matches(sentence))
    if marked * 3 >= len(sentence) and marked > english:
        return "vi"
    return "en" if not marked and english * 3 >= len(sentence) and english > 1 else None


def _plainly_asked(sentence: Sentence, book: Book) -> Iterator[Span]:
    """Lists the words that ask for a fact, and are no part of a procedure's name."""
    for match in book.topics.matches(sentence):
        if all(entry.id in PLAIN_TOPICS for entry in match.entries):
            yield from match.spans


def _left_out(sentence: Sentence, book: Book) -> Iterator[Span]:
    """Lists the parts of a sentence that say what is not wanted, from the first word to the last of each."""
    for match in book.manners["left_out"].matches(sentence):
        start, end = match.spans[0][0], match.spans[-1][1]
        said_before = match.entries[0].id == "left_out_before"
        yield (max(0, start - LONGEST_GAP) if said_before else start), end


def _declined(sentence: Sentence, book: Book) -> Saying | None:
    found = _longest(book.declined.found(sentence))
    if found is not None:
        return found.entry
    if book.manners["personal"].found(sentence):
        return next(entry for entry in book.declined.entries if entry.id == "other_people")
    return None


def _without_correction(sentence: Sentence, book: Book) -> tuple[bool, Sentence]:
    """Takes off what begins a correction, up to the last "ý tôi là", where something else follows. The no of
    "không có" says what there is not, and stays.
    """
    denied = {start for start, _ in book.manners["denial"].spans(sentence)}
    taken = 0
    for start, end in sorted(book.manners["correction"].spans(sentence)):
        if start in denied:
            break
        if start <= taken or (taken and start < taken + 6):
            taken = max(taken, end)
    if not taken or taken >= len(sentence):
        return False, sentence
    return True, of_words(sentence.words[taken:], sentence.marked)


def _telling(sentence: Sentence, spans: Iterable[Span], book: Book) -> Words:
    """Gives the words outside the spans that are neither light nor fillers."""
    light = book.manners["light"].spans(sentence)
    return tuple(word for word in outside(sentence, (*spans, *light)) if not is_filler(word))


def _longest(found: list[Found[One]]) -> Found[One] | None:
    return max(found, key=lambda one: len(one.phrase), default=None)
