"""Checks every layout with every sample, width and language for faults that nobody may
find on paper.

Missing glyphs, text or codes wider than their room, slips that are over-long, identity numbers that are not
masked, and codes too fine to be read after the printer's wear.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError

from kiosk.language.messages import Messages
from kiosk.paper.draw import Drawn
from kiosk.paper.fonts import Fonts, font, missing_glyphs, width_of
from kiosk.paper.layout import SLIPS, BadLayout, Layout, Weight, load_layout
from kiosk.paper.render import DOTS_PER_MM, WIDTHS, compose
from kiosk.ports.printing import SlipPicture

Kind = Literal["layout", "data", "glyphs", "overflow", "long", "identity", "code"]

LEAST_MODULE = 6
_ID = re.compile(r"(?<!\d)(?:\d{3} ?\d{3} ?\d{3} ?\d{3}|\d{3} ?\d{3} ?\d{3})(?! ?\d)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Describes something wrong with a slip. `detail` repeats no identity number."""

    kind: Kind
    slip: str
    detail: str
    sample: str = ""
    lang: str = ""
    width: int = 0

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.sample, self.lang, str(self.width or "")) if part)
        return (
            f"{self.slip} ({where}): {self.kind}: {self.detail}" if where else f"{self.slip}: {self.detail}"
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """Holds data for one slip. `ordinary`: its length and its words are those of most slips of a day; a name
    without a space or of 90 letters may be broken and makes a slip longer.
    """

    name: str
    lang: str
    data: Mapping[str, Any]
    ordinary: bool = True


def look_at(slip: str, samples: Iterable[Sample], messages: Messages, folder: Path = SLIPS) -> list[Problem]:
    """Lists what is wrong with `folder/<slip>.toml` filled with the samples, at both widths; once each."""
    try:
        layout = load_layout(slip, folder)
    except BadLayout as error:
        kind: Kind = "code" if "module" in str(error) else "layout"
        return [Problem(kind, slip, str(error))]
    found: dict[tuple[str, str, str, int], Problem] = {}
    for sample in samples:
        for width in WIDTHS.values():
            for problem in _look(slip, layout, sample, messages, width):
                found.setdefault((problem.kind, problem.detail, problem.lang, problem.width), problem)
    return list(found.values())


def _look(slip: str, layout: Layout, sample: Sample, messages: Messages, width: int) -> Iterator[Problem]:
    drawn: list[Drawn] = []
    try:
        picture = compose(layout, sample.data, sample.lang, messages, width, watch=drawn.append)
    except TemplateError as error:
        yield Problem("data", slip, str(error), sample.name, sample.lang, width)
        return
    others = messages.language(sample.lang).fonts
    told: list[tuple[Kind, str]] = [
        *_of_texts((one for one in drawn if one.kind == "text"), sample.ordinary, others),
        *_of_codes(one for one in drawn if one.kind == "code"),
        *_of_paper(picture, layout, sample.ordinary),
    ]
    for kind, detail in told:
        yield Problem(kind, slip, detail, sample.name, sample.lang, width)


def _of_texts(texts: Iterable[Drawn], ordinary: bool, others: Fonts) -> Iterator[tuple[Kind, str]]:
    for one in texts:
        missing = missing_glyphs(one.content, one.weight, others)
        if missing:
            yield "glyphs", f"the font lacks {missing!r} ({', '.join(f'U+{ord(c):04X}' for c in missing)})"
        words = one.content.split() if ordinary else []
        if any(_wide(word, one.weight, one.size, others) > one.room for word in words):
            yield "overflow", f"a word of {one.content!r} is wider than its {one.room} dots"
        if any(_wide(letter, one.weight, one.size, others) > one.room for letter in set(one.content)):
            yield "overflow", f"{one.room} dots hold no letter of size {one.size}"
        if _ID.search(one.content):
            yield "identity", f"a number of 9 or 12 digits stands unmasked: {_hidden(one.content)!r}"


@functools.lru_cache(maxsize=4096)
def _wide(text: str, weight: Weight, size: int, others: Fonts) -> int:
    return width_of(text, font(weight, size, others))


def _hidden(text: str) -> str:
    return _ID.sub(lambda found: "#" * len(found.group()), text)


def _of_codes(codes: Iterable[Drawn]) -> Iterator[tuple[Kind, str]]:
    for one in codes:
        if one.room < 0:
            yield "overflow", f"the code is {-one.room} dots wider than the slip"
        if one.size < LEAST_MODULE:
            yield "code", f"modules of {one.size} dots: at least {LEAST_MODULE} survive wear"


def _of_paper(picture: SlipPicture, layout: Layout, ordinary: bool) -> Iterator[tuple[Kind, str]]:
    most = layout.longest * (1 if picture.width == WIDTHS[80] else 1.5) * (1 if ordinary else 2)
    length = picture.height / DOTS_PER_MM
    if length > most:
        yield "long", f"{length:.1f} mm, at most {most:.1f} mm (longest = {layout.longest} for 80 mm paper)"
