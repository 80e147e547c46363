"""Everything the counter needs of the outside, as Protocols and small frozen values.

A driver implements one Protocol. Expected trouble comes back as a `Fault` value; a driver raises only
for what nobody expected. Every blocking call is made on the driver's own thread (`devices/worker.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.dossier.model import Dossier, Submission, SubmissionStatus
    from kiosk.queue.model import Ticket, TicketRequest
    from kiosk.visit.events import Event


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


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a camera: `pixels` is height × width × 3, BGR, 8 bits. `at` is monotonic seconds."""

    pixels: NDArray[np.uint8] = field(repr=False)
    at: float


@runtime_checkable
class FrameSource(Device, Protocol):
    """A camera, or what stands for one."""

    def frame(self) -> Frame | Fault:
        """The newest picture. `camera_missing` when it is unplugged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw: the symbol's bytes, untouched. Untrusted, and never logged.

    `letters_lost`: it came through a keyboard scanner, which types ASCII alone; of every other letter nothing
    may be left, and nothing tells where it stood.
    """

    payload: bytes = field(repr=False)
    symbology: str = "QRCode"
    unverified: bool = True
    letters_lost: bool = False


@runtime_checkable
class CodeReader(Device, Protocol):
    """Reads one two-dimensional code: a camera with a decoder, a serial or a keyboard-wedge scanner."""

    def read(self, wait_s: float) -> Reading | Fault:
        """Wait up to `wait_s` seconds for a code. `no_code` when none came, `code_unreadable` when one
        is seen and can't be decoded."""

    def stop(self) -> None:
        """Called from another thread: let a waiting `read` end soon with `no_code`."""


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
    """What a reader sees while it waits. `hint` is steady enough to be shown; `picture` holds RGB rows of
    `width` × `height` pixels, too coarse for a letter or a face."""

    hint: Hint | None = None
    picture: bytes = field(default=b"", repr=False)
    width: int = 0
    height: int = 0


@runtime_checkable
class SightedReader(CodeReader, Protocol):
    """A code reader that can tell what it sees: one with a camera. Others lack `watch`."""

    def watch(self, tell: Callable[[Glimpse], object] | None) -> None:
        """From now on a waiting `read` calls `tell` on its own thread, some ten times a second; `None`
        ends that. To be called while no `read` waits."""


