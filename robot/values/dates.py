"""Reads dates as they are said or written: whole, without a year, by "hôm qua", or as a correction of one
that stands. Day before month, always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kiosk.identity.dates import parse_typed
from kiosk.language.announce import MONTHS
from kiosk.visit.assistant import Guess
from robot.values.lexicon import Lexicon, Utterance, utterance
from robot.values.model import Said, Values
from robot.values.numbers import below_hundred, cardinals, figures, single
from robot.values.weighing import weighed

OLDEST_YEARS = 120
_WRITTEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?")
_MONTHS = tuple(month.lower() for month in MONTHS)
_DAYS_AGO = {"today": 0, "yesterday": 1, "two_days_ago": 2}
_ASSUMED = 0.3
"""The doubt of a year that was not said."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Holds what a part of a sentence says of a date, up to before the word `end`."""

    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    doubts: float = 0.0

    @property
    def count(self) -> int:
        """Counts what is said."""
        return sum(part is not None for part in (self.day, self.month, self.year))


def read_date(
    guesses: Sequence[Guess], words: Lexicon, today: date, stands: str = "", ahead: bool = False
) -> Values[str]:
    """Reads a date, in ISO form; a year alone, or month and year, stay so (`1957`, `1957-03`).

    Without a year the last such day is meant (the next one where it may lie `ahead`), and is not sure. A day
    or month alone changes the date that `stands`.
    """
    return weighed(guesses, lambda text: _best(_readings(utterance(text), words, today, stands, ahead)))


def _best(readings: Iterator[Said[str]]) -> list[Said[str]]:
    best: dict[str, float] = {}
    for one in readings:
        best[one.value] = min(one.doubts, best.get(one.value, 99.0))
    least = min(best.values(), default=0.0)
    return [Said(value, doubts) for value, doubts in best.items() if doubts <= least + 0.5]


def _readings(said: Utterance, words: Lexicon, today: date, stands: str, ahead: bool) -> Iterator[Said[str]]:
    if any(
        found.means == "moon" and found.end - at > 1
        for at in range(len(said))
        for found in words.date.at(said, at)
    ):
        return  # a day of the moon's calendar is another day
    mentions = _mentions(said, words, today)
    if not mentions:
        return
    last = mentions[-1]
    if len(mentions) > 1 and not _takes_back(said, mentions[-2][0].end, last[0].end, words):
        every = [[one for way in ways for one in _whole(way, "", today, ahead)] for ways in mentions]
        yield from (one for ways in every if all(every) for one in ways)
        return
    before = stands
    for ways in mentions[:-1]:
        before = next((one.value for way in ways for one in _whole(way, before, today, ahead)), before)
    for way in last:
        yield from _whole(way, before, today, ahead)


def _mentions(said: Utterance, words: Lexicon, today: date) -> list[list[_Parts]]:
    """Finds the dates of a sentence one after the other, each with the ways to read its words."""
    found: list[list[_Parts]] = []
    at = 0
    while at < len(said):
        ways = list(_dates(said, at, words, today))
        longest = max((way.end for way in ways), default=0)
        ways = [way for way in ways if way.end == longest]
        if not ways:
            at += 1
            continue
        least = min(way.doubts for way in ways)
        found.append([way for way in ways if way.doubts < least + 1.0])
        at = longest
    return found


def _takes_back(said: Utterance, start: int, end: int, words: Lexicon) -> bool:
    return any(
        found.doubts == 0.0 and (found.means == "sure" or found.end == at + 1)
        for at in range(start, end)
        for found in words.back.at(said, at)
    )


def _marks(said: Utterance, at: int, words: Lexicon, *means: str) -> list[tuple[int, float]]:
    return [(one.end, one.doubts) for one in words.date.at(said, at) if one.means in means]


def _dates(said: Utterance, at: int, words: Lexicon, today: date) -> Iterator[_Parts]:
    yield from _written(said, at, words, today)
    for found in words.date.at(said, at):
        if found.means in _DAYS_AGO and found.doubts == 0.0:
            then = today - timedelta(days=_DAYS_AGO[found.means])
            yield _Parts(found.end, then.day, then.month, then.year)
    if words.lang == "en":
        yield from _english(said, at, words, today)
        return
    for day in _day(said, at, words):
        yield day
        for month in _month(said, day.end, words, today):
            both = replace(month, day=day.day, doubts=month.doubts + day.doubts)
            yield both
            yield from _with_year(said, both, words, today)
    for month in _month(said, at, words, today):
        yield month
        yield from _with_year(said, month, words, today)
    yield from _with_year(said, _Parts(at), words, today)


