"""Acts as the citizen of a play: touches what can be seen, types on the on-screen
keyboard, holds things up.

Controls are named by their English message; the same script therefore plays in every language.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage

from devices.scanning.picture import PictureCamera
from kiosk.catalogue.describe import words
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.window import KioskWindow, settle
from ui.demo.recorder import NotTrue, Recorder, Step
from ui.wiring.kiosk import Kiosk

PATIENCE_S = 15.0
_LOOK_EVERY_MS = 10
_QUICKLY = 80
"""Of 100: a picture an eighth larger, in half the time."""


@dataclass(slots=True)
class Citizen:
    """Acts as one person before one kiosk."""

    kiosk: Kiosk
    window: KioskWindow
    camera: PictureCamera
    recorder: Recorder
    prefix: str

    @property
    def visit(self) -> Visit:
        """Gives the kiosk's current visit."""
        return self.kiosk.session.visit

    @property
    def context(self) -> KioskContext:
        """Gives the centre's data."""
        return self.kiosk.session.context

    def touches(self, message: str, **values: object) -> None:
        """Touches the control of that name (English message id, shown in the visit's language)."""
        self.window.press(self.context.messages.text(self.visit.lang, message, **values))
        pause(0)

    def touches_field(self, field: str) -> None:
        """Touches the tile of a queue field."""
        name = next(found.name for found in self.context.fields if found.id == field)
        self.window.press(words(name, self.visit.lang, self.context.messages))
        pause(0)

    def touches_procedure(self, code: str) -> None:
        """Touches the card of a procedure in a list."""
        name = self.context.catalogue.entries[code].name
        self.window.press(words(name, self.visit.lang, self.context.messages))
        pause(0)

    def touches_option(self, option: str) -> None:
        """Answers the question on screen."""
        step = current_step(self.context, self.visit)
        if step is None or step.question is None:
            raise NotTrue(f"no question is on screen, but {self.visit.at}")
        chosen = next(found for found in step.question.options if found.id == option)
        self.window.press(words(chosen.name, self.visit.lang, self.context.messages))
        pause(0)

    def touches_answer(self, question: str, answer: str) -> None:
        """Answers one of the questions that stand together: an option's id, or a number."""
        procedure = self.context.catalogue.procedures[self.visit.procedure or ""]
        asked, messages = procedure.question(question), self.context.messages
        names = {one.id: words(one.name, self.visit.lang, messages) for one in asked.options}
        self.window.press(f"{words(asked.ask, self.visit.lang, messages)}: {names.get(answer, answer)}")
        pause(0)

    def touches_detail(self, label: str, touch: str) -> None:
        """Touches a value that a person's page offers."""
        text, lang = self.context.messages.text, self.visit.lang
        self.window.press(f"{text(lang, label)}: {text(lang, touch)}")
        pause(0)

    def types(self, text: str) -> None:
        """Types on the on-screen keyboard or number pad, key by key."""
        self.window.type_keys(text)
        pause(0)

    def until(self, true: Callable[[Visit], object], what: str, seconds: float = PATIENCE_S) -> Visit:
        """Waits until the kiosk is that far. Raises NotTrue when it does not come."""
        wait_until(lambda: bool(true(self.visit)), what, seconds)
        return self.visit

    def picture(self, step: Step, name: str) -> None:
        """Keeps a picture of the screen; one that is blank is an error."""
        pause(30)
        image = self.window.grab()
        step.require(not is_blank(image), f"the screen {name} is blank")
        self.recorder.keep(step, f"screens/{self.prefix}_{name}.png", png_of(image))


_interrupted = threading.Event()


def stop_when_interrupted() -> None:
    """Lets an interrupt end the play at its next pause; Qt would swallow one raised in a slot."""
    signal.signal(signal.SIGINT, lambda *_: _interrupted.set())


def pause(milliseconds: int) -> None:
    """Lets the event loop run. Raises KeyboardInterrupt after an interrupt."""
    settle(milliseconds)
    if _interrupted.is_set():
        raise KeyboardInterrupt


def wait_until(true: Callable[[], bool], what: str, seconds: float) -> None:
    """Runs the event loop until `true()`, looked at every 10 ms. Raises NotTrue after `seconds`."""
    left = round(seconds * 1000 / _LOOK_EVERY_MS)
    while not true():
        if left == 0:
            raise NotTrue(f"waited {seconds:g} s in vain for: {what}")
        left -= 1
        pause(_LOOK_EVERY_MS)


def png_of(image: QImage) -> bytes:
    """Encodes the picture as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _QUICKLY)  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
    return bytes(content.data())


def is_blank(image: QImage) -> bool:
    """Says if a picture holds fewer than eight colours: nothing was drawn."""
    small = image.scaled(90, 160).convertToFormat(QImage.Format.Format_RGB32)
    return len(set(memoryview(small.constBits()).cast("I"))) < 8
