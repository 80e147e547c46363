"""Runs one turn of the robot: text in, `Reply` out, by ordered stages. The whole sentence is read before any
stage acts. It proposes events; the visit decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from config.text import Text
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.terms import words_of
from kiosk.language.messages import Messages
from kiosk.language.normal import fold, nfc
from kiosk.visit.assistant import Guess, Pending, Reply, Thread, TurnContext
from kiosk.visit.events import (
    AdjustedSpeech,
    Back,
    ByPerson,
    CalledStaff,
    ChoseLanguage,
    Left,
    PickedProcedure,
    WantsNumber,
    WantsRepeat,
    Went,
)
from robot import cases
from robot.dialogue import SURE_ALONE, Understood, in_talk, understood_alone
from robot.hours import Hours
from robot.nearly import Nearly
from robot.phrases import Book, Saying, load_book
from robot.reading import Reading, is_only, read
from robot.replies import ON_SCREEN, Replies, Talk, procedure_of
from robot.scope import Judgement
from robot.screen import Spoken, of_option, on_screen
from robot.sentence import of_words
from robot.understanding import (
    MOST_GUESSES,
    Matter,
    is_elsewhere,
    known,
    rank,
    shares,
    weigh,
)
from robot.values.model import Values
from robot.values.read import read_assent
from robot.wanted import TAKES_NUMBER, wanted

LONGEST_QUESTION = 500
LONG_NAME = 3
"""So many telling words of an everyday name name one procedure."""
FOREIGN = 0.5
"""What is so likely nothing of this centre's sounds like a command by chance."""
FEW_WORDS = 3
"""So few words on a page that asks are an answer, though they may name a matter."""

# Commands that are an event a finger could have sent; the others only have an answer.
_EVENTS: dict[str, ByPerson] = {
    "call_staff": CalledStaff(),
    "back": Back(),
    "wipe_data": Left(),
    "dossier_status": Went("show_code"),
    "louder": AdjustedSpeech("louder"),
    "slower": AdjustedSpeech("slower"),
    "repeat": WantsRepeat(),
}
HOURS = "hours"


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
        self._ranker = ranker
        self._book = book or load_book()
        self._messages = messages
        self._hours = hours
        self._replies = Replies(catalogue, messages)
        self._nearly = Nearly(self._book)

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
        return Turn(
            best, about, thread, lang, self._weighed(said, best, lang, thread.procedure), heard, bool(guesses)
        )

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
            return self._replies.done(talk, pending, self._say(pending))
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
        rest = self._without_command(turn) if turn.reading.command else turn.alone
        entry = wanted(turn.reading, rest, turn.alone, self._book)
        return self._commanded(turn, entry, rest) if entry is not None else None

    def _commanded(self, turn: Turn, entry: Saying, rest: Matter) -> Reply:
        if entry.id == TAKES_NUMBER:
            return self._take_ticket(turn, entry, rest)
        hours = self._hours.told(turn.lang, self._messages) if self._hours else None
        if entry.id == HOURS and hours is not None:
            return self._replies.told(self._talk(turn, turn.alone), hours, HOURS, ())
        then = ChoseLanguage(entry.lang) if entry.lang else _EVENTS.get(entry.id)
        return self._replies.command(self._talk(turn, turn.alone), entry, then)

    def _take_ticket(self, turn: Turn, entry: Saying, matter: Matter) -> Reply:
        """Takes a number for the procedure on the screen; else shows those that the sentence or the talk is
        about, for a number needs one.
        """
        talk = self._talk(turn, matter)
        spoken_of = turn.thread.procedure
        if turn.about.procedure is not None and spoken_of in (None, turn.about.procedure):
            return self._replies.command(talk, entry, WantsNumber())
        if matter.kind == "elsewhere":
            return self._replies.elsewhere(talk, matter.codes[0])
        codes = matter.codes if matter.kind in ("one", "several") else ()
        if not codes and turn.thread.procedure is not None:
            codes = (turn.thread.procedure,)
        if len(codes) == 1:
            return self._replies.command(talk, entry, PickedProcedure(codes[0]), codes)
        return self._replies.told(talk, self._replies.number_of(talk), entry.id, codes)

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
            found = in_talk(turn.reading, alone, turn.thread, lambda text: self._with_before(text, turn))
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

    def _weighed(
        self,
        guesses: tuple[tuple[str, float], ...],
        reading: Reading,
        lang: str,
        spoken_of: str | None,
        judged: Judgement | None = None,
    ) -> Matter:
        """Weighs what the guesses may mean, in a talk that is about `spoken_of`. `judged`: of the words that
        stand there, if others than said.
        """
        hits = rank(self._ranker, guesses, lang, self._book, spoken_of)
        best = next((hit.code for hit in hits if not is_elsewhere(hit.code)), None)
        return weigh(
            hits,
            reading,
            judged or reading.judged,
            self._book,
            named=best is not None and self._names(reading, best),
            imported=best is not None and best not in self._catalogue.procedures,
        )

    def _without_command(self, turn: Turn) -> Matter:
        """Weighs what is left of the sentence where the command's words are taken out."""
        return self._weighed(
            ((" ".join(turn.reading.rest), 1.0),), turn.reading, turn.lang, turn.thread.procedure
        )

    def _with_before(self, text: str, turn: Turn) -> Matter:
        """Weighs the words of the talk before, together with those said now."""
        words = of_words(tuple(text.split()), turn.reading.sentence.marked)
        judged = self._book.scope.judge(words)
        return self._weighed(((text, 1.0),), turn.reading, turn.lang, turn.thread.procedure, judged)

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

    def _talk(self, turn: Turn, matter: Matter | None = None) -> Talk:
        thread = replace(turn.thread, pending=None, screen=turn.about.procedure)
        ranked = matter.ranked if matter else ()
        return Talk(turn.lang, thread, ranked, turn.reading.about, turn.about.step is None)

    def _say(self, pending: Pending) -> Text | None:
        return None if pending.command == ON_SCREEN else self._saying(pending.command, pending.then).say

    def _saying(self, command: str, then: ByPerson | None) -> Saying:
        lang = then.lang if isinstance(then, ChoseLanguage) else None
        return next(one for one in self._book.commands.entries if one.id == command and one.lang == lang)


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
