"""Shows a camera's picture and how well a card can be read there, in numbers, while it is set up (`scan
--camera`).

For technicians with a specimen card. Nothing is stored; of a card that is read only masked values are shown.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from babel.numbers import format_decimal
from PySide6.QtCore import Property, QObject, QPointF, QSize, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement, QQmlApplicationEngine
from PySide6.QtQuick import QQuickImageProvider

from config.schema import DeviceChoice, HubService
from devices.registry import build
from devices.scanning.advice import LEAST_MODULE, Measured
from devices.scanning.live import LiveLook, look_live
from kiosk.clock import SystemClock
from kiosk.faults import FAULTS
from kiosk.identity.meaning import KIND_NAMES, meaning_of
from kiosk.language.messages import N_, Messages
from kiosk.ports.codes import FrameSource
from kiosk.ports.device import Fault
from kiosk.visit.aim_hints import CARD_HINTS
from ui.bridge import Bridge
from ui.citizen.window import application
from ui.theme.fonts import load_fonts
from ui.theme.tokens import Tokens
from ui.translator import CatalogueTranslator

QML_IMPORT_NAME = "ui.technician"
QML_IMPORT_MAJOR_VERSION = 1

ROOT = Path(__file__).resolve().parents[2]
READ = N_("Read: {kind}")
NOTHING = N_("No code is seen")
SEEN = N_("A code is seen, not read")
WHY = N_("Camera")
GREEN, AMBER, BLUE = "#18a558", "#f0a202", "#4aa3ff"
INTERRUPTED = 130
_EMPTY = "–"

Measure = tuple[str, str, bool]
"""Its name (a message id), its value, and whether that will do."""


class NoCamera(Exception):
    """Says that the camera can't be opened; the text is the line for the technician."""


def show_live(name: str, messages: Messages, lang: str) -> int:
    """Shows the camera of that number or device, or the film of that name, until the window is closed; 0, or
    130 when interrupted. Raises NoCamera.
    """
    source = source_of(name)
    fault = source.open()
    if fault is not None:
        raise NoCamera(fault.detail)
    app = application()
    bridge = Bridge()
    window = LiveWindow(messages, lang)
    watching = Watching(source, lambda look: bridge.post(lambda: window.live.show(look)))
    window.window.closing.connect(app.quit)
    signal.signal(signal.SIGTERM, lambda *_: app.exit(0))
    signal.signal(signal.SIGINT, lambda *_: app.exit(INTERRUPTED))
    watching.start()
    try:
        return app.exec()
    finally:
        watching.stop()
        window.close()


def source_of(name: str) -> FrameSource:
    """Gives a camera by number or device, a film by its file."""
    if name.isdecimal():
        choice = DeviceChoice(driver="camera.v4l2", options={"device": int(name)})
    elif Path(name).is_file():
        choice = DeviceChoice(driver="camera.video", options={"file": name})
    else:
        choice = DeviceChoice(driver="camera.v4l2", options={"device": name})
    return build(choice, FrameSource, production=False)


@dataclass
class Watching:
    """Decodes frame after frame on a thread of its own; a new one only after the last was shown."""

    source: FrameSource
    report: Callable[[LiveLook | Fault], object]
    _ending: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts the thread."""
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread, and closes the camera."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(5.0)
        self.source.close()

    def _run(self) -> None:
        looking = look_live(self.source, SystemClock())
        while not self._ending.is_set():
            look = next(looking)
            self.report(look)
            if isinstance(look, Fault):
                self._ending.wait(0.5)


@QmlElement
class Live(QObject):
    """Gives QML the picture with its outline, and the measurements."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say: Callable[..., str] = str
        self._lang = "vi"
        self._look: LiveLook | Fault | None = None
        self._count = 0

    def speak(self, messages: Messages, lang: str) -> None:
        """Sets the translation."""
        self._say = lambda text, **values: messages.text(lang, text, **values)
        self._lang = lang

    def show(self, look: LiveLook | Fault) -> None:
        """Shows a new frame, or why there is none."""
        self._look = look
        self._count += 1
        self.changed.emit()

    def picture(self) -> QImage:
        """Gives the frame with the code's outline: green where it was read, amber where not; a card's in
        blue.
        """
        if not isinstance(self._look, LiveLook):
            blank = QImage(QSize(16, 9), QImage.Format.Format_RGB32)
            blank.fill(QColor("black"))
            return blank
        return outlined(self._look)

    @Property(str, notify=changed)
    def frame(self) -> str:
        """Changes with every frame."""
        return str(self._count)

    @Property(str, notify=changed)
    def state(self) -> str:
        """Says what is seen, in a line."""
        look = self._look
        if look is None:
            return ""
        if isinstance(look, Fault):
            return self._say(FAULTS[look.id].staff)
        if look.payload is not None:
            kind = meaning_of(look.payload, HubService().public_url).kind
            return self._say(READ, kind=self._say(KIND_NAMES[kind]))
        return self._say(SEEN if look.measured.code else NOTHING)

    @Property(str, notify=changed)
    def hint(self) -> str:
        """Gives the hint that the citizen would get now."""
        look = self._look
        return self._say(CARD_HINTS[look.hint]) if isinstance(look, LiveLook) and look.hint else ""

    @Property(bool, notify=changed)
    def read(self) -> bool:
        """Says if a code was read in this frame."""
        return isinstance(self._look, LiveLook) and self._look.payload is not None

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def rows(self) -> list[dict[str, Any]]:
        """Lists the measures: `name`, `value`, and whether it is `good` enough for cards; without a picture,
        why.
        """
        if self._look is None:
            return []
        if isinstance(self._look, Fault):
            told = [(WHY, self._look.detail, False)]
        else:
            told = measures(self._look, self._lang)
        return [{"name": self._say(name), "value": value, "good": good} for name, value, good in told]


