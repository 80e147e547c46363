"""Opens an empty QML window: what Qt alone costs on this machine.

    python -m tests.bench.ui_floor SPAWNED

prints the milliseconds from SPAWNED (seconds of the system's monotonic clock) to the first frame, and the
resident memory then, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

EMPTY = b"import QtQuick\nWindow { visible: true; width: 1080; height: 1920 }"


def resident_mb() -> float:
    """The memory of this process that is in RAM."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def main(spawned: float) -> None:
    """Opens the window and tells its figures at the first frame."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    application = QGuiApplication(["floor"])
    engine = QQmlApplicationEngine()
    engine.loadData(EMPTY)
    (window,) = engine.rootObjects()
    assert isinstance(window, QQuickWindow)
    stamps: list[float] = []

    def drawn() -> None:
        stamps.append(time.monotonic())
        application.quit()

    window.frameSwapped.connect(drawn)
    application.exec()
    print(json.dumps({"first_frame_ms": round(1000 * (stamps[0] - spawned), 1), "rss_mb": resident_mb()}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
