"""Runs one turn of the robot: text in, `Reply` out, by ordered stages. The whole sentence is read before any
stage acts. It proposes events; the visit decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.catalogue.ranker import Ranker
from kiosk.language.messages import Messages
from kiosk.language.normal import nfc
from kiosk.visit.assistant import Guess, Reply, Thread, TurnContext
from robot import cases
from robot.commanded import Commands
from robot.dialogue import SURE_ALONE, Understood, in_talk, understood_alone
from robot.hours import Hours
from robot.matters import Matters
from robot.nearly import Nearly
from robot.phrases import Book, Saying, own_book
from robot.reading import Reading, is_only, read
from robot.replies import Replies, Talk, procedure_of
from robot.screen import Spoken, of_option, on_screen
from robot.understanding import (
    MOST_GUESSES,
    Matter,
    known,
    shares,
)
from robot.values.model import Values
from robot.values.read import read_assent
from robot.wanted import TAKES_NUMBER, wanted

LONGEST_QUESTION = 500
FOREIGN = 0.5
"""What is so likely nothing of this centre's sounds like a command by chance."""
FEW_WORDS = 3
"""So few words on a page that asks are an answer, though they may name a matter."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Holds the citizen's words as they were read, and where in the visit and in the talk they came. `alone`:
    what they are about, whatever was said before. `heard`: they were spoken, not typed or touched.
    """

    reading: Reading
    about: TurnContext
    thread: Thread
    lang: str
    alone: Matter
    guesses: tuple[Guess, ...] = ()
    heard: bool = False


