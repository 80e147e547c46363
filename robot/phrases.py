"""Reads the robot's book: what people say beside a procedure's names, and finds it in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from config.errors import checked, read_toml
from config.problems import BadFile, did_you_mean
from config.text import Frozen, Id, Nfc, Text
from kiosk.catalogue.speech import Speech, load_speech
from robot.belief import Belief, load_belief
from robot.evidence import Decisions, load_decisions
from robot.linear import Linear
from robot.scope import Scope, load_scope, load_which
from robot.sentence import Phrase, Sentence, Span, keys_of, phrase_of

BOOK = Path(__file__).resolve().parent / "book"


class Phrases(Frozen):
    """Describes an entry of the book: its name and how people say it."""

    id: Id
    vi: tuple[Nfc, ...]
    en: tuple[Nfc, ...]


class Saying(Phrases):
    """Describes an entry with a set answer. `lang`: the language asked for, of the entries called
    `language`. `ask`: the question with which it waits for the citizen's yes. `everywhere`: each page has it,
    also where it does not say so; `leaves`: as of a deed.
    """

    say: Text
    everywhere: bool = False
    leaves: bool = False
    lang: str | None = None
    ask: Text | None = None


class Meaning(Phrases):
    """Describes what people say of their lives, and the words `adds` by which a procedure is found."""

    adds: Nfc


class Deed(Phrases):
    """Describes how people say a deed of a page; `say` is said when it is done. `leaves`: it does more
    than the page asks, and must sound so nearly whole.
    """

    say: Text | None = None
    leaves: bool = False


class Answer(Phrases):
    """Describes how people say an answer beside its words on the page; `value` is it in a dossier."""

    value: Nfc


class Cue(Frozen):
    """Describes words that decide a case: `option` of the procedures' question `question`. Without
    `procedures`, of every procedure that has such a question and option.
    """

    question: Id
    option: Id
    procedures: tuple[str, ...] = ()
    vi: tuple[Nfc, ...]
    en: tuple[Nfc, ...]


class Asked(Frozen):
    """Describes whole sentences in which people ask for a procedure."""

    procedure: str
    vi: tuple[Nfc, ...]
    en: tuple[Nfc, ...]


class Special(Frozen):
    """Describes words without which `procedure`, a special case `of` another, is not meant."""

    procedure: str
    of: str
    vi: tuple[Nfc, ...]
    en: tuple[Nfc, ...]


_Entry = TypeVar("_Entry", Phrases, Saying, Meaning, Deed, Answer, Cue, Special, Asked)


@dataclass(frozen=True, slots=True)
class Found(Generic[_Entry]):
    """Holds an entry, and where a phrase of it stands in a sentence."""

    entry: _Entry
    phrase: Phrase
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Match(Generic[_Entry]):
    """Holds a phrase that stands in a sentence, and the entries that have it."""

    entries: tuple[_Entry, ...]
    phrase: Phrase
    spans: tuple[Span, ...]

    def is_within(self, other: Match[_Entry]) -> bool:
        """Says if it is a part of another, longer match."""
        start, end = self.spans[0][0], self.spans[-1][1]
        return len(self.phrase) < len(other.phrase) and any(
            first <= start and end <= last for first, last in other.spans
        )


class Shelf(Generic[_Entry]):
    """Holds entries of one kind, ready to be found. Immutable, safe across threads."""

    def __init__(self, entries: Iterable[_Entry], speech: Speech) -> None:
        self.entries: tuple[_Entry, ...] = tuple(entries)
        self._by_first: dict[str, list[tuple[Phrase, tuple[_Entry, ...]]]] = {}
        places: dict[Phrase, list[int]] = defaultdict(list)
        for place in range(len(self.entries)):
            entry: Phrases | Cue | Special | Asked = self.entries[place]
            for text in (*entry.vi, *entry.en):
                places[phrase_of(text, speech)].append(place)
        for phrase, having in places.items():
            one = (phrase, tuple(self.entries[place] for place in having))
            for key in keys_of(phrase):
                self._by_first.setdefault(key, []).append(one)

    def matches(self, sentence: Sentence) -> list[Match[_Entry]]:
        """Finds every phrase that stands in the sentence, but for those inside a longer one."""
        matches = self._all(sentence)
        return [one for one in matches if not any(one.is_within(other) for other in matches)]

    def _all(self, sentence: Sentence) -> list[Match[_Entry]]:
        found: list[Match[_Entry]] = []
        for at, keys in enumerate(sentence.keys):
            tried: set[int] = set()
            for key in keys:
                for phrase, entries in self._by_first.get(key, ()):
                    if id(phrase) not in tried:
                        tried.add(id(phrase))
                        if spans := phrase.spans_from(sentence, at):
                            found.append(Match(entries, phrase, spans))
        return found

    def found(self, sentence: Sentence) -> list[Found[_Entry]]:
        """Finds every entry with a phrase in the sentence, each once by its longest, in the book's order."""
        best: dict[int, Found[_Entry]] = {}
        for match in self.matches(sentence):
            for entry in match.entries:
                known = best.get(id(entry))
                if known is None or len(known.phrase) < len(match.phrase):
                    best[id(entry)] = Found(entry, match.phrase, match.spans)
        return [best[id(entry)] for entry in self.entries if id(entry) in best]

    def said(self, sentence: Sentence) -> list[_Entry]:
        """Lists the entries with a phrase in the sentence, be it inside a longer one of another."""
        return [entry for match in self._all(sentence) for entry in match.entries]

    def spans(self, sentence: Sentence) -> tuple[Span, ...]:
        """Lists where phrases of any entry stand."""
        return tuple(span for match in self.matches(sentence) for span in match.spans)


