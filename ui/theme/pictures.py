"""Draws pictures that QML asks for by name: icons, QR codes, the page just captured, what a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from kiosk.ports.codes import Glimpse

ICONS = Path(__file__).with_name("icons")
_QR_QUIET_ZONE = 4


def _requested(size: QSize, fallback: int) -> QSize:
    side = max(size.width(), size.height())
    return QSize(side, side) if side > 0 else QSize(fallback, fallback)


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def icon(name: str, colour: str, size: QSize) -> QImage:
    """Draws Lucide's icon `name`, its strokes in `colour` ("#0b4a8f"), transparent elsewhere."""
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(0, 0, 0, 0))
    drawing = QSvgRenderer(_svg(name).replace("currentColor", colour).encode())
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    return picture


def qr(text: str, size: QSize) -> QImage:
    """Draws `text` as a QR code with its quiet zone, every module a whole number of
    pixels, at least `size`.
    """
    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(border=_QR_QUIET_ZONE)]
    side = len(rows)
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.setPixelColor(x, y, QColor("black" if dark else "white"))
    scale = max(1, -(-size.width() // side))
    return picture.scaled(side * scale, side * scale)


class IconProvider(QQuickImageProvider):
    """Serves `image://icons/<name>/<rrggbb>`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, _size: QSize, requestedSize: QSize) -> QImage:  # noqa: N803
        """Draws the icon in the size that QML wants."""
        name, _, colour = id.partition("/")
        return icon(name, f"#{colour}", _requested(requestedSize, 48))


class QrProvider(QQuickImageProvider):
    """Serves `image://qr/<text, percent-encoded>`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, _size: QSize, requestedSize: QSize) -> QImage:  # noqa: N803
        """Draws the code."""
        return qr(unquote(id), _requested(requestedSize, 240))


class GlimpseProvider(QQuickImageProvider):
    """Serves `image://glimpse/<anything that changes with it>`: what the reader sees now, never kept."""

    def __init__(self, glimpse: Callable[[], Glimpse | None]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._glimpse = glimpse

    def requestImage(self, id: str, _size: QSize, _requestedSize: QSize) -> QImage:  # noqa: ARG002, N803
        """Gives the coarse picture; an empty dot where it is gone meanwhile."""
        glimpse = self._glimpse()
        if glimpse is None or not glimpse.picture:
            return _empty_dot()
        rows, width, height = glimpse.picture, glimpse.width, glimpse.height
        return QImage(rows, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class PageProvider(QQuickImageProvider):
    """Serves `image://page/<digest>` and `image://clip/<step>/<mark>`: a captured page, or the part of one on
    which a value was read. It is taken from the visit when it is drawn, never kept.
    """

    def __init__(self, page: Callable[[str], bytes | None]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._page = page

    def requestImage(self, id: str, _size: QSize, _requestedSize: QSize) -> QImage:  # noqa: N803
        """Decodes the page; an empty dot where it is gone meanwhile."""
        jpeg = self._page(id)
        picture = QImage.fromData(jpeg) if jpeg else QImage()
        return _empty_dot() if picture.isNull() else picture


def _empty_dot() -> QImage:
    dot = QImage(1, 1, QImage.Format.Format_ARGB32)
    dot.fill(QColor(0, 0, 0, 0))
    return dot
