"""Judges what a recogniser gives: which of it can be believed, and which expected answer it is.

Recognisers write something where there is nothing: loops, the closing words of films, a page of text for one
second of noise. Such a hearing is no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from devices.speech.sounds import unlike, words_in
from kiosk.language.normal import nfc
from kiosk.ports.device import Fault
from kiosk.ports.speech import Expected

Guess = tuple[str, float]
"""Holds a text and its confidence from 0 to 1."""

FASTEST = 8.0
"""Syllables a second; quick Vietnamese speech has six to seven."""
LEAST = 0.37
"""The confidence below which nothing is believed: e⁻¹, an average log-probability of −1 a token."""
NEAR, AHEAD = 0.45, 0.15
"""A text is an expected answer when it sounds at most so unlike, and the next answer so much more."""
MORE = 3
"""So many words more than any answer has, and it is a sentence of its own."""
PHANTOMS = (
    "subscribe",
    "ghiền mì gõ",
    "cảm ơn các bạn đã theo dõi",
    "cảm ơn các bạn đã xem",
    "hẹn gặp lại các bạn trong",
    "đăng ký kênh",
    "thanks for watching",
    "thank you for watching",
)
"""What recognisers that learned from films write where nobody speaks."""
YES_NO: Mapping[str, Mapping[str, str]] = {
    "vi": dict.fromkeys(("có", "đúng", "đúng rồi", "vâng", "dạ", "phải", "đồng ý"), "yes")
    | dict.fromkeys(("không", "không phải", "chưa", "sai", "sai rồi"), "no"),
    "en": dict.fromkeys(("yes", "right", "correct"), "yes") | dict.fromkeys(("no", "wrong", "not yet"), "no"),
}
"""How people say yes and no, with what it means."""
NUMBERS = {
    "vi": "không một mốt hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi linh lẻ trăm nghìn ngàn",
    "en": "zero oh one two three four five six seven eight nine ten double",
}
DATES = {
    "vi": f"{NUMBERS['vi']} ngày mùng mồng tháng giêng chạp hôm nay qua",
    "en": f"{NUMBERS['en']} eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty thousand hundred and the of first second third fourth fifth sixth seventh eighth "
    "ninth tenth january february march april may june july august september october november december",
}
"""The words of numbers and of dates, by language."""


def not_heard(why: str) -> Fault:
    """Says that nothing was heard that can be believed; `why` names no word of it."""
    return Fault("not_heard", why)


def vocabulary(expected: Expected, lang: str) -> tuple[str, ...]:
    """Gives the words and phrases that can be said now; none where anything can."""
    spelt = {"digits": NUMBERS, "date": DATES}.get(expected.kind)
    return tuple(spelt.get(lang, "").split()) if spelt else tuple(answers(expected, lang))


def understood(
    guesses: Iterable[Guess], seconds: float, expected: Expected, lang: str
) -> tuple[Guess, ...] | Fault:
    """Gives what can be believed of an engine's texts; the expected answers where there are any."""
    found = believable(guesses, seconds, expected, lang)
    if isinstance(found, Fault) or not answers(expected, lang):
        return found
    answer = matched(found, expected, lang)
    if isinstance(answer, Fault) and is_whole_sentence(words_in(found[0][0]), expected):
        return found
    return answer


def believable(
    guesses: Iterable[Guess], seconds: float, expected: Expected, lang: str
) -> tuple[Guess, ...] | Fault:
    """Keeps the guesses that can be believed, each text once; `seconds` is how long somebody spoke."""
    kept: dict[tuple[str, ...], Guess] = {}
    why = "nothing said"
    for text, confidence in sorted(guesses, key=lambda guess: -guess[1]):
        clean = _tidy(text)
        words = words_in(clean)
        if not words or words in kept:
            continue
        doubt = rubbish(clean, confidence, seconds, expected, lang)
        if doubt:
            why = doubt
        else:
            kept[words] = (clean, round(min(1.0, confidence), 4))
    return tuple(kept.values()) or not_heard(why)


def rubbish(text: str, confidence: float, seconds: float, expected: Expected, lang: str) -> str | None:
    """Says why a text can't be believed, or None where it can."""
    words = words_in(text)
    if confidence < LEAST:
        return "low probability"
    if len(words) > max(2.0, seconds * FASTEST):
        return "impossible pace"
    spelt = " ".join(words)
    if any(phantom in spelt for phantom in PHANTOMS):
        return "words of films"
    if expected.kind in ("digits", "date"):
        known = vocabulary(expected, lang)
        on_page = {words_in(likely) for likely in expected.likely}
        if words in on_page or all(word.isdigit() or word in known for word in words):
            return None
        if not is_whole_sentence(words, expected):
            return "no number"
    return "loop" if loops(words) else None


def is_whole_sentence(words: Sequence[str], expected: Expected) -> bool:
    """Says that somebody said a sentence of her own where an answer is expected, and may do so."""
    longest = max((len(words_in(answer)) for answer in expected.words), default=0)
    return expected.open and len(words) > longest + MORE


def loops(words: Sequence[str]) -> bool:
    """Says if words come again and again, as nobody speaks: three times in a row, or few different ones."""
    for size in range(1, len(words) // 3 + 1):
        least = 3 if size > 1 or len(words) < 6 else 4
        for start in range(len(words) - size * least + 1):
            piece = words[start : start + size]
            if all(words[start + size * turn : start + size * (turn + 1)] == piece for turn in range(least)):
                return True
    return len(words) >= 10 and len(set(words)) < 0.4 * len(words)


def answers(expected: Expected, lang: str) -> Mapping[str, str]:
    """Gives the expected answers with what each means; of the ways to say yes all mean the same."""
    if expected.kind == "yes_no" and not expected.words:
        return YES_NO.get(lang, YES_NO["en"])
    return {word: word for word in expected.words}


def chosen(
    likeness: Mapping[str, float], meaning: Mapping[str, str], *, least: float, ahead: float
) -> tuple[str, ...] | Fault:
    """Orders the expected answers by how likely each was said; the first must reach `least`, and be `ahead`
    of the first that means something else.
    """
    ranked = sorted(likeness, key=lambda answer: -likeness[answer])
    if not ranked or likeness[ranked[0]] < least:
        return not_heard("none of what was expected")
    others = [likeness[answer] for answer in ranked if meaning[answer] != meaning[ranked[0]]]
    if others and likeness[ranked[0]] - others[0] < ahead:
        return not_heard("two answers are as likely")
    return tuple(ranked)


def matched(guesses: Sequence[Guess], expected: Expected, lang: str) -> tuple[Guess, ...] | Fault:
    """Finds which of the expected answers a text is, by how alike they sound: for engines that give text
    alone.
    """
    meaning = answers(expected, lang)
    likeness = {
        answer: max((1 - unlike(text, answer) for text, _ in guesses), default=0.0) for answer in meaning
    }
    ranked = chosen(likeness, meaning, least=1 - NEAR, ahead=AHEAD)
    if isinstance(ranked, Fault):
        return ranked
    return tuple((nfc(answer), round(likeness[answer], 4)) for answer in ranked)


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split()).strip(" .,!?…-–\"'")