def _written(said: Utterance, at: int, words: Lexicon, today: date) -> Iterator[_Parts]:
    word = said.words[at]
    whole = parse_typed(word) if len(word) in (4, 8) and word.isdecimal() else None
    if whole is not None:
        year, month, day = ([int(part) for part in whole.split("-")] + [0, 0])[:3]
        yield _Parts(at + 1, day or None, month or None, year)
    found = _WRITTEN.fullmatch(word)
    if found is None:
        return
    day, month = int(found[1]), int(found[2])
    if found[3] is None:
        bare = _Parts(at + 1, day, month)
        yield bare
        yield from _with_year(said, bare, words, today)
        return
    for year in _years(int(found[3]), len(found[3]), today):
        yield _Parts(at + 1, day, month, year)


def _day(said: Utterance, at: int, words: Lexicon) -> Iterator[_Parts]:
    """Reads "ngày mùng ba", "mùng ba", "ngày mười lăm", or a number before a month."""
    starts = [(at, 0.0, False)]
    starts += [(end, doubts, True) for end, doubts in _marks(said, at, words, "day")]
    for start, doubts, named in starts:
        for end, more in _marks(said, start, words, "first_ten"):
            for one in below_hundred(said, end, words):
                if 1 <= one.value <= 10:
                    yield _Parts(one.end, one.value, doubts=doubts + more + one.doubts)
        for one in below_hundred(said, start, words):
            before_month = any(True for _ in _marks(said, one.end, words, "month", "january", "december"))
            if 1 <= one.value <= 31 and (named or before_month):
                yield _Parts(one.end, one.value, doubts=doubts + one.doubts)


def _month(said: Utterance, at: int, words: Lexicon, today: date) -> Iterator[_Parts]:
    for end, doubts in _marks(said, at, words, "month"):
        for one in below_hundred(said, end, words):
            if 1 <= one.value <= 12:
                yield _Parts(one.end, month=one.value, doubts=doubts + one.doubts)
    for found in words.date.at(said, at):
        if found.means in _MONTHS:
            yield _Parts(found.end, month=_MONTHS.index(found.means) + 1, doubts=found.doubts + _ASSUMED)
        elif found.means == "this_month":
            yield _Parts(found.end, month=today.month, year=today.year, doubts=found.doubts)
        elif found.means == "last_month":
            before = today.replace(day=1) - timedelta(days=1)
            yield _Parts(found.end, month=before.month, year=before.year, doubts=found.doubts)


def _with_year(said: Utterance, before: _Parts, words: Lexicon, today: date) -> Iterator[_Parts]:
    """Adds the year that is said next, after "năm", or as four digits."""
    if before.year is not None:
        return
    at = before.end
    for found in words.date.at(said, at):
        ago = {"this_year": 0, "last_year": 1}.get(found.means)
        if ago is not None:
            yield replace(before, end=found.end, year=today.year - ago, doubts=before.doubts + found.doubts)
    starts = [(end, doubts) for end, doubts in _marks(said, at, words, "year")]
    if before.month is not None:
        starts.append((at, _ASSUMED))
    for start, doubts in starts:
        for year, end, more in _year(said, start, words, today, named=start != at):
            yield replace(before, end=end, year=year, doubts=before.doubts + doubts + more)


def _year(
    said: Utterance, at: int, words: Lexicon, today: date, named: bool
) -> Iterator[tuple[int, int, float]]:
    for one in cardinals(said, at, words):
        if 2000 < one.value < 3000 and one.value % 100 == 0:  # "hai ngàn sáu" is the year 2006
            yield 2000 + one.value // 100 % 10, one.end, one.doubts
        elif 1900 <= one.value <= today.year + OLDEST_YEARS:
            yield one.value, one.end, one.doubts
    digits, at_digit, doubts = "", at, 0.0
    while len(digits) < 4 and (one_digit := _digit(said, at_digit, words)) is not None:
        value, at_digit, more = one_digit
        digits, doubts = digits + value, doubts + more
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        yield int(digits), at_digit, doubts
    if not named:
        return
    for one in below_hundred(said, at, words):
        if one.end - at > 1 or len(said.words[at]) == 2:
            for year in _years(one.value, 2, today):
                yield year, one.end, one.doubts + _ASSUMED


