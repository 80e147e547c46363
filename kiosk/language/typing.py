"""Keeps the keys of the last word with the typed text: words that are not Vietnamese stay
as they were typed.

The engine (`kiosk.language.telex`) knows a text alone; after "passw" it can't tell which s was a tone. Here
the keys of the last word are kept beside it. As soon as a word can be no Vietnamese syllable any more, and at
its end, it becomes what its keys say: password, coffee, William. A word that is a syllable stays one (test is
tét, Lee is lê, and xoong needs a third o), as on every Telex keyboard: for those there is the key for plain
letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.language.syllable import read
from kiosk.language.telex import has_no_vowel, last_word, press

_NEVER_ENGLISH = ("ee", "dd")
"""Beginnings of names in several syllables (Êban, Êđê), and of hardly any English word."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Holds a text, and the keys that made its last word; empty where something else made it."""

    text: str = field(default="", repr=False)
    keys: str = field(default="", repr=False)


def typed(before: Typed, key: str, telex: bool = True) -> Typed:
    """Gives `before` after `key`, as `press` takes it. Raises ValueError for a key that does not exist."""
    if not telex:
        return Typed(press(before.text, key, telex=False))
    if len(key) != 1 or not key.isalpha():
        ends_word = key == "space" or len(key) == 1
        return Typed(press(finished(before) if ends_word else before.text, key))
    head, word = last_word(before.text)
    keys = before.keys if word else ""
    if shown(keys) != word:
        return Typed(press(before.text, key))
    return Typed(head + shown(keys + key), keys + key)


def finished(done: Typed) -> str:
    """Gives the text when its last word is at its end: one that is not Vietnamese is as its keys are."""
    head, word = last_word(done.text)
    own = (
        done.keys[:2].lower() not in _NEVER_ENGLISH
        and shown(done.keys) == word
        and not _may_be_vietnamese(word)
    )
    return head + done.keys if own else done.text


def shown(keys: str) -> str:
    """Gives a word while its `keys` are typed. A key that has just taken a mark off is believed until the
    next.
    """
    word, took_off = "", False
    for key in keys:
        grown = press(word, key)
        took_off = grown.endswith(key) and grown[:-1] != word
        word = grown
    return word if took_off or _may_be_vietnamese(word) or keys[:2].lower() in _NEVER_ENGLISH else keys


def _may_be_vietnamese(word: str) -> bool:
    found = read(word)
    return has_no_vowel(word) if found is None else found.typable
