"""Defines the events: what can happen in a visit. Touch, scan and speech all become one
of these.

`ByPerson` events count as activity for the idle clock. The ends of effects are in `outcomes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk.ports.codes import Glimpse

SpeechStep = Literal["louder", "quieter", "slower", "faster"]
ComfortSwitch = Literal["large", "contrast", "reach", "listen", "left"]


@dataclass(frozen=True, slots=True)
class Event:
    """Serves as the base of all events."""


@dataclass(frozen=True, slots=True)
class ByPerson(Event):
    """Says that a finger, a voice or the robot proposed something."""


@dataclass(frozen=True, slots=True)
class Touched(ByPerson):
    """Says that there was a sign of life that means nothing else."""


@dataclass(frozen=True, slots=True)
class Went(ByPerson):
    """Asks for a place that needs nothing: an open place of a journey, such as `search`."""

    place: str


@dataclass(frozen=True, slots=True)
class Back(ByPerson):
    """Asks for the screen before; answers stay."""


@dataclass(frozen=True, slots=True)
class WantsToLeave(ByPerson):
    """Asks to leave the kiosk from any page: what is unfinished is asked about once, the rest is wiped."""


@dataclass(frozen=True, slots=True)
class GoesOn(ByPerson):
    """Answers "Go on with this dossier?" with yes."""


@dataclass(frozen=True, slots=True)
class Left(ByPerson):
    """Says that the citizen is done or has gone: everything is wiped, from any state."""


@dataclass(frozen=True, slots=True)
class MoreTime(ByPerson):
    """Answers the idle warning, or stops the screen from going home by itself."""


@dataclass(frozen=True, slots=True)
class ChoseLanguage(ByPerson):
    """Switches the language; stays on the screen."""

    lang: str


@dataclass(frozen=True, slots=True)
class ToggledComfort(ByPerson):
    """Switches one of the access bar's switches."""

    what: ComfortSwitch


@dataclass(frozen=True, slots=True)
class WantsEar(ByPerson):
    """Asks to be led by ear: a key of the keypad was pressed, or a headphone plugged in."""


@dataclass(frozen=True, slots=True)
class AboutSpeech(ByPerson):
    """Asks for what the kiosk says to be heard better; it is said again, so nothing else is said to it."""


@dataclass(frozen=True, slots=True)
class AdjustedSpeech(AboutSpeech):
    """Asks the kiosk to speak louder, quieter, slower or faster from now on."""

    how: SpeechStep


@dataclass(frozen=True, slots=True)
class WantsRepeat(AboutSpeech):
    """Asks to hear once more what was said last."""


@dataclass(frozen=True, slots=True)
class PointedAt(AboutSpeech):
    """Says what stands where the keypad or the finger of who listens points."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CalledStaff(ByPerson):
    """Asks the staff for help."""


@dataclass(frozen=True, slots=True)
class WantsLookUp(ByPerson):
    """Asks where the dossier is whose code was typed."""


@dataclass(frozen=True, slots=True)
class PickedDossier(ByPerson):
    """Picks one of the dossiers that were found, by its reference."""

    reference: str


@dataclass(frozen=True, slots=True)
class Rated(ByPerson):
    """Says how content somebody is, one to five; None: would rather not answer."""

    stars: int | None


@dataclass(frozen=True, slots=True)
class RatedWhy(ByPerson):
    """Says why, an id of `RatingReason`; empty: would rather not answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class WroteStaff(ByPerson):
    """Sends the line that was typed to the officer who was called."""


@dataclass(frozen=True, slots=True)
class PickedField(ByPerson):
    """Says that a tile of the home screen was touched."""

    field: str


@dataclass(frozen=True, slots=True)
class PickedProcedure(ByPerson):
    """Says that a procedure was chosen from a list, a search or the robot's cards."""

    code: str


@dataclass(frozen=True, slots=True)
class Keyed(ByPerson):
    """Says that a key of the on-screen keyboard was touched: a letter, `backspace`, `space`, `clear`, or
    `tone:sac` and so on.
    """

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedRobot(ByPerson):
    """Asks the robot a question in words, recognised; empty: takes what was typed on the keyboard."""

    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WantsToSpeak(ByPerson):
    """Begins to speak: the kiosk listens."""


@dataclass(frozen=True, slots=True)
class SaidAll(ByPerson):
    """Says that all is said, before the silence that would end it."""


@dataclass(frozen=True, slots=True)
class PutAway(ByPerson):
    """Puts the robot's answer away that stands over the page."""


@dataclass(frozen=True, slots=True)
class Told(ByPerson):
    """Tells values by voice: the step of each, and the value so far as it would be typed or chosen there, a
    date in ISO form. They are read back, and count with a yes.
    """

    values: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadBack(ByPerson):
    """Answers the reading back of what was told: right, or not."""

    right: bool


@dataclass(frozen=True, slots=True)
class JudgedReading(ByPerson):
    """Says whether what was read from a paper is right: the value of step `step`, or all that page `step`
    shows.
    """

    step: str
    right: bool


@dataclass(frozen=True, slots=True)
class WantsNumber(ByPerson):
    """Asks for a queue number for the procedure on screen, or for the visit's field; `field`: for another one
    in the same visit.
    """

    field: str | None = None


@dataclass(frozen=True, slots=True)
class WantsPriority(ByPerson):
    """Asks for a number that may be called first: the reason is asked. `field` as in `WantsNumber`."""

    field: str | None = None


@dataclass(frozen=True, slots=True)
class ChosePriority(ByPerson):
    """Gives the reason to be called first, an id of the centre's; empty: there is none."""

    reason: str


@dataclass(frozen=True, slots=True)
class WantsStart(ByPerson):
    """Asks to prepare the papers of the procedure on screen."""


@dataclass(frozen=True, slots=True)
class TookOffer(ByPerson):
    """Answers "do both at once?": the code of the procedure to go on with."""

    code: str


@dataclass(frozen=True, slots=True)
class Consented(ByPerson):
    """Answers yes or no to the use of personal data; never assumed."""

    yes: bool


@dataclass(frozen=True, slots=True)
class WantsTyping(ByPerson):
    """Asks to type instead of showing a card, at step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class WantsScan(ByPerson):
    """Asks to try the card again, at step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class Answered(ByPerson):
    """Answers step `step`: an option id, or `None` to take what was typed on the keyboard."""

    step: str
    value: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WantsCapture(ByPerson):
    """Asks to take the picture of the paper of step `step`."""

    step: str


@dataclass(frozen=True, slots=True)
class PaperElsewhere(ByPerson):
    """Says that the paper of step `step` comes to the counter, or (`none`) does not exist."""

    step: str
    how: Literal["at_counter", "none"]


@dataclass(frozen=True, slots=True)
class KeptPage(ByPerson):
    """Says that the captured page is good (`yes`), or shall be taken again."""

    step: str
    yes: bool


@dataclass(frozen=True, slots=True)
class WantsChange(ByPerson):
    """Goes to step `step` from the review, or to a detail of a person from the page that lists them, and
    returns afterwards.
    """

    step: str


@dataclass(frozen=True, slots=True)
class WantsHandIn(ByPerson):
    """Says that everything is right: hand it in."""


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Says that time has gone by; the session sends one a second. `speaking`: the kiosk
    is saying something.
    """

    speaking: bool = False


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """Says what is new on the screen, to who is led by ear."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfVisit(Event):
    """Comes from an effect; it counts only while `visit` is still the running one."""

    visit: str


@dataclass(frozen=True, slots=True)
class Glimpsed(OfVisit):
    """Reports what the reader sees while it waits."""

    glimpse: Glimpse = field(repr=False)
