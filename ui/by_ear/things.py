"""Describes what stands on a screen, and puts it into words: name, state, kind, place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kiosk.language.messages import N_

Translate = Callable[[str], str]
"""Gives a message in the language of the visit."""


class Kind(Enum):
    """Says what a thing is; its value is the word for it, a message id, empty where none is said."""

    TEXT = ""
    NEWS = " "
    HEADING = N_("heading")
    BUTTON = N_("button")
    KEY = N_("key")
    FIELD = N_("field")
    PICTURE = N_("picture")


@dataclass(frozen=True, slots=True)
class Thing:
    """Holds one text, control or picture. `value` is what stands in a field, `note` what explains it; `on`: a
    switch's state, None for what is none; `chosen`: the answer given before; `main`: where the page goes on;
    `in_page`: no part of the header or the bars; `direct`: acts at the first touch.
    """

    kind: Kind
    name: str
    value: str = ""
    note: str = ""
    on: bool | None = None
    chosen: bool = False
    enabled: bool = True
    main: bool = False
    in_page: bool = True
    direct: bool = False

    @property
    def is_control(self) -> bool:
        """Says if something can be done with it."""
        return self.acts or self.kind is Kind.FIELD

    @property
    def acts(self) -> bool:
        """Says if it can be touched."""
        return self.kind in (Kind.BUTTON, Kind.KEY)


def words_of(thing: Thing, say: Translate) -> str:
    """Gives the words for a thing, without its place."""
    parts = [thing.name]
    if thing.kind is Kind.FIELD:
        parts.append(thing.value or say(N_("nothing typed yet")))
    if thing.chosen:
        parts.append(say(N_("chosen")))
    if thing.on is not None:
        parts.append(say(N_("switched on") if thing.on else N_("switched off")))
    if thing.note and thing.kind is not Kind.FIELD:  # there it says where to touch
        parts.append(thing.note)
    if thing.kind.value.strip():
        parts.append(say(thing.kind.value))
    if not thing.enabled:
        parts.append(say(N_("not available now")))
    return joined(parts)


def joined(parts: list[str]) -> str:
    """Joins parts of speech to sentences."""
    return " ".join(_ended(part.strip()) for part in parts if part.strip())


def _ended(part: str) -> str:
    return part if part[-1] in ".!?…:" else f"{part}."
