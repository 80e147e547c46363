"""Starts the kiosk on its real window, with operable devices and no hub, touches it, and tells the figures.

    python -m tests.bench.ui_kiosk SPAWNED TOUCHES SECONDS

prints one line of JSON. SPAWNED is when this process was started, in seconds of the system's monotonic clock;
with no TOUCHES it only starts. SECONDS is how long the processor is watched at a time.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from config.load import PROFILES, load_profile
from config.schema import DeviceChoice, Profile
from kiosk.language.messages import N_, Messages
from tests import screens
from tests.bench.ui_floor import resident_mb
from ui.citizen.opening import Opening
from ui.commands import MESSAGES
from ui.commands.kiosk import STARTING

LANG = "vi"
BIRTH, FIELD = "1.001193", "ho_tich"
MOST_S = 5.0
BACK = N_("Back")
A_FEW = 100
"""With fewer touches than that nobody waits for a recogniser to load."""
STILL_S = 3.0
"""After so long a page has come, and a reader has seen that nothing moves."""
A_SLIP_S = 1.0
"""Between two slips: people do not take them faster."""


class Eye:
    """Finds controls by the words on them. Not by their accessible names: who asks for those makes Qt keep an
    accessible part for every item, which costs time and memory that a kiosk without such a guest has not.
    """

    def __init__(self, window: Any) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtQml import QQmlComponent

        url = QUrl.fromLocalFile(str(Path(screens.__file__).with_name("Probe.qml")))
        self._component = QQmlComponent(window._engine, url)
        self._probe = self._component.create()
        self._window, self._rounds = window, count(1)

    def where(self, name: str) -> Any:
        """Gives the middle of the control that says so. RuntimeError where none stands there."""
        from PySide6.QtCore import QPoint

        from ui.citizen.window import settle

        settle()
        self._probe.setProperty("root", self._window.window.contentItem())
        self._probe.setProperty("round", next(self._rounds))
        controls = json.loads(self._probe.property("found"))["controls"]
        for control in controls:
            here = control.get("here", control["box"])
            if control["name"] == name and here:
                left, top, width, height = here
                return (
                    QPoint(round(left + width / 2), round(top + height / 2)) + self._window.window.position()
                )
        there = [control["name"] for control in controls]
        raise RuntimeError(f"{name!r} is not on {self._window.screen}; there are {there}")

    def close(self) -> None:
        """Goes before the engine does."""
        self._probe.setProperty("root", None)
        self._probe.deleteLater()
        self._component.deleteLater()


@dataclass
class Hand:
    """Touches the window, and waits for the frame that shows what the touch did."""

    window: Any
    texts: Callable[[str], str]
    took_ms: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        self._loop = QEventLoop()
        self._patience = QTimer(interval=round(MOST_S * 1000), singleShot=True)
        self._patience.timeout.connect(self._loop.quit)
        self.eye = Eye(self.window)
        self._before: object = None
        self._ended = 0.0
        self._waits = False
        self.window.window.frameSwapped.connect(self._drawn)

    def touch(self, name: str) -> float:
        """Milliseconds from the finger's leaving to the frame that shows another page, letter or language."""
        at = self.eye.where(name)
        self._before, self._waits = self._state(), True
        began = time.perf_counter()
        self.window.tap(at)
        if self._waits:  # QTest works off what comes of a touch, so that it may have been drawn by now
            self._patience.start()
            self._loop.exec()
            self._patience.stop()
        if self._waits:
            raise RuntimeError(f"nothing came of touching {name!r} on {self.window.screen}")
        return (self._ended - began) * 1000

    def says(self, message: str) -> float:
        """Touches what is called so in the language of the visit."""
        return self.touch(self.texts(message))

    def _state(self) -> object:
        visit = self.window._kiosk.visit
        return visit.id, visit.at, visit.procedure, visit.draft, visit.lang

    def _drawn(self) -> None:
        if self._waits and self._state() != self._before:
            self._ended, self._waits = time.perf_counter(), False
            self._loop.quit()


def pages(hand: Hand, context: Any, session: Any) -> Iterator[float]:
    """Goes over the pages of citizens: each from Home into a dossier, or there and back, again and again."""
    from kiosk.visit import events as ev
    from ui.citizen.window import settle

    field_name = next(one for one in context.fields if one.id == FIELD).name.vi
    procedure = context.catalogue.procedures[BIRTH].name.vi
    slip = hand.texts(N_("I have a slip: where is my dossier?"))
    there_and_back: tuple[tuple[str, ...], ...] = (
        (field_name, procedure),
        (hand.texts(N_("Type the procedure you need")),),
        (slip, hand.texts(N_("Type the code"))),
    )
    while True:
        for way in there_and_back:
            for name in way:
                yield hand.touch(name)
            for _ in way:
                yield hand.says(BACK)
        for name in (field_name, procedure, hand.texts(N_("Start now"))):
            yield hand.touch(name)
        session.post(ev.Left())
        settle(50)


