"""Understands a sentence for the page that is on the screen: a deed of the page, an answer, or values told.

Strict: the sentence says that and nothing else. What is not plain goes on to be understood as a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.text import Text
from kiosk.visit.assistant import Guess, Option, TurnContext
from kiosk.visit.events import Answered, AskedRobot, ByPerson, ReadBack, Told
from robot.answering import Told as ToldValues
from robot.answering import told_values
from robot.nearly import Nearly
from robot.phrases import Book, Phrases, Shelf
from robot.reading import Reading, is_only
from robot.sentence import Sentence, sentence_of
from robot.values.digits import read_digits
from robot.values.lexicon import lexicon
from robot.values.model import Values

_YES, _NO = "yes", "no"
AS_LIKELY = 0.5
"""Readings of a hearing that are less likely than the best by more than this do nothing: they are the other
answers that an ear was told of, and nobody said them.
"""


@dataclass(frozen=True, slots=True)
class OnScreen:
    """Holds what a sentence means on the page: the event, its words to be read back, the question that waits
    for a yes before it, what is said when it is done, and what was told in the talk so far.
    """

    then: ByPerson
    words: str = ""
    ask: str = ""
    say: Text | None = None
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Holds a sentence as it is weighed for the page: how it reads, all that may have been heard, where that
    was, what its words decide by question (`cued`), and the yes or no that it is.
    """

    reading: Reading
    guesses: tuple[Guess, ...]
    about: TurnContext
    cued: Mapping[str, str]
    assent: Values[bool]


def on_screen(spoken: Spoken, nearly: Nearly, book: Book) -> OnScreen | None:
    """Understands what was said for the page; None where it means nothing there, or several things."""
    about, guesses = spoken.about, spoken.guesses
    likely = [guess for guess in guesses if guess.score >= AS_LIKELY * guesses[0].score]
    chosen = _chosen([sentence_of(guess.text, book.speech) for guess in likely], about, book)
    if chosen is None and not _is_all_digits(spoken):
        chosen = _assented(spoken.assent, about)
    if chosen is None and about.asked is not None and about.asked.kind == "text":
        chosen = nearly.option(guesses, (one for one in about.options if one.deed))
    if chosen is not None:
        return of_option(chosen, book)
    found = told_values(spoken.reading, guesses, about, spoken.cued, book)
    return _of_values(found, about) if found is not None else None


def of_option(option: Option, book: Book) -> OnScreen:
    """Makes what a finger on that option means."""
    said = option.words if isinstance(option.then, Answered) and not option.deed else ""
    deed = book.deeds.get(option.deed)
    return OnScreen(option.then, said, option.ask, deed.entries[0].say if deed else None)


def _is_all_digits(spoken: Spoken) -> bool:
    """Says that each of several words is a digit where digits are asked: three times "không" is no no."""
    asked, count = spoken.about.asked, len(spoken.reading.sentence)
    if asked is None or asked.kind != "digits" or count == 1:
        return False
    found = read_digits(spoken.guesses, lexicon(spoken.about.lang)).candidates
    return any(len(digits) == count for digits in found)


def _assented(assent: Values[bool], about: TurnContext) -> Option | None:
    """Gives the page's yes or no that was said; what was read back counts only with a yes that is sure, or
    said a second time.
    """
    if assent.value is None:
        return None
    starts = assent.value and about.thread.asked is None
    deeds = (_YES if assent.value else _NO, *(("start",) if starts else ()))
    found = next((one for deed in deeds for one in about.options if one.deed == deed), None)
    if found is None or found.then != ReadBack(right=True):
        return found
    return found if assent.sure or about.thread.asked_back else None


def _of_values(found: ToldValues, about: TurnContext) -> OnScreen:
    """Answers a choice at once where it was said plainly; anything else is told, and read back."""
    asked = about.asked
    [(step, value), *more] = found.told
    if asked is not None and found.plain and not more and step == asked.step and asked.kind == "choice":
        return OnScreen(Answered(step, value), dict(asked.choices).get(value, ""))
    told = tuple({**dict(about.thread.told), **dict(found.told)}.items())
    return OnScreen(Told(told), told=told)


def _chosen(sentences: Sequence[Sentence], about: TurnContext, book: Book) -> Option | None:
    """Finds what is said on the page, by the likeliest sentence that says one thing of it."""
    for sentence in sentences:
        found = list(dict.fromkeys(_said(sentence, about, book)))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _said(sentence: Sentence, about: TurnContext, book: Book) -> Iterator[Option]:
    """Lists what a sentence says of the page: its words as they stand there first, else other ways."""
    exact = [option for option in about.options if _is_spelt(sentence, option.words, book)]
    if exact:
        yield exact[0]
        return
    deeds = [option for option in about.options if option.deed and _is_deed(sentence, option.deed, book)]
    if deeds:
        yield deeds[0]
        return
    yield from _placed(sentence, about, book)


def _is_spelt(sentence: Sentence, words: str, book: Book) -> bool:
    meant = sentence_of(words, book.speech)
    if not len(meant):
        return False
    return sentence.words == meant.words or (not sentence.marked and sentence.plain == meant.plain)


def _is_deed(sentence: Sentence, deed: str, book: Book) -> bool:
    if deed == "start" and is_only(sentence, book.manners["start"], book) is not None:
        return True
    return deed in book.deeds and is_only(sentence, book.deeds[deed], book) is not None


def _placed(sentence: Sentence, about: TurnContext, book: Book) -> Iterator[Option]:
    """Gives the n-th of the answers that stand on the page, or one by its words among words that say nothing.
    What the robot itself has asked is its own matter.
    """
    answers = [one for one in about.options if not one.deed and not isinstance(one.then, AskedRobot)]
    if not answers or (about.asked is not None and about.asked.kind not in ("choice", "text")):
        return
    pick = is_only(sentence, book.manners["pick"], book)
    if pick is not None:
        number = pick.id.removeprefix("pick_")
        at = len(answers) if number == "last" else int(number)
        if at <= len(answers):
            yield answers[at - 1]
        return
    for option in answers:
        words = Phrases(id="answer", vi=(option.words,), en=())
        if is_only(sentence, Shelf((words,), book.speech), book) is not None:
            yield option
