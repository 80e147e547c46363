"""A kiosk without screen or devices: operable fakes on the session's own thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from config.load import ELSEWHERE, PROCEDURES
from config.schema import Idle
from kiosk.audit import must_be_known
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT, VirtualClock
from kiosk.ports.codes import CodeReader, Reading
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.papers import Box, Page, TextLine, Transcript
from kiosk.ports.printing import Printed, PrintJob
from kiosk.ports.slots import (
    CODE_READER,
    DOCUMENT_CAMERA,
    PAPER_READER,
    PLAYER,
    SLIP_PRINTER,
    VOICE,
    DeviceSet,
)
from kiosk.ports.speech import FREE, PLAIN, Expected, Heard, Manner, Sound, never
from kiosk.visit import events as ev
from kiosk.visit.assistant import Assistant, Card, Guess, Reply, TurnContext
from kiosk.visit.effects import Awaited, Listen
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import Step
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.runner import LANES, Ports
from kiosk.visit.session import Session
from robot.turn import Robot
from tests.catalogues import opened
from tests.centres import SAIGON
from tests.visits.gateway import FakeGateway
from ui.wiring.context import load_messages

IMPORTED = Path(__file__).parent / "imported"
GRANDMOTHER = "|".join(
    ("079157000011", "", "Nguyễn Thị MẪU", "02031957", "Nữ", "12 Đường Mẫu, Phường Sài Gòn", "15042021")
).encode()


class Lane:
    """Runs a call at once, as if the device were infinitely fast; `hold()` keeps calls waiting."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] | None = None

    def submit(self, call: Callable[[], object], done: Callable[[object], object]) -> bool:
        def run() -> None:
            done(call())

        if self.waiting is None:
            run()
        else:
            self.waiting.append(run)
        return True

    def hold(self) -> None:
        self.waiting = []

    def release(self) -> None:
        waiting, self.waiting = self.waiting or [], None
        for run in waiting:
            run()

    def run_last(self) -> None:
        """Runs the call that came last; those before it have been stopped."""
        waiting, self.waiting = self.waiting or [], []
        waiting[-1]()


@dataclass
class Device:
    def open(self) -> Fault | None:
        return None

    def close(self) -> None:
        return None

    def health(self) -> Health:
        return Health(State.READY)


@dataclass
class FakeReader(Device):
    shows: list[bytes | Reading | Fault] = field(default_factory=list)

    def read(self, wait_s: float) -> Reading | Fault:
        seen = self.shows.pop(0) if self.shows else Fault("camera_missing")
        return Reading(seen) if isinstance(seen, bytes) else seen

    def stop(self) -> None:
        return None


@dataclass
class FakeCamera(Device):
    count: int = 0

    def capture(self) -> Page | Fault:
        self.count += 1
        return Page(f"page {self.count}".encode(), 100, 140)


@dataclass
class FakePaperReader(Device):
    """Reads what `lines` holds, by both engines alike."""

    lines: list[str] = field(default_factory=list)
    fault: Fault | None = None
    pages: list[bytes] = field(default_factory=list)

    def read(self, jpeg: bytes) -> tuple[Transcript, ...] | Fault:
        self.pages.append(jpeg)
        if self.fault:
            return self.fault
        lines = tuple(TextLine(text, Box(0, at / 50, 1, (at + 1) / 50)) for at, text in enumerate(self.lines))
        return Transcript("one", lines), Transcript("other", lines)


@dataclass
class FakePrinter(Device):
    fault: Fault | None = None
    printed: list[PrintJob] = field(default_factory=list)
    dots: int = 576

    def width(self) -> int:
        return self.dots

    def print(self, job: PrintJob) -> Printed | Fault:
        if self.fault:
            return self.fault
        self.printed.append(job)
        return Printed(job.id, confirmed=True)


@dataclass
class FakeVoice(Device):
    said: list[tuple[str, str]] = field(default_factory=list)
    manners: list[Manner] = field(default_factory=list)
    fault: Fault | None = None

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        if self.fault is not None:
            return self.fault
        self.said.append((lang, text))
        self.manners.append(manner)
        return Sound(b"")


@dataclass
class FakeEar:
    """Hears what `hears` holds, one utterance after the other; without one, nothing is understood."""

    hears: list[Heard | Fault] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    expected: Expected = FREE

    def listen(self, lang: str, expected: Expected) -> Heard | Fault:
        self.expected = expected
        self.calls.append(f"listen {lang}")
        return self.hears.pop(0) if self.hears else Fault("not_heard", "silence")

    def done(self) -> None:
        self.calls.append("done")

    def cancel(self) -> None:
        self.calls.append("cancel")


@dataclass
class FakePlayer(Device):
    played: list[Sound] = field(default_factory=list)

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        self.played.append(sound)
        return None

    def stop(self) -> None:
        return None


@dataclass
class FakeAssistant:
    reply_with: Reply = field(
        default_factory=lambda: Reply("answer", "Mời ông bà.", (Card("1.001193", "Đăng ký khai sinh"),))
    )

    def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
        return self.reply_with


@dataclass
class Log:
    """Keeps what is recorded, and refuses what the real log refuses."""

    events: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def record(self, event: str, **fields: str | int | float | bool | None) -> None:
        must_be_known(event, fields)
        self.events.append((event, dict(fields)))


