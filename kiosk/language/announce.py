"""Writes the texts for announcements: a number being called, dates, times. Texts for a voice, never for a
screen.

Languages other than English are spoken in Vietnamese, as the message catalogue falls back.
"""

from __future__ import annotations

import re
from datetime import date, time

from kiosk.language.numbers import digit_words, english, words

_NUMBER = re.compile(r"([A-ZĐ]{1,2}) ?(\d{1,6})", re.ASCII)
_PRIORITY = "UT"
_MONTHS = "January February March April May June July August September October November December"
MONTHS = tuple(_MONTHS.split())


def call(number: str, counter: str, lang: str) -> str:
    """Announces ticket `number` ("H 047") at `counter` ("3"), digit by digit.

    The prefix UT is read as priority. Raises ValueError for what is not a ticket's number.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"not a ticket number: {number}")
    spoken = spoken_number(found[1], found[2], lang)
    if lang == "en":
        return f"Number {spoken}, please go to counter {_counter(counter, lang)}."
    return f"Mời công dân số {spoken}, đến quầy số {_counter(counter, lang)}."


def spoken_number(letters: str, digits: str, lang: str) -> str:
    """Reads a ticket's number digit by digit: "H, không, bốn, bảy", the same in the hall and at the kiosk."""
    return ", ".join([_prefix(letters, lang), *digit_words(digits, lang)])


def spoken_date(day: date, lang: str) -> str:
    """Reads a date: "ngày mùng bốn tháng tư năm hai nghìn không trăm hai mươi sáu", "4 April 2026"."""
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    number = f"mùng {words(day.day)}" if day.day <= 10 else words(day.day)
    month = "tư" if day.month == 4 else words(day.month)
    return f"ngày {number} tháng {month} năm {words(day.year)}"


def spoken_time(at: time, lang: str) -> str:
    """Reads a time of day, to the minute: "bảy giờ ba mươi", "7:30 a.m."."""
    if lang == "en":
        minutes = f":{at.minute:02}" if at.minute else ""
        return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"
    if at.minute == 0:
        return f"{words(at.hour)} giờ"
    minutes = f"{words(at.minute)} phút" if at.minute < 10 else words(at.minute)
    return f"{words(at.hour)} giờ {minutes}"


def _prefix(letters: str, lang: str) -> str:
    if letters == _PRIORITY:
        return "priority" if lang == "en" else "ưu tiên"
    return " ".join(letters)


def _counter(counter: str, lang: str) -> str:
    """Reads a counter's number in words; anything else ("3A") as it stands on the sign."""
    if not (counter.isascii() and counter.isdigit() and int(counter) < 1000):
        return counter
    return english(int(counter)) if lang == "en" else words(int(counter))
