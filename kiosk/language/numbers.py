"""Writes numbers as they are spoken.

Vietnamese in one style: lẻ, nghìn, hai mươi tư (the south says lẻ, all of the country understands nghìn).
"""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_MOST = 10**12

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH_SMALL = tuple(_SMALL.split())
_ENGLISH_TENS = tuple(_TENS.split())


def words(n: int) -> str:
    """Writes `n` from 0 to 10^12 in Vietnamese words; ValueError outside."""
    _check(n, _MOST)
    if n == 0:
        return _DIGITS[0]
    return " ".join(_parts(n, whole=False))


def english(n: int) -> str:
    """Writes `n` from 0 to 999 in English words, for counters and numbers called; ValueError outside."""
    _check(n, 999)
    if n < 20:
        return _ENGLISH_SMALL[n]
    if n < 100:
        tens, unit = divmod(n, 10)
        return _ENGLISH_TENS[tens] + (f"-{_ENGLISH_SMALL[unit]}" if unit else "")
    hundreds, rest = divmod(n, 100)
    return f"{_ENGLISH_SMALL[hundreds]} hundred" + (f" and {english(rest)}" if rest else "")


def digit_words(digits: str, lang: str) -> list[str]:
    """Writes each digit as a word, for numbers that are called digit by digit. ValueError where one is no
    digit.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("digits 0 to 9 are needed")
    names = _ENGLISH_SMALL if lang == "en" else _DIGITS
    return [names[int(digit)] for digit in digits]


def _check(n: int, most: int) -> None:
    if not 0 <= n <= most:
        raise ValueError(f"{n} is not between 0 and {most}")


def _parts(n: int, whole: bool) -> list[str]:
    """Gives the words of `n` > 0; `whole`: something was said before, so missing hundreds
    are read as well.
    """
    billions, rest = divmod(n, 10**9)
    said: list[str] = []
    if billions:
        said += [*_parts(billions, whole=False), "tỷ"]
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            said += _group(group, whole=whole or bool(said))
            said += [_GROUPS[power]] if power else []
    return said


def _group(group: int, whole: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens == 0:
        return said + ([*(["lẻ"] if said else []), _DIGITS[unit]] if unit else [])
    said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return said + ([_unit(unit, tens)] if unit else [])


def _unit(unit: int, tens: int) -> str:
    if unit == 5:
        return "lăm"
    if tens >= 2:
        return {1: "mốt", 4: "tư"}.get(unit, _DIGITS[unit])
    return _DIGITS[unit]
