"""Parses the answers of a receipt printer and gives their meaning.

Several kinds share one stream in no fixed order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.ports.device import Fault

ASK = {number: bytes([0x10, 0x04, number]) for number in (1, 2, 3, 4)}
FENCE = b"\x1d\x72\x01"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_SENSOR = frozenset({0x00, 0x03, 0x0C, 0x0F})


@dataclass(frozen=True, slots=True)
class Completed:
    """Says that the job with that process id is on paper."""

    process_id: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """Says that the buffers are empty."""


@dataclass(frozen=True, slots=True)
class RealTime:
    """Holds the answer to the last DLE EOT."""

    byte: int


@dataclass(frozen=True, slots=True)
class Fence:
    """Holds the answer to GS r 1: everything sent before it has been taken from the buffer."""


@dataclass(frozen=True, slots=True)
class Named:
    """Holds a text answer to GS I."""

    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """Lists what stops or troubles the printer. `hot` passes by itself."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    cutter: bool = False
    broken: bool = False
    hot: bool = False

    def fault(self) -> Fault | None:
        """Gives the first fault that staff must mend, or None."""
        if self.cover_open:
            return Fault("printer_cover_open")
        if self.paper_out:
            return Fault("printer_paper_out")
        if self.cutter or self.broken:
            return Fault("printer_cutter", "unrecoverable" if self.broken else "")
        return None

    def with_answer(self, question: int, byte: int) -> Status:
        """Gives the status after the answer `byte` to DLE EOT `question`. What is online has nothing that
        stops.
        """
        if question == 1:
            return replace(self, offline=True) if byte & 0x08 else Status(near_end=self.near_end)
        if question == 2:
            return replace(self, cover_open=bool(byte & 0x04), paper_out=self.paper_out or bool(byte & 0x20))
        if question == 3:
            return replace(self, cutter=bool(byte & 0x08), broken=bool(byte & 0x20), hot=bool(byte & 0x40))
        return replace(self, near_end=byte & 0x0C == 0x0C, paper_out=byte & 0x60 == 0x60)


Answer = Completed | Cleared | RealTime | Status | Fence | Named


class Answers:
    """Parses received bytes, whole or in pieces, into answers. Bytes of no known kind are dropped."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Takes bytes and gives the answers that are now complete."""
        self._rest += data
        while self._rest:
            length = _length(self._rest)
            if length is None or length > len(self._rest):
                return
            whole, self._rest = self._rest[:length], self._rest[length:]
            answer = _meaning(whole)
            if answer is not None:
                yield answer


def status_of(bytes_by_question: dict[int, int]) -> Status:
    """Combines the answers to DLE EOT 1 to 4 into a status; a question left out counts as healthy."""
    printer, cause, error, paper = (bytes_by_question.get(number, 0x12) for number in (1, 2, 3, 4))
    return Status(
        offline=bool(printer & 0x08),
        cover_open=bool(cause & 0x04),
        paper_out=bool(cause & 0x20 or paper & 0x60 == 0x60),
        near_end=paper & 0x0C == 0x0C,
        cutter=bool(error & 0x08),
        broken=bool(error & 0x20),
        hot=bool(error & 0x40),
    )


_SHAPES = (
    re.compile(rb"\x37\x22[\x20-\x7e]{4}\0"),
    re.compile(rb"\x37\x25\0"),
    re.compile(rb"\x5f[\x20-\x7e]{0,80}\0"),
    re.compile(
        rb"[\x10\x14\x18\x1c\x30\x34\x38\x3c\x50\x54\x58\x5c\x70\x74\x78\x7c]"
        rb"[\x00-\x0f\x20-\x2f\x40-\x4f\x60-\x6f]{3}"
    ),
)
_BEGUN = (
    re.compile(rb"\x37(\x22[\x20-\x7e]{0,4}|\x25)?"),
    re.compile(rb"\x5f[\x20-\x7e]{0,80}"),
    re.compile(
        rb"[\x10\x14\x18\x1c\x30\x34\x38\x3c\x50\x54\x58\x5c\x70\x74\x78\x7c]"
        rb"[\x00-\x0f\x20-\x2f\x40-\x4f\x60-\x6f]{0,2}"
    ),
)


def _length(data: bytes) -> int | None:
    """Gives the length of the answer that begins the bytes; None where more bytes are awaited. Rubbish goes
    byte by byte: what does not have the whole shape of an answer is none.
    """
    for shape in _SHAPES:
        if found := shape.match(data):
            return found.end()
    if any(begun.fullmatch(data) for begun in _BEGUN):
        return None
    return 1


def _meaning(whole: bytes) -> Answer | None:
    first = whole[0]
    if len(whole) == 1:
        if first & 0x93 == 0x12:
            return RealTime(first)
        return Fence() if first in _SENSOR else None
    if whole.startswith(b"\x37\x22"):
        return Completed(whole[2:-1])
    if whole.startswith(b"\x37\x25"):
        return Cleared()
    if first == 0x5F:
        return Named(whole[1:-1].decode("ascii"))
    return Status(
        offline=bool(first & 0x08),
        cover_open=bool(first & 0x20),
        paper_out=whole[2] & 0x0C == 0x0C,
        near_end=whole[2] & 0x03 == 0x03,
        cutter=bool(whole[1] & 0x08),
        broken=bool(whole[1] & 0x20),
        hot=bool(whole[1] & 0x40),
    )
