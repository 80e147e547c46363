"""Opens the citizen's window from a session; plays and tests take its picture and press
its controls by name.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QTimer, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from config.schema import Panel
from kiosk.language.messages import N_
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext
from ui.by_ear.reader import Ear
from ui.citizen import opening
from ui.citizen.kiosk_view import Kiosk, SessionLike
from ui.keyboard.strokes import Stroke, strokes
from ui.theme.fonts import load_fonts
from ui.theme.pictures import GlimpseProvider, IconProvider, PageProvider, QrProvider
from ui.theme.tokens import Tokens
from ui.translator import CatalogueTranslator

ROOT = Path(__file__).resolve().parents[2]
_MAIN = Path(__file__).with_name("Main.qml")
_MOST_SCROLLS = 12
FORGET_MS = 50
"""After a visit its page is gone so soon; then what it had kept can be freed."""


class NotOnScreen(LookupError):
    """Says that no control of that name can be touched now; the text lists those that can."""


def application() -> QGuiApplication:
    """Gives the one Qt application, drawn in software unless `QT_QUICK_BACKEND` says otherwise."""
    _choose_backend()
    return opening.application()


@cache
def _choose_backend() -> None:
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if os.environ["QT_QUICK_BACKEND"] == "software":
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)


def build(session: SessionLike, context: KioskContext, *, panel: Panel) -> KioskWindow:
    """Opens the kiosk's window on `session`. RuntimeError where its QML can't be loaded."""
    application()
    return KioskWindow(session, context, panel)


class KioskWindow:
    """Holds an open window. Call everything on the thread it was made on; `close()` at the end."""

    def __init__(self, session: SessionLike, context: KioskContext, panel: Panel) -> None:
        load_fonts(context.messages.fonts)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(ROOT))
        self._translator = CatalogueTranslator(context.messages)
        self._translator.lang = session.visit.lang
        QCoreApplication.installTranslator(self._translator)
        self._kiosk = cast(Kiosk, self._engine.singletonInstance("ui.citizen", "Kiosk"))
        cast(Tokens, self._engine.singletonInstance("ui.theme", "Tokens")).set_panel(
            panel.px_per_mm, panel.width, panel.height
        )
        self._context = context
        self._add_pictures()
        self._kiosk.langChanged.connect(self._retranslate)
        self._forgetting = QTimer(singleShot=True, interval=FORGET_MS)
        self._forgetting.timeout.connect(self._forget)
        self._kiosk.visitEnded.connect(self._forgetting.start)
        self._kiosk.attach(session, context)
        self._engine.setInitialProperties({"width": panel.width, "height": panel.height})
        self._engine.load(QUrl.fromLocalFile(str(_MAIN)))
        roots = self._engine.rootObjects()
        if not roots:
            raise RuntimeError("the kiosk's screens could not be loaded; see the messages above")
        self.window = cast(QQuickWindow, roots[0])
        self._ear = cast(Ear, self._engine.singletonInstance("ui.by_ear", "Ear"))
        self._ear.attach(self._kiosk, self.window)
        self._finger: Any = None

    def _add_pictures(self) -> None:
        self._providers = {"icons": IconProvider(), "qr": QrProvider(), "page": PageProvider(self._page)}
        self._providers["clip"] = PageProvider(self._clip)
        self._providers["glimpse"] = GlimpseProvider(lambda: self._kiosk.visit.glimpse)
        for name, provider in self._providers.items():
            self._engine.addImageProvider(name, provider)

    def _page(self, _digest: str) -> bytes | None:
        page = filled(self._kiosk.visit).page
        return page.jpeg if page else None

    def _clip(self, key: str) -> bytes | None:
        offer = filled(self._kiosk.visit).offered.get(key.partition("/")[0])
        return offer.clip if offer else None

    def _retranslate(self) -> None:
        self._translator.lang = self._kiosk.visit.lang
        self._engine.retranslate()

    def _forget(self) -> None:
        """Frees what QML's engine still keeps of the visit that has ended."""
        self._engine.collectGarbage()

    def show_full_screen(self) -> None:
        """Shows the window in full screen, as on the real panel."""
        self.window.showFullScreen()

    def close(self) -> None:
        """Closes the window; the engine goes before anything it is bound to."""
        if self._engine is None:
            return
        self._forgetting.stop()
        self._ear.detach()
        self._kiosk.detach()
        self.window.close()
        QCoreApplication.removeTranslator(self._translator)
        engine, self._engine = self._engine, cast(Any, None)
        del self.window
        engine.deleteLater()
        settle(20)

    def grab(self) -> QImage:
        """Takes a picture of the screen as it stands now."""
        settle()
        return self.window.grabWindow()

    @property
    def screen(self) -> str:
        """Gives the name of the screen that is shown."""
        return self._kiosk.screen_name

    def names(self) -> list[str]:
        """Lists the accessible names of the controls that can be touched, in reading order."""
        settle()
        return [control.text(QAccessible.Text.Name) for control in self._controls()]

    def press(self, name: str) -> None:
        """Touches the control of that accessible name with a finger, scrolling to it first where it has to
        be.

        NotOnScreen when there is none, or it is switched off.
        """
        self._touch(self.where(name))

    def where(self, name: str) -> QPoint:
        """Gives the middle of the control of that accessible name, scrolling to it first where it has to be.

        NotOnScreen when there is none, or it is switched off.
        """
        settle()
        control = self._find(name)
        for _ in range(_MOST_SCROLLS):
            if self._is_in_view(control):
                break
            self._scroll()
            control = self._find(name)
        return control.rect().center()

    def key(self, name: str) -> None:
        """Presses one key of the keyboard by its name: a letter, "space", "backspace", "go"."""
        self.press(self._key_name(name))

    def type_keys(self, text: str) -> None:
        """Types `text` key by key as a person would, tones by their keys."""
        for stroke in strokes(text):
            self._stroke(stroke)

    def _stroke(self, stroke: Stroke) -> None:
        text, lang = self._context.messages.text, self._kiosk.visit.lang
        switch = text(lang, "Digits") if stroke.layer == "digits" else text(lang, "Letters")
        if stroke.layer != "any" and switch in self.names():
            self.press(switch)
        key = self._key_name(stroke.key.upper() if stroke.capital else stroke.key)
        if len(stroke.key) == 1 and stroke.key.isalpha() and key not in self.names():
            self.press(text(lang, "Capital letter"))
        self.press(key)

    def _key_name(self, name: str) -> str:
        message = {"space": N_("Space"), "backspace": N_("Delete")}.get(name)
        return self._context.messages.text(self._kiosk.visit.lang, message) if message else name

    def _find(self, name: str) -> QAccessibleInterface:
        controls = self._controls()
        for control in controls:
            if control.text(QAccessible.Text.Name) == name:
                return control
        raise NotOnScreen(f"{name!r} is not on screen {self.screen}; there are {self.names()}")

    def _controls(self) -> list[QAccessibleInterface]:
        return [
            found
            for found in descendants(QAccessible.queryAccessibleInterface(self.window))
            if found.role() == QAccessible.Role.Button and not found.state().disabled
        ]

    def _is_in_view(self, control: QAccessibleInterface) -> bool:
        parent = control.parent()
        while parent is not None and parent.isValid():
            if parent.role() == QAccessible.Role.Pane:
                return bool(parent.rect().contains(control.rect().center()))
            parent = parent.parent()
        return True

    def _scroll(self) -> None:
        text = self._context.messages.text
        lang = self._kiosk.visit.lang
        more, top = text(lang, "Show more"), text(lang, "Back to the top")
        self._touch(self._find(more if more in self.names() else top).rect().center())

    def _touch(self, at: QPoint) -> None:
        self.tap(at)
        settle()

    def tap(self, at: QPoint) -> None:
        """Puts a finger on the screen there and takes it away."""
        from PySide6.QtTest import QTest  # noqa: PLC0415 - 6 MB that only plays and tests need

        if self._finger is None:
            self._finger = QTest.createTouchDevice()
        point = at - self.window.position()
        QTest.touchEvent(self.window, self._finger).press(0, point, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, point, self.window).commit()


def descendants(root: QAccessibleInterface) -> list[QAccessibleInterface]:
    """Lists all visible parts of the accessible tree, in reading order."""
    found = []
    for index in range(root.childCount()):
        child = root.child(index)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        found.append(child)
        found.extend(descendants(child))
    return found


def settle(milliseconds: int = 5) -> None:
    """Lets Qt work off what is pending.

    A loop of its own: `QTest.qWait` keeps Python's lock, and other threads would stand still. A timer of its
    own: PySide 6.11.3 crashed under load when Qt deleted the one that it makes for `QTimer.singleShot`.
    """
    loop = QEventLoop()
    timer = QTimer(interval=milliseconds, singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()
