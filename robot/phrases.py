"""Holds the phrases of the book, and finds them in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from config.errors import checked, read_toml
from config.problems import BadFile, did_you_mean
from config.text import Frozen, Id, Nfc, Text
from kiosk.catalogue.terms import Words, may_mean, words_of

BOOK = Path(__file__).resolve().parent / "book"
GAP = "…"
LONGEST_GAP = 3


class Phrases(Frozen):
    """Describes an entry of the book: its name and how people say it."""

    id: Id
    vi: tuple[Nfc, ...]
    en: tuple[Nfc, ...]


class Saying(Phrases):
    """Describes an entry with a set answer. `lang`: the language asked for, of the
    entries called `language`.
    """

    say: Text
    lang: str | None = None


_Entry = TypeVar("_Entry", bound=Phrases)


@dataclass(frozen=True, slots=True)
class Book:
    """Holds all that the robot listens for, in the order of the files."""

    commands: tuple[Saying, ...]
    topics: tuple[Phrases, ...]
    declined: tuple[Saying, ...]


def load_book(folder: Path = BOOK) -> Book:
    """Reads the book. Raises BadFile, one line, when an entry is wrong."""
    book = Book(
        commands=tuple(_entries(folder / "commands.toml", "command", Saying)),
        topics=tuple(_entries(folder / "topics.toml", "topic", Phrases)),
        declined=tuple(_entries(folder / "declined.toml", "declined", Saying)),
    )
    for entry in (*book.commands, *book.topics, *book.declined):
        for phrase in (*entry.vi, *entry.en):
            _parts(phrase)  # cut now, so that the first question waits no longer than others
    return book


def said(entry: Phrases, words: Words) -> str | None:
    """Finds the longest phrase of `entry` that stands in `words`, or None."""
    found = [phrase for phrase in (*entry.vi, *entry.en) if span(phrase, words) is not None]
    return max(found, key=len, default=None)


def span(phrase: str, words: Words) -> tuple[int, int] | None:
    """Finds where `phrase` stands in `words`: first word and the word after the last, or
    None.

    Its words follow one another; "…" stands for up to three words.
    """
    parts = _parts(phrase)
    for start in range(len(words)):
        end = _end(parts, words, start, 0)
        if end is not None:
            return start, end
    return None


def without(phrase: str, words: Words) -> Words:
    """Gives `words` with the words of `phrase` taken out."""
    place = span(phrase, words)
    return words if place is None else (*words[: place[0]], *words[place[1] :])


def _end(parts: tuple[Words, ...], words: Words, start: int, gap: int) -> int | None:
    """Finds the word after the last of `parts`, the first of which begins at `start` or up to `gap` words
    later.
    """
    if not parts:
        return start
    for at in range(start, min(start + gap, len(words)) + 1):
        here = words[at : at + len(parts[0])]
        if len(here) == len(parts[0]) and all(map(may_mean, here, parts[0])):
            end = _end(parts[1:], words, at + len(parts[0]), LONGEST_GAP)
            if end is not None:
                return end
    return None


@lru_cache(maxsize=2048)
def _parts(phrase: str) -> tuple[Words, ...]:
    return tuple(words for words in map(words_of, phrase.split(GAP)) if words)


def _entries(path: Path, name: str, model: type[_Entry]) -> Iterator[_Entry]:
    data = read_toml(path)
    for key in data:
        if key != name:
            raise BadFile(f"{path.name}: {key}: unknown key{did_you_mean(key, [name])}")
    for index, row in enumerate(data.get(name, [])):
        yield checked(model, row, path.name, f"{name}.{index}")
