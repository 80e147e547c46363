"""Defines printers of slips and of A4 sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from kiosk.ports.device import Device, Fault


@dataclass(frozen=True, slots=True, eq=False)
class SlipPicture:
    """Holds a rendered slip: one bit a dot. `rows` holds `ceil(width/8)` bytes a row, a set bit is black, the
    leftmost dot in the highest bit (the order of ESC/POS GS v 0). The paper is cut before each row of `cuts`,
    and at the end.
    """

    width: int
    height: int
    rows: bytes = field(repr=False)
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Holds one piece of a slip in words. `right` stands at the right end of the same line where it fits.
    `times` is how many times larger than plain letters; a `code` is the text of a QR code.
    """

    kind: Literal["text", "rule", "code", "cut"]
    text: str = field(default="", repr=False)
    right: str = field(default="", repr=False)
    align: Literal["left", "center", "right"] = "left"
    strong: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Describes one slip to be put on paper once. `id` stays the same across retries.

    `marked` draws the same slip with the mark of a reprint; a job without it is never printed again by
    itself. `attempt` counts from 1; a `reprint` is a later attempt, and its picture bears the mark. `lines`
    gives the slip in words, with the mark when it is told so, for a printer that is sent letters.
    """

    id: str
    kind: Literal["ticket", "slip", "receipt", "checklist"]
    picture: SlipPicture
    reprint: bool = False
    marked: Callable[[], SlipPicture] | None = field(default=None, repr=False, compare=False)
    attempt: int = 1
    lines: Callable[[bool], tuple[SlipLine, ...]] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """Says that the paper is out. `confirmed` tells whether the printer said so itself, not only the wire."""

    job: str
    confirmed: bool


@runtime_checkable
class SlipPrinter(Device, Protocol):
    """Describes a receipt printer."""

    def width(self) -> int:
        """Gives the dots across its head: how wide a slip is drawn for it (576 on 80 mm
        paper, 384 on 58 mm).
        """

    def print(self, job: PrintJob) -> Printed | Fault:
        """Prints one slip, once. `printer_paper_out`, `printer_cover_open`, `printer_cutter`, `printer_hot`,
        `printer_unreachable`, `printer_swapped`, `printer_in_doubt` (it may or may not have come out).
        """


@dataclass(frozen=True, slots=True)
class Sheet:
    """Holds an A4 document. `id` stays the same across retries and says nothing of the citizen."""

    id: str
    pdf: bytes = field(repr=False)


@runtime_checkable
class SheetPrinter(Device, Protocol):
    """Describes a printer of A4 sheets, or the folder that stands for one."""

    def put(self, sheet: Sheet) -> Printed | Fault:
        """Prints or keeps one document, once: the same id again changes nothing once it is done.
        `sheets_unreachable` (nothing was taken), `sheets_in_doubt` (it may have come out).
        """