@dataclass(frozen=True)
class Turn:
    """What the kiosk said to one sentence, as its voice had it, and the visit after it."""

    said: tuple[str, ...]
    visit: Visit

    @property
    def last(self) -> str:
        return self.said[-1] if self.said else ""


A = TypeVar("A", bound=Awaited)


def awaited(visit: Visit, kind: type[A]) -> A:
    """The effect of that kind that the visit waits for."""
    (effect,) = (effect for effect in visit.pending if isinstance(effect, kind))
    return effect


def context() -> KioskContext:
    """Gives what a kiosk of Phường Sài Gòn knows, from the real data files; it offers every language there
    is.
    """
    messages = load_messages()
    catalogue = opened(Sources(PROCEDURES, IMPORTED, elsewhere=ELSEWHERE))
    return KioskContext(
        catalogue=catalogue,
        ranker=Ranker(catalogue.index),
        fields=SAIGON.fields,
        counters=SAIGON.counters,
        centre=SAIGON.centre,
        timetable=SAIGON.timetable,
        priorities=SAIGON.priorities,
        kiosk="K1",
        messages=messages,
        idle=Idle(),
        public_url="http://hub.example",
        languages=("vi", *(code for code in messages.languages if code != "vi")),
        hears=True,
        reads_papers=True,
    )


CONTEXT = context()
NOW = Moment(datetime(2026, 11, 23, 9, 0, tzinfo=ICT), 0.0, "fresh")


@cache
def real_robot() -> Robot:
    """The robot that a kiosk has, over the same catalogue."""
    return Robot(CONTEXT.catalogue, CONTEXT.ranker, CONTEXT.messages)


def with_reader(ports: Ports, reader: CodeReader) -> Ports:
    """The same outside, with another code reader."""
    return replace(ports, devices=ports.devices.put(CODE_READER, reader))


class World:
    """One kiosk to act on."""

    def __init__(self, robot: Assistant | None = None) -> None:
        self.clock = VirtualClock(datetime(2026, 11, 23, 9, 0, tzinfo=ICT))
        self.gateway = FakeGateway(self.clock)
        self.reader = FakeReader()
        self.camera = FakeCamera()
        self.papers = FakePaperReader()
        self.printer = FakePrinter()
        self.voice = FakeVoice()
        self.player = FakePlayer()
        self.robot = FakeAssistant()
        self.ear = FakeEar()
        self.log = Log()
        self.lanes = {lane: Lane() for lane in LANES}
        ports = Ports(
            hub=self.gateway,
            assistant=robot or self.robot,
            audit=self.log,
            devices=DeviceSet(
                {
                    CODE_READER: self.reader,
                    DOCUMENT_CAMERA: self.camera,
                    PAPER_READER: self.papers,
                    SLIP_PRINTER: self.printer,
                    VOICE: self.voice,
                    PLAYER: self.player,
                }
            ),
            ear=self.ear,
        )
        self._calls: deque[Callable[[], None]] = deque()
        self._is_busy = False
        self.session = Session(CONTEXT, ports, self.lanes, self.clock, deliver=self._in_turn)
        self.session._runner.mouth.cut = lambda text: [text]

    def _in_turn(self, call: Callable[[], None]) -> None:
        """Runs a call after those that came before it, as the session's thread does."""
        self._calls.append(call)
        if self._is_busy:
            return
        self._is_busy = True
        try:
            while self._calls:
                self._calls.popleft()()
        finally:
            self._is_busy = False

    @property
    def visit(self) -> Visit:
        return self.session.visit

    def does(self, *events: ev.Event) -> Visit:
        for event in events:
            self._in_turn(partial(self.session.post, event))
        return self.visit

    def says(self, *readings: str) -> Turn:
        """Says a sentence: all that is heard of it, the likeliest first; nothing: silence. Touches "Nói"
        first where the kiosk does not listen already.
        """
        lane = self.lanes["recogniser"]
        if lane.waiting is None:
            lane.hold()
        before = len(self.voice.said)
        if not self.visit.waits_for(Listen):
            self.does(ev.WantsToSpeak())
        if readings:
            nbest = tuple((text, 0.9 - 0.1 * at) for at, text in enumerate(readings))
            self.ear.hears.append(Heard(nbest, self.visit.lang, "typed", 5))
        lane.run_last()
        return Turn(tuple(text for _, text in self.voice.said[before:]), self.visit)

    def types(self, text: str) -> Visit:
        for letter in text:
            self.does(ev.Keyed("space" if letter == " " else letter))
        return self.visit

    def answers(self, text: str) -> Visit:
        """Type on the keyboard and go on."""
        self.types(text)
        return self.does(ev.Answered(self.visit.at))

    def chooses(self, option: str) -> Visit:
        return self.does(ev.Answered(self.visit.at, option))

    def waits(self, seconds: int) -> Visit:
        for _ in range(seconds):
            self.clock.advance(1)
            self._in_turn(self.session.tick)
        return self.visit


def step_at(context: KioskContext, visit: Visit) -> Step:
    """The step that the visit is at; fails with the place where it is instead."""
    step = current_step(context, visit)
    where = f"the visit is at {visit.at!r}, which is no step of {visit.procedure}"
    assert step is not None, f"{where}: {visit.problem}"
    return step
