"""Shows at once that the kiosk is starting, while everything else is still being loaded.

Loads QtGui alone: the pages with all that they stand on take seconds, this a few tenths of one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QRasterWindow

from config.schema import Panel
from ui.theme.fonts import load_fonts

_TOKENS = Path(__file__).resolve().parents[1] / "theme" / "tokens.json"
_NAME_PX, _LINE_PX = 120, 44
_GOLD_PX = 6
_WINDOWED = 0.4
"""The share of the panel that it takes where the kiosk does not fill the screen."""


class Opening(QRasterWindow):
    """Shows the product's name and `lines`, until it is closed."""

    def __init__(self, panel: Panel, lines: Sequence[str], *, full_screen: bool) -> None:
        self._app = application()
        spare_sources()
        super().__init__()
        self._panel, self._lines = panel, lines
        self._colours: dict[str, str] = json.loads(_TOKENS.read_text(encoding="utf-8"))["colour"]
        self._families = load_fonts()
        self.setTitle("Một Cửa")
        if full_screen:
            self.showFullScreen()
        else:
            self.resize(round(panel.width * _WINDOWED), round(panel.height * _WINDOWED))
            self.show()
        self._app.processEvents()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the name in the middle, a line of gold and the lines below it."""
        unit = min(self.width() / 1080, self.height() / 1080)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), self.height(), QColor(self._colours["header"]))
        middle = self.height() * 0.45
        self._write(painter, "Một Cửa", _NAME_PX * unit, middle - 180 * unit, "header_text")
        gold = QRectF(self.width() / 2 - 150 * unit, middle, 300 * unit, _GOLD_PX * unit)
        painter.fillRect(gold, QColor(self._colours["header_line"]))
        for number, line in enumerate(self._lines):
            top = middle + (50 + 80 * number) * unit
            self._write(painter, line, _LINE_PX * unit, top, "header_muted")
        painter.end()

    def _write(self, painter: QPainter, text: str, size: float, top: float, colour: str) -> None:
        font = QFont(self._families[0])
        font.setPixelSize(max(1, round(size)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._colours[colour]))
        painter.drawText(QRectF(0, top, self.width(), size * 1.5), Qt.AlignmentFlag.AlignCenter, text)


def spare_sources() -> None:
    """Keeps PySide from reading the source of every module that is imported after it. It looks there for
    `from __feature__ import …`, which this program does not use, and Python would keep 20 MB of text.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 - it has no public switch


def application() -> QGuiApplication:
    """Gives the one Qt application."""
    return cast(QGuiApplication, QGuiApplication.instance() or QGuiApplication(["motcua"]))
