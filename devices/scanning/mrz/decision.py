"""Decides the most likely lines, by all checks and relations at once, and their lead over the next likely
ones.

The number stands twice, its digits 5-6 are the year of birth, its digit 4 goes with the sex; five
check digits cover the rest. Whole candidates are compared, so a cell that glare has eaten is filled in by
what must hold, and a single doubtful cell does not decide. Likelihoods are log odds under independent
noise, scaled down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from devices.scanning.mrz.layout import ALPHABET, COLUMNS, DIGITS, SEXES
from kiosk.identity.mrz import WEIGHTS, check_digit

EVIDENCE = 40.0
"""Independent pixels that a cell is taken to have: far fewer than it has, as disturbances are not noise."""
NUMBERS, DATES = 64, 16
DISAGREES = 7.0
"""Cost of a year or sex that disagrees with the number: e^-7, about one card in a thousand was corrected."""
UNSTATED = 7.0
"""Cost of a date of birth without day or month, of a sex that is not stated: they are as rare."""
LEAST_MARGIN = 12.0
LEAST_MEAN = 0.62
MOST_WORST = 4.0
MOST_STRANGE = 0.6
"""Mean log odds a cell of lines 1 and 2 may lose against characters that may not stand there."""

Floats = NDArray[np.float64]
Digits = NDArray[np.int64]
"""Places in the alphabet: digits by their value, and `_FILLER`, which counts 0 in a check digit."""
_FILLER = ALPHABET.index("<")


@dataclass(frozen=True, slots=True)
class Decision:
    """Holds the likeliest lines; `margin` is their lead in log odds, `mean` their correlation, `strange` and
    `worst` the log odds by which other characters would fit better, in the mean and in the worst cell.
    """

    lines: tuple[str, str, str]
    margin: float
    mean: float
    strange: float
    worst: float

    @property
    def certain(self) -> bool:
        """Says if lines 1 and 2 may be taken for true."""
        seen = self.mean >= LEAST_MEAN and self.strange <= MOST_STRANGE and self.worst <= MOST_WORST
        return seen and self.margin >= LEAST_MARGIN


def decide(scores: NDArray[np.float32]) -> Decision:
    """Decides the likeliest reading of correlations (cells × characters)."""
    odds = -0.5 * EVIDENCE * np.log(1.0 - np.clip(scores.astype(np.float64), 0.0, 0.99) ** 2)
    number, birth, sex, expiry, margin = _best(odds)
    one = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<"
    one += check_digit(one[15:29])
    two = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM" + "<" * 11
    two += check_digit(one[5:] + two[:7] + two[8:15] + two[18:])
    chosen = [ALPHABET.index(letter) for letter in one + two]
    cells = np.arange(2 * COLUMNS)
    lost = odds[cells].max(axis=1) - odds[cells, chosen]
    mean = float(scores[cells, chosen].mean())
    lines = (one, two, _name(odds[2 * COLUMNS :]))
    return Decision(lines, margin, mean, float(lost.mean()), float(lost.max()))


def _best(odds: Floats) -> tuple[str, str, str, str, float]:
    """Gives number, birth, sex, expiry of the likeliest candidate, and its lead over the next."""
    first, second = odds[:COLUMNS, : len(DIGITS)], odds[COLUMNS : 2 * COLUMNS, : _FILLER + 1]
    numbers, number_odds, number_sums = _numbers(first)
    births, birth_odds, birth_sums = _dates(second, _birth_days(), 0, 25)
    expiries, expiry_odds, expiry_sums = _dates(second, _days(), 8, 32)
    sexes = odds[COLUMNS + 7, [ALPHABET.index(sex) for sex in SEXES]]
    stated = np.arange(len(SEXES)) != SEXES.index("<")
    disagree = stated & (numbers[:, 3:4] % 2 != np.arange(len(SEXES)))
    by_sex = sexes - DISAGREES * disagree - UNSTATED * ~stated
    by_year = -DISAGREES * (numbers[:, None, 4:6] != births[None, :, :2]).any(axis=-1)
    sums = number_sums[:, None, None] + birth_sums[:, None] + expiry_sums
    composite = np.tile(second[COLUMNS - 1, : len(DIGITS)], 3)[sums]
    total = (
        (number_odds[:, None] + birth_odds + by_year)[:, None, :, None]
        + by_sex[:, :, None, None]
        + expiry_odds
        + composite[:, None]
    )
    likeliest = np.unravel_index(int(total.argmax()), total.shape)
    most = float(total[likeliest])
    total[likeliest] = -np.inf
    i, s, j, k = likeliest
    return _text(numbers[i]), _text(births[j]), SEXES[s], _text(expiries[k]), most - float(total.max())


def _numbers(row: Floats) -> tuple[Digits, Floats, Digits]:
    """Gives the likeliest personal numbers, their log odds with checks, and their part of the composite."""
    each = row[15:27].copy()
    each[3:] += row[5:14]
    digits, odds = _likeliest(each, NUMBERS)
    document = _check(digits[:, 3:])
    personal = _check(digits)
    odds = odds + row[14][document] + row[29][personal]
    field = np.zeros((len(digits), 25), np.int64)  # positions 6-30 of line 1, `<<` counts nothing
    field[:, :9], field[:, 9], field[:, 10:22], field[:, 24] = digits[:, 3:], document, digits, personal
    return digits, odds, _weighed(field, 0)


def _dates(row: Floats, days: Digits, column: int, position: int) -> tuple[Digits, Floats, Digits]:
    """Gives the likeliest dates from `column` on, with their check digit; `position` is theirs in the
    composite.
    """
    years = _years()
    checks = (_weighed(years, 0)[:, None] + _weighed(days, 2)) % 10
    cells = row[column : column + 6]
    of_year = cells[np.arange(2), years].sum(axis=1)
    of_day = cells[np.arange(2, 6), days].sum(axis=1) - UNSTATED * (days == _FILLER).any(axis=1)
    odds = (of_year[:, None] + of_day + row[column + 6][checks]).ravel()
    best = np.argpartition(odds, -DATES)[-DATES:]
    year, day = np.divmod(best, len(days))
    digits = np.column_stack([years[year], days[day]])
    field = np.column_stack([digits, checks[year, day]])
    return digits, odds[best], _weighed(field, position)


def _likeliest(each: Floats, most: int) -> tuple[Digits, Floats]:
    """Gives the `most` likeliest strings of digits, exactly: digit by digit, the best beginnings kept."""
    strings, odds = np.zeros((1, 0), np.int64), np.zeros(1)
    for position in each:
        total = (odds[:, None] + position).ravel()
        best = np.argpartition(total, -most)[-most:] if len(total) > most else np.arange(len(total))
        strings = np.column_stack([strings[best // 10], best % 10])
        odds = total[best]
    return strings, odds


@cache
def _years() -> Digits:
    return np.array([divmod(year, 10) for year in range(100)], np.int64)


@cache
def _days() -> Digits:
    """Lists MMDD of every day that a year may have."""
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    each = [
        (*divmod(month, 10), *divmod(day, 10))
        for month, last in enumerate(lengths, 1)
        for day in range(1, last + 1)
    ]
    return np.array(each, np.int64)


@cache
def _birth_days() -> Digits:
    """Lists `_days`, and what a date of birth may leave open: the day, or day and month."""
    months = [(*divmod(month, 10), _FILLER, _FILLER) for month in range(1, 13)]
    return np.concatenate([_days(), np.array([*months, (_FILLER,) * 4], np.int64)])


def _check(digits: Digits) -> Digits:
    return _weighed(digits, 0)


def _weighed(digits: Digits, position: int) -> Digits:
    weights = np.array(WEIGHTS)[(np.arange(digits.shape[1]) + position) % 3]
    return np.asarray(np.where(digits == _FILLER, 0, digits) @ weights % 10)


def _text(digits: Digits) -> str:
    return "".join(ALPHABET[digit] for digit in digits)


# The name: SURNAME<<GIVEN<NAMES<<<. State by state: letter of the surname, `<` in it, letter of a given name,
# `<` before one, the filling at the end.
_SURNAME, _IN_SURNAME, _DIVIDED, _GIVEN, _BETWEEN, _FILL = range(6)
_BEFORE = {
    _SURNAME: (_SURNAME, _IN_SURNAME),
    _IN_SURNAME: (_SURNAME,),
    _DIVIDED: (_IN_SURNAME,),
    _GIVEN: (_DIVIDED, _GIVEN, _BETWEEN),
    _BETWEEN: (_GIVEN,),
    _FILL: (_DIVIDED, _BETWEEN, _FILL),
}
_LETTER_STATES = (_SURNAME, _GIVEN)


def _name(odds: Floats) -> str:
    """Gives the likeliest line of the form SURNAME<<GIVEN<NAMES<<<: it has no check digit."""
    filler = odds[:, ALPHABET.index("<")]
    first = ALPHABET.index("A")
    letter, best = odds[:, first:].max(axis=1), odds[:, first:].argmax(axis=1)
    worth = np.full(len(_BEFORE), -np.inf)
    worth[_SURNAME] = letter[0]
    came = []
    for column in range(1, COLUMNS):
        ways = [max(_BEFORE[state], key=lambda before: worth[before]) for state in _BEFORE]
        came.append(ways)
        worth = np.array(
            [
                worth[ways[state]] + (letter if state in _LETTER_STATES else filler)[column]
                for state in _BEFORE
            ]
        )
    state = int(worth.argmax())
    states = [state]
    for ways in reversed(came):
        state = ways[state]
        states.append(state)
    states.reverse()
    return "".join(
        ALPHABET[first + best[column]] if state in _LETTER_STATES else "<"
        for column, state in enumerate(states)
    )
