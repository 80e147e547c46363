"""Decodes the keys a keyboard scanner types, from the kernel's event records: the text, and whether letters
of it are lost.

A record is `struct input_event` (linux/input.h): two longs of time, type, code, value; 24 bytes on a 64-bit
machine. A scanner set to the US layout types ASCII. Of any other letter most send nothing at all; some send
it as Alt and a number on the keypad, which only Windows understands by itself: a number above 255 is a code
point, smaller ones are the bytes of UTF-8. Some of these press all digits of a number at once: then the
kernel drops a digit that comes twice, and the number means nothing.
"""

from __future__ import annotations

import struct

from devices.scanning.hand_scanner import MOST_BYTES
from kiosk.ports.codes import Reading

RECORD = struct.Struct("llHHi")
EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
RELEASED, PRESSED = 0, 1

ENTER = (28, 96)
SHIFT = (42, 54)
CONTROL = (29, 97)
ALT = (56, 100)
CAPS_LOCK, NUM_LOCK = 58, 69
SILENT = frozenset({*SHIFT, *CONTROL, *ALT, CAPS_LOCK, NUM_LOCK})
"""Keys that stand for no character by themselves."""

_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    15: ("\t", "\t"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    55: ("*", "*"),
    57: (" ", " "),
    71: ("789-456+1230.", "789-456+1230."),
    98: ("/", "/"),
}
"""The US layout: the code of a row's first key, and its characters without and with Shift
(linux/input-event-codes.h)."""

KEYS = {
    first + place: pair for first, row in _ROWS.items() for place, pair in enumerate(zip(*row, strict=True))
}
KEYPAD = {code: KEYS[code][0] for code in (*range(71, 74), *range(75, 78), *range(79, 83))}
_MOST_KEYPAD_DIGITS = 7
_BYTES = 0x100
_CODE_POINTS = 0x110000
_ASCII = 0x80


class Keystrokes:
    """Collects the keys of one scan until Enter."""

    def __init__(self) -> None:
        self._part = b""
        self._typed: list[int] = []
        self._spoilt = False
        self._strange = False
        self._held: set[int] = set()
        self._caps = False
        self._number = ""
        self._at_once = 0

    def __repr__(self) -> str:
        return f"Keystrokes(pending={self.pending})"

    @property
    def pending(self) -> bool:
        """Says if a scan has begun."""
        return bool(self._typed) or bool(self._number) or self._strange or self._spoilt

    def feed(self, data: bytes) -> list[Reading]:
        """Takes `data`, records one after the other, and gives the scans that it ends."""
        data = self._part + data
        whole = len(data) - len(data) % RECORD.size
        self._part = data[whole:]
        found = (
            self._record(kind, code, value) for _, _, kind, code, value in RECORD.iter_unpack(data[:whole])
        )
        return [reading for reading in found if reading is not None]

    def spoil(self) -> None:
        """Drops the scan that has begun, and the rest of it still to come."""
        self._spoilt = self.pending
        self._drop()

    def forget(self) -> None:
        """Starts anew, with all keys up."""
        self._drop()
        self._spoilt = self._caps = False
        self._part = b""
        self._held.clear()

    def _drop(self) -> None:
        self._typed.clear()
        self._number = ""
        self._strange = False

    def _record(self, kind: int, code: int, value: int) -> Reading | None:
        if kind == EV_SYN:
            self._at_once = 0
            if code == SYN_DROPPED:
                self._held.clear()
                self._spoilt = True
        if kind != EV_KEY:
            return None
        if value == RELEASED:
            self._release(code)
            return None
        return self._press(code) if value == PRESSED else None

    def _release(self, code: int) -> None:
        self._held.discard(code)
        if code in ALT and self._number:
            self._typed.append(int(self._number))
            self._number = ""

    def _press(self, code: int) -> Reading | None:
        if code in ENTER:
            return self._ended()
        self._held.add(code)
        if code == CAPS_LOCK:
            self._caps = not self._caps
        elif self._holds(ALT):
            self._press_with_alt(code)
        elif code in KEYS:
            self._typed.append(self._character(code))
        elif code not in SILENT:
            self._strange = True
        if len(self._typed) > MOST_BYTES:
            self.spoil()
        return None

    def _press_with_alt(self, code: int) -> None:
        self._at_once += code in KEYPAD
        if code in KEYPAD and self._at_once == 1 and len(self._number) < _MOST_KEYPAD_DIGITS:
            self._number += KEYPAD[code]
        elif code not in SILENT:
            self._strange = True

    def _character(self, code: int) -> int:
        plain, shifted = KEYS[code]
        letter = plain.isalpha()
        upper = self._holds(SHIFT) != (self._caps and letter)
        character = ord(shifted if upper else plain)
        return character & 0x1F if self._holds(CONTROL) else character

    def _holds(self, keys: tuple[int, ...]) -> bool:
        return not self._held.isdisjoint(keys)

    def _ended(self) -> Reading | None:
        """Ends the scan at an Enter. An Enter alone is no scan."""
        typed, spoilt, strange = tuple(self._typed), self._spoilt, self._strange
        self._drop()
        self._spoilt = False
        if spoilt or not typed:
            return None
        payload = None if strange else _with_letters(typed)
        if payload is not None:
            return Reading(payload, symbology="")
        kept = bytes(unit for unit in typed if unit < _ASCII)
        return Reading(kept, symbology="", letters_lost=True) if kept else None


def _with_letters(typed: tuple[int, ...]) -> bytes | None:
    """Gives the code's bytes, where letters beyond ASCII came through without doubt."""
    if all(unit < _ASCII for unit in typed):
        return None
    try:
        if max(typed) < _BYTES:
            payload = bytes(typed)
            payload.decode("utf-8", "strict")
            return payload
        return "".join(map(chr, typed)).encode("utf-8") if max(typed) < _CODE_POINTS else None
    except UnicodeError:
        return None
