"""Puts a QML object of the gate's own beside a window's pages: it can look at items and change them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent

from tests.screens.stage import Stage
from ui.citizen.window import settle

FOLDER = Path(__file__).parent
_NUMBERS = count(1)


class Guest:
    """Holds an object of that file in this folder. `close()` before the stage goes."""

    def __init__(self, shown: Stage, file: str) -> None:
        self._stage = shown
        self._component = QQmlComponent(shown.window._engine, QUrl.fromLocalFile(str(FOLDER / file)))
        self._object = self._component.create()
        assert self._object is not None, self._component.errorString()

    def asked(self, answer: str, **properties: object) -> Any:
        """Lets it work on what the window shows now; gives its property `answer`."""
        settle()
        self._object.setProperty("root", self._stage.window.window.contentItem())
        for name, value in properties.items():
            self._object.setProperty(name, value)
        self._object.setProperty("round", next(_NUMBERS))
        return self._object.property(answer)

    def close(self) -> None:
        """Goes before the engine does."""
        self._object.setProperty("root", None)
        self._object.deleteLater()
        self._component.deleteLater()
        settle()
        del self._object, self._component


@dataclass(frozen=True, slots=True)
class Measured:
    """Holds the icons of a page (name, colour, what is seen of it), the boxes of the controls in view, and
    those that the Tab key goes by.
    """

    icons: list[dict[str, Any]]
    here: list[list[float]]
    chain: list[list[float]]


def measured(gauge: Guest) -> Measured:
    """Measures the page; what moves there stands still from now on."""
    return Measured(**json.loads(gauge.asked("found")))
