"""What is wrong with a state, beyond what `tests/screens/checks.py` sees: for ear, Tab key and eye."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from PySide6.QtGui import QAccessible, QAccessibleInterface

from config.schema import Panel
from tests.gate.guests import Measured
from tests.screens.checks import BORDER, troubles
from tests.screens.stage import Seen, background, contrast
from tests.visits.world import CONTEXT

ICON = 3.0
SOURCE = "en"
KINDS = (
    (r"the picture is blank", "blank"),
    (r"(cut short|larger than its box|sticks out of its control|no room at all)", "cut"),
    (r"off the screen", "off screen"),
    (r"\d+ px: ", "small text"),
    (r"contrast ", "contrast"),
    (r"overlap", "overlap"),
    (r".* mm apart$", "gap"),
    (r".* mm$", "small target"),
    (r".*not in Tab order$", "tab order"),
)
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.Graphic,
}
Trouble = tuple[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """Holds what is known of a state: what is seen, measured and heard, language, mode and panel."""

    seen: Seen
    page: Measured
    parts: Sequence[QAccessibleInterface]
    lang: str
    mode: str
    panel: Panel


def all_troubles(state: State) -> Iterator[Trouble]:
    """Gives what is wrong with a state, each with its kind."""
    for line in troubles(state.seen, state.mode, state.panel):
        yield kind_of(line), line
    yield from icons(state)
    yield from tabbed(state)
    yield from named(state)
    yield from untranslated(state)


def kind_of(line: str) -> str:
    """Gives the kind of a line of `tests/screens/checks.py`."""
    return next(kind for pattern, kind in KINDS if re.match(pattern, line, re.DOTALL))


def icons(state: State) -> Iterator[Trouble]:
    """An icon stands out from what is behind it."""
    for icon in state.page.icons:
        if not icon["here"] or min(icon["here"][2:]) < 4:
            continue
        behind = background(state.seen.picture, icon["here"])
        ratio = contrast(icon["colour"], behind)
        if ratio < ICON:
            yield "icon contrast", f"{icon['name']} {icon['colour']} on {behind}: {ratio:.1f}"


def tabbed(state: State) -> Iterator[Trouble]:
    """The Tab key comes by every control, each once, and goes down within a column."""
    chain, shown = map(_rounded, (state.page.chain, state.page.here))
    names = dict(zip(_rounded([one["box"] for one in state.seen.controls]), state.seen.controls, strict=True))
    for box, control in names.items():
        if control["enabled"] and box not in chain:
            yield "tab order", f"the Tab key does not come by “{control['name']}”"
    if len(set(chain)) < len(chain):
        yield "tab order", "the Tab key comes by a control twice"
    here = [box for box in chain if box in shown and box in names]
    for before, after in pairwise(here):
        is_above = after[1] + after[3] <= before[1] + BORDER
        same_column = min(before[0] + before[2], after[0] + after[2]) - max(before[0], after[0]) > BORDER
        if is_above and same_column:
            yield (
                "tab order",
                f"the Tab key goes up from “{names[before]['name']}” to “{names[after]['name']}”",
            )


def _rounded(boxes: list[list[float]]) -> list[tuple[int, ...]]:
    return [tuple(round(value) for value in box) for box in boxes]


def named(state: State) -> Iterator[Trouble]:
    """Each control has a name that says what it shows, a role and an action; no text is kept from the ear."""
    told: list[str] = []
    for part in state.parts:
        name, role = part.text(QAccessible.Text.Name), part.role()
        told += [name, part.text(QAccessible.Text.Description)]
        if role in ROLES and not name:
            box = part.rect()
            yield "name", f"{role.name} at {box.x()}, {box.y()} has no name"
        if role == QAccessible.Role.Button and not part.state().disabled:
            actions = part.actionInterface()
            if actions is None or "Press" not in actions.actionNames():
                yield "action", f"“{name}” can't be pressed"
    buttons = sum(part.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox) for part in state.parts)
    if buttons < len(state.seen.controls):
        yield "role", f"{len(state.seen.controls)} controls, of which {buttons} are buttons to the ear"
    for text in state.seen.texts:
        says = any(letter.isalnum() for letter in text["text"])
        if says and text["control"] is None and not any(text["text"] in name for name in told):
            yield "name", f"nobody hears “{text['text']}”"


@cache
def _translations() -> tuple[dict[str, str], set[str]]:
    """Gives the Vietnamese text of each message, and all of those texts."""
    messages = CONTEXT.messages
    found = {one: text for one, text in messages._languages["vi"].items() if one != text}
    return found, {text for text in found.values() if text not in found}


def untranslated(state: State) -> Iterator[Trouble]:
    """No message stands there in the other language."""
    by_message, vietnamese = _translations()
    for text in state.seen.texts:
        words = text["text"]
        if state.lang == "vi" and words in by_message and " " in words:
            yield "untranslated", f"“{words}” instead of “{by_message[words]}”"
        if state.lang == SOURCE and words in vietnamese and " " in words:
            yield "untranslated", f"“{words}” is Vietnamese"