@dataclass(frozen=True, slots=True)
class Page:
    """One captured page: JPEG bytes, straightened and upright; `hints` are what the citizen could do
    better (`move_closer`, `tilt_glare`, `page_cut`, `covered`, `blurred`)."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    hints: tuple[str, ...] = ()


@runtime_checkable
class DocumentCamera(Device, Protocol):
    """Takes a picture of a paper that lies under the camera."""

    def capture(self) -> Page | Fault:
        """Find the page, straighten and crop it. `page_not_found` when there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class SlipPicture:
    """A rendered slip: one bit a dot. `rows` holds `ceil(width/8)` bytes a row, a set bit is black,
    the leftmost dot in the highest bit (the order of ESC/POS GS v 0). The paper is cut before each row of
    `cuts`, and at the end."""

    width: int
    height: int
    rows: bytes = field(repr=False)
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One piece of a slip in words. `right` stands at the right end of the same line where it fits. `times`
    is how many times larger than plain letters; a `code` is the text of a QR code."""

    kind: Literal["text", "rule", "code", "cut"]
    text: str = field(default="", repr=False)
    right: str = field(default="", repr=False)
    align: Literal["left", "center", "right"] = "left"
    strong: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip to be put on paper once. `id` stays the same across retries.

    `marked` draws the same slip with the mark of a reprint; a job without it is never printed again by
    itself. `attempt` counts from 1; a `reprint` is a later attempt, and its picture bears the mark. `lines`
    gives the slip in words, with the mark when it is told so, for a printer that is sent letters.
    """

    id: str
    kind: Literal["ticket", "slip", "receipt"]
    picture: SlipPicture
    reprint: bool = False
    marked: Callable[[], SlipPicture] | None = field(default=None, repr=False, compare=False)
    attempt: int = 1
    lines: Callable[[bool], tuple[SlipLine, ...]] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper is out. `confirmed` tells whether the printer said so itself, not only the wire."""

    job: str
    confirmed: bool


@runtime_checkable
class SlipPrinter(Device, Protocol):
    """A receipt printer."""

    def width(self) -> int:
        """Dots across its head: how wide a slip is drawn for it (576 on 80 mm paper, 384 on 58 mm)."""

    def print(self, job: PrintJob) -> Printed | Fault:
        """Print one slip, once. `printer_paper_out`, `printer_cover_open`, `printer_cutter`, `printer_hot`,
        `printer_unreachable`, `printer_swapped`, `printer_in_doubt` (it may or may not have come out)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An A4 document. `id` stays the same across retries and says nothing of the citizen."""

    id: str
    pdf: bytes = field(repr=False)


@runtime_checkable
class SheetPrinter(Device, Protocol):
    """A printer of A4 sheets, or the folder that stands for one."""

    def put(self, sheet: Sheet) -> Printed | Fault:
        """Print or keep one document, once: the same id again changes nothing once it is done.
        `sheets_unreachable` (nothing was taken), `sheets_in_doubt` (it may have come out)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Speech or a chime as a whole WAV file (PCM 16 bits)."""

    wav: bytes = field(repr=False)


@runtime_checkable
class Voice(Device, Protocol):
    """Turns text into sound; does not play it."""

    def say(self, text: str, lang: str) -> Sound | Fault:
        """Speak `text` (NFC) in language `lang` ("vi", "en")."""


@runtime_checkable
class Player(Device, Protocol):
    """Plays one sound at a time."""

    def play(self, sound: Sound) -> Fault | None:
        """Play to the end, or until `stop()`. `no_sound_device` where there is none."""

    def stop(self) -> None:
        """Called from another thread: fall silent at once."""


@dataclass(frozen=True, slots=True)
class Card:
    """A procedure offered for touching."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from, for the line under it."""

    title: str
    seen: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The robot's answer. `then` is the event a finger could have sent as well; the visit decides."""

    action: Literal["answer", "choose", "do", "decline"]
    text: str
    cards: tuple[Card, ...] = ()
    citations: tuple[Citation, ...] = ()
    topic: str | None = None
    command: str | None = None
    then: Event | None = None


class Assistant(Protocol):
    """The robot, as the visit sees it."""

    def reply(self, text: str, lang: str, procedure: str | None) -> Reply:
        """Answer `text`; `procedure` is the one on screen, if any."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The dossier is durable at the kiosk. `delivered`: the hub has it as well."""

    submission: Submission
    delivered: bool


class Desk(Protocol):
    """The way to the centre's hub, which goes on working while the hub is away."""

    def take_number(self, request: TicketRequest) -> Ticket | Fault:
        """A number from the hub; from the kiosk's own range when the hub is away. Durable on return."""

    def number_shown(self, ticket_id: str, how: Literal["paper", "screen"]) -> None:
        """The citizen holds the number: it may now be called. Durable, delivered later if need be."""

    def next_reference(self) -> str:
        """A local reference never given before (kiosk, day, sequence). Durable on return."""

    def hand_in(self, dossier: Dossier, files: Mapping[str, bytes]) -> HandedIn | Fault:
        """Commit dossier and files (by SHA-256) to the outbox, then try to deliver."""

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        """Where the dossier behind a slip's token is: `hub_unreachable`, `unknown_code`."""

    def tell_staff(self, kind: str, detail: str = "") -> None:
        """Put a notice on the counter console (`call_staff`, `printer_paper_out`). No personal data."""


class Clock(Protocol):
    """Time. Tests turn a virtual one."""

    def now(self) -> datetime:
        """Wall time, aware, in the centre's zone. For people and records, never for ordering."""

    def monotonic(self) -> float:
        """Seconds that only grow."""


class Audit(Protocol):
    """The log of what happened, by event id; fields carry no personal data."""

    def record(self, event: str, **fields: str | int | float | bool | None) -> None:
        """Record one event of `config/log_events.toml`."""
