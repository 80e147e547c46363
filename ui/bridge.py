"""Connects other threads to Qt: what they post runs on the screen's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

Call = Callable[[], object]


class Bridge(QObject):
    """Posts calls to the screen's thread, on which it is made; `post()` may be called from any."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Call) -> None:
        """Runs `call` soon on the screen's thread, in the order of posting."""
        self._posted.emit(call)

    @Slot(object)
    def _run(self, call: Call) -> None:
        call()
