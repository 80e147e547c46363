"""Defines the camera that photographs papers, and the reader of the print on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from kiosk.ports.device import Device, Fault


@dataclass(frozen=True, slots=True)
class Page:
    """Holds one captured page: JPEG bytes, straightened and upright; `hints` are what the citizen could do
    better (`move_closer`, `tilt_glare`, `page_cut`, `covered`, `blurred`).
    """

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    hints: tuple[str, ...] = ()


@runtime_checkable
class DocumentCamera(Device, Protocol):
    """Takes a picture of a paper that lies under the camera."""

    def capture(self) -> Page | Fault:
        """Finds the page, straightens and crops it. `page_not_found` when there is none."""


@dataclass(frozen=True, slots=True)
class Box:
    """Marks a part of a page, in shares of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """Holds one line of print and where it stands; a wide gap may cut a row into several lines. `doubts` are
    the words of it of which the engine itself is not sure.
    """

    text: str = field(repr=False)
    box: Box
    doubts: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Holds what one engine read on a page, from top to bottom."""

    engine: str
    lines: tuple[TextLine, ...] = field(repr=False)


@runtime_checkable
class PaperReader(Device, Protocol):
    """Reads the print on a captured page, by engines that know nothing of one another."""

    def read(self, jpeg: bytes) -> tuple[Transcript, ...] | Fault:
        """Reads the page: one transcript an engine, texts in NFC. `paper_unread` where that takes too long or
        the picture can't be opened, `paper_reader_missing` where an engine is not installed.
        """
