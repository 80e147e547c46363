"""Shows the simulators' window: what lies under the simulated camera, the simulated printer's switches and
its paper.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QQmlApplicationEngine

from devices.scanning.picture import PictureCamera
from devices.simulators import specimens
from devices.simulators.vprinter import SWITCHES, VirtualPrinter
from kiosk.language.messages import N_, Messages
from ui.citizen.window import application
from ui.theme.fonts import load_fonts
from ui.theme.pictures import IconProvider
from ui.theme.tokens import Tokens

QML_IMPORT_NAME = "ui.technician"
QML_IMPORT_MAJOR_VERSION = 1

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY_MS = 500

THINGS = {
    "nothing": N_("Nothing"),
    "card_2021": N_("Citizen card of 2021"),
    "card_2021_back": N_("Citizen card of 2021, its back"),
    "card_2024": N_("Citizen card of 2024"),
    "card_unreadable": N_("Scratched card"),
    "birth_notice": N_("Birth notice"),
    "last_slip": N_("The slip printed last"),
}
SWITCH_NAMES = {
    "near_end": N_("Paper near its end"),
    "paper_out": N_("Out of paper"),
    "cover_open": N_("Cover open"),
    "cutter_jam": N_("Cutter jammed"),
    "hot_head": N_("Head too hot"),
    "power_off": N_("Power off"),
    "drop": N_("Drops the connection"),
    "drop_after_cut": N_("Drops it after the cut"),
    "half_close": N_("Half closes the connection"),
    "hang": N_("Hangs"),
    "slow_drip": N_("Reads very slowly"),
    "lost_ack": N_("Loses one answer"),
    "forgets_buffer": N_("Forgets its buffer at a close"),
}


@QmlElement
class Simulators(QObject):
    """Connects the simulators to QML. `attach()` names the devices before anything is shown."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: PictureCamera | None = None
        self._printer: VirtualPrinter | None = None
        self._say: Callable[[str], str] = str
        self._laid = "nothing"
        self._unplugged = False
        self._shown: tuple[object, ...] = ()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def attach(self, camera: PictureCamera, printer: VirtualPrinter, messages: Messages, lang: str) -> None:
        """Connects these devices."""
        self._camera, self._printer = camera, printer
        self._say = lambda message: messages.text(lang, message)
        self.changed.emit()
        self._timer.start()

    def detach(self) -> None:
        """Disconnects the devices."""
        self._timer.stop()
        self._camera = self._printer = None

    @Slot(str, result=str)
    def translate(self, message: str) -> str:
        """Translates a text to the window's own language: `qsTr` would take the citizen's."""
        return self._say(message)

    @Slot(str)
    def lay(self, thing: str) -> None:
        """Lays a specimen under the camera."""
        if self._camera is None or thing not in THINGS:
            return
        self._camera.lay(self._picture_of(thing))
        self._laid = thing
        self.changed.emit()

    def _picture_of(self, thing: str) -> Any:
        if thing == "last_slip":
            pieces = self._printer.pieces if self._printer else ()
            files = [piece.file for piece in pieces if piece.file is not None]
            return specimens.slip_held_up(files[-1]).pixels if files else None
        return specimens.SPECIMENS[thing]().pixels if thing in specimens.SPECIMENS else None

    @Slot()
    def plug(self) -> None:
        """Pulls the camera's cable, or puts it back."""
        if self._camera is None:
            return
        self._unplugged = not self._unplugged
        (self._camera.unplug if self._unplugged else self._camera.plug)()
        self.changed.emit()

    @Slot(str)
    def throw(self, switch: str) -> None:
        """Throws one of the printer's switches, or puts it back."""
        if self._printer is None or switch not in SWITCHES:
            return
        self._printer.switch(switch, switch not in self._printer.switches)
        self.changed.emit()

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def things(self) -> list[dict[str, Any]]:
        """Lists what can be laid under the camera."""
        return [
            {"id": thing, "name": self._say(name), "on": thing == self._laid}
            for thing, name in THINGS.items()
        ]

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def switches(self) -> list[dict[str, Any]]:
        """Lists the printer's switches."""
        on = self._printer.switches if self._printer else frozenset()
        return [
            {"id": switch, "name": self._say(SWITCH_NAMES[switch]), "on": switch in on} for switch in SWITCHES
        ]

    @Property(bool, notify=changed)
    def unplugged(self) -> bool:
        """Says if the camera's cable is pulled."""
        return self._unplugged

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def paper(self) -> list[str]:
        """Lists pictures of the paper that came out, the newest first."""
        pieces = self._printer.pieces if self._printer else ()
        return ["data:image/png;base64," + base64.b64encode(piece.png()).decode() for piece in pieces[:-4:-1]]

    def _look(self) -> None:
        """Updates the window: paper comes out and one-shot switches go back by themselves."""
        if self._printer is None:
            return
        shown = (len(self._printer.pieces), self._printer.switches)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()


class SimulatorsWindow:
    """Opens the simulators' window beside the kiosk's."""

    def __init__(self, camera: PictureCamera, printer: VirtualPrinter, messages: Messages, lang: str) -> None:
        application()
        load_fonts()
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(ROOT))
        self._engine.addImageProvider("icons", IconProvider())
        cast(Tokens, self._engine.singletonInstance("ui.theme", "Tokens")).set_panel(3.21, 1080, 1920)
        self._simulators = Simulators(self._engine)
        self._simulators.attach(camera, printer, messages, lang)
        self._engine.setInitialProperties({"simulators": self._simulators})
        self._engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("SimulatorsWindow.qml"))))
        if not self._engine.rootObjects():
            raise RuntimeError("the simulators could not be loaded; see the messages above")
        self.window: Any = self._engine.rootObjects()[0]

    @property
    def simulators(self) -> Simulators:
        """Gives the object that the window operates."""
        return self._simulators

    def close(self) -> None:
        """Closes the window before what it is bound to."""
        self._simulators.detach()
        self.window.close()
        del self.window
        self._engine.deleteLater()
