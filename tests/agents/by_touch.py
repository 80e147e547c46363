"""Knows only what can be read on the screen, and touches it.

    python -m tests.agents.by_touch CODE [LANG]

prints what is read and touched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint

from kiosk.language.messages import N_
from tests.agents.person import MOST_DEEDS, Person, person_of
from tests.agents.reading import Deed, Item, Kind, Reader
from tests.screens.stage import Probe
from ui.citizen.window import KioskWindow, settle

MOST_SCROLLS = 15
Box = list[float]
Control = dict[str, Any]


@dataclass
class Finger:
    """Touches what is seen at a place, and scrolls to it first."""

    window: KioskWindow
    probe: Probe
    touches: int = 0

    def touch(self, find: Callable[[list[Control]], Control]) -> None:
        """Touches the control that `find` picks out of those that stand there."""
        for _ in range(MOST_SCROLLS):
            controls = self.probe.look()["controls"]
            wanted = find(controls)
            if in_view(wanted):
                self._touch(wanted["box"])
                return
            self._touch(next(one for one in controls if one["more"])["box"])
        raise AssertionError(f"{wanted} can't be scrolled to")

    def _touch(self, box: Box) -> None:
        left, top, width, height = box
        self.touches += 1
        self.window._touch(
            QPoint(round(left + width / 2), round(top + height / 2)) + self.window.window.position()
        )


def in_view(control: Control) -> bool:
    view, (_, top, _, height) = control["view"], control["box"]
    return view is None or view[1] <= top + height / 2 <= view[1] + view[3]


@dataclass
class Touch:
    """One who reads and touches."""

    person: Person
    tell: Callable[[str], object] = lambda _line: None
    finger: Finger = field(init=False)

    def lives(self) -> bool:
        """Tries to get what was wanted; whether it was got."""
        with self.person.before_the_kiosk() as window:
            probe = Probe(window)
            self.finger = Finger(window, probe)
            try:
                return self._goes()
            finally:
                probe.close()

    def _goes(self) -> bool:
        reader = Reader(self.person, lambda name, want: name == want)
        for _ in range(MOST_DEEDS):
            if self.person.is_done:
                return True
            deed = reader.decides(list(self.reads()))
            self.tell(f"{self.person.world.visit.at}: {deed}")
            if deed is None:
                return False
            self.does(deed)
        return self.person.is_done

    def reads(self) -> Iterator[Item]:
        """Reads the page from top to bottom: each text alone, and what is written on each button."""
        settle(1)
        found = self.finger.probe.look()
        seen = [*(_written(found, one) for one in found["controls"]), *_alone(found)]
        above = ""
        for _, item in sorted(seen, key=lambda one: (round(one[0][1] / 8), one[0][0])):
            above = item.name if item.kind in ("text", "heading") else above
            yield Item(item.name, item.kind, item.enabled, item.chosen, question=above)
        for one in found["fields"]:
            yield Item("", "field", empty=not one["text"])

    def does(self, deed: Deed) -> None:
        if deed.press == self.person.word(N_("Yes, I agree")):
            self.person.holds_card()
        if deed.press == self.person.word(N_("I have a slip: where is my dossier?")):
            self.person.holds_slip()
        for letter in (*deed.digits, *deed.letters):
            self.finger.touch(partial(key_of, letter))
        if deed.press:
            self.finger.touch(lambda controls: self._named(controls, deed))
        self.person.holds_nothing()

    def _named(self, controls: list[Control], deed: Deed) -> Control:
        same = [one for one in controls if one["name"] == deed.press and one["enabled"]]
        if not deed.question or len(same) == 1:
            return same[0]
        answers = [item for item in self.reads() if item.name == deed.press and item.kind == "button"]
        return same[[item.question for item in answers].index(deed.question)]


def key_of(letter: str, controls: list[Control]) -> Control:
    """The key of that letter or digit, whether it stands there small or large."""
    return next(one for one in controls if one["key"] and one["name"].lower() == letter)


def _written(found: dict[str, list[Control]], control: Control) -> tuple[Box, Item]:
    on_it = [one["text"] for one in found["texts"] if one["control"] == control["box"]]
    kind: Kind = "key" if control["key"] else "button"
    name = on_it[0] if on_it and not control["key"] else control["name"]
    return control["box"], Item(name, kind, control["enabled"], control["chosen"])


def _alone(found: dict[str, list[Control]]) -> Iterator[tuple[Box, Item]]:
    largest = max(
        (one["size"] for one in found["texts"] if one["control"] is None and one["view"]), default=0
    )
    for one in found["texts"]:
        if one["control"] is None:
            kind: Kind = "heading" if one["size"] == largest else "text"
            yield one["box"], Item(one["text"], kind)


if __name__ == "__main__":
    touch = Touch(person_of(*sys.argv[1:]), print)
    print(touch.lives(), touch.finger.touches, "touches")
