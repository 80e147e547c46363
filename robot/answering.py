"""Reads the values that a sentence tells: the one that is asked for, others of the same person, or the one
before taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.visit.assistant import Asked, AskedKind, Guess, TurnContext
from robot.phrases import Book, Phrases, Shelf
from robot.reading import Reading, is_only
from robot.sentence import sentence_of
from robot.values.model import Asked as Wanted
from robot.values.model import Choice, Kind
from robot.values.read import read_value, read_values

_KINDS: dict[AskedKind, Kind] = {
    "choice": "choice",
    "digits": "digits",
    "number": "number",
    "date": "date",
    "name": "letters",
}
_YES_NO = frozenset({"yes", "no"})
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Told:
    """Holds what was told, by step. `plain`: it was said as such and nothing else was heard."""

    told: tuple[tuple[str, str], ...] = field(repr=False)
    plain: bool = False


def told_values(
    reading: Reading, guesses: Sequence[Guess], about: TurnContext, cued: Mapping[str, str], book: Book
) -> Told | None:
    """Reads what a sentence tells; None where it tells nothing, or rather asks something. `cued`: what its
    words decide, by question.
    """
    return next(_ways_to_read(reading, guesses, about, cued, book), None)


def _ways_to_read(
    reading: Reading, guesses: Sequence[Guess], about: TurnContext, cued: Mapping[str, str], book: Book
) -> Iterator[Told]:
    """Reads the sentence in one way after the other, the plainest first."""
    asked, told = about.asked, dict(about.thread.told)
    wants = reading.topic is not None or reading.declined is not None or reading.command is not None
    one = _one(asked, guesses, about, book)
    if one is not None and (one.plain or not wants):
        yield one
    if wants:
        return
    for other in (other for other in about.also if other.step in told):
        again = _one(other, guesses, about, book)
        if again is not None:
            yield Told(again.told)
    yield from _several(guesses, about, cued, book)
    if asked is not None and asked.step in cued:
        yield Told(((asked.step, cued[asked.step]),), plain=True)
    if reading.correction:
        before = _one(about.before, (Guess(" ".join(reading.sentence.words)),), about, book)
        if before is not None and before.plain:
            yield Told(before.told)
    if asked is not None and asked.kind == "text":
        yield Told(((asked.step, guesses[0].text),))


def _one(asked: Asked | None, guesses: Sequence[Guess], about: TurnContext, book: Book) -> Told | None:
    wanted = _wanted(asked, about, book) if asked is not None else None
    if asked is None or wanted is None or about.today is None:
        return None
    named = _named(guesses[0].text, wanted, book)
    if named is not None:
        return Told(((asked.step, named),), plain=True)
    found = read_value(guesses, wanted, about.lang, about.today)
    if not found.candidates and wanted.kind == "choice" and set(dict(asked.choices)) == _YES_NO:
        found = read_value(guesses, replace(wanted, kind="yes_no"), about.lang, about.today)
    if not found.candidates or (wanted.kind == "choice" and found.value is None):
        return None
    plain = found.sure and wanted.kind != "choice"  # a choice among other words is read back
    return Told(((asked.step, found.candidates[0]),), plain)


def _named(text: str, wanted: Wanted, book: Book) -> str | None:
    """Gives the one choice that is all that a sentence says, in any of the ways to say it."""
    sentence = sentence_of(text, book.speech)
    found = [
        choice.id
        for choice in wanted.choices
        if is_only(sentence, Shelf((Phrases(id="choice", vi=choice.words, en=()),), book.speech), book)
    ]
    return found[0] if len(found) == 1 else None


def _several(
    guesses: Sequence[Guess], about: TurnContext, cued: Mapping[str, str], book: Book
) -> Iterator[Told]:
    """Reads several values, or one that is not the page's own."""
    if about.today is None:
        return
    asked = [one for one in (about.asked, *about.also) if one is not None]
    wanted = [one for one in (_wanted(each, about, book) for each in asked) if one is not None]
    found = read_values(guesses, wanted, about.lang, about.today)
    known = {step: values.candidates[0] for step, values in found.items()}
    known |= {one.step: cued[one.step] for one in asked if one.step in cued}
    here = about.asked.step if about.asked is not None else ""
    if len(known) >= _SEVERAL or (known and here not in known):
        yield Told(tuple(known.items()))


def _wanted(asked: Asked, about: TurnContext, book: Book) -> Wanted | None:
    """Describes for the readers what is asked; a free text has none."""
    kind = _KINDS.get(asked.kind)
    if kind is None:
        return None
    *_, name = asked.words.split(", ")
    return Wanted(
        asked.step,
        kind,
        names=(name, *asked.words.split(", ")[:1]),
        choices=tuple(Choice(value, tuple(_ways(value, words, book))) for value, words in asked.choices),
        lengths=asked.lengths,
        least=asked.least,
        most=asked.most,
        stands=dict(about.thread.told).get(asked.step, ""),
        ahead=asked.ahead,
    )


def _ways(value: str, words: str, book: Book) -> Iterable[str]:
    """Lists how an answer is said: as it stands on the page, and by the book."""
    yield words
    for entry in book.answers:
        if entry.value == value:
            yield from (*entry.vi, *entry.en)
