"""Runs the keyboard engine: computes the text after a key. Pure; it keeps nothing between
keys.

One keyboard serves three ways of typing: tone keys with their names and the letters ă â đ ê ô ơ ư for
whoever has never typed; Telex (dd, aa aw, ee, oo ow, w, s f r x j, z) for whoever has; plain letters for
other languages.

A mark goes on only where the letters before may be a Vietnamese syllable, and the same key again takes it
off and stands as a letter ("as" á, "ass" as). As Telex keyboards do, "test" gives "tét": use
`telex=False` where Vietnamese is not expected.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.language.normal import nfc
from kiosk.language.syllable import PLAIN, TONE_MARKS, VOWELS, Syllable, Tone, read, split_tone

_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_LAST_VISIBLE = re.compile(r".[\u0300-\u036f]*\Z", re.DOTALL)
_TONE_BEFORE_VOWEL = re.compile(r"[qQ][uU][sfrxjSFRXJ]")

_TELEX_TONES: dict[str, Tone] = {
    "s": "sac",
    "f": "huyen",
    "r": "hoi",
    "x": "nga",
    "j": "nang",
    "z": "ngang",
}
_TELEX_MARKS: dict[str, dict[str, str]] = {
    "a": {"a": "â"},
    "e": {"e": "ê"},
    "o": {"o": "ô"},
    "w": {"a": "ă", "u": "ư", "o": "ơ"},
}


def press(text: str, key: str, telex: bool = True) -> str:
    """Gives `text` after `key`: one character, `space`, `backspace`, `clear`, `tone:<name of the tone>`, or
    `plain:<character>`, which is that character and composes nothing.

    A tone key acts on the last word; pressed again it takes its tone away. NFC in and out.
    Raises ValueError for a key that does not exist.
    """
    done = _common(text, key)
    if done is not None:
        return done
    before, word = last_word(text)
    letter = nfc(key)
    composed = _telex(word, letter) if telex else None
    return before + (composed or _append(word, letter))


def _common(text: str, key: str) -> str | None:
    """Handles the keys that compose nothing, and the tone keys; None for a plain character."""
    if key == "space":
        return nfc(text) + " "
    if key == "clear":
        return ""
    if key == "backspace":
        return _settled(_LAST_VISIBLE.sub("", nfc(text)))
    if key.startswith("plain:") and len(nfc(key.removeprefix("plain:"))) == 1:
        return nfc(text + key.removeprefix("plain:"))
    if key.startswith("tone:"):
        return _tone_key(text, key.removeprefix("tone:"))
    if len(nfc(key)) != 1:
        raise ValueError(f"no such key: {key}")
    return None


def last_word(text: str) -> tuple[str, str]:
    """Splits `text` before its last word: letters alone, maybe none. NFC."""
    text = nfc(text)
    at = _LAST_WORD.search(text)
    start = at.start() if at else len(text)
    return text[:start], text[start:]


def _settled(text: str) -> str:
    """Moves the tone of the last word of `text` where it belongs now."""
    before, word = last_word(text)
    found = read(word)
    return before + (found.text if found and found.typable else word)


def _append(word: str, letter: str) -> str:
    """Appends one more letter to `word`; the tone moves if it must, and ưo or uơ before a coda becomes ươ."""
    found = read(word + letter)
    if found is None or not found.typable:
        return word + letter
    nucleus = found.nucleus
    if nucleus.lower()[:2] in ("ưo", "uơ") and len(nucleus + found.coda) > 2:
        horned = _same_case("ư", nucleus[0]) + _same_case("ơ", nucleus[1])
        found = replace(found, nucleus=horned + nucleus[2:])
    return found.text


def _tone_key(text: str, name: str) -> str:
    if name not in TONE_MARKS:
        raise ValueError(f"no such tone: {name}")
    tone = name
    before, word = last_word(text)
    found = read(word)
    if found is None:
        return nfc(text)
    return before + found.with_tone("ngang" if found.tone == tone else tone).text


def _telex(word: str, key: str) -> str | None:
    """Composes `word` with `key`; None where the key is only a letter."""
    small = key.lower()
    if small == "w" and (word in ("ư", "Ư") or word.lower() == "gi" or has_no_vowel(word)):
        return _w_alone(word, key)
    if _TONE_BEFORE_VOWEL.fullmatch(word) and small in VOWELS:
        return press(word[:2] + key, word[2])
    if small == "d":
        return _stroke(word, key)
    if small in _TELEX_TONES:
        return _tone(word, key, _TELEX_TONES[small])
    if small in _TELEX_MARKS:
        return _mark(word, key, _TELEX_MARKS[small])
    return None


def _w_alone(word: str, key: str) -> str | None:
    """Makes w without a vowel before it ư, and back."""
    if word in ("ư", "Ư"):
        return key
    grown = read(word + _same_case("ư", key))
    return grown.text if grown and grown.typable else None


def has_no_vowel(word: str) -> bool:
    """Says if `word` is the beginning of a syllable whose vowel is still to come."""
    return read(word) is None and read(word + "a") is not None


def _stroke(word: str, key: str) -> str | None:
    """Makes d at the beginning of the syllable, or at the end of an abbreviation (QĐ), đ, and back."""
    if len(word) > 1 and has_no_vowel(word) and word[-1] in "dDđĐ":
        return word[:-1] + (_stroke(word[-1], key) or "")
    first, rest = word[:1], word[1:]
    found = read(word)
    if rest and (found is None or not found.typable):
        return None
    if first in ("đ", "Đ"):
        return _same_case("d", first) + rest + key
    if first in ("d", "D"):
        return _same_case("đ", first) + rest
    return None


def _tone(word: str, key: str, tone: Tone) -> str | None:
    found = read(word)
    if found is None or not found.typable:
        return None
    if tone == "ngang":
        return found.with_tone(tone).text if found.tone != "ngang" else None
    if found.tone == tone:
        return found.with_tone("ngang").text + key
    return found.with_tone(tone).text if found.may_have(tone) else None


def _mark(word: str, key: str, marks: dict[str, str]) -> str | None:
    """Puts on the mark of `key` where a syllable comes of it, else takes it off where it already is."""
    found = read(word)
    if found is None or not found.typable:
        return None
    for nucleus in _marked_ways(found, marks):
        grown = replace(found, nucleus=_like(nucleus, found.nucleus))
        if grown.typable:
            return grown.text
    small = found.nucleus.lower()
    bare = "".join(letter.translate(PLAIN) if letter in marks.values() else letter for letter in small)
    if bare == small:
        return None
    return replace(found, nucleus=_like(bare, found.nucleus)).text + key


def _marked_ways(found: Syllable, marks: dict[str, str]) -> list[str]:
    """Lists the nuclei that the mark may make of this one, the likeliest first."""
    nucleus = found.nucleus.lower()
    ways: list[str] = []
    at = nucleus.translate(PLAIN).find("uo")
    if at >= 0 and "o" in marks:
        pair = "ươ" if marks["o"] == "ơ" else "uô"
        ways.append(nucleus[:at] + pair + nucleus[at + 2 :])
        if pair == "ươ" and found.onset.lower() in ("h", "kh", "th") and nucleus + found.coda == "uo":
            ways.insert(0, "uơ")
    for at, letter in enumerate(nucleus):
        marked = marks.get(letter.translate(PLAIN))
        if marked:
            ways.append(nucleus[:at] + marked + nucleus[at + 1 :])
    return [way for way in ways if way != nucleus]


def _like(small: str, pattern: str) -> str:
    return "".join(_same_case(letter, model) for letter, model in zip(small, pattern, strict=True))


def _same_case(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter


def composed_by(word: str) -> tuple[str, int]:
    """Gives what typing the letters of `word` in Telex composes, and how many of them
    were marks or tones.

    Finds words that were typed in Telex where nothing composed them ("Nguyeenx" → "Nguyễn", 2).
    """
    text, spent = "", 0
    for letter in nfc(word):
        grown = press(text, letter)
        if split_tone(grown)[0].lower() != split_tone(text)[0].lower() + letter.lower():
            spent += 1
        text = grown
    return text, spent
