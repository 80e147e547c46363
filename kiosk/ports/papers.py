"""Defines the camera that photographs papers."""

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