class Robot:
    """Answers questions from the catalogue, and nothing else. Implements `kiosk.visit.assistant.Assistant`.

    Keeps nothing between turns; safe across threads.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ranker: Ranker,
        messages: Messages,
        book: Book | None = None,
        hours: Hours | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._book = book or own_book()
        self._replies = Replies(catalogue, messages)
        self._nearly = Nearly(self._book)
        self._matters = Matters(catalogue, ranker, self._book)
        self._commands = Commands(self._replies, self._book, messages, hours)

    def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
        """Answers `text` (any normal form, at most 500 characters count)."""
        turn = self._turn(text, about, guesses)
        stages = (
            self._nothing_said,
            self._card_touched,
            self._yes_or_no,
            self._on_screen,
            self._left_alone,
            self._plain_yes,
            self._picked,
            self._sounds_like,
            self._command,
            self._case_told,
            self._matter,
        )
        for stage in stages:
            reply = stage(turn)
            if reply is not None:
                return reply
        talk = self._talk(turn, turn.alone)
        return self._replies.unknown(talk) if talk.may_ask else self._replies.misunderstood(talk)

    def _turn(self, text: str, about: TurnContext, guesses: tuple[Guess, ...]) -> Turn:
        heard = tuple(
            Guess(nfc(guess.text)[:LONGEST_QUESTION], guess.score) for guess in guesses or (Guess(text),)
        )[:MOST_GUESSES]
        readings = [read(guess.text, self._book) for guess in heard]
        thread = about.thread
        if about.procedure != thread.screen:
            thread = Thread(
                known(self._catalogue, about.procedure),
                about.procedure,
                turns=thread.turns,
                pending=thread.pending,
            )
        said = tuple((reading.about, share) for reading, share in zip(readings, shares(heard), strict=True))
        best = _best(readings)
        lang = best.lang or about.lang
        alone = self._matters.of(said, best, lang, thread.procedure)
        return Turn(best, about, thread, lang, alone, heard, bool(guesses))

    def _nothing_said(self, turn: Turn) -> Reply | None:
        return None if len(turn.reading.sentence) else self._replies.silence(self._talk(turn))

    def _left_alone(self, turn: Turn) -> Reply | None:
        entry = turn.reading.declined
        return self._replies.declined(self._talk(turn), entry.say) if entry else None

    def _yes_or_no(self, turn: Turn) -> Reply | None:
        """Does, or leaves, the command that waits for a yes. Any other words leave it as well."""
        pending = turn.thread.pending
        if pending is None:
            return None
        talk = self._talk(turn)
        assent = self._assent(turn)
        if assent.value is False:
            return self._replies.left_undone(replace(talk, thread=replace(talk.thread, pending=None)))
        if assent.value and (assent.sure or turn.thread.asked_back):
            return self._replies.done(talk, pending, self._commands.said_of(pending))
        return self._half_yes(turn)

    def _assent(self, turn: Turn) -> Values[bool]:
        """Reads the sentence as a yes or a no; what was touched or typed is sure."""
        found = read_assent(turn.guesses, turn.lang)
        return found if turn.heard else Values(found.candidates, sure=found.value is not None)

    def _half_yes(self, turn: Turn) -> Reply | None:
        """Asks once more for a yes that may be what was heard of a no, where something hangs on it."""
        hangs = turn.thread.pending is not None or turn.thread.told
        if not hangs or not self._assent(turn).value:
            return None
        talk = self._talk(turn)
        return self._replies.unclear(replace(talk, thread=replace(talk.thread, pending=turn.thread.pending)))

    def _on_screen(self, turn: Turn) -> Reply | None:
        """Does what was said for the page on screen; what could be lost by it waits for a yes."""
        spoken = Spoken(turn.reading, turn.guesses, turn.about, self._cued(turn), self._assent(turn))
        found = on_screen(spoken, self._nearly, self._book)
        return self._replies.on_screen(self._talk(turn), found) if found else self._half_yes(turn)

    def _sounds_like(self, turn: Turn) -> Reply | None:
        """Does what a misheard sentence most likely says, of what can be done here."""
        commanded = turn.reading.command is not None and not turn.reading.starts
        if commanded or turn.reading.topic is not None:
            return None
        may = (one for one in turn.about.options if one.deed or turn.about.asked is None)
        option = self._nearly.option(turn.guesses, may)
        if option is not None:
            return self._replies.on_screen(self._talk(turn), of_option(option, self._book))
        plainly_not = turn.reading.judged.outside >= FOREIGN or turn.about.step is not None
        command = None if plainly_not else self._nearly.command(turn.guesses)
        return self._commanded(turn, command, turn.alone) if command is not None else None

    def _cued(self, turn: Turn) -> dict[str, str]:
        """Selects what the sentence decides of the questions of the procedure that is filled in."""
        procedure = procedure_of(self._catalogue, turn.about.procedure)
        if procedure is None or turn.about.asked is None:
            return {}
        cued = cases.told(procedure, turn.reading.told, self._book.speech)
        asked = next((one for one in procedure.questions if one.id == turn.about.asked.step), None)
        named = cases.answered(asked, turn.reading.sentence, self._book.speech) if asked else None
        return {**cued, asked.id: named} if asked is not None and named is not None else cued

    def _plain_yes(self, turn: Turn) -> Reply | None:
        """Goes on about the procedure that is spoken of, where somebody only says yes."""
        thread = turn.thread
        if thread.asked is not None or thread.procedure is None or turn.about.step is not None:
            return None
        if turn.reading.command or turn.reading.topic or not self._assent(turn).value:
            return None
        talk = replace(self._talk(turn), query=thread.query)
        return self._replies.answer(talk, thread.procedure, None, dict(thread.answers))

    def _picked(self, turn: Turn) -> Reply | None:
        """Answers with the n-th of the cards that were offered."""
        offered = turn.thread.offered
        if not offered:
            return None
        pick = is_only(turn.reading.sentence, self._book.manners["pick"], self._book)
        if pick is None:
            return None
        number = pick.id.removeprefix("pick_")
        at = len(offered) if number == "last" else int(number)
        if at > len(offered):
            return None
        talk = self._talk(turn, turn.alone)
        talk = replace(talk, query=turn.thread.query)
        return self._replies.answer(talk, offered[at - 1], turn.thread.topic, {})

    def _command(self, turn: Turn) -> Reply | None:
        """Does what is wanted of the kiosk, unless the rest of the sentence is about a procedure."""
        spoken_of = turn.thread.procedure
        rest = turn.alone
        if turn.reading.command:
            rest = self._matters.of_rest(turn.reading, turn.lang, spoken_of)
        entry = wanted(turn.reading, rest, turn.alone, self._book)
        return self._commanded(turn, entry, rest) if entry is not None else None

    def _commanded(self, turn: Turn, entry: Saying, rest: Matter) -> Reply:
        matter = rest if entry.id == TAKES_NUMBER else turn.alone
        return self._commands.reply(self._talk(turn, matter), entry, turn.about.procedure, matter)

    def _of_words(self, text: str, turn: Turn) -> Matter:
        return self._matters.of_words(text, turn.reading, turn.lang, turn.thread.procedure)

    def _card_touched(self, turn: Turn) -> Reply | None:
        """Goes on with the case whose words were touched, or said as they stand on the card."""
        procedure = procedure_of(self._catalogue, turn.thread.procedure)
        if procedure is None or turn.thread.asked is None or turn.thread.pending is not None:
            return None
        question = procedure.question(turn.thread.asked)
        option = cases.touched(question, turn.reading.sentence, self._book.speech)
        return self._with_case(turn, procedure, question, option) if option else None

    def _case_told(self, turn: Turn) -> Reply | None:
        """Goes on with the case that the robot asked for."""
        thread = turn.thread
        procedure = procedure_of(self._catalogue, thread.procedure)
        if procedure is None or thread.asked is None:
            return None
        question = procedure.question(thread.asked)
        option = cases.answered(question, turn.reading.sentence, self._book.speech)
        option = option or cases.told(procedure, turn.reading.told, self._book.speech).get(question.id)
        if option is None:
            option = cases.assented(question, self._assent(turn).value)
        if option is None or turn.reading.topic is not None:
            return None
        return self._with_case(turn, procedure, question, option)

    def _with_case(self, turn: Turn, procedure: Procedure, question: Question, option: str) -> Reply:
        talk = replace(self._talk(turn, turn.alone), query=turn.thread.query)
        known = {**dict(turn.thread.answers), question.id: option}
        return self._replies.answer(talk, procedure.code, turn.thread.topic, known)

    def _matter(self, turn: Turn) -> Reply | None:
        alone = turn.alone
        if turn.about.step is not None and turn.reading.topic is None and not _begins_anew(turn):
            return None  # on a page that asks, it was meant as an answer
        found = understood_alone(turn.reading, alone, turn.thread)
        if found is None:
            found = in_talk(turn.reading, alone, turn.thread, lambda text: self._of_words(text, turn))
        talk = replace(self._talk(turn, alone), query=found.query)
        return self._said(turn, talk, found)

    def _said(self, turn: Turn, talk: Talk, found: Understood) -> Reply | None:
        if found.kind == "unknown":
            return None
        if found.kind == "elsewhere":
            return self._replies.elsewhere(talk, found.codes[0])
        if found.kind == "several":
            return self._replies.choose(talk, found.codes, found.topic)
        code = found.codes[0]
        procedure = procedure_of(self._catalogue, code)
        same = code == turn.thread.procedure
        answers = dict(turn.thread.answers) if same else {}
        if procedure is not None:
            answers |= cases.told(procedure, turn.reading.told, self._book.speech)
        return self._replies.answer(talk, code, found.topic, answers)

    def _talk(self, turn: Turn, matter: Matter | None = None) -> Talk:
        thread = replace(turn.thread, pending=None, screen=turn.about.procedure)
        ranked = matter.ranked if matter else ()
        return Talk(turn.lang, thread, ranked, turn.reading.about, turn.about.step is None)


def _begins_anew(turn: Turn) -> bool:
    """Says that a whole sentence is surely about one matter of its own."""
    alone = turn.alone
    is_one = alone.kind in ("one", "elsewhere") and alone.sure >= SURE_ALONE
    return is_one and len(turn.reading.sentence) > FEW_WORDS


def _best(readings: list[Reading]) -> Reading:
    """Gives the likeliest reading; where a later one wants nothing of the kiosk and the first does, the first
    is no command, for what is not sure is never a deed.
    """
    first = readings[0]
    if first.command is not None and any(one.command is None for one in readings[1:]):
        return replace(first, command=None) if first.beside else first
    return first
