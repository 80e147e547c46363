"""Shares between scenes the stage, the recorder, and ways of opening kiosk, window, officer and browser."""

from __future__ import annotations

import io
import json
import wave
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from devices.simulators.second_opinion import decoded_by_both
from kiosk.language.messages import N_
from kiosk.ports.slots import DeviceSet
from kiosk.ports.time import Clock
from ui.bridge import Bridge
from ui.citizen.window import build
from ui.demo.citizen import Citizen, wait_until
from ui.demo.officer import Officer
from ui.demo.pages import Browser, installed
from ui.demo.recorder import Recorder, Step
from ui.demo.stage import Stage
from ui.wiring.screen import TICK_MS

COUNTER = "3"
PC = (1366, 900)
PC_TALL = (1366, 1900)
WALL = (1920, 1080)
PHONE = (390, 844)
CONNECTING = "Connecting…"
_LOUD_ENOUGH = 500


@dataclass(slots=True)
class Play:
    """Holds everything a scene needs."""

    stage: Stage
    recorder: Recorder
    officer: Officer
    browser: Browser | None

    @contextmanager
    def citizen(
        self,
        prefix: str,
        clock: Clock | None = None,
        around: Callable[[DeviceSet], DeviceSet] = lambda devices: devices,
    ) -> Iterator[Citizen]:
        """Gives a citizen before a kiosk of their own scene; `prefix` begins the names of the pictures. With
        a clock of its own the kiosk ticks only when the scene says so; `around` as in `Stage.kiosk`.
        """
        bridge = Bridge()
        with self.stage.kiosk(bridge.post, clock, around) as (kiosk, camera):
            window = build(kiosk.session, self.stage.context, panel=self.stage.profile.panel)
            ticking = QTimer(interval=TICK_MS)
            ticking.timeout.connect(kiosk.tick)
            if clock is None:
                ticking.start()
            try:
                yield Citizen(kiosk, window, camera, self.recorder, prefix)
            finally:
                ticking.stop()
                window.close()

    def paper(self, count: int) -> Path:
        """Waits until the printer's `count`-th piece is cut, and gives its picture."""
        wait_until(lambda: len(self.stage.printer.pieces) >= count, f"piece {count} on paper", 10)
        file = self.stage.printer.pieces[count - 1].file
        assert file is not None
        return file

    def check_paper(self, step: Step, piece: Path, url: str) -> None:
        """Checks a piece of the printer's paper, and the text of its QR code."""
        self.recorder.name_file(step, piece)
        self.check_codes(step, piece, url)

    def check_codes(self, step: Step, picture: Path, url: str) -> None:
        """Checks that the picture's QR code holds `url`, by two decoders that share no code with us."""
        for decoder, texts in decoded_by_both(picture).items():
            step.check(texts == {url}, N_("{decoder} reads the code on the paper"), decoder=decoder)

    def codes_on(self, picture: Path) -> frozenset[str]:
        """Gives the texts of a picture's codes."""
        return decoded_by_both(picture)["zxing-cpp"]

    def log_in(self) -> None:
        """Logs the officer in (again): a session does not outlive the hub's restart."""
        self.officer = Officer(self.stage.hub_url, COUNTER, *self.stage.staff_code(COUNTER))

    def check_sound(self, step: Step, folder: str, before: int) -> None:
        """Checks that a new WAV came into a sound folder, and is long and loud enough to be speech."""
        place = self.stage.folder / "sound" / folder
        wait_until(lambda: len(list(place.glob("*.wav"))) > before, f"a sound in {folder}", 15)
        newest = sorted(place.glob("*.wav"))[before]
        seconds, level = length_and_level(newest.read_bytes())
        step.check(seconds > 1, N_("the voice speaks for {seconds} s"), seconds=round(seconds, 1))
        step.check(level > _LOUD_ENOUGH, N_("it can be heard: level {level} of 32767"), level=level)
        self.recorder.name_file(step, newest)

    def sounds(self, folder: str) -> int:
        """Counts the sounds in a folder."""
        return len(list((self.stage.folder / "sound" / folder).glob("*.wav")))

    def picture_page(self, step: Step, path: str, name: str, shows: str, size: tuple[int, int] = PC) -> None:
        """Takes a picture of a web page of the hub, as the officer sees it, once it shows that text."""
        if self.browser is None:
            step.note(N_("{page}: not pictured, Chromium is not installed here"), page=path)
            return
        connecting = self.stage.context.messages.text("vi", CONNECTING)
        cookies = {cookie.name: cookie.value or "" for cookie in self.officer.cookies}
        width, height = size
        phone = width < 500
        address = self.stage.hub_url + path
        page = self.browser.page(address, width=width, height=height, phone=phone, cookies=cookies)
        try:
            page.wait_for(f"document.body.innerText.includes({json.dumps(shows)})")
            page.wait_for(f"!document.body.innerText.includes({json.dumps(connecting)})")
            self.recorder.keep(step, f"pages/page_{name}.png", page.picture(whole=True))
            complaints = page.complaints()
            step.check(not complaints, N_("the page {page} reports no errors"), page=path)
        finally:
            page.close()


def length_and_level(wav: bytes) -> tuple[float, int]:
    """Gives the seconds of a WAV file (PCM 16 bits), and its root mean square level."""
    with wave.open(io.BytesIO(wav)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        seconds = sound.getnframes() / sound.getframerate()
    level = (sum(sample * sample for sample in samples) / max(1, len(samples))) ** 0.5
    return seconds, round(level)


@contextmanager
def browser_if_installed() -> Iterator[Browser | None]:
    """Gives Chromium, where there is one."""
    if not installed():
        yield None
        return
    with Browser() as browser:
        yield browser
