"""Splits a text into sentences, so that a voice can begin with the first while it makes the next."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…;])[\"”’)\]]*\s+|\s*\n\s*")
_SHORT = re.compile(
    r"(?:^|[\s(“\"/-])(?:[A-ZĐ]{1,2}|T[PXTT]|ThS|TS|KP|ĐT|st|mr|mrs|ms|dr|no|nos|tel|art|e\.g|i\.e|[ap]\.m)\.$",
    re.IGNORECASE,
)
"""What ends in a point and goes on: TP., P., Q., Mr., No., a.m. …"""


def sentences(text: str) -> list[str]:
    """Gives the sentences of a text (Vietnamese or English), none of them empty; joined by a space they are
    the text again. A point ends none behind an abbreviation, within a number or a code, or before a small
    letter.
    """
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        before, behind = text[begin : end.start()], text[end.end() : end.end() + 1]
        if not before.strip() or (_goes_on(before, behind) and "\n" not in end[0]):
            continue
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    last = text[begin:].strip()
    return [*found, last] if last else found


def _goes_on(before: str, behind: str) -> bool:
    if not before.endswith("."):
        return False
    return behind.islower() or _SHORT.search(before) is not None
