"""What each effect asks of its ports, in which order, what it posts and what it leaves in the log, as it was
approved: whatever the ports answer, whoever is missing, and when it was stopped meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from PIL import Image

from devices.worker import Crashed
from kiosk.contract.appointment import CheckedIn
from kiosk.contract.dossier import DossierState
from kiosk.contract.notice import NoticeState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Submission
from kiosk.gateway import HandedIn
from kiosk.identity import mrz
from kiosk.ports.codes import Glimpse, Reading
from kiosk.ports.device import Fault
from kiosk.ports.papers import Box, Page, TextLine, Transcript
from kiosk.ports.printing import Printed
from kiosk.ports.slots import (
    CODE_READER,
    DOCUMENT_CAMERA,
    PAPER_READER,
    PLAYER,
    SLIP_PRINTER,
    VOICE,
    DeviceSet,
    Slot,
)
from kiosk.ports.speech import Heard, Sound
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit.assistant import Reply
from kiosk.visit.runner import LANES, EffectRunner, Ports
from tests import approved
from tests.hub.test_day_approved import CHANCE
from tests.identity.test_mrz import EXAMPLE
from tests.screens.dossier_scenes import NOTICE
from tests.visits.test_totality import EFFECTS, every_effect
from tests.visits.world import CONTEXT, GRANDMOTHER, NOW, Log

TODAY = date(2026, 11, 23)
SHOWN = 100
"""Bytes that are shown whole."""
URL, TOKEN = "http://hub.example", "A" * 16
BACK = "\n".join(EXAMPLE).encode()
TICKET = Ticket(
    id="t1",
    number="H 001",
    day=TODAY,
    field="ho_tich",
    procedure=None,
    counters=("1",),
    ahead=3,
    wait_minutes=(8, 20),
    token=TOKEN,
    issued_at=NOW.wall,
)
STATUS = SubmissionStatus(
    reference="K1-1", procedure="1.001193", state=DossierState.WAITING_CHECK, since=NOW.wall
)
TRANSCRIPT = Transcript(
    "one", tuple(TextLine(text, Box(0.1, at / 9, 0.9, (at + 1) / 9)) for at, text in enumerate(NOTICE))
)
WELL: dict[str, object] = {
    "take_number": TICKET,
    "next_reference": "K1-261123-0007",
    "hand_in": HandedIn(Submission("d1", "K1-261123-0007", TOKEN, "1.001193", NOW.wall), delivered=True),
    "look_up": STATUS,
    "find": (STATUS,),
    "check_in": CheckedIn(arrival="in_time", field="ho_tich", at=NOW.wall, opens=NOW.wall, ticket=TICKET),
    "notice_state": NoticeState.OPEN,
    "width": 576,
    "print": Printed("job", confirmed=True),
    "read": Reading(GRANDMOTHER),
    "read_paper": (TRANSCRIPT, TRANSCRIPT),
    "capture": Page(b"a new page", 100, 140, ("tilt_glare",)),
    "reply": Reply("answer", "Mời ông bà."),
    "listen": Heard((("khai sinh", 0.9),), "vi", "typed", 5),
    "speak": Sound(b"RIFF"),
}
"""What each call of a port answers when all is well; the others answer nothing."""
TROUBLE = {
    "a fault": Fault("code_unreadable", "…"),
    "nothing there": Fault("no_code"),
    "a crash": OSError(),
}
SURE = {"stop", "stop_playing", "watch", "done", "cancel", "width"}
"""Calls that a driver never fails to answer."""
OTHERS: dict[str, dict[str, object]] = {
    "print": {"not confirmed": Printed("job", confirmed=False)},
    "hand_in": {"not delivered": HandedIn(Submission("d1", "K1", TOKEN, "1", NOW.wall), delivered=False)},
    "notice_state": {"unknown": None},
    "find": {"none": ()},
    "width": {"narrow": 384},
    "read_paper": {"one engine": (TRANSCRIPT,), "no engine": ()},
    "read": {
        "the back of a card": Reading(BACK, mrz.SYMBOLOGY),
        "a card typed": Reading(GRANDMOTHER, letters_lost=True),
        "a dossier's slip": Reading(slip_url(URL, "dossier", TOKEN).encode()),
        "a ticket": Reading(slip_url(URL, "ticket", TOKEN).encode()),
        "an appointment": Reading(slip_url(URL, "appointment", TOKEN).encode()),
        "something else": Reading(b"https://elsewhere.example"),
    },
}


@dataclass
class Desk:
    """All ports of a kiosk in one: each call is written down and answered from `answers`."""

    answers: Mapping[str, object]
    happened: list[object] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def port(self, *names: str, **renamed: str) -> Any:
        """A port with these methods; `method=name` is answered and written down under the other name."""
        said = {**{name: name for name in names}, **renamed}
        return type("Port", (), {name: self._method(as_name) for name, as_name in said.items()})()

    def _method(self, name: str) -> Callable[..., object]:
        def call(_port: object, *given: object, **named: object) -> object:
            self.happened.append([name, plain([*given, *named.values()])])
            if name == "watch" and callable(given[0]):
                given[0](Glimpse("move_closer"))
            if name in ("read", "listen", "reply", "take_number"):
                self.meanwhile()
            answer = self.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call

    def ports(self) -> Ports:
        """Them all, in their places."""
        devices: dict[Slot[Any], Any] = {
            CODE_READER: self.port("read", "stop", "watch", "open", "close", "health"),
            DOCUMENT_CAMERA: self.port("capture"),
            PAPER_READER: self.port(read="read_paper"),
            SLIP_PRINTER: self.port("print", "width"),
            VOICE: self.port("speak"),
            PLAYER: self.port("play", stop="stop_playing"),
        }
        hub = self.port(*(name for name in WELL if name != "read"), "number_shown", "tell_staff", "rate")
        ear = self.port("listen", "done", "cancel")
        return Ports(hub, self.port("reply"), Log(), DeviceSet(devices), ear)


@dataclass
class AtOnce:
    """A lane that writes down its name and runs calls at once, or when their turn comes."""

    name: str
    happened: list[object]
    waiting: list[Callable[[], object]] | None = None

    def submit(self, call: Callable[[], object], done: Callable[[object], object]) -> bool:
        """Queues or runs a call."""
        self.happened.append(self.name)

        def run() -> None:
            try:
                result = call()
            except OSError as error:
                result = Crashed(type(error).__name__)
            done(result)

        if self.waiting is None:
            run()
        else:
            self.waiting.append(run)
        return True


class Kiosk:
    """An effect runner at such a desk, one page in its memory."""

    def __init__(self, answers: Mapping[str, object], *, bare: bool = False) -> None:
        self.desk = Desk(answers)
        self.posted: list[ev.Event] = []
        ports = self.desk.ports()
        if bare:
            ports = Ports(ports.hub, ports.assistant, ports.audit, DeviceSet())
        self.log = ports.audit
        self.lanes = {name: AtOnce(name, self.desk.happened) for name in LANES}
        self.runner = EffectRunner(CONTEXT, ports, self.lanes, self.posted.append, today=lambda: TODAY)
        picture = BytesIO()
        Image.new("RGB", (90, 90), "white").save(picture, "JPEG")
        pages = every_effect()[fx.HandIn]
        assert isinstance(pages, fx.HandIn)
        held = chain.from_iterable(entry.files for entry in pages.draft.papers.values())
        self.runner.pages |= {"d": picture.getvalue(), **{digest: digest.encode() for digest in held}}

    def told(self) -> list[object]:
        """All that has happened."""
        runner = self.runner
        state = [sorted(runner.pages), runner.reading_turn, runner.listening_turn, runner.is_listening]
        assert isinstance(self.log, Log)
        return [
            self.desk.happened,
            plain(self.posted),
            plain(self.log.events),
            state,
            runner.mouth.is_speaking,
        ]


def plain(value: object) -> object:
    """Every field of a value, and of what lies in it; of an effect its name, of its parts theirs."""
    if isinstance(value, fx.Effect) and value in every_effect().values():
        return type(value).__name__
    if (name := parts().get(id(value))) is not None:
        return name
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, {one.name: plain(getattr(value, one.name)) for one in fields(value)}]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, bytes) and len(value) > SHOWN:
        return f"{len(value)} bytes"
    return "a function" if callable(value) else CHANCE.sub("by chance", repr(value))


@cache
def parts() -> dict[int, str]:
    """The parts of the effects that have parts themselves."""
    return {
        id(value): f"{type(effect).__name__}.{one.name}"
        for effect in every_effect().values()
        for one in fields(effect)
        if is_dataclass(value := getattr(effect, one.name)) or isinstance(value, Mapping)
    }


@pytest.fixture(autouse=True)
def no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.visit.runner.uuid7", lambda: "d1")
    monkeypatch.setattr("kiosk.visit.runner.new_token", lambda: TOKEN)


def of_kind(kind: type[fx.Effect]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What the ports that such an effect asks may answer, one at a time."""
    well = Kiosk(WELL)
    well.runner.run("v1", every_effect()[kind])
    yield "well", WELL
    for name in {str(one[0]) for one in well.desk.happened if isinstance(one, list)} - SURE:
        for way, answer in {**TROUBLE, **OTHERS.get(name, {})}.items():
            yield f"{name}: {way}", {**WELL, name: answer}


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_what_an_effect_does(kind: type[fx.Effect]) -> None:
    effect, rows = every_effect()[kind], dict[str, object]()
    for way, answers in of_kind(kind):
        kiosk = Kiosk(answers)
        kiosk.runner.run("v1", effect)
        rows[way] = kiosk.told()
    bare = Kiosk(WELL, bare=True)
    bare.runner.run("v1", effect)
    rows["without devices"] = bare.told()
    approved.hold(__file__, {f"{kind.__name__} {way}": row for way, row in rows.items()})