@dataclass(frozen=True, slots=True)
class Book:
    """Holds all that the robot listens for. `scope`, `which`: what a sentence is about, by its words alone.
    `manners`: what is said in a dialogue (yes, no, the second one, courtesies, words that say nothing).
    `decisions`: what follows from what; `belief`: how much speaks for a procedure. `deeds`: what can be
    touched on a page, by its name there. `answers`: other words for the answers of a page.
    """

    speech: Speech
    scope: Scope
    which: Linear
    commands: Shelf[Saying]
    topics: Shelf[Phrases]
    declined: Shelf[Saying]
    manners: dict[str, Shelf[Phrases]]
    meanings: Shelf[Meaning]
    cues: Shelf[Cue]
    special: Shelf[Special]
    decisions: Decisions
    belief: Belief
    deeds: dict[str, Shelf[Deed]]
    answers: tuple[Answer, ...]


MANNERS = (
    "courtesy",
    "light",
    "correction",
    "pick",
    "start",
    "about_it",
    "personal",
    "vague",
    "alien",
    "goes_on",
    "english",
    "denial",
    "left_out",
    "refuses",
    "tells",
)
"""The entries that `manners.toml` has, each at least once."""


def load_book(
    folder: Path = BOOK,
    speech: Speech | None = None,
    scope: Scope | None = None,
    which: Linear | None = None,
) -> Book:
    """Reads the book. Raises BadFile, one line, when an entry is wrong."""
    speech = speech or load_speech()
    manners = tuple(read_entries(folder / "manners.toml", "manner", Phrases))
    for name in MANNERS:
        if not any(entry.id.split("_")[0] == name.split("_")[0] for entry in manners):
            raise BadFile(f"manners.toml: {name}: is missing")
    return Book(
        speech,
        scope or load_scope(),
        which or load_which(),
        Shelf(read_entries(folder / "commands.toml", "command", Saying), speech),
        Shelf(read_entries(folder / "topics.toml", "topic", Phrases), speech),
        Shelf(read_entries(folder / "declined.toml", "declined", Saying), speech),
        {
            name: Shelf((one for one in manners if one.id == name or one.id.startswith(f"{name}_")), speech)
            for name in MANNERS
        },
        Shelf(read_entries(folder / "meanings.toml", "meaning", Meaning), speech),
        Shelf(read_entries(folder / "cases.toml", "case", Cue), speech),
        Shelf(read_entries(folder / "special.toml", "special", Special), speech),
        load_decisions(folder / "decisions.toml"),
        load_belief(folder / "belief.toml"),
        {entry.id: Shelf((entry,), speech) for entry in read_entries(folder / "deeds.toml", "deed", Deed)},
        tuple(read_entries(folder / "answers.toml", "answer", Answer)),
    )


@cache
def own_book() -> Book:
    """Gives the robot's own book: read once, however many robots there are."""
    return load_book()


def read_entries(path: Path, name: str, model: type[_Entry]) -> Iterator[_Entry]:
    """Reads the entries of one file. Raises BadFile, one line, when one is wrong."""
    data = read_toml(path)
    for key in data:
        if key != name:
            raise BadFile(f"{path.name}: {key}: unknown key{did_you_mean(key, [name])}")
    for index, row in enumerate(data.get(name, [])):
        yield checked(model, row, path.name, f"{name}.{index}")
