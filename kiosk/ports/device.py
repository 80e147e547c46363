"""Defines what every device driver shares: how it is opened, its health, and trouble as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fault:
    """Describes expected trouble. `id` is a key of `kiosk.faults.FAULTS`, which holds its
    two texts.

    `detail` is for the log and the technician: never personal data.
    """

    id: str
    detail: str = ""


class State(Enum):
    """Lists the states of a device, in the words of the technician's screen."""

    READY = "ready"
    BUSY = "busy"
    BLOCKED = "blocked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Health:
    """Describes a device's health by its own report. `warnings` are Fault ids that do not stop it (paper near
    its end).
    """

    state: State
    fault: Fault | None = None
    warnings: tuple[str, ...] = ()
    identity: str = ""


class Device(Protocol):
    """Describes what every driver can do. The vendor library is imported in `open()`, not before."""

    def open(self) -> Fault | None:
        """Connects; may be called again after `close()`. A value, not an exception, where it can't."""

    def close(self) -> None:
        """Closes everything; harmless when called twice."""

    def health(self) -> Health:
        """Reports the device's health, within 2 seconds."""
