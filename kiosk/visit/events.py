"""What can happen in a visit. Touch, scan and speech all become one of these.

`ByPerson` events count as activity for the idle clock. The ends of effects are in `outcomes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk.ports.codes import Glimpse


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True, slots=True)
class ByPerson(Event):
    """Something a finger, a voice or the robot proposed."""


@dataclass(frozen=True, slots=True)
class Touched(ByPerson):
    """Any sign of life that means nothing else."""


@dataclass(frozen=True, slots=True)
class Went(ByPerson):
    """Go to a place that needs nothing: an open place of a journey, such as `search`."""

    place: str


@dataclass(frozen=True, slots=True)
class Back(ByPerson):
    """To the screen before; answers stay."""


@dataclass(frozen=True, slots=True)
class GoesOn(ByPerson):
    """Answer to "Go on with this dossier?": yes."""


@dataclass(frozen=True, slots=True)
class Left(ByPerson):
    """The citizen is done or has gone: everything is wiped, from any state."""


@dataclass(frozen=True, slots=True)
class MoreTime(ByPerson):
    """Answer to the idle warning."""


@dataclass(frozen=True, slots=True)
class ChoseLanguage(ByPerson):
    """Switch the language; stays on the screen."""

    lang: str


@dataclass(frozen=True, slots=True)
class ToggledComfort(ByPerson):
    """One of the access bar's switches."""

    what: Literal["large", "contrast", "reach", "listen"]


@dataclass(frozen=True, slots=True)
class CalledStaff(ByPerson):
    """Help, please."""


@dataclass(frozen=True, slots=True)
class PickedField(ByPerson):
    """A tile of the home screen."""

    field: str


@dataclass(frozen=True, slots=True)
class PickedProcedure(ByPerson):
    """A procedure from a list, a search or the robot's cards."""

    code: str


@dataclass(frozen=True, slots=True)
class Keyed(ByPerson):
    """One key of the on-screen keyboard: a letter, `backspace`, `space`, `clear`, or `tone:sac` and so on."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedRobot(ByPerson):
    """A question in words, recognised; empty: take what was typed on the keyboard."""

    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WantsNumber(ByPerson):
    """A queue number for the procedure on screen, or for the field."""


@dataclass(frozen=True, slots=True)
class WantsStart(ByPerson):
    """Prepare the papers of the procedure on screen."""


@dataclass(frozen=True, slots=True)
class TookOffer(ByPerson):
    """Answer to "do both at once?": the code of the procedure to go on with."""

    code: str


@dataclass(frozen=True, slots=True)
class Consented(ByPerson):
    """Yes or no to the use of personal data; never assumed."""

    yes: bool


@dataclass(frozen=True, slots=True)
class WantsTyping(ByPerson):
    """Type instead of showing a card, at step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class WantsScan(ByPerson):
    """Try the card again, at step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class Answered(ByPerson):
    """An answer to step `step`: an option id, or `None` to take what was typed on the keyboard."""

    step: str
    value: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WantsCapture(ByPerson):
    """Take the picture of the paper of step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class PaperElsewhere(ByPerson):
    """The paper of step `step` comes to the counter, or (`none`) does not exist."""

    step: str
    how: Literal["at_counter", "none"]


@dataclass(frozen=True, slots=True)
class KeptPage(ByPerson):
    """The captured page is good (`yes`), or shall be taken again."""

    step: str
    yes: bool


@dataclass(frozen=True, slots=True)
class WantsChange(ByPerson):
    """Go back to step `step` from the review, and return to it afterwards."""

    step: str


@dataclass(frozen=True, slots=True)
class WantsHandIn(ByPerson):
    """Everything is right: hand it in."""


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Time has gone by; the session sends one a second. `speaking`: the kiosk is saying something."""

    speaking: bool = False


@dataclass(frozen=True, slots=True)
class OfVisit(Event):
    """Comes from an effect; it counts only while `visit` is still the running one."""

    visit: str


@dataclass(frozen=True, slots=True)
class Glimpsed(OfVisit):
    """What the reader sees while it waits."""

    glimpse: Glimpse = field(repr=False)
