"""What a visit wants done in the world. The session runs them through ports; each answers with an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from kiosk.dossier.model import DossierDraft
from kiosk.queue.model import TicketRequest


@dataclass(frozen=True, slots=True)
class Effect:
    """Base of all effects."""


@dataclass(frozen=True, slots=True)
class TakeNumber(Effect):
    """→ NumberTaken"""

    request: TicketRequest


@dataclass(frozen=True, slots=True)
class PrintSlip(Effect):
    """→ SlipPrinted | Failed("print"). `data` fills the slip layout of that name."""

    job: str
    slip: Literal["ticket", "slip"]
    data: dict[str, Any] = field(repr=False)
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class NumberOnScreen(Effect):
    """The number could not be printed, but stands on the screen: it may be called."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ReadCard(Effect):
    """→ CardRead | Failed("card")"""

    step: str


@dataclass(frozen=True, slots=True)
class ReadSlipCode(Effect):
    """→ StatusFound | Failed("slip_code")"""


@dataclass(frozen=True, slots=True)
class StopReading(Effect):
    """The screen no longer expects a code."""


@dataclass(frozen=True, slots=True)
class CapturePage(Effect):
    """→ PageCaptured | Failed("capture")"""

    step: str


@dataclass(frozen=True, slots=True)
class AskAssistant(Effect):
    """→ RobotReplied"""

    text: str = field(repr=False)
    lang: str = "vi"
    procedure: str | None = None


@dataclass(frozen=True, slots=True)
class Speak(Effect):
    """Say something; silent where there is no sound."""

    text: str = field(repr=False)
    lang: str = "vi"


@dataclass(frozen=True, slots=True)
class Hush(Effect):
    """Stop speaking."""


@dataclass(frozen=True, slots=True)
class HandIn(Effect):
    """→ WasHandedIn | Failed("hand_in"). The runner adds the captured pages, id, reference and token."""

    draft: DossierDraft = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class TellStaff(Effect):
    """A notice on the counter console."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wipe(Effect):
    """Forget everything of this citizen: pages, sounds, spool, caches."""
