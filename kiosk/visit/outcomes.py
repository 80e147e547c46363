"""Defines how the effects end: one event an effect that answers, named by its type, and `Failed` for all of
them.

An outcome carries the effect that it ends. It counts only while that effect is still pending, so that what
comes late, of this citizen or of the one before, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kiosk.contract.appointment import CheckedIn
from kiosk.contract.notice import NoticeState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import SlipCode
from kiosk.gateway import HandedIn
from kiosk.identity.model import CitizenCard
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.ports.speech import Heard
from kiosk.queue.model import NoTimeLeft
from kiosk.reading.offer import Offered
from kiosk.visit import effects as fx
from kiosk.visit.assistant import Reply
from kiosk.visit.events import OfVisit

E_co = TypeVar("E_co", bound=fx.Effect, covariant=True)


@dataclass(frozen=True, slots=True)
class Outcome(OfVisit, Generic[E_co]):
    """Serves as the base of all outcomes: the end of `effect`."""

    effect: E_co


@dataclass(frozen=True, slots=True)
class NumberTaken(Outcome[fx.TakeNumber]):
    """Says that the queue gave a number, or why there is none any more today."""

    ticket: Ticket | NoTimeLeft


@dataclass(frozen=True, slots=True)
class SlipPrinted(Outcome[fx.PrintSlip]):
    """Says that a slip is in the citizen's hand."""


@dataclass(frozen=True, slots=True)
class CardRead(Outcome[fx.ReadCard]):
    """Says that a card was read for the role of the effect's step."""

    card: CitizenCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipRead(Outcome[fx.ReadSlipCode]):
    """Says that a slip was shown: where its dossier is, by the hub's answer; or the code of an
    appointment.
    """

    found: SubmissionStatus | SlipCode = field(repr=False)


@dataclass(frozen=True, slots=True)
class CameForAppointment(Outcome[fx.CheckIn]):
    """Says how the holder of an appointment stands, with the number where there is one."""

    found: CheckedIn


@dataclass(frozen=True, slots=True)
class DossiersFound(Outcome[fx.FindDossiers]):
    """Says which dossiers the hub has found; none is an answer too."""

    found: tuple[SubmissionStatus, ...]


@dataclass(frozen=True, slots=True)
class CallStands(Outcome[fx.LookAtCall]):
    """Says how a call for help stands; nobody waits for it: it is asked again and again."""

    state: NoticeState


@dataclass(frozen=True, slots=True)
class PageCaptured(Outcome[fx.CapturePage]):
    """Says that a page was photographed; `digest` is its SHA-256."""

    page: Page = field(repr=False)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PaperRead(Outcome[fx.ReadPaper]):
    """Says what can be offered of a page; often nothing."""

    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class RobotReplied(Outcome[fx.AskAssistant]):
    """Says that the robot answered."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class WasHeard(Outcome[fx.Listen]):
    """Says what was heard."""

    heard: Heard = field(repr=False)


@dataclass(frozen=True, slots=True)
class WasSaid(Outcome[fx.Speak]):
    """Says that the kiosk has said it all. What was hushed never comes to its end."""


@dataclass(frozen=True, slots=True)
class WasHandedIn(Outcome[fx.HandIn]):
    """Says that the dossier is durable."""

    result: HandedIn


@dataclass(frozen=True, slots=True)
class Failed(Outcome[E_co]):
    """Says that the effect ended in expected trouble. An effect that nobody waits for may fail as well."""

    fault: Fault
