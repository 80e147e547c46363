"""Gives QML the design tokens: `Tokens.colour`, `Tokens.contrast`, `Tokens.radius`, `Tokens.family`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "ui.theme"
QML_IMPORT_MAJOR_VERSION = 1

DESIGN_WIDTH, DESIGN_HEIGHT = 1080, 1920
FILE = Path(__file__).with_name("tokens.json")


@cache
def tokens() -> dict[str, Any]:
    """Reads the tokens file: a plain dict of its four parts."""
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


@QmlElement
@QmlSingleton
class Tokens(QObject):
    """Holds the values that `Theme.qml` uses. Constant while the program runs; the panel is set before
    loading.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._px_per_mm = 3.21
        self._width, self._height = DESIGN_WIDTH, DESIGN_HEIGHT

    def set_panel(self, px_per_mm: float, width: int = DESIGN_WIDTH, height: int = DESIGN_HEIGHT) -> None:
        """Sets the touch panel as measured at set-up: pixels a millimetre, and its size in pixels."""
        self._px_per_mm = px_per_mm
        self._width, self._height = width, height
        self.changed.emit()

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def colour(self) -> dict[str, str]:
        """Gives the colours by role."""
        return dict(tokens()["colour"])

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def contrast(self) -> dict[str, str]:
        """Gives the same roles in high contrast."""
        return dict(tokens()["contrast"])

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def radius(self) -> dict[str, int]:
        """Gives the corner radii in pixels of the 1080 pixel wide design."""
        return dict(tokens()["radius"])

    @Property(str, constant=True)
    def family(self) -> str:
        """Gives the one font family."""
        return str(tokens()["font"])

    @Property(float, notify=changed)
    def pxPerMm(self) -> float:
        """Gives the pixels a millimetre of the panel."""
        return self._px_per_mm

    @Property(int, notify=changed)
    def panelWidth(self) -> int:
        """Gives the width of the panel in pixels."""
        return self._width

    @Property(int, notify=changed)
    def panelHeight(self) -> int:
        """Gives the height of the panel in pixels."""
        return self._height
