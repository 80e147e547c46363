"""What every device driver shares: how it is opened, how it says that it is well, and trouble as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fault:
    """Expected trouble. `id` is a key of `kiosk.faults.FAULTS`, which holds its two texts.

    `detail` is for the log and the technician: never personal data.
    """

    id: str
    detail: str = ""


class State(Enum):
    """How a device is, in the words of the technician's screen."""

    READY = "ready"
    BUSY = "busy"
    BLOCKED = "blocked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Health:
    """What a device says of itself. `warnings` are Fault ids that do not stop it (paper near its end)."""

    state: State
    fault: Fault | None = None
    warnings: tuple[str, ...] = ()
    identity: str = ""


class Device(Protocol):
    """What every driver can do. The vendor library is imported in `open()`, not before."""

    def open(self) -> Fault | None:
        """Connect; may be called again after `close()`. A value, not an exception, where it can't."""

    def close(self) -> None:
        """Let go of everything; harmless when called twice."""

    def health(self) -> Health:
        """How the device is now, within 2 seconds."""
