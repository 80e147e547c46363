"""A kiosk before which things are held up, at any of its screens; and what may become of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from devices.scanning.keystrokes import Keystrokes
from devices.scanning.serial_reader import Lines
from devices.simulators.hand_scanners import records_of
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Person
from kiosk.faults import FAULTS
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled, filling
from kiosk.visit.journeys.status import SHOW_CODE, Following
from kiosk.visit.model import Visit
from tests.faults.scan_payloads import PUBLIC_URL, Held
from tests.screens.scenes import SCENES
from tests.visits.gateway import FakeGateway
from tests.visits.world import FakeReader, World, with_reader

CARD, SLIP = "card", "show_code"
CARD_STEP = "card:requester"
CARDS = ("card_2021", "card_2024", "child")
TERMINATORS = "\r\n\t\x00\x03\x04"
_UNSEEN = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
_DIGITS, _WORD = re.compile(r"\d{9,}"), re.compile(r"[^\W\d_]{4,}")


class WatchedGateway(FakeGateway):
    """Notes which dossiers are asked for; every one is known."""

    def __init__(self, like: FakeGateway) -> None:
        super().__init__(like.clock)
        self.asked: list[str] = []

    def look_up(self, token: str) -> SubmissionStatus | Fault:
        self.asked.append(token)
        return SubmissionStatus(
            reference="K1-261122-0001",
            procedure="1.001193",
            state=DossierState.WAITING_CHECK,
            since=self.clock.now(),
        )

    @property
    def untouched(self) -> bool:
        """Says that nothing was asked for but where dossiers are."""
        return not (
            self.tickets or self.shown or self.dossiers or self.files or self.notices or self.references
        )


class HeldReader(FakeReader):
    """Reads what is held up; `meanwhile` happens while it is read."""

    reading: Reading | None = None
    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    def read(self, wait_s: float) -> Reading | Fault:
        reading, self.reading = self.reading, None
        self.meanwhile()
        return reading or Fault("camera_missing")


@dataclass
class Found:
    """Holds the effects of one code that was held up. `wrong` names what should not have happened."""

    outcome: str
    wrong: list[str] = field(default_factory=list)


class ScanKiosk:
    """One kiosk for the whole campaign; before each thing it is put back to the screen that is wanted."""

    def __init__(self) -> None:
        self.world = World()
        self.gateway = WatchedGateway(self.world.gateway)
        self.reader = HeldReader()
        ports = self.world.session._runner.ports
        self.world.session._runner.ports = replace(with_reader(ports, self.reader), hub=self.gateway)
        self._screens = {name: _at(scene) for name, scene in SCENES.items()}
        self._told_before = ""

    @property
    def screens(self) -> list[str]:
        """Every screen of the kiosk."""
        return sorted(self._screens)

    def shown(self, held: Held, screen: str, *, leaves: ev.Event | None = None, stray: bool = False) -> Found:
        """Hold it up at `screen`. `leaves`: the citizen goes on while it is read. `stray`: a reading comes in
        although this screen has not asked for such a one."""
        reading = _reading(held)
        if reading is None:
            return Found("nothing")
        before = self._put(screen)
        self.reader.reading = reading
        world = self.world
        self.reader.meanwhile = (lambda: world.does(leaves)) if leaves is not None else (lambda: None)
        session = world.session
        if stray:
            for effect in (fx.ReadCard(CARD_STEP), fx.ReadSlipCode()):
                if not before.waits_for(type(effect)):
                    self.reader.reading = reading
                    session._runner.run(before.id, effect)
            return self._judged(reading, before, "stray", Found("stray"))
        session._runner.run(before.id, before.pending[0])
        if leaves is not None:
            return self._judged(reading, self._expected(before, leaves), "left", Found("left"))
        return self._judged_where_wanted(held, reading, before, screen)

    def _put(self, screen: str) -> Visit:
        visit = self._screens[screen]
        self.world.session._visit = visit
        self.world.log.events.clear()
        self.gateway.asked.clear()
        self._told_before = repr(visit)
        return visit

    def _expected(self, before: Visit, leaves: ev.Event) -> Visit:
        """The visit after leaving, had nothing been held up."""
        after = self.world.visit
        self.world.session._visit = before
        self.reader.meanwhile = lambda: None
        expected = self.world.does(leaves)
        self.world.session._visit = after
        if isinstance(leaves, ev.Left):
            return replace(expected, id=after.id)
        return expected

    def _judged_where_wanted(self, held: Held, reading: Reading, before: Visit, screen: str) -> Found:
        after = self.world.visit
        if screen == CARD and filled(after).persons != filled(before).persons:
            found = Found("card", _card_trouble(reading, after))
            card = filled(after)
            expected = filling(before, persons=card.persons, typing=card.typing)
            expected = replace(expected, pending=(), problem=None)
        elif screen == SLIP and after.at != SHOW_CODE:
            found = Found("status", _slip_trouble(reading, self.gateway.asked))
            expected = before.having(after.of(Following))
            expected = replace(expected, at="status", pending=(), trail=after.trail)
        else:
            problem = after.problem
            known = problem is not None and problem.id in FAULTS
            found = Found(problem.id if problem else "silent", [] if known else ["no problem is told"])
            expected = replace(before, pending=(), problem=problem)
        if held.whole and _must_be_read(held, screen) and found.outcome not in ("card", "status"):
            found.wrong.append("a right code is refused")
        return self._judged(reading, expected, screen, found)

    def _judged(self, reading: Reading, expected: Visit, where: str, found: Found) -> Found:
        """Checks what holds whatever was shown, wherever."""
        after, world = self.world.visit, self.world
        if replace(after, touched=expected.touched, glimpse=expected.glimpse) != expected:
            found.wrong.append(f"the visit is another ({where})")
        quiet = (
            self.gateway.untouched
            and not world.printer.printed
            and not world.voice.said
            and not world.camera.count
        )
        if not quiet:
            found.wrong.append("something was done")
        text = reading.payload.decode("utf-8", "ignore").strip(TERMINATORS)
        if any(slip_url(PUBLIC_URL, "dossier", token) != text for token in self.gateway.asked):
            found.wrong.append("a dossier was asked for that the code does not name")
        told = repr(after) + repr(world.log.events) + repr(self.reader)
        if any(secret in told and secret not in self._told_before for secret in _secrets(text)):
            found.wrong.append("personal data shows")
        if not all(_is_safe(event) for event in world.log.events):
            found.wrong.append("the log says too much")
        return found


def _at(scene: Callable[[World], Visit]) -> Visit:
    return replace(scene(World()), countdown=None)


def _reading(held: Held) -> Reading | None:
    """Gives the reading of the reader it came by; None: nothing came."""
    if held.way == "whole":
        return Reading(held.payload)
    if held.way == "serial":
        readings = Lines("any").feed(held.payload + b"\r\n")
    else:
        readings = Keystrokes().feed(records_of(held.payload))
    return readings[0] if readings else None


def _secrets(text: str) -> list[str]:
    """Numbers of persons, and words that are no words of the program."""
    return [*_DIGITS.findall(text), *(word for word in _WORD.findall(text) if not word.isascii())]


def _must_be_read(held: Held, screen: str) -> bool:
    return (screen == CARD and held.kind in CARDS) or (screen == SLIP and held.kind == "dossier")


def _card_trouble(reading: Reading, after: Visit) -> list[str]:
    """A person is filled in only by what is plainly a card, and only with what stands in it."""
    try:
        text = unicodedata.normalize("NFC", reading.payload.decode("utf-8", "strict")).strip(TERMINATORS)
    except UnicodeDecodeError:
        return ["damaged bytes are a card"]
    fields = text.replace("\u2019", "'").replace("\u02bc", "'").split("|")
    wrong = []
    if (
        len(fields) < 7
        or not re.fullmatch(r"[0-9]{12}", fields[0])
        or not re.fullmatch(r"[0-9]{8}", fields[6])
    ):
        wrong.append("what is no card is a card")
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        wrong.append("unseen characters are in a card")
    values = filled(after).persons.get("requester", Person()).values
    if any(value.source != "card" for value in values.values()):
        wrong.append("a value says it was typed")
    read = {name: value.text for name, value in values.items()}
    if reading.letters_lost and read.keys() & {"name", "address"}:
        wrong.append("words are filled in of which letters are lost")
    right: dict[str, Callable[[str], object]] = {
        "id": lambda value: value == fields[0],
        "name": lambda value: value.split() == fields[2].split(),
        "birth_date": lambda value: all(part in fields[3] for part in value.split("-")),
        "sex": lambda value: value == fields[4] or (reading.letters_lost and fields[4] == "N"),
        "address": lambda value: set(re.findall(r"\w+", value)) <= set(re.findall(r"\w+", fields[5])),
    }
    wrong += [f"{name} is another" for name, value in read.items() if not right[name](value)]
    return wrong


def _slip_trouble(reading: Reading, asked: list[str]) -> list[str]:
    return (
        [] if len(asked) == 1 and asked[0] in reading.payload.decode("ascii", "replace") else ["another slip"]
    )


def _is_safe(event: tuple[str, dict[str, object]]) -> bool:
    """Numbers and names of our own."""
    _, fields = event
    return all(
        isinstance(value, int) or value in FAULTS or value in ("ReadCard", "ReadSlipCode", "slip", "card")
        for value in fields.values()
    )
