"""What a receipt printer says of itself: telling its answers apart, and what they mean.

Several kinds share one stream in no fixed order (reference printing.md, sections 3.2 to 3.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.ports import Fault

ASK = {number: bytes([0x10, 0x04, number]) for number in (1, 2, 3, 4)}
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


@dataclass(frozen=True, slots=True)
class Completed:
    """The job of that process id is on paper."""

    process_id: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """The buffers are empty."""


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to the last DLE EOT."""

    byte: int


@dataclass(frozen=True, slots=True)
class Status:
    """What stops or troubles the printer."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    cutter: bool = False
    broken: bool = False

    def fault(self) -> Fault | None:
        """The first thing staff must mend, or None."""
        if self.cover_open:
            return Fault("printer_cover_open")
        if self.paper_out:
            return Fault("printer_paper_out")
        if self.cutter or self.broken:
            return Fault("printer_cutter", "unrecoverable" if self.broken else "")
        return None


Answer = Completed | Cleared | RealTime | Status


class Answers:
    """Takes received bytes, whole or in pieces, and yields answers. Bytes of no known kind are dropped."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Answer]:
        """The answers that are complete now."""
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
    """The status that the answers to DLE EOT 1 to 4 tell; a question left out counts as healthy."""
    printer, cause, error, paper = (bytes_by_question.get(number, 0x12) for number in (1, 2, 3, 4))
    return Status(
        offline=bool(printer & 0x08),
        cover_open=bool(cause & 0x04),
        paper_out=bool(cause & 0x20 or paper & 0x60 == 0x60),
        near_end=paper & 0x0C == 0x0C,
        cutter=bool(error & 0x08),
        broken=bool(error & 0x20),
    )


def _length(data: bytes) -> int | None:
    first = data[0]
    if first in (0x37, 0x5F):
        end = data.find(b"\0")
        return None if end < 0 else end + 1
    return 4 if first & 0x93 == 0x10 else 1


def _meaning(whole: bytes) -> Answer | None:
    first = whole[0]
    if whole.startswith(b"\x37\x22"):
        return Completed(whole[2:-1])
    if whole.startswith(b"\x37\x25"):
        return Cleared()
    if len(whole) == 4 and first & 0x93 == 0x10:
        return Status(
            offline=bool(first & 0x08),
            cover_open=bool(first & 0x20),
            paper_out=whole[2] & 0x0C == 0x0C,
            near_end=whole[2] & 0x03 == 0x03,
            cutter=bool(whole[1] & 0x08),
            broken=bool(whole[1] & 0x20),
        )
    if len(whole) == 1 and first & 0x93 == 0x12:
        return RealTime(first)
    return None
