"""Finds which way up a straightened page is, from its print alone.

Lines of print make dark and bright stripes across the page. In Latin script, and in Vietnamese above all,
more ink stands over the small letters (capitals, ascenders, marks of vowels and tones) than under them
(descenders, the dot below). Where print doesn't say it clearly, nothing is turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

WORKING_SIDE = 1600
STRIPS = 8
INK = 0.14
DOT, PATCH, RULE = 0.3, 14, 12
NOISE_PX = 5
SMEAR = (61, 11)
STRIPED = 1.3
LEAST_LINES = 12
LEAST_MAJORITY = 0.64
LINE_PX = (7, 70)
LEAST_LEAN = 0.02


def upright(page: Pixels) -> tuple[Pixels, bool]:
    """Turns the page so that its print can be read, and says if that is sure; if not, it is as it was."""
    import numpy as np

    turns = quarter_turns(page)
    if turns is None:
        return page, False
    return np.ascontiguousarray(np.rot90(page, -turns)), True


def quarter_turns(page: Pixels) -> int | None:
    """Counts the quarter turns clockwise that bring the page (BGR, 8 bits) upright: 0 to 3; None where its
    print does not tell.
    """
    import numpy as np

    ink = _ink(page)
    across, down = _stripes(ink), _stripes(ink.T)
    if across > STRIPED * down:
        side = _right_way_up(ink)
        return None if side is None else 0 if side else 2
    if down > STRIPED * across:
        side = _right_way_up(np.rot90(ink, -1))
        return None if side is None else 1 if side else 3
    return None


def _ink(page: Pixels) -> Any:
    """Measures how much darker than the paper around it each pixel is, 0 to 1, the border left out."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, WORKING_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    paper = cv2.blur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (41, 41))
    ink = np.clip(1 - small / np.maximum(paper, 1) - INK, 0, 1)
    edge = round(0.02 * max(ink.shape))
    return _letters(ink[edge:-edge, edge:-edge])


def _letters(ink: Any) -> Any:
    """Removes what is no letter: the dots of dotted lines, rules, and large dark patches."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats((ink > 0.05).astype(np.uint8), connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    letters = height[(height > NOISE_PX) & (longer < RULE * shorter)]
    usual = float(np.median(letters)) if letters.size else 1.0
    kept = (longer > DOT * usual) & (longer < PATCH * usual) & (longer < RULE * shorter)
    kept[0] = False
    return ink * kept[labels]


def _stripes(ink: Any) -> float:
    """Measures how strongly ink alternates from row to row once it is smeared along the rows by more than a
    line's height and across them by a stroke's: print becomes bars.
    """
    import cv2
    import numpy as np

    bars = cv2.blur(np.ascontiguousarray(ink), SMEAR)
    return float(np.sum(np.diff(bars, axis=0) ** 2))


def _right_way_up(ink: Any) -> bool | None:
    """Says if most lines of print lean upwards; None where too few do, or as many lean downwards."""
    import numpy as np

    leans = [lean for strip in np.array_split(ink, STRIPS, axis=1) for lean in _leans(strip.mean(axis=1))]
    clear = [lean for lean in leans if abs(lean) > LEAST_LEAN]
    up = sum(lean > 0 for lean in clear)
    if len(clear) < LEAST_LINES or max(up, len(clear) - up) < LEAST_MAJORITY * len(clear):
        return None
    return up * 2 > len(clear)


def _leans(profile: Any) -> list[float]:
    """Measures for each line of print in a strip the share of its ink above the small letters, less that
    below.
    """
    import numpy as np

    least = 0.08 * float(np.percentile(profile, 98))
    dark = np.concatenate([[False], profile > max(least, 1e-4), [False]])
    edges = np.flatnonzero(np.diff(dark.astype(np.int8)))
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        line = profile[start:end]
        if LINE_PX[0] <= len(line) <= LINE_PX[1]:
            core = np.flatnonzero(line >= 0.5 * line.max())
            above, below = float(line[: core[0]].sum()), float(line[core[-1] + 1 :].sum())
            found.append((above - below) / float(line.sum()))
    return found
