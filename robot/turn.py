"""Runs one turn of the robot: text in, `Reply` out, by ordered stages. It proposes
events; the visit decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from config.text import Text
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.describe import Citation, citations, words
from kiosk.catalogue.elsewhere import Doer
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.terms import words_of
from kiosk.language.messages import Messages
from kiosk.language.normal import nfc
from kiosk.visit.assistant import Card, Reply, TurnContext
from kiosk.visit.events import (
    Back,
    ByPerson,
    CalledStaff,
    ChoseLanguage,
    Left,
    PickedProcedure,
    WantsNumber,
    Went,
)
from robot.answers import answer
from robot.phrases import Book, Saying, load_book, said, without
from robot.understanding import Understanding, understand

LONGEST_QUESTION = 500

# Commands that are an event a finger could have sent; the others only have an answer.
_EVENTS: dict[str, ByPerson] = {
    "call_staff": CalledStaff(),
    "back": Back(),
    "wipe_data": Left(),
    "dossier_status": Went("show_code"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Holds the citizen's words, and where in the visit they came."""

    text: str
    words: tuple[str, ...]
    about: TurnContext

    @property
    def lang(self) -> str:
        """Gives the language of the visit."""
        return self.about.lang

    @property
    def on_screen(self) -> str | None:
        """Gives the procedure that the visit is about."""
        return self.about.procedure


class Robot:
    """Answers questions from the catalogue, and nothing else. Implements `kiosk.visit.assistant.Assistant`.

    Keeps nothing between turns; safe across threads.
    """

    def __init__(
        self, catalogue: Catalogue, ranker: Ranker, messages: Messages, book: Book | None = None
    ) -> None:
        self._catalogue = catalogue
        self._ranker = ranker
        self._messages = messages
        self._book = book or load_book()

    def reply(self, text: str, about: TurnContext) -> Reply:
        """Answers `text` (any normal form, at most 500 characters count)."""
        clean = nfc(text)[:LONGEST_QUESTION]
        turn = Turn(clean, words_of(clean), about)
        for stage in (self._nothing_said, self._left_alone, self._command, self._procedure):
            reply = stage(turn)
            if reply is not None:
                return reply
        return self._not_known(turn)

    def _nothing_said(self, turn: Turn) -> Reply | None:
        if turn.words:
            return None
        return Reply("decline", self._messages.text(turn.lang, "Please say or type what you need."))

    def _left_alone(self, turn: Turn) -> Reply | None:
        entry = _longest(self._book.declined, turn.words)
        return Reply("decline", words(entry.say, turn.lang, self._messages)) if entry else None

    def _command(self, turn: Turn) -> Reply | None:
        entry = _longest(self._book.commands, turn.words)
        if entry is None:
            return None
        if entry.id == "take_ticket":
            return self._take_ticket(turn, entry)
        if entry.id == "language" and entry.lang is not None:
            spoken = words(entry.say, entry.lang, self._messages)
            return Reply("do", spoken, command=entry.id, then=ChoseLanguage(entry.lang))
        spoken = words(entry.say, turn.lang, self._messages)
        return Reply("do", spoken, command=entry.id, then=_EVENTS.get(entry.id))

    def _take_ticket(self, turn: Turn, entry: Saying) -> Reply:
        """Takes a number for a procedure: the one on the screen, or the one that the sentence names."""
        if turn.on_screen is not None:
            spoken = words(entry.say, turn.lang, self._messages)
            return Reply("do", spoken, command=entry.id, then=WantsNumber())
        meant = self._understood(_without(entry, turn))
        first = self._catalogue.entries[meant.codes[0]] if meant.codes else None
        if first is not None and first.done_by is not None:
            return self._elsewhere(turn, first.name, first.done_by)
        text = self._messages.text(turn.lang, "Please choose what you need, then touch “Number only”.")
        cards = self._cards(meant.codes, turn.lang)
        then = PickedProcedure(cards[0].code) if meant.certain and cards else None
        return Reply("do", text, cards=cards, command=entry.id, then=then)

    def _procedure(self, turn: Turn) -> Reply | None:
        meant = self._understood(turn)
        if not meant.codes:
            return None
        entry = self._catalogue.entries[meant.codes[0]]
        if entry.done_by is not None:
            return self._elsewhere(turn, entry.name, entry.done_by)
        if not meant.certain:
            text = self._messages.text(turn.lang, "It may be one of these. Please touch the one you need.")
            return Reply("choose", text, cards=self._cards(meant.codes, turn.lang), topic=meant.topic)
        procedure = self._catalogue.get(meant.codes[0])
        if procedure is None:
            return self._imported(turn, meant.codes[0])
        told = answer(procedure, meant.topic, turn.lang, self._messages)
        return Reply(
            "answer",
            told.text,
            cards=self._cards((procedure.code, *(offer.procedure for offer in procedure.offers)), turn.lang),
            citations=citations(procedure, told.sources, turn.lang, self._messages),
            topic=meant.topic or "overview",
        )

    def _elsewhere(self, turn: Turn, name: Text, done_by: Doer) -> Reply:
        """Says who does what this centre does not."""
        text = self._messages.text(
            turn.lang,
            "“{name}” is not done at this centre. Who does it: {who}",
            name=words(name, turn.lang, self._messages),
            who=words(done_by.who, turn.lang, self._messages),
        )
        source = words(done_by.source.title, turn.lang, self._messages)
        return Reply("decline", text, citations=(Citation(source, done_by.source.seen.isoformat()),))

    def _imported(self, turn: Turn, code: str) -> Reply | None:
        """Says where the portal's own words on a procedure can be read: the robot does not repeat them."""
        record = self._catalogue.imported(code)
        if record is None:
            return None
        text = self._messages.text(
            turn.lang,
            "“{name}”: here is only the national portal's own text. Touch the card to read it or to take a"
            " number.",
            name=record.name,
        )
        portal = self._messages.text(turn.lang, "National Public Service Portal")
        cited = (Citation(portal, record.seen.isoformat()),)
        return Reply("answer", text, self._cards((code,), turn.lang), citations=cited, topic="overview")

    def _not_known(self, turn: Turn) -> Reply:
        text = self._messages.text(
            turn.lang, "I have no answer to that. Please ask an officer: touch “Call staff”."
        )
        return Reply("decline", text)

    def _understood(self, turn: Turn) -> Understanding:
        return understand(
            turn.text,
            turn.lang,
            turn.on_screen,
            catalogue=self._catalogue,
            ranker=self._ranker,
            book=self._book,
        )

    def _cards(self, codes: Iterable[str], lang: str) -> tuple[Card, ...]:
        found = (self._catalogue.entries.get(code) for code in codes)
        return tuple(Card(e.code, words(e.name, lang, self._messages)) for e in found if e and not e.done_by)


def _without(entry: Saying, turn: Turn) -> Turn:
    """Gives the turn without the words of the command, which say nothing of the matter."""
    rest = without(said(entry, turn.words) or "", turn.words)
    return replace(turn, text=" ".join(rest), words=rest)


def _longest(entries: Iterable[Saying], spoken: tuple[str, ...]) -> Saying | None:
    """Finds the entry whose phrase in the sentence is the longest."""
    found = [(len(phrase), entry) for entry in entries if (phrase := said(entry, spoken)) is not None]
    return max(found, key=lambda pair: pair[0])[1] if found else None
