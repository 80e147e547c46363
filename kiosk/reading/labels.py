"""Finds printed labels in lines as an engine read them, and the values behind them.

Engines drop spaces, dots and marks, and misread a letter here and there: a label is compared by its letters
alone, and a long one may differ in some.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.language.normal import fold
from kiosk.ports.papers import Box, TextLine
from kiosk.reading.layout import PaperLayout, PrintedField

LETTERS_A_SLIP = 7
"""One letter of so many may be misread; a shorter label must be right."""
COMMON_PAIRS = 0.5
"""Share of a label's pairs of letters that a line must have, to be looked at more closely."""
SAME_ROW = 0.5
"""Share of a line's height in which two lines must overlap to stand side by side."""
EDGES = " ().,:;_-–—…'\"“”‘’*•|·~=<>«»"
BEHIND_LABEL = (":", ".", ";", ",")


@dataclass(frozen=True, slots=True)
class Found:
    """Holds a value as it was read, and where it stands. `sure`: the engine doubts none of its words."""

    text: str = field(repr=False)
    box: Box
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Key:
    """Holds the letters and digits of a text without marks, with the place of each in it."""

    letters: str = field(repr=False)
    places: tuple[int, ...]

    def ends_word(self, at: int) -> bool:
        """Says if no letter follows at once on the first `at`."""
        return at == len(self.places) or (at > 0 and self.places[at] > self.places[at - 1] + 1)


@dataclass(frozen=True, slots=True)
class _Label:
    """Holds a label's letters. `needs_sign`: it is short, or begins another one, and so counts only with a
    colon or the like behind it.
    """

    letters: str = field(repr=False)
    needs_sign: bool
    printed: PrintedField


@dataclass(frozen=True, slots=True)
class _Mark:
    """Marks where a label stands in a line, in places of its text."""

    start: int
    end: int
    printed: PrintedField
    size: int


def has_title(lines: Sequence[TextLine], layout: PaperLayout) -> bool:
    """Says if one of the titles stands in a line."""
    keys = [_key(line.text) for line in lines]
    return any(next(_places(_key(title).letters, key), None) for title in layout.titles for key in keys)


def values(lines: Sequence[TextLine], layout: PaperLayout) -> dict[str, Found]:
    """Gives what stands behind each label that fills something. What is found twice is not known, and left
    out.
    """
    marked = [(line, list(_marks(line.text, layout))) for line in lines]
    found: dict[str, list[Found]] = {}
    for line, marks in marked:
        ends = [mark.start for mark in marks[1:]] + [len(line.text)]
        for mark, end in zip(marks, ends, strict=False):
            if mark.printed.fills is None:
                continue
            value = _part(line, mark.end, end, mark.start)
            if value is None and end == len(line.text):
                value = _beside(line, marked)
            found.setdefault(mark.printed.fills, []).append(value or Found("", line.box))
    return {name: values[0] for name, values in found.items() if len(values) == 1 and values[0].text}


def _marks(text: str, layout: PaperLayout) -> Iterator[_Mark]:
    """Finds the labels of a line from left to right; where several fit, the longest."""
    key = _key(text)
    possible: list[_Mark] = []
    for label in _labels(layout):
        for first, last in _places(label.letters, key):
            start, end = key.places[first], key.places[last - 1] + 1
            if not label.needs_sign or _has_sign(text, start, end):
                possible.append(_Mark(start, end, label.printed, len(label.letters)))
    taken: list[_Mark] = []
    for mark in sorted(possible, key=lambda mark: -mark.size):
        if all(mark.end <= other.start or other.end <= mark.start for other in taken):
            taken.append(mark)
    yield from sorted(taken, key=lambda mark: mark.start)


@functools.cache
def _labels(layout: PaperLayout) -> tuple[_Label, ...]:
    every = [(one, _key(label).letters) for one in layout.fields for label in one.labels]
    return tuple(
        _Label(
            letters,
            len(letters) < LETTERS_A_SLIP
            or any(other != letters and other.startswith(letters) for _, other in every),
            one,
        )
        for one, letters in every
    )


def _has_sign(text: str, start: int, end: int) -> bool:
    """Says if a label stands before a sign, and behind no letter."""
    return text[end:].lstrip(" _")[:1] in BEHIND_LABEL and not text[max(0, start - 1) : start].isalpha()


def _places(label: str, key: _Key) -> Iterator[tuple[int, int]]:
    """Finds where a label stands among the letters of a line: first the places where it is right, else the
    one where it is nearest, if it is near enough.
    """
    line = key.letters
    at = line.find(label)
    if at >= 0:
        while at >= 0:
            yield at, at + len(label)
            at = line.find(label, at + len(label))
        return
    slips = len(label) // LETTERS_A_SLIP
    if slips and _has_pairs(label, line):
        place = _nearest(label, key, slips)
        if place is not None:
            yield place


def _has_pairs(label: str, line: str) -> bool:
    pairs = {label[at : at + 2] for at in range(len(label) - 1)}
    return sum(pair in line for pair in pairs) >= COMMON_PAIRS * len(pairs)


def _nearest(label: str, key: _Key, slips: int) -> tuple[int, int] | None:
    """Finds the part of a line that differs least from `label`, by at most `slips` letters (Sellers); of
    equal ones, one that ends with a word.
    """
    line = key.letters
    before = [(0, at) for at in range(len(line) + 1)]
    for row, letter in enumerate(label, 1):
        now = [(row, 0)]
        for at, other in enumerate(line, 1):
            best = (before[at - 1][0] + (letter != other), before[at - 1][1])  # changed, or the same
            if before[at][0] + 1 < best[0]:
                best = (before[at][0] + 1, before[at][1])  # missing
            if now[at - 1][0] + 1 < best[0]:
                best = (now[at - 1][0] + 1, now[at - 1][1])  # added
            now.append(best)
        if min(now)[0] > slips:
            return None  # with more of the label it only grows
        before = now
    last = min(range(len(before)), key=lambda at: (before[at][0], not key.ends_word(at)))
    cost, first = before[last]
    return (first, last) if cost <= slips and last > first else None


def _part(line: TextLine, start: int, end: int, since: int) -> Found | None:
    """Cuts a value out of a line, with the part of the line's box in which it stands: from its label at
    `since` to the next one. Where between them nobody can tell, for dots and gaps are no letters. None where
    nothing stands there.
    """
    text = line.text[start:end].strip(EDGES)
    if not text:
        return None
    wide = (line.box.right - line.box.left) / len(line.text)
    left, right = line.box.left + wide * since, line.box.left + wide * end
    sure = not any(word in doubt or doubt in word for word in text.split() for doubt in line.doubts)
    return Found(text, Box(left, line.box.top, right, line.box.bottom), sure)


def _beside(line: TextLine, marked: Sequence[tuple[TextLine, list[_Mark]]]) -> Found | None:
    """Gives the line to the right of a label that ends its own; None where that is a label as well."""
    right = [(other, marks) for other, marks in marked if _is_right_of(other.box, line.box)]
    if not right:
        return None
    nearest, marks = min(right, key=lambda pair: pair[0].box.left)
    end = marks[0].start if marks else len(nearest.text)
    return _part(nearest, 0, end, 0)


def _is_right_of(box: Box, other: Box) -> bool:
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return box.left >= other.right and shared >= SAME_ROW * (other.bottom - other.top)


def _key(text: str) -> _Key:
    folded = [(letter, at) for at, sign in enumerate(text) for letter in fold(sign) if letter.isalnum()]
    return _Key("".join(letter for letter, _ in folded), tuple(at for _, at in folded))
