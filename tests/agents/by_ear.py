"""Knows only what is heard, and presses only keys of a keypad.

    python -m tests.agents.by_ear CODE [LANG]

prints what is heard and pressed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.language.aloud import aloud
from kiosk.language.messages import N_
from tests.agents.person import MOST_DEEDS, Person, person_of
from tests.agents.reading import Deed, Item, Kind, Reader
from ui.citizen.window import KioskWindow, settle

KEYS = {
    "next": Qt.Key.Key_Down,
    "control": Qt.Key.Key_Right,
    "first": Qt.Key.Key_Home,
    "ok": Qt.Key.Key_Return,
    "main": Qt.Key.Key_End,
    **{str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)},
}
MOST_THINGS = 150


@dataclass
class Ear:
    """One who sees nothing."""

    person: Person
    tell: Callable[[str], object] = lambda _line: None
    keys: int = 0
    heard: int = field(default=0, init=False)

    def lives(self) -> bool:
        """Tries to get what was wanted; whether it was got."""
        with self.person.before_the_kiosk() as window:
            self.window: KioskWindow = window
            settle()
            reader = Reader(
                self.person,
                lambda name, want: name == (said := self._said(want)) or name.startswith(f"{said}."),
            )
            self.press("next")
            for _ in range(MOST_DEEDS):
                if self.person.is_done:
                    return True
                deed = reader.decides(self.listens())
                if deed is None:
                    return False
                self.does(deed)
            return self.person.is_done

    def _fits(self, name: str, want: str) -> bool:
        """Says if what was heard is of that name, alone or before what explains it."""
        return f"{name}.".startswith(f"{self._said(want)}.")

    def press(self, key: str) -> list[str]:
        """Presses one key, and gives what is heard then."""
        self.keys += 1
        voice = self.person.world.voice
        self.heard = len(voice.said)
        QTest.keyClick(self.window.window, KEYS[key])
        if key == "ok":
            settle(1)
        heard = [text for _, text in voice.said[self.heard :]]
        self.tell(f"{key}: {' | '.join(heard)}")
        return heard

    def listens(self) -> list[Item]:
        """Hears the title, and goes through all that can be chosen to the end of the page."""
        items = [self._item(heard) for heard in self.press("first")]
        for _ in range(MOST_THINGS):
            [heard] = self.press("control")[-1:] or [""]
            if heard.startswith(self._over):
                return items
            items.append(self._item(heard))
        raise AssertionError("the page never ends")

    @property
    def _over(self) -> str:
        return self._said(self.person.word(N_("From the beginning")))

    def does(self, deed: Deed) -> None:
        for digit in deed.digits:
            self.press(digit)
        for letter in deed.letters:
            self._finds(letter)
            self.press("ok")
        if deed.press:
            if deed.press.startswith(self._said(self.person.word(N_("Yes, I agree")))):
                self.person.holds_card()
            if deed.press.startswith(self._said(self.person.word(N_("I have a slip: where is my dossier?")))):
                self.person.holds_slip()
            self._finds(deed.press)
            self.press("ok")
            self.person.holds_nothing()

    def _finds(self, name: str) -> None:
        """Goes on to what was heard of that name; what leads on is reached by a key of its own."""
        for key in ("main", *["control"] * MOST_THINGS):
            [heard] = self.press(key)[-1:] or [""]
            if self._item(heard.removeprefix(self._over).lstrip(". ")).name.lower().startswith(name.lower()):
                return
        raise AssertionError(f"{name!r} was heard, and is not there any more")

    def _item(self, heard: str) -> Item:
        """Takes apart what is said of a thing: its name first, its kind and state behind."""
        placed = re.fullmatch(rf"(.*\.) [^.]+{re.escape(self._of())}[^.]+\.", heard)
        rest, off = self._without(placed[1] if placed else heard, N_("not available now"))
        for message, kind in _KINDS.items():
            name, is_it = self._without(rest, message)
            if is_it:
                chosen = f". {self._said(self.person.word(N_('chosen')))}." in name
                empty = name.endswith(f"{self._said(self.person.word(N_('nothing typed yet')))}.")
                return Item(name.rstrip(". "), kind, not off, chosen, empty, name.rpartition(": ")[0])
        return Item(rest.rstrip(". "))

    def _of(self) -> str:
        return self.person.word(N_("{at} of {count}")).replace("{at}", "").replace("{count}", "")

    def _without(self, text: str, message: str) -> tuple[str, bool]:
        end = f"{self._said(self.person.word(message))}."
        return (text.removesuffix(end).rstrip(), True) if text.endswith(end) else (text, False)

    def _said(self, text: str) -> str:
        return _aloud(text, self.person.lang)


_aloud = cache(aloud)
_KINDS: dict[str, Kind] = {
    N_("heading"): "heading",
    N_("button"): "button",
    N_("key"): "key",
    N_("field"): "field",
}


if __name__ == "__main__":
    ear = Ear(person_of(*sys.argv[1:]), print)
    print(ear.lives(), ear.keys, "keys")
