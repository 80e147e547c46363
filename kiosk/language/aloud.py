"""Prepares any text for a voice: figures become words.

The one place between a text and a `Voice`. A voice left to itself reads 8.000 as "tám ngàn không trăm" and
15:00 as "mười lăm không không". In Vietnamese no figure is left; an English voice reads plain numbers itself.
Amounts and numbers say nghìn, which all of the country understands. Said twice is said once: the result has
nothing left to be made ready.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time

from kiosk.language.abbreviations import BODIES, SHORT, WORDS
from kiosk.language.announce import spoken_date, spoken_number, spoken_time
from kiosk.language.normal import nfc
from kiosk.language.numbers import digit_words, words

_Said = Callable[[re.Match[str]], str]
_Rules = tuple[tuple[re.Pattern[str], _Said], ...]

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)"
_NUMBER = rf"(?:{_GROUPED}|\d+(?:,\d+)?)"
_TIME = r"([01]?\d|2[0-4])(?::|h)([0-5]\d)(?::[0-5]\d)?(?!\d)"
_WHOLE_DATE = r"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|1[0-2])\2(\d{4})(?![\d/])"
_ISO_DATE = r"(?<![\w/.-])(\d{4})-(\d\d)-(\d\d)(?![\w/-])"
_TICKET = r"(?<![\w-])(UT|[A-ZĐ]{1,2}) ?(\d{3})(?![\w.,/-]*\d)(?!\w)"
_CODE = r"(?<![\w.])(?=[\w.-]*\d)(?=[\w.-]*-)(?=[\d.-]*[A-ZĐ])[0-9A-ZĐ]+(?:[.-][0-9A-ZĐ]+)+(?!\w)"
# Seven figures in a row and more are a telephone, a code or a person's number: said one by one.
_LONG = r"\+?\d{7,}|(?<![\d.,])(?:\+84|0\d{1,4}|1[89]00)(?:[ .-]\d{2,4}){1,4}(?!\d)"
_SPAN = (
    r"(?<=[\dhđ%])\s*[–—]\s*(?=(?:[A-ZĐ]{1,2} )?\d)|(?<=\d) - (?=\d)|(?<=:\d\d)-(?=\d?\d:)"
    r"|(?<![\w-])(\d{1,3})-(?=\d{1,3}(?![\w-]))"
)
_LAW = r"(?<![\w/.-])(\d{1,4})/(\d{4})/([A-ZĐ]+)(\d{0,2}(?:-[A-ZĐa-z]+)*)(?![\w/-])"
_HOTLINE = r"(?i:\b(tổng đài|đường dây nóng|hotline)) (\d{3,6})(?![\w.,]*\d)"
_WORD = rf"(?<![\w.-])({'|'.join(map(re.escape, sorted(WORDS, key=len, reverse=True)))})(?![\w-])"
_POINTED = rf"(?<![\w.-])({'|'.join(SHORT)})\. ?(?=\d|[^\W\d_a-z])"
_UNITS = {
    "m": "mét",
    "km": "ki lô mét",
    "cm": "xen ti mét",
    "mm": "mi li mét",
    "ha": "héc ta",
    "kg": "ki lô gam",
}
_ORDERED = r"(?i:quý|chương|phần|khóa|khoá|cấp|mục|thế kỷ|hạng|bậc|loại|kỳ)"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_CALENDAR_FOUR = re.compile(r"(?i)\b(thứ|tháng|quý) bốn\b(?! mươi| trăm| nghìn)")


def aloud(text: str, lang: str) -> str:
    """Prepares `text` for a voice of `lang` (NFC)."""
    text = "".join(map(_plain_digit, nfc(text)))
    for pattern, said in _ENGLISH if lang == "en" else _VIETNAMESE:
        text = pattern.sub(said, text)
    if lang != "en":
        text = _CALENDAR_FOUR.sub(r"\1 tư", text)
    return re.sub(r" {2,}", " ", text).strip()


def _plain_digit(sign: str) -> str:
    """Replaces figures of every script and style by 0 to 9; ½ by 1/2, ² by 2."""
    if sign.isascii() or not sign.isnumeric():
        return sign
    value = unicodedata.digit(sign, None)
    if value is not None:
        return str(value)
    apart = unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
    return f" {apart}" if apart.replace("/", "").isdigit() else sign


def _value(figures: str) -> int:
    return int(re.sub(r"[.,]", "", figures))


def _amount(figures: str) -> str:
    """Writes a number with its groups or its decimal comma in words."""
    if re.fullmatch(_GROUPED, figures):
        return _whole(re.sub(r"[.,]", "", figures))
    whole, comma, decimals = figures.partition(",")
    return _whole(whole) + (f" phẩy {' '.join(digit_words(decimals, 'vi'))}" if comma else "")


def _whole(figures: str) -> str:
    if (len(figures) > 1 and figures[0] == "0") or len(figures) > 13 or int(figures) > 10**12:
        return " ".join(digit_words(figures, "vi"))
    return words(int(figures))


def _by_three(figures: str, lang: str) -> str:
    """Reads figures one by one, a pause after every third; a single one at the end stays
    with those before.
    """
    plain = re.sub(r"\D", "", figures)
    ends = [*range(3, len(plain) - 1, 3), len(plain)]
    groups = [plain[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    plus = {"en": "plus ", "vi": "cộng "}.get(lang, "") if figures.startswith("+") else ""
    return plus + ", ".join(" ".join(digit_words(group, lang)) for group in groups if group)


def _date(year: str, month: str, day: str, lang: str) -> str | None:
    try:
        said = spoken_date(date(int(year), int(month), int(day)), lang)
    except ValueError:
        return None
    return said.replace("ngày mùng ", "ngày ")  # mùng is said of feasts; on a slip the plain number stands


def _day_first(lang: str) -> _Said:
    return lambda found: _date(found[4], found[3], found[1], lang) or found[0]


def _iso(lang: str) -> _Said:
    return lambda found: _date(found[1], found[2], found[3], lang) or found[0]


def _clock(lang: str) -> _Said:
    def said(found: re.Match[str]) -> str:
        hour, minute = int(found[1]), int(found[2])
        if hour == 24:
            return "midnight" if lang == "en" else "hai mươi bốn giờ"
        return spoken_time(time(hour, minute), lang)

    return said


def _code(lang: str) -> _Said:
    """Reads a code letter by letter and figure by figure, with a pause where it has a hyphen or a point."""

    def said(found: re.Match[str]) -> str:
        signs = (digit_words(sign, lang)[0] if sign.isdigit() else sign for sign in found[0])
        return re.sub(r" ?[.-] ?", ", ", " ".join(signs))

    return said


def _law(found: re.Match[str]) -> str:
    """Reads the number of a text of law: its own number, the year, and who issued it."""
    number = f"{words(int(found[1]))} năm {words(int(found[2]))}"
    letters = [found[3], *found[4].lstrip("0123456789").split("-")[1:]]
    issued = [BODIES[one] for one in letters if one in BODIES]
    return f"{number} của {' và '.join(issued)}" if issued else f"{number}, {' '.join(letters)}"


def _roman(found: re.Match[str]) -> str:
    values = [_ROMAN[letter] for letter in found[2]]
    total = sum(-one if one < behind else one for one, behind in zip(values, [*values[1:], 0], strict=True))
    return f"{found[1]} {words(total)}" + (f" năm {words(int(found[3]))}" if found[3] else "")


def _rules(*rules: tuple[str, _Said]) -> _Rules:
    return tuple((re.compile(pattern), said) for pattern, said in rules)


def _spoken_ticket(lang: str) -> tuple[str, _Said]:
    return _TICKET, lambda found: spoken_number(found[1], found[2], lang)


_VIETNAMESE = _rules(
    (_LAW, _law),
    (_WORD, lambda found: WORDS[found[1]]),
    (_POINTED, lambda found: f"{SHORT[found[1]]} "),
    (_HOTLINE, lambda found: f"{found[1]} {' '.join(digit_words(found[2], 'vi'))}"),
    (r"(?i)\bưu tiên (?=UT ?\d)", lambda _found: ""),
    (rf"(?i:\bngày )?{_WHOLE_DATE}", _day_first("vi")),
    (rf"(?i:\bngày )?{_ISO_DATE}", _iso("vi")),
    (
        r"(?i)\bngày (0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])",
        lambda found: f"ngày {words(int(found[1]))} tháng {words(int(found[2]))}",
    ),
    (
        r"(?i:\btháng )?(?<![\d/])(0?[1-9]|1[0-2])/(\d{4})(?![\d/])",
        lambda found: f"tháng {words(int(found[1]))} năm {words(int(found[2]))}",
    ),
    (_SPAN, lambda found: f"{found[1] or ''} đến "),
    _spoken_ticket("vi"),
    (_CODE, _code("vi")),
    (rf"(?<![\d:]){_TIME}", _clock("vi")),
    (r"(?<![\w])([01]?\d|2[0-4])h(?!\w)", lambda found: f"{words(int(found[1]))} giờ"),
    (
        rf"({_NUMBER}) ?(?:đồng\b|[đĐ](?!\w)|₫|VNĐ\b|VND\b)",
        lambda found: f"{_amount(found[1])} đồng",
    ),
    (r"(?<=đồng)/(?=[^\W\d_])", lambda _found: " một "),
    (r"(?<=đồng)/(?=\d)", lambda _found: " cho "),
    (r"(?i)\b(ông)/(bà)\b", lambda found: f"{found[1]} {found[2]}"),
    (r"(?<![\w.,:/-])0(\d) (?=[^\W\d_])", lambda found: f"{words(int(found[1]))} "),
    (
        r"(?<![\d.])(\d)\.(\d{6})(?!\d)",
        lambda found: f"{words(int(found[1]))} chấm {_by_three(found[2], 'vi')}",
    ),
    (_LONG, lambda found: _by_three(found[0], "vi")),
    (
        rf"({_NUMBER}) ?(km|cm|mm|m|ha|kg)([23]?)(?!\w)",
        lambda found: (
            f"{_amount(found[1])} {_UNITS[found[2]]}" + {"2": " vuông", "3": " khối"}.get(found[3], "")
        ),
    ),
    (
        rf"({_NUMBER}) ?%(/(?=[^\W\d_]))?",
        lambda found: f"{_amount(found[1])} phần trăm{' một ' if found[2] else ''}",
    ),
    (
        rf"({_ORDERED}) (X{{0,2}}(?:IX|IV|V?I{{0,3}}))(?<=[IVX])\b(?:/(\d{{4}}))?",
        _roman,
    ),
    (r"(?<=\d)/(?=\d)", lambda _found: " trên "),
    (
        r"(?<![\d.,])(\d+)\.(\d+)(?![.\d])(?<!\.\d{3})",
        lambda found: f"{_whole(found[1])} chấm {_whole(found[2])}",
    ),
    (rf"(?<=[^\W\d_])({_NUMBER})(?=[^\W\d_])", lambda found: f" {_amount(found[1])} "),
    (rf"(?<=[^\W\d_])({_NUMBER})", lambda found: f" {_amount(found[1])}"),
    (rf"({_NUMBER})(?=[^\W\d_])", lambda found: f"{_amount(found[1])} "),
    (_NUMBER, lambda found: _amount(found[0])),
)
_ENGLISH = _rules(
    (r"(?<=\d) ?%/(?=[^\W\d_])", lambda _found: " percent per "),
    (_WHOLE_DATE, _day_first("en")),
    (_ISO_DATE, _iso("en")),
    (_SPAN, lambda found: f"{found[1] or ''} to "),
    _spoken_ticket("en"),
    (_CODE, _code("en")),
    (rf"(?<![\d:])(?:{_TIME})(?! ?[ap]\.?m)", _clock("en")),
    (
        rf"({_GROUPED}|\d+) ?(?:đồng\b|[đĐ](?!\w)|₫|VNĐ\b|VND\b|dong\b)",
        lambda found: f"{_value(found[1]):,} dong",
    ),
    (r"(?<![\d.])(\d)\.(\d{6})(?!\d)", lambda found: f"{found[1]} point {_by_three(found[2], 'en')}"),
    (_LONG, lambda found: _by_three(found[0], "en")),
    (r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d)", lambda found: f"{_value(found[0]):,}"),
)
