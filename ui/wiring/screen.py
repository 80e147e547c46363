"""Shows a kiosk on its screen until the window is closed, or the program is told to stop."""

from __future__ import annotations

import signal

from PySide6.QtCore import QTimer

from config.schema import Profile
from kiosk.visit.model import Known
from ui.citizen.window import KioskWindow, application, build
from ui.wiring.kiosk import Kiosk

TICK_MS = 1000


def run_screen(kiosk: Kiosk, known: Known, profile: Profile) -> int:
    """Open the window and serve. A production kiosk fills its panel."""
    app = application()
    window: KioskWindow = build(kiosk.session, known, panel=profile.panel)
    if profile.production:
        window.show_full_screen()
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(kiosk.tick)
    timer.start()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: app.quit())
    try:
        return app.exec()
    finally:
        timer.stop()
        window.close()
