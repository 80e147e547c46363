"""Makes the replies: words for screen and voice, cards, sources, and the talk as it stands after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from config.text import Text
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.describe import Citation, citations, words
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.language.aloud import aloud
from kiosk.language.messages import N_, Messages
from kiosk.visit.assistant import MACHINE, Card, Option, Pending, Reply, Thread
from kiosk.visit.events import AskedRobot, ByPerson, PickedProcedure, Went
from robot import cases
from robot.answers import answer
from robot.phrases import Saying
from robot.screen import OnScreen

ON_SCREEN = "on_screen"
"""The command of what can be touched on the page as well."""
MOST_ASKED_BACK = 2
"""After so many questions back in a row the citizen is sent to the cards or to an officer."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Holds what a reply is made for: the language, the talk so far, and what the words may mean. `may_ask`:
    the page on screen asks nothing itself.
    """

    lang: str
    thread: Thread
    ranked: tuple[str, ...] = ()
    query: str = ""
    may_ask: bool = True


class Replies:
    """Makes replies from the catalogue and the message catalogue; keeps nothing."""

    def __init__(self, catalogue: Catalogue, messages: Messages) -> None:
        self._catalogue = catalogue
        self._messages = messages

    def silence(self, talk: Talk) -> Reply:
        """Asks again, without new cards: nobody said a word."""
        text = self._text(talk, N_("Please say or type what you need."))
        return self._finished(Reply("decline", text, thread=talk.thread), talk)

    def declined(self, talk: Talk, say: Text) -> Reply:
        """Says what the book says on what is left alone; the talk goes on where it was."""
        return self._finished(Reply("decline", self._words(say, talk), thread=talk.thread), talk)

    def unknown(self, talk: Talk) -> Reply:
        """Says that there is no answer, and sends to an officer."""
        text = self._text(talk, N_("I have no answer to that. Please ask an officer: touch “Call staff”."))
        return self._finished(Reply("decline", text, thread=talk.thread), talk)

    def misunderstood(self, talk: Talk) -> Reply:
        """Says that an answer was not understood; the page asks again."""
        text = self._text(talk, N_("I did not understand that."))
        return self._finished(Reply("decline", text, thread=talk.thread), talk)

    def unclear(self, talk: Talk) -> Reply:
        """Asks for a yes or no in words that can't be misheard for each other."""
        text = self._text(talk, N_("I am not sure I heard you. Please say “that's right” or “no”."))
        thread = replace(talk.thread, asked_back=talk.thread.asked_back + 1)
        return self._finished(Reply("decline", text, thread=thread), talk)

    def elsewhere(self, talk: Talk, code: str) -> Reply:
        """Says who does what this centre does not."""
        entry = self._catalogue.entries[code]
        if entry.done_by is None:
            return self.unknown(talk)
        text = self._text(talk, N_("“{name}” is not done at this centre. Who does it: {who}"))
        text = text.format(name=self._words(entry.name, talk), who=self._words(entry.done_by.who, talk))
        source = self._words(entry.done_by.source.title, talk)
        cited = (Citation(source, entry.done_by.source.seen.isoformat()),)
        return self._finished(Reply("decline", text, citations=cited, thread=talk.thread), talk)

    def choose(self, talk: Talk, codes: tuple[str, ...], topic: str | None) -> Reply:
        """Offers procedures to choose from."""
        asked_back = talk.thread.asked_back + 1
        if asked_back > MOST_ASKED_BACK:
            text = self._text(
                talk, N_("Please touch the one you need, or “Call staff”: an officer will find it with you.")
            )
        else:
            text = self._text(talk, N_("It may be one of these. Please touch the one you need."))
        cards = self._cards(codes, talk)
        first = " ".join(f"{card.title}." for card in cards[:2])
        thread = replace(
            talk.thread,
            procedure=None,
            topic=topic,
            query=talk.query,
            offered=tuple(card.code for card in cards),
            answers=(),
            asked=None,
            asked_back=asked_back,
        )
        speech = aloud(f"{text} {first}", talk.lang)
        return self._finished(Reply("choose", text, cards, topic=topic, speech=speech, thread=thread), talk)

    def answer(
        self, talk: Talk, code: str, topic: str | None, known: cases.Answers, also: Iterable[str] = ()
    ) -> Reply:
        """Answers about one procedure, for the case that is known; asks for what decides it, if it may still
        ask.
        """
        procedure = self._catalogue.get(code)
        if procedure is None:
            return self._imported(talk, code, topic)
        told = answer(procedure, topic, known, talk.lang, self._messages)
        asks = told.asks if talk.may_ask and talk.thread.asked_back < MOST_ASKED_BACK else None
        text, speech = told.text, told.speech
        if asks is not None:
            question = self._words(asks.ask, talk)
            text, speech = f"{text}\n{question}", f"{speech} {aloud(question, talk.lang)}"
        thread = replace(
            talk.thread,
            procedure=code,
            topic=topic,
            query=talk.query,
            offered=(),
            answers=tuple(sorted(known.items())),
            asked=asks.id if asks else None,
            asked_back=talk.thread.asked_back + 1 if asks else 0,
        )
        offers = (offer.procedure for offer in procedure.offers)
        reply = Reply(
            "answer",
            text,
            self._cards((code, *offers, *also), talk),
            citations(procedure, told.sources, talk.lang, self._messages),
            topic or "overview",
            speech=speech,
            options=self._options(asks, talk),
            case=dict(known),
            thread=thread,
        )
        return self._finished(reply, talk)

    def command(self, talk: Talk, entry: Saying, then: ByPerson | None, cards: tuple[str, ...] = ()) -> Reply:
        """Does what was wanted; where the book has a question to it, asks first and does nothing."""
        lang = entry.lang or talk.lang
        shown = self._cards(cards, talk)
        leaves = not talk.may_ask and isinstance(then, Went | PickedProcedure)
        if entry.ask is None and not leaves:
            said = words(entry.say, lang, self._messages)
            reply = Reply("do", said, shown, command=entry.id, then=then, thread=talk.thread)
            return self._finished(reply, talk)
        ask = self._text(talk, N_("Leave this page for that?"))
        text = words(entry.ask, lang, self._messages) if entry.ask is not None else ask
        thread = replace(talk.thread, pending=Pending(entry.id, then), asked_back=0)
        reply = Reply(
            "do", text, shown, command=entry.id, confirm=True, options=self._yes_no(lang), thread=thread
        )
        return self._finished(reply, talk)

    def on_screen(self, talk: Talk, found: OnScreen) -> Reply:
        """Does what was said for the page, which says itself what comes next; or asks before it."""
        turns = talk.thread.turns + 1
        if not found.ask:
            thread = replace(talk.thread, told=found.told, turns=turns, asked_back=0)
            speech = f"{found.words}." if found.words else ""
            speech = self._words(found.say, talk) if found.say is not None else speech
            return Reply("do", speech, command=ON_SCREEN, then=found.then, thread=thread)
        pending = Pending(ON_SCREEN, found.then)
        thread = replace(talk.thread, pending=pending, turns=turns, asked_back=0)
        yes_no = self._yes_no(talk.lang)
        return Reply("do", found.ask, command=ON_SCREEN, confirm=True, options=yes_no, thread=thread)

    def done(self, talk: Talk, pending: Pending, say: Text | None) -> Reply:
        """Does what the citizen has said yes to."""
        thread = replace(talk.thread, pending=None)
        text = self._words(say, talk) if say is not None else ""
        reply = Reply("do", text, command=pending.command, then=pending.then, thread=thread)
        return self._finished(reply, talk)

    def left_undone(self, talk: Talk) -> Reply:
        """Says that a command was not done, for the citizen said no."""
        text = self._text(talk, N_("All right, I am leaving it as it is."))
        return self._finished(Reply("answer", text, thread=talk.thread), talk)

    def number_of(self, talk: Talk) -> str:
        """Says that a number needs a procedure."""
        return self._text(talk, N_("Please choose what you need, then touch “Number only”."))

    def told(self, talk: Talk, text: str, command: str, cards: tuple[str, ...]) -> Reply:
        """Answers a command with a text of its own, and cards."""
        shown = self._cards(cards, talk)
        offered = tuple(card.code for card in shown) or talk.thread.offered
        thread = replace(talk.thread, offered=offered)
        return self._finished(Reply("do", text, shown, command=command, thread=thread), talk)

    def _imported(self, talk: Talk, code: str, topic: str | None) -> Reply:
        """Says where the portal's own words on a procedure can be read: the robot does not repeat them."""
        record = self._catalogue.imported(code)
        if record is None:
            return self.unknown(talk)
        text = self._messages.text(
            talk.lang,
            "“{name}”: here is only the national portal's own text. Touch the card to read it or to take a"
            " number.",
            name=record.name,
        )
        portal = self._messages.text(talk.lang, "National Public Service Portal")
        cited = (Citation(portal, record.seen.isoformat()),)
        thread = replace(
            talk.thread, procedure=code, topic=topic, query=talk.query, offered=(), answers=(), asked_back=0
        )
        topic = topic or "overview"
        return self._finished(
            Reply("answer", text, self._cards((code,), talk), cited, topic, thread=thread), talk
        )

    def _finished(self, reply: Reply, talk: Talk) -> Reply:
        """Adds what every reply has: the voice's words, at first that it is a machine, and the ranking."""
        speech = reply.speech or aloud(reply.text, talk.lang)
        if talk.thread.turns == 0 and reply.command != "language":
            speech = f"{self._text(talk, MACHINE)} {speech}"
        thread = replace(reply.thread, turns=talk.thread.turns + 1)
        return replace(reply, speech=speech, ranked=talk.ranked, thread=thread)

    def _options(self, question: Question | None, talk: Talk) -> tuple[Option, ...]:
        if question is None:
            return ()
        names = (self._words(option.name, talk) for option in question.options)
        return tuple(Option(name, AskedRobot(name)) for name in names)

    def _yes_no(self, lang: str) -> tuple[Option, ...]:
        texts = (self._messages.text(lang, "Yes"), self._messages.text(lang, "No"))
        return tuple(Option(text, AskedRobot(text)) for text in texts)

    def _cards(self, codes: Iterable[str], talk: Talk) -> tuple[Card, ...]:
        found = (self._catalogue.entries.get(code) for code in dict.fromkeys(codes))
        return tuple(Card(e.code, self._words(e.name, talk)) for e in found if e and e.done_by is None)

    def _words(self, text: Text, talk: Talk) -> str:
        return words(text, talk.lang, self._messages)

    def _text(self, talk: Talk, message: str) -> str:
        return self._messages.text(talk.lang, message)


def procedure_of(catalogue: Catalogue, code: str | None) -> Procedure | None:
    """Gives the whole procedure kept by hand; None for any other."""
    return catalogue.get(code) if code is not None and code in catalogue.procedures else None
