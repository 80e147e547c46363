"""Defines cameras and code readers: frames, readings, and the hints that help a citizen hold a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from kiosk.ports.device import Device, Fault

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Holds one picture of a camera: `pixels` is height × width × 3, BGR, 8 bits. `at` is
    monotonic seconds.
    """

    pixels: NDArray[np.uint8] = field(repr=False)
    at: float


@runtime_checkable
class FrameSource(Device, Protocol):
    """Describes a camera, or what stands for one."""

    def frame(self) -> Frame | Fault:
        """Gives the newest picture. `camera_missing` when it is unplugged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Holds what a reader saw: the symbol's bytes, untouched. Untrusted, and never
    logged.

    `letters_lost`: it came through a keyboard scanner, which types ASCII alone; of every other letter nothing
    may be left, and nothing tells where it stood.
    """

    payload: bytes = field(repr=False)
    symbology: str = "QRCode"
    letters_lost: bool = False


@runtime_checkable
class CodeReader(Device, Protocol):
    """Reads one two-dimensional code: a camera with a decoder, a serial or a keyboard-wedge scanner."""

    def read(self, wait_s: float) -> Reading | Fault:
        """Waits up to `wait_s` seconds for a code. `no_code` when none came, `code_unreadable` when one is
        seen and can't be decoded.
        """

    def stop(self) -> None:
        """Ends a waiting `read` soon with `no_code`; called from another thread."""


Hint = Literal[
    "move_closer",
    "move_back",
    "whole_card",
    "tilt_glare",
    "hold_still",
    "more_light",
    "too_bright",
    "show_the_code",
]
"""What the citizen could do so that a card is read."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Describes what a reader sees while it waits. `hint` is steady enough to be shown; `picture` holds RGB
    rows of `width` × `height` pixels, too coarse for a letter or a face.
    """

    hint: Hint | None = None
    picture: bytes = field(default=b"", repr=False)
    width: int = 0
    height: int = 0


@runtime_checkable
class SightedReader(CodeReader, Protocol):
    """Describes a code reader that can report what it sees: one with a camera. Others lack `watch`."""

    def watch(self, report: Callable[[Glimpse], object] | None) -> None:
        """Lets a waiting `read` call `report` on its own thread from now on, some ten times a second; `None`
        ends that. To be called while no `read` waits.
        """
