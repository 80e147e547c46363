"""QML without a single warning of qmllint, and a PySide6 that keeps its references."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_qmllint_has_nothing_to_say(tmp_path: Path) -> None:
    from tests.qml_types import TOOLS, qml_tree

    files = qml_tree(tmp_path)
    assert files
    command: list[str | Path] = [TOOLS / "qmllint", "-I", tmp_path, "--max-warnings", "0", *files]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    said = (done.stdout + done.stderr).replace(str(tmp_path), "").strip()
    assert done.returncode == 0, said
    assert not said


LATE = """
import sys
from PySide6.QtQml import QQmlComponent, QQmlEngine
from ui.citizen.window import application

application()
engine = QQmlEngine()
import ui.technician.live
import ui.technician.simulators
component = QQmlComponent(engine)
component.setData(b"import QtQuick\\nItem { Item {} }", "")
sys.exit(component.errorString() or 0)
"""


def test_a_window_that_is_imported_late_leaves_the_others_whole() -> None:
    """PySide registers each singleton as the type of every `QObject`: one that comes after the first engine
    breaks all screens that are loaded later ("Cannot assign object of type … expected QObject").
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(
        [sys.executable, "-c", LATE], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


PROBE = """
import sys
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

class Listener(QObject):
    @Slot()
    def heard(self): pass

app = QGuiApplication([])
window = QQuickWindow()
listener = Listener()
window.widthChanged.connect(listener.heard)
calls = {
    "processEvents": app.processEvents,
    "update": window.update,
    "setTitle": lambda: window.setTitle("x"),
    "resize": lambda: window.resize(window.width() % 50 + 50, 50),
    "msleep": lambda: QThread.msleep(0),
    "qWait": lambda: QTest.qWait(0),
}
for name, call in calls.items():
    call()
    before = sys.getrefcount(None)
    for _ in range(100):
        call()
    lost = before - sys.getrefcount(None)
    if abs(lost) > 20:
        sys.exit(f"{name}: {lost} references to None lost in 100 calls")
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_void_calls_of_pyside_lose_no_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one a call, and aborts after some thousand."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
