"""Qt's and QML's own messages: kept in order, for the log and for tests that allow none."""

from __future__ import annotations

import logging
from collections import deque

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("motcua.qt")
_HARMLESS = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)


class QtLog:
    """`with QtLog() as log:` gathers warnings in `log.warnings`; nested uses put the outer one back."""

    def __init__(self) -> None:
        self.warnings: deque[str] = deque(maxlen=200)

    def install(self) -> None:
        """Begin to listen."""
        qInstallMessageHandler(self._heard)

    def uninstall(self) -> None:
        """Give Qt its own handler back."""
        qInstallMessageHandler(None)

    def _heard(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind in _HARMLESS:
            return
        self.warnings.append(text)
        _log.warning("%s", text)