STOPS: dict[str, tuple[fx.Effect, ...]] = {
    "": (),
    "reading stopped": (fx.StopReading(),),
    "listening stopped": (fx.StopListening(),),
    "listening ended": (fx.EndListening(),),
    "hushed": (fx.Hush(),),
    "wiped": (fx.Wipe(),),
    "something said": (fx.Speak("Mời ông bà.", "vi"),),
}


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_what_is_stopped_before_its_turn_or_meanwhile(kind: type[fx.Effect]) -> None:
    effect, rows = every_effect()[kind], dict[str, object]()
    for name, stops in STOPS.items():
        waits, works = Kiosk(WELL), Kiosk(WELL)
        queued: list[Callable[[], object]] = []
        for lane in waits.lanes.values():
            lane.waiting = queued
        waits.runner.run("v1", effect)
        for lane in waits.lanes.values():
            lane.waiting = None
        for stop in stops:
            waits.runner.run("v1", stop)
        for call in queued:
            call()
        rows[f"{name} before"] = waits.told()

        def once(works: Kiosk = works, stops: tuple[fx.Effect, ...] = stops) -> None:
            works.desk.meanwhile = lambda: None
            for stop in stops:
                works.runner.run("v1", stop)

        works.desk.meanwhile = once
        works.runner.run("v1", effect)
        rows[f"{name} meanwhile"] = works.told()
    approved.hold(__file__, {f"{kind.__name__} {way}": row for way, row in rows.items()})
