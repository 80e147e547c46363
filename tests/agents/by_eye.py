"""Sees, and can't read a word: pictograms, colours, places, and the ten digits.

    python -m tests.agents.by_eye CODE [LANG]

prints what is touched, by its pictogram and place.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.agents.by_touch import Finger, key_of
from tests.agents.person import MOST_DEEDS, Person, person_of
from tests.screens.stage import Probe
from tests.visits.world import CONTEXT
from ui.citizen.window import settle

AWAY = frozenset(
    {"arrow-left", "log-out", "layers", "mic", "signpost", "pencil"}
    | {"search", "eye", "refresh-cw"}
    | {"message-circle-question-mark", "users", "ticket"}
)
"""Pictograms that she knows to lead elsewhere."""
BACK, SLIP = "arrow-left", "scan-qr-code"
HEADER = 175.0
"""Above it stand the way back and the languages."""


@dataclass(frozen=True)
class Sign:
    """One control without its words: pictograms, place, and how it stands out."""

    box: tuple[float, ...]
    icons: tuple[str, ...]
    main: bool
    enabled: bool
    chosen: bool
    row: float
    """Where the words above it stand, which she can't read."""
    order: int


@dataclass
class Eye:
    """One who can't read."""

    person: Person
    tell: Callable[[str], object] = lambda _line: None
    finger: Finger = field(init=False)
    tried: Counter[tuple[object, ...]] = field(default_factory=Counter)
    passed: int = 0
    """How many of the pictograms of what is wanted have been followed."""

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
        for _ in range(MOST_DEEDS):
            if self.person.is_done:
                return True
            settle(1)
            found = self.finger.probe.look()
            if not self._types(found) and not self._touches(found):
                return False
        return self.person.is_done

    def _types(self, found: dict[str, list[dict[str, Any]]]) -> bool:
        """Touches digits on a pad of digits where nothing stands yet: a day, or a one."""
        keys = [one for one in found["controls"] if one["key"] and len(one["name"]) == 1]
        fields = found["fields"]
        if len(keys) != 10 or not fields or any(one["text"] for one in fields):
            return False
        for digit in "02032001" if len(fields) == 3 else "1":
            self.finger.touch(partial(key_of, digit))
        return True

    def _touches(self, found: dict[str, list[dict[str, Any]]]) -> bool:
        signs = list(_signs(found))
        page = tuple((sign.icons, sign.box[1] // 40, sign.chosen) for sign in signs)
        candidates = list(self._candidates(signs))
        if not candidates:
            return False
        at = min(range(len(candidates)), key=lambda at: (self.tried[page, candidates[at].box], at))
        sign = candidates[at]
        self.tried[page, sign.box] += 1
        self.tell(
            f"{self.person.world.visit.at}: {sign.icons} at {sign.box[:2]}{' main' if sign.main else ''}"
        )
        if SLIP in sign.icons:
            self.person.holds_slip()
        elif any(one["icon"] == "lock" for one in found["icons"]):
            self.person.holds_card()
        self.passed += self._picture in sign.icons
        self.finger.touch(lambda controls: _the_same(sign, controls))
        self.person.holds_nothing()
        return True

    def _candidates(self, signs: list[Sign]) -> Iterator[Sign]:
        can = [sign for sign in signs if sign.enabled]
        yield from (sign for sign in can if self._picture in sign.icons)
        mains = [sign for sign in signs if sign.main]
        if not mains or not all(sign.enabled for sign in mains):
            yield from _unanswered(can)
        yield from (sign for sign in can if sign.main and sign.icons != ("camera",))
        yield from (sign for sign in can if not AWAY & {*sign.icons})
        yield from (sign for sign in can if BACK in sign.icons)

    @property
    def _picture(self) -> str:
        """The pictogram to be followed next; empty where all were."""
        goal = self.person.goal
        if goal.name == "status":
            return SLIP
        field_icon = next(one.icon for one in CONTEXT.fields if one.id == goal.procedure.field)
        way = [field_icon, goal.procedure.icon, *["ticket"][: goal.name == "number"]]
        return (*way, "")[min(self.passed, len(way))]


def _the_same(sign: Sign, controls: list[dict[str, Any]]) -> dict[str, Any]:
    """The control that was seen, wherever it has been scrolled to: the one of its size in its order."""
    alike = [
        one for one in controls if tuple(one["box"][2:]) == sign.box[2:] and one["box"][0] == sign.box[0]
    ]
    return alike[sign.order]


def _signs(found: dict[str, list[dict[str, Any]]]) -> Iterator[Sign]:
    lines = sorted(one["box"][1] for one in found["texts"] if one["control"] is None)
    for one in found["controls"]:
        box = one["box"]
        icons = tuple(each["icon"] for each in found["icons"] if each["control"] == box)
        if one["key"] or one["more"] or one["bar"] or (box[1] < HEADER and BACK not in icons):
            continue
        alike = [
            each["box"]
            for each in found["controls"]
            if each["box"][2:] == box[2:] and each["box"][0] == box[0]
        ]
        above = max((line for line in lines if line < box[1]), default=0.0)
        yield Sign(tuple(box), icons, one["main"], one["enabled"], one["chosen"], above, alike.index(box))


def _unanswered(signs: list[Sign]) -> Iterator[Sign]:
    """The first control under each line of words under which none is chosen."""
    rows: dict[float, list[Sign]] = {}
    for sign in signs:
        if not AWAY & {*sign.icons} and not sign.main:
            rows.setdefault(sign.row, []).append(sign)
    for answers in rows.values():
        if not any(sign.chosen for sign in answers):
            yield answers[0]


if __name__ == "__main__":
    eye = Eye(person_of(*sys.argv[1:]), print)
    print(eye.lives(), eye.finger.touches, "touches")