def _digit(said: Utterance, at: int, words: Lexicon) -> tuple[str, int, float] | None:
    if at < len(said) and figures(said.words[at]) is not None:
        return (said.words[at], at + 1, 0.0) if len(said.words[at]) == 1 else None
    found = min(single(said, at, words), key=lambda one: one.doubts, default=None)
    return (str(found.value), found.end, found.doubts) if found else None


def _years(value: int, digits: int, today: date) -> list[int]:
    """Gives the years that a written one may be: of two digits those of both centuries, none ahead."""
    if digits == 4:
        return [value]
    return [year for year in (2000 + value, 1900 + value) if today.year - OLDEST_YEARS <= year <= today.year]


def _english(said: Utterance, at: int, words: Lexicon, today: date) -> Iterator[_Parts]:
    """Reads "3 November 2026", "the third of November", "November 3rd", "nineteen fifty seven"."""
    for month, end in _english_month(said, at, words):
        yield from _english_years(said, _Parts(end, month=month), words, today)
        for day, after in _english_day(said, end, words):
            yield from _english_years(said, _Parts(after, day, month), words, today)
    for day, end in _english_day(said, at, words):
        yield _Parts(end, day, doubts=1.0)
        for month, after in _english_month(said, _behind_of(said, end, words), words):
            yield from _english_years(said, _Parts(after, day, month), words, today)
    yield from (one for one in _english_years(said, _Parts(at), words, today) if one.year is not None)


def _english_years(said: Utterance, before: _Parts, words: Lexicon, today: date) -> Iterator[_Parts]:
    yield before
    for found in words.date.at(said, before.end):
        ago = {"this_year": 0, "last_year": 1}.get(found.means)
        if ago is not None:
            yield replace(before, end=found.end, year=today.year - ago)
    for year, end, _ in _year(said, before.end, words, today, named=False):
        yield replace(before, end=end, year=year)
    for head in below_hundred(said, before.end, words):
        for rest in below_hundred(said, head.end, words):
            if head.value in (19, 20) and rest.value >= 10:  # "nineteen ninety five"
                yield replace(before, end=rest.end, year=head.value * 100 + rest.value)


def _english_month(said: Utterance, at: int, words: Lexicon) -> Iterator[tuple[int, int]]:
    for found in words.date.at(said, at):
        if found.means in _MONTHS:
            yield _MONTHS.index(found.means) + 1, found.end


def _behind_of(said: Utterance, at: int, words: Lexicon) -> int:
    while _marks(said, at, words, "of"):
        at += 1
    return at


def _english_day(said: Utterance, at: int, words: Lexicon) -> Iterator[tuple[int, int]]:
    at = _behind_of(said, at, words)
    word = said.words[at] if at < len(said) else ""
    if word.isdecimal() and at + 1 < len(said) and said.words[at + 1] in ("st", "nd", "rd", "th"):
        yield int(word), at + 2
    for one in below_hundred(said, at, words):
        if 1 <= one.value <= 31:
            yield one.value, one.end
        for found in words.ordinal.at(said, one.end):
            if one.value in (20, 30) and found.means.isdigit() and int(found.means) < 10:
                yield one.value + int(found.means), found.end
    for found in words.ordinal.at(said, at):
        if found.means.isdigit():
            yield int(found.means), found.end


def _whole(parts: _Parts, stands: str, today: date, ahead: bool) -> Iterator[Said[str]]:
    """Gives the dates that the parts make, with what is missing taken from the date that stands."""
    year, month, day = ([int(part) for part in stands.split("-")] if stands else []) + [0] * (
        3 - len(stands.split("-") if stands else [])
    )
    whole = (parts.year or year, parts.month or month, parts.day or day)
    if stands and parts.count < 3 and parts.month is not None and parts.day is not None:
        whole = (parts.year or year, parts.month, parts.day)
    if whole[0] and not (whole[2] and not whole[1]):
        iso = _iso(*whole)
        if iso is not None:
            yield Said(iso, parts.doubts)
        return
    if whole[0] or not (whole[1] and whole[2]):
        return
    for year in (today.year, today.year + 1 if ahead else today.year - 1):
        iso = _iso(year, whole[1], whole[2])
        if iso is not None and (ahead == (iso >= today.isoformat())):
            yield Said(iso, parts.doubts + _ASSUMED)
            return


def _iso(year: int, month: int, day: int) -> str | None:
    return parse_typed("/".join(str(part) for part in (day, month, year) if part)) if year else None