def figures(spawned: float, touches: int, seconds: float, folder: Path) -> dict[str, Any]:
    """Starts, and measures."""
    profile = load_profile(PROFILES / "demo.toml").model_copy(update={"data_dir": folder})
    messages = Messages.from_folder(MESSAGES)
    opening = Opening(profile.panel, [messages.text(LANG, STARTING)], full_screen=True)
    found: dict[str, Any] = {"first_frame_ms": round(1000 * (time.monotonic() - spawned), 1)}
    from PySide6.QtCore import QTimer

    from tests.catalogues import place
    from ui.bridge import Bridge
    from ui.citizen.window import application, build, settle
    from ui.wiring.context import load_context
    from ui.wiring.device_set import devices_of
    from ui.wiring.kiosk import open_kiosk
    from ui.wiring.screen import TICK_MS

    place(folder)
    context = load_context(profile)
    application()
    bridge = Bridge()
    kiosk = open_kiosk(profile, context, devices_of(profile), bridge.post, shown="")
    window = build(kiosk.session, context, panel=profile.panel)
    hand = Hand(window, lambda message: context.messages.text(window._kiosk.visit.lang, message))
    drawn: list[float] = []
    window.window.frameSwapped.connect(lambda: drawn.append(time.monotonic()))
    opening.close()
    while not drawn:
        settle(1)
    found["ready_ms"] = round(1000 * (drawn[0] - spawned), 1)
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(kiosk.tick)
    timer.start()
    if touches:
        settle(_still_ms(seconds))
        found.update(_touched(hand, context, kiosk, touches, seconds))
        found.update(_busy(hand, context, kiosk, profile, touches))
    timer.stop()
    hand.eye.close()
    settle()
    window.close()
    kiosk.close()
    return found


def _touched(hand: Hand, context: Any, kiosk: Any, touches: int, seconds: float) -> dict[str, float]:
    from kiosk.visit import events as ev

    walk = pages(hand, context, kiosk.session)
    for _ in range(13):
        next(walk)  # each page once: it is made when it is first shown
    took = [next(walk) for _ in range(touches)]
    found = {f"tap_{name}_ms": value for name, value in told(took).items()}
    kiosk.session.post(ev.Left())
    hand.says(N_("Type the procedure you need"))
    keys = [hand.touch(letter) for _ in range(max(1, touches // 40)) for letter in "bcghklmnpt"]
    found["key_p95_ms"] = told(keys)["p95"]
    names = [context.messages.language(code).name for code in ("en", LANG)]
    switched = [hand.touch(name) for _ in range(max(2, touches // 50)) for name in names]
    found["language_ms"] = told(switched)["p95"]
    kiosk.session.post(ev.Left())
    found["rss_mb"] = resident_mb()
    found["idle_cpu_percent"] = _processor(seconds)
    for event in (ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(yes=True)):
        kiosk.session.post(event)
    found["card_page_cpu_percent"] = _processor(seconds)
    kiosk.session.post(ev.Left())
    return found


def told(took: list[float]) -> dict[str, float]:
    """The median, the 95th and the 99th percentile, and the longest."""
    parts = quantiles(took, n=100, method="inclusive")
    values = {"p50": median(took), "p95": parts[94], "p99": parts[98], "max": max(took)}
    return {name: round(value, 1) for name, value in values.items()}


def _processor(seconds: float) -> float:
    """The share of one core that the process takes while nobody touches anything, in percent."""
    from ui.citizen.window import settle

    settle(_still_ms(seconds))
    began, used = time.monotonic(), time.process_time()
    settle(round(seconds * 1000))
    return round(100 * (time.process_time() - used) / (time.monotonic() - began), 2)


def _still_ms(seconds: float) -> int:
    return round(1000 * min(STILL_S, seconds))


def _busy(hand: Hand, context: Any, kiosk: Any, profile: Profile, touches: int) -> dict[str, Any]:
    """Touches while a camera is read and speech is recognised without a pause, and slips are printed."""
    with _at_work(profile, quick=touches < A_FEW) as idle:
        walk = pages(hand, context, kiosk.session)
        took = [next(walk) for _ in range(max(6, touches // 3))]
    return {"busy_tap_p95_ms": told(took)["p95"], "busy_without": idle}


@contextmanager
def _at_work(profile: Profile, *, quick: bool) -> Iterator[list[str]]:
    from devices.registry import build
    from devices.simulators.vprinter import VirtualPrinter
    from kiosk.ports.codes import CodeReader
    from kiosk.ports.device import Fault
    from kiosk.ports.printing import PrintJob, SlipPrinter
    from kiosk.ports.speech import FREE, Recogniser
    from tests.bench.print_bench import a_ticket
    from tests.speech.voices import silence, spoken_pieces

    ended, idle = threading.Event(), []
    with VirtualPrinter() as paper:
        reader = build(profile.devices["code_reader"], CodeReader, production=False)
        choice = DeviceChoice(driver="printer.tcp", options={"host": "127.0.0.1", "port": paper.port})
        printer = build(choice, SlipPrinter, production=True)
        ear = build(DeviceChoice(driver="recogniser.whisper"), Recogniser, production=True)
        slips = count(1)

        def prints() -> None:
            turn = next(slips)
            printer.print(PrintJob(f"bench-{turn}", "ticket", a_ticket(turn)))

        jobs: list[tuple[Callable[[], object], float]] = [(lambda: reader.read(1.0), 0), (prints, A_SLIP_S)]
        if quick or isinstance(ear.open(), Fault):
            idle.append("recogniser")
        else:
            words = [*spoken_pieces("tôi muốn đăng ký khai sinh", "vi"), *silence(1)]
            jobs.append((lambda: ear.recognise(words, LANG, FREE), 0))
        reader.open()
        printer.open()
        threads = [threading.Thread(target=_again, args=(*job, ended), daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        try:
            yield idle
        finally:
            ended.set()
            for thread in threads:
                thread.join(20)
            reader.close()
            printer.close()
            ear.close()


def _again(job: Callable[[], object], pause_s: float, ended: threading.Event) -> None:
    while not ended.wait(pause_s):
        job()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        print(json.dumps(figures(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), Path(where))))
