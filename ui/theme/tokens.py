"""The design tokens, for QML: `Tokens.colour`, `Tokens.contrast`, `Tokens.radius`, `Tokens.family`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "ui.theme"
QML_IMPORT_MAJOR_VERSION = 1

FILE = Path(__file__).with_name("tokens.json")


@cache
def tokens() -> dict[str, Any]:
    """The tokens file; a plain dict of its four parts."""
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


@QmlElement
@QmlSingleton
class Tokens(QObject):
    """What `Theme.qml` is made of. Constant while the program runs; the panel is set before loading."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._px_per_mm = 3.21

    def set_panel(self, px_per_mm: float) -> None:
        """Pixels a millimetre of the touch panel, measured at set-up."""
        self._px_per_mm = px_per_mm
        self.changed.emit()

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def colour(self) -> dict[str, str]:
        """Colours by role."""
        return dict(tokens()["colour"])

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def contrast(self) -> dict[str, str]:
        """The same roles in high contrast."""
        return dict(tokens()["contrast"])

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def radius(self) -> dict[str, int]:
        """Corner radii in pixels of the 1080 pixel wide design."""
        return dict(tokens()["radius"])

    @Property(str, constant=True)
    def family(self) -> str:
        """The one font family."""
        return str(tokens()["font"])

    @Property(float, notify=changed)
    def pxPerMm(self) -> float:
        """Pixels a millimetre."""
        return self._px_per_mm
