"""Reads what was heard as the values that are asked for: one, or several from one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from kiosk.catalogue.wards import Wards
from kiosk.visit.assistant import Guess
from robot.values.choice import read_choice
from robot.values.dates import read_date
from robot.values.digits import read_digits
from robot.values.letters import read_letters
from robot.values.lexicon import Lexicon, lexicon
from robot.values.model import Asked, Kind, Values
from robot.values.number import read_number
from robot.values.several import answers_in
from robot.values.ward import WardNames, read_ward
from robot.values.yes_no import read_yes_no

YES, NO = "yes", "no"
_ANY_LANGUAGE: tuple[Kind, ...] = ("choice", "ward", "letters")
"""Kinds whose words are not the language's, but the caller's or Vietnam's."""


def read_value(guesses: Sequence[Guess], asked: Asked, lang: str, today: date) -> Values[str]:
    """Reads the answer to the one thing that is asked, as it stands in a dossier: dates in ISO form, digits
    without spaces, `yes` or `no`, a choice's id, a ward's code.

    `guesses`: all that may have been heard, the likeliest first. The language of the visit is tried first.
    """
    for one in (lang,) if asked.kind in _ANY_LANGUAGE else (lang, _other(lang)):
        found = _READERS[asked.kind](guesses, asked, lexicon(one), today)
        if found.candidates:
            return found
    return Values()


def read_assent(guesses: Sequence[Guess], lang: str) -> Values[bool]:
    """Reads a yes or a no, in the language of the visit or else in the other."""
    found = read_yes_no(guesses, lexicon(lang))
    return found if found.candidates else read_yes_no(guesses, lexicon(_other(lang)))


def read_values(
    guesses: Sequence[Guess], asked: Sequence[Asked], lang: str, today: date
) -> Mapping[str, Values[str]]:
    """Reads the answers to several things in one sentence ("cháu trai sinh ngày mùng ba tháng mười một"), by
    id; what was not said is left out, and so is what two of those asked for may both have been given.
    """
    return answers_in(guesses, asked, lexicon(lang), today)


def _other(lang: str) -> str:
    return "en" if lang != "en" else "vi"


def _yes_no(guesses: Sequence[Guess], words: Lexicon) -> Values[str]:
    read = read_yes_no(guesses, words)
    return Values(tuple(YES if one else NO for one in read.candidates), read.sure)


@cache
def _wards() -> WardNames:
    return WardNames(Wards.load())


_READERS: Mapping[Kind, Callable[[Sequence[Guess], Asked, Lexicon, date], Values[str]]] = {
    "yes_no": lambda guesses, _asked, words, _today: _yes_no(guesses, words),
    "choice": lambda guesses, asked, words, _today: read_choice(guesses, words, asked.choices),
    "date": lambda guesses, asked, words, today: read_date(guesses, words, today, asked.stands, asked.ahead),
    "number": lambda guesses, asked, words, _today: read_number(guesses, words, asked.least, asked.most),
    "digits": lambda guesses, asked, words, _today: read_digits(guesses, words, asked.lengths, asked.stands),
    "ward": lambda guesses, _asked, _words, _today: read_ward(guesses, _wards()),
    "letters": lambda guesses, _asked, words, _today: read_letters(guesses, words),
}
