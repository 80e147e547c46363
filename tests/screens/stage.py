"""A window to show hand-made visits in, and what can be seen of it from outside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast

from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlComponent

from config.schema import Panel
from kiosk.visit import events as ev
from kiosk.visit.events import Event
from kiosk.visit.model import Comfort, KioskContext, Visit
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World
from ui.citizen.window import KioskWindow, build, settle

MODES = {
    "normal": Comfort(),
    "contrast": Comfort(contrast=True),
    "large": Comfort(large=True),
    "reach": Comfort(reach=True),
    "large_reach": Comfort(large=True, reach=True),
    "large_listen": Comfort(large=True, listen=True),
}
USUAL_COLOURS = 256
_NUMBERS = count(1)


@dataclass
class ShowcaseSession:
    """Shows the visits it is given; keeps what was touched."""

    visit: Visit
    posted: list[Event] = field(default_factory=list)
    subscribers: list[Callable[[Visit], object]] = field(default_factory=list)

    def post(self, event: Event) -> None:
        self.posted.append(event)

    def subscribe(self, subscriber: Callable[[Visit], object]) -> None:
        self.subscribers.append(subscriber)

    def follow(self, follower: object) -> None:
        """Its catalogue never changes."""

    def show(self, visit: Visit) -> None:
        self.visit = visit
        for subscriber in self.subscribers:
            subscriber(visit)


@dataclass
class Seen:
    """One screen as it stands: its picture, its texts and its controls."""

    picture: Image.Image
    texts: list[dict[str, Any]]
    controls: list[dict[str, Any]]
    size: tuple[int, int]


class Probe:
    """Tells what stands in a window: texts, controls, icons and fields, each with its place."""

    def __init__(self, window: KioskWindow) -> None:
        self._window = window
        qml = QUrl.fromLocalFile(str(Path(__file__).with_name("Probe.qml")))
        self._component = QQmlComponent(window._engine, qml)
        self._probe = self._component.create()
        assert self._probe is not None, self._component.errorString()

    def look(self) -> dict[str, list[dict[str, Any]]]:
        """Gives what stands there now."""
        self._probe.setProperty("root", self._window.window.contentItem())
        self._probe.setProperty("round", next(_NUMBERS))
        found: dict[str, list[dict[str, Any]]] = json.loads(self._probe.property("found"))
        return found

    def close(self) -> None:
        """The probe goes before the engine: left to Python's collector, it frees types of Qt's at any moment,
        those of a window that is being loaded among them."""
        self._probe.setProperty("root", None)
        self._probe.deleteLater()
        self._component.deleteLater()
        settle()
        del self._probe, self._component


class Stage:
    """One window, many visits."""

    def __init__(self, panel: Panel, context: KioskContext) -> None:
        world = World()
        self.session = ShowcaseSession(world.visit)
        self.context = context
        self.panel = panel
        self.window: KioskWindow = build(self.session, self.context, panel=panel)
        self._probe = Probe(self.window)

    def offer(self, context: KioskContext) -> None:
        """From now on the kiosk knows this: other languages, say."""
        self.context = context
        self.window._kiosk.attach(self.session, context)

    def show(self, scene: str, lang: str, mode: str) -> Seen:
        """The scene in that language and mode."""
        visit = replace(_visit(scene, lang), comfort=MODES[mode], id=f"v{next(_NUMBERS)}")
        self.session.show(visit)
        return self.look()

    def look(self) -> Seen:
        """Gives what can be seen now."""
        picture = pillow(self.window.grab())
        found = self._probe.look()
        return Seen(picture, found["texts"], found["controls"], (self.panel.width, self.panel.height))

    def close(self) -> None:
        self._probe.close()
        self.window.close()


@cache
def _visit(scene: str, lang: str) -> Visit:
    """Plays a scene once for all windows: a visit is a value, and nobody changes it."""
    world = World()
    world.does(ev.ChoseLanguage(lang))
    return SCENES[scene](world)


@contextmanager
def stage(panel: Panel | None = None, context: KioskContext = CONTEXT) -> Iterator[Stage]:
    opened = Stage(panel or Panel(), context)
    try:
        yield opened
    finally:
        opened.close()


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(colour: str) -> float:
    parts = QColor(colour)
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (parts.redF(), parts.greenF(), parts.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def background(picture: Image.Image, box: list[float]) -> str:
    """The commonest colour in a rectangle of the picture."""
    left, top, width, height = box
    part = picture.crop((round(left), round(top), round(left + width), round(top + height)))
    # Pillow makes a table as large as the most colours that may be: words have few.
    colours = part.getcolors(USUAL_COLOURS) or part.getcolors(part.width * part.height) or [(0, (0, 0, 0))]
    red, green, blue = cast(tuple[int, int, int], max(colours)[1])
    return f"#{red:02x}{green:02x}{blue:02x}"


def pillow(image: QImage) -> Image.Image:
    """The picture for Pillow, which is quick at counting colours."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (plain.width(), plain.height())
    # BGRX on every machine with the little end first; Pillow drops the fourth byte.
    return Image.frombytes("RGB", size, plain.constBits(), "raw", "BGRX", plain.bytesPerLine(), 1)