def measures(look: LiveLook, lang: str) -> list[Measure]:
    """Formats the measures of the window, values as they are written in `lang`."""
    seen: Measured = look.measured
    height, width = look.pixels.shape[:2]

    def row(name: str, value: float | None, form: str, good: Callable[[float], bool]) -> Measure:
        if value is None:
            return name, _EMPTY, True
        return name, format_decimal(value, form, locale=lang), good(value)

    return [
        row(N_("Pixels a module (2.3 at least, 2.8 is good)"), seen.module, "0.0", lambda v: v >= 2.3),
        row(N_("Width of edges, in modules (under 0.55)"), seen.edge, "0.00", lambda v: v < 0.55),
        row(N_("Share that shines (under 3\u00a0%)"), seen.glare, "0.0\u00a0%", lambda v: v < 0.03),
        row(N_("Brightness of the white (100 to 250)"), seen.paper, "0", lambda v: 100 <= v <= 250),
        row(N_("Movement (under 20\u00a0%)"), seen.moved, "0\u00a0%", lambda v: v < 0.2),
        (N_("Picture"), f"{width} × {height}", (seen.module or LEAST_MODULE) >= LEAST_MODULE),
        row(N_("Milliseconds to look"), look.ms, "0", lambda v: v < 100),
        row(N_("Pictures a second"), look.rate, "0.0", lambda v: v >= 5),
    ]


def outlined(look: LiveLook) -> QImage:
    """Draws the frame as a picture of Qt, with outlines."""
    height, width = look.pixels.shape[:2]
    frame = look.pixels.tobytes()
    picture = QImage(frame, width, height, 3 * width, QImage.Format.Format_BGR888).copy()
    painter = QPainter(picture)
    for quad, colour in (
        (look.measured.card, BLUE),
        (look.measured.code, GREEN if look.payload is not None else AMBER),
    ):
        if quad is not None:
            painter.setPen(QPen(QColor(colour), max(3, width // 240)))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in quad]))
    painter.end()
    return picture


class LiveProvider(QQuickImageProvider):
    """Serves `image://live/<number of the frame>`."""

    def __init__(self, picture: Callable[[], QImage]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._picture = picture

    def requestImage(self, id: str, _size: QSize, _requestedSize: QSize) -> QImage:  # noqa: ARG002, N803
        """Gives the newest frame."""
        return self._picture()


class LiveWindow:
    """Opens the window; `close()` at the end."""

    def __init__(self, messages: Messages, lang: str) -> None:
        load_fonts()
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(ROOT))
        self._translator = CatalogueTranslator(messages)
        self._translator.lang = lang
        application().installTranslator(self._translator)
        cast(Tokens, self._engine.singletonInstance("ui.theme", "Tokens")).set_panel(3.21, 1080, 1920)
        self.live = Live(self._engine)
        self.live.speak(messages, lang)
        self._engine.setInitialProperties({"live": self.live})
        self._provider = LiveProvider(self.live.picture)
        self._engine.addImageProvider("live", self._provider)
        self._engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("LiveWindow.qml"))))
        if not self._engine.rootObjects():
            raise RuntimeError("the live view could not be loaded; see the messages above")
        self.window: Any = self._engine.rootObjects()[0]

    def close(self) -> None:
        """Closes the window before what it is bound to."""
        self.window.close()
        application().removeTranslator(self._translator)
        del self.window
        self._engine.deleteLater()
