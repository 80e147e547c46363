"""Checks every payload of a reader before anything else reads it. Nobody knows who made a code; anybody can
hold one up.

It passes text of a length that a code can hold, without characters that are there to be not seen: control
characters (a terminal or a log would obey them), signs that turn the direction of writing or have no width
(one text is shown, another is meant), separators of lines, characters that no standard gives a meaning.
What it passes is still untrusted: each reading of it asks for its own exact form, and nothing is opened.
"""

from __future__ import annotations

import unicodedata

from kiosk.identity.payload import without_terminator
from kiosk.ports.device import Fault

MOST_BYTES = 2953
"""The largest payload of a QR code: version 40, level L, byte mode (ISO/IEC 18004, table 7)."""
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Zl", "Zp"})
"""Unicode's general categories: control, format, private use, unassigned, line and paragraph separators."""


def refusal(payload: bytes) -> Fault | None:
    """Says why `payload` is not looked at any further, or None: `code_unreadable` where its bytes are no
    UTF-8, `unknown_code` else. The detail shows nothing of the payload.
    """
    if not payload:
        return Fault("unknown_code", "empty")
    if len(payload) > MOST_BYTES:
        return Fault("unknown_code", "too long")
    try:
        text = without_terminator(payload).decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return Fault("code_unreadable", f"not UTF-8 at byte {error.start}")
    kinds = {unicodedata.category(character) for character in text} & _UNSEEN
    return Fault("unknown_code", f"characters of {', '.join(sorted(kinds))}") if kinds else None
