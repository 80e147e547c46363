"""Says what is wrong with a screen as it stands: blank, too small to touch or read, cut short, overlaid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PIL import Image

from tests.screens.stage import Seen, background, contrast

LEAST_MM = 20.0
LEAST_TEXT_PX = 24
LEAST_LARGE_TEXT_PX = 34
LEAST_CONTRAST = {"contrast": 12.0}
BORDER = 2.0


def troubles(seen: Seen, mode: str, px_per_mm: float) -> list[str]:
    """Lists what is wrong in that mode, a line each."""
    return [*blank(seen), *touchable(seen, px_per_mm), *legible(seen, mode), *apart(seen)]


def blank(seen: Seen) -> Iterator[str]:
    few = seen.picture.resize((90, 160), Image.Resampling.NEAREST)
    if len(few.getcolors(90 * 160) or ()) < 8:
        yield "the picture is blank"


def touchable(seen: Seen, px_per_mm: float) -> Iterator[str]:
    for control in seen.controls:
        _, _, width, height = control["box"]
        if min(width, height) / px_per_mm < LEAST_MM:
            yield f"{control['name']}: {width / px_per_mm:.1f} × {height / px_per_mm:.1f} mm"
        if not control["tab"] and control["enabled"]:
            yield f"{control['name']}: not in Tab order"


def legible(seen: Seen, mode: str) -> Iterator[str]:
    least = LEAST_LARGE_TEXT_PX if mode.startswith("large") else LEAST_TEXT_PX
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
        if text["size"] < least:
            yield f"{text['size']} px: {words}"
        if min(box[2:]) < 1:
            yield f"no room at all: {words} {box}"
        elif text["enabled"] and inside(box, text["view"] or [0, 0, *seen.size]):
            behind = background(seen.picture, box)
            ratio = contrast(text["colour"], behind)
            if ratio < LEAST_CONTRAST.get(mode, 7.0) and text["colour"] != behind:
                yield f"contrast {ratio:.1f}: {words} {text['colour']} on {behind}"


def apart(seen: Seen) -> Iterator[str]:
    for one, other in combinations(seen.texts, 2):
        if (one["page"] is None) == (other["page"] is None) and overlap(one["box"], other["box"]) > BORDER:
            yield f"overlap: {one['text']} and {other['text']}"


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
