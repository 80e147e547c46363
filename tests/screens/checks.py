"""Says what is wrong with a screen as it stands: blank, too small to touch or read, cut short, overlaid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from PIL import Image

from config.schema import Panel
from tests.screens.panels import least
from tests.screens.stage import Seen, background, contrast

LARGE = 1.15
"""Text of which the place is short (a bar, a key) grows by this at least where text is large."""
LEAST_CONTRAST = {"contrast": 12.0}
BORDER = 2.0


def troubles(seen: Seen, mode: str, panel: Panel) -> list[str]:
    """Lists what is wrong in this state of a screen on that panel, a line each."""
    return [
        *blank(seen),
        *touchable(seen, panel),
        *spaced(seen, panel),
        *legible(seen, mode, panel),
        *apart(seen),
    ]


def blank(seen: Seen) -> Iterator[str]:
    few = seen.picture.resize((90, 160), Image.Resampling.NEAREST)
    if len(few.getcolors(90 * 160) or ()) < 8:
        yield "the picture is blank"


def touchable(seen: Seen, panel: Panel) -> Iterator[str]:
    needs = least(panel)
    for control in seen.controls:
        width, height = (size / panel.px_per_mm for size in control["box"][2:])
        if min(width, height) < (needs.main_mm if control["main"] else needs.target_mm):
            yield f"{control['name']}: {width:.1f} × {height:.1f} mm"
        if not control["tab"] and control["enabled"]:
            yield f"{control['name']}: not in Tab order"


def spaced(seen: Seen, panel: Panel) -> Iterator[str]:
    """Two controls that can be touched at once stand apart, to the side or one below the other."""
    needs = least(panel).gap_mm * panel.px_per_mm
    for one, other, shared in near(seen.controls, "here", 1 - needs):
        yield f"{one['name']} and {other['name']}: {-shared / panel.px_per_mm:.1f} mm apart"


def legible(seen: Seen, mode: str, panel: Panel) -> Iterator[str]:
    smallest = math.floor(least(panel).text_px * (LARGE if mode.startswith("large") else 1))
    for text in seen.texts:
        words, box = text["text"], text["box"]
        if text["truncated"]:
            yield f"cut short: {words}"
        if text["content"][0] > box[2] + BORDER or text["content"][1] > box[3] + BORDER:
            yield f"larger than its box: {words} {text['content']} in {box}"
        if text["control"] and not inside(box, text["control"]):
            yield f"sticks out of its control: {words} {box} in {text['control']}"
        place = text["page"] or [0, 0, *seen.size]
        if not inside(box, place):
            yield f"off the screen: {words} {box} in {place}"
        if text["size"] < smallest:
            yield f"{text['size']} px: {words}"
        if min(box[2:]) < 1:
            yield f"no room at all: {words} {box}"
        elif text["enabled"] and inside(box, text["view"] or [0, 0, *seen.size]):
            behind = background(seen.picture, box)
            ratio = contrast(text["colour"], behind)
            if ratio < LEAST_CONTRAST.get(mode, 7.0) and text["colour"] != behind:
                yield f"contrast {ratio:.1f}: {words} {text['colour']} on {behind}"


def apart(seen: Seen) -> Iterator[str]:
    """Texts of one page lie beside each other on it; those of two, where they can be seen."""
    pages = {str(text["page"]): text["page"] for text in seen.texts}
    for page in pages.values():
        texts = [text for text in seen.texts if text["page"] == page]
        for one, other, _ in near(texts, "box", BORDER):
            yield f"overlap: {one['text']} and {other['text']}"
    for one, other, _ in near(seen.texts, "here", BORDER):
        if one["page"] != other["page"]:
            yield f"overlap: {one['text']} and {other['text']}"


Thing = dict[str, Any]


def near(things: Iterable[Thing], part: str, more_than: float) -> Iterator[tuple[Thing, Thing, float]]:
    """Gives each two things of which the boxes overlap by more than so much, and by how much; what is below
    zero is a gap. From the top down, so that most are never compared.
    """
    rows = sorted((thing for thing in things if thing[part]), key=lambda thing: float(thing[part][1]))
    for at, one in enumerate(rows):
        end = one[part][1] + one[part][3] - more_than
        for other in rows[at + 1 :]:
            if other[part][1] >= end:
                break
            shared = overlap(one[part], other[part])
            if shared > more_than:
                yield one, other, shared


def below_the_fold(seen: Seen) -> Iterator[str]:
    """What has to be scrolled to: right for a long text, wrong on Home."""
    for text in seen.texts:
        if text["view"] and not inside(text["box"], text["view"]):
            yield text["text"]


def inside(box: list[float], place: list[float]) -> bool:
    left, top, width, height = box
    return (
        left >= place[0] - BORDER
        and top >= place[1] - BORDER
        and left + width <= place[0] + place[2] + BORDER
        and top + height <= place[1] + place[3] + BORDER
    )


def overlap(one: list[float], other: list[float]) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return min(wide, high)
