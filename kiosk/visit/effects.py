"""Defines the effects: what a visit wants done in the world. The runner does it through
ports.

An `Awaited` effect stands in `Visit.pending` until its outcome comes (`outcomes.py` names it by type, and
`Failed` carries the effect itself); every other effect is done without an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from kiosk.contract.ticket import ShownHow
from kiosk.dossier.model import DossierDraft
from kiosk.gateway import Rating
from kiosk.ports.speech import FREE, PLAIN, Expected, Manner
from kiosk.queue.model import TicketRequest
from kiosk.visit.assistant import Guess, TurnContext


@dataclass(frozen=True, slots=True)
class Effect:
    """Serves as the base of all effects. `CRASHED` is the fault of a driver that broke down instead of
    answering.
    """

    CRASHED: ClassVar[str] = "store_failed"


@dataclass(frozen=True, slots=True)
class Awaited(Effect):
    """Describes an effect whose outcome the visit waits for. `attempt` tells it from the same one started
    before.

    `WITH_PAGE`: given up when its page is left. `HOLDS`: the citizen can't go on before it has ended.
    """

    attempt: int = field(default=0, kw_only=True)
    WITH_PAGE: ClassVar[bool] = False
    HOLDS: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class TakeNumber(Awaited):
    """Takes a queue number from the hub, or from the kiosk's own range."""

    request: TicketRequest
    HOLDS: ClassVar[bool] = True


class SlipPurpose(Enum):
    """Says what a slip is for. The value names its layout in `config/slips/`."""

    TICKET = "ticket"
    SUBMISSION = "slip"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class PrintSlip(Awaited):
    """Prints one slip. `data` fills the layout; `ticket` is the number that may be called once it is out."""

    job: str
    purpose: SlipPurpose
    data: dict[str, Any] = field(repr=False)
    ticket: str | None = None
    CRASHED: ClassVar[str] = "printer_in_doubt"


@dataclass(frozen=True, slots=True)
class Reading(Awaited):
    """Serves as the base of the effects that wait for a code; `StopReading` ends them."""

    WITH_PAGE: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "camera_missing"


@dataclass(frozen=True, slots=True)
class ReadCard(Reading):
    """Reads the card of the person of step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class ReadSlipCode(Reading):
    """Reads a slip's code and asks the hub where its dossier is; or reads the code of an appointment."""


@dataclass(frozen=True, slots=True)
class FindDossiers(Awaited):
    """Finds dossiers at the hub by a typed code, or by the number of the card that was just read."""

    code: str = field(default="", repr=False)
    card: str = field(default="", repr=False)
    WITH_PAGE: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "hub_unreachable"


@dataclass(frozen=True, slots=True)
class CheckIn(Awaited):
    """Tells the hub that the holder of an appointment has come: by the token of its QR code, or by its typed
    code. `lang` is that of the number.
    """

    token: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    lang: str = "vi"
    HOLDS: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "check_in_away"


@dataclass(frozen=True, slots=True)
class CapturePage(Awaited):
    """Photographs a page of the paper of step `step`."""

    step: str
    WITH_PAGE: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "camera_missing"


@dataclass(frozen=True, slots=True)
class ReadPaper(Awaited):
    """Reads what the kept page of that digest says, for the inputs `wanted`. The citizen goes on
    meanwhile; what is not read is asked for as before.
    """

    step: str
    digest: str
    wanted: tuple[str, ...]
    CRASHED: ClassVar[str] = "paper_unread"


@dataclass(frozen=True, slots=True)
class AskAssistant(Awaited):
    """Asks the robot; `about` is what it is told of the visit, `guesses` all that may have been heard."""

    text: str = field(repr=False)
    about: TurnContext = field(repr=False)
    guesses: tuple[Guess, ...] = field(default=(), repr=False)
    WITH_PAGE: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "robot_failed"


@dataclass(frozen=True, slots=True)
class Listen(Awaited):
    """Listens to one utterance in language `lang`."""

    lang: str
    expected: Expected = field(default=FREE, repr=False)
    WITH_PAGE: ClassVar[bool] = True
    CRASHED: ClassVar[str] = "recogniser_failed"


@dataclass(frozen=True, slots=True)
class HandIn(Awaited):
    """Makes the dossier durable. The runner adds the captured pages, id, reference and token."""

    draft: DossierDraft = field(repr=False)
    at: datetime
    HOLDS: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class NumberShown(Effect):
    """Says that the citizen holds the number, on paper or on the screen: it may be called."""

    ticket: str
    how: ShownHow


@dataclass(frozen=True, slots=True)
class StopReading(Effect):
    """Stops the reader: the screen no longer expects a code."""

    CRASHED: ClassVar[str] = "camera_missing"


@dataclass(frozen=True, slots=True)
class Speak(Effect):
    """Speaks a text; silent where there is no sound. `manner` is the visit's (`speaking.py`)."""

    text: str = field(repr=False)
    lang: str = "vi"
    manner: Manner = PLAIN
    CRASHED: ClassVar[str] = "voice_failed"


@dataclass(frozen=True, slots=True)
class Chime(Effect):
    """Sounds a chime before what is being spoken; alone where there is no voice."""

    CRASHED: ClassVar[str] = "no_sound_device"


@dataclass(frozen=True, slots=True)
class Hush(Effect):
    """Stops speaking."""

    CRASHED: ClassVar[str] = "voice_failed"


@dataclass(frozen=True, slots=True)
class StopListening(Effect):
    """Throws away what is being said: the citizen touches, or the kiosk begins to speak."""

    CRASHED: ClassVar[str] = "microphone_missing"


@dataclass(frozen=True, slots=True)
class EndListening(Effect):
    """Ends the utterance: all is said."""

    CRASHED: ClassVar[str] = "microphone_missing"


CALL_STAFF = "call_staff"
"""The notice of a citizen who asks for help."""


@dataclass(frozen=True, slots=True)
class TellStaff(Effect):
    """Puts a notice on the counter console, under the id `notice` where it is given."""

    kind: str
    detail: str = field(default="", repr=False)
    notice: str = ""
    CRASHED: ClassVar[str] = "staff_not_told"


@dataclass(frozen=True, slots=True)
class SendRating(Effect):
    """Sends a rating to the hub."""

    rating: Rating


@dataclass(frozen=True, slots=True)
class LookAtCall(Effect):
    """Looks how the call for help stands whose notice has that id."""

    notice: str
    CRASHED: ClassVar[str] = "staff_not_told"


@dataclass(frozen=True, slots=True)
class Wipe(Effect):
    """Forgets everything of this citizen: pages, sounds, spool, caches."""
