"""The robot as the visit sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from kiosk.visit.events import Event


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
