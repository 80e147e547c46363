"""Shows a kiosk on its screen until the window is closed, or the program is told to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from config.schema import Panel, Profile
from kiosk.manager import ALIVE, READY, STOPPING, tell_manager
from kiosk.visit.model import KioskContext
from ui.citizen.window import application, build
from ui.wiring.kiosk import Kiosk

TICK_MS = 1000
_TITLE_BAR_PX = 48
_INTERRUPTED = 130


def fitted(panel: Panel, width: int, height: int) -> Panel:
    """Gives the panel made small enough for a screen of that many pixels, in its own proportions."""
    scale = min(1.0, width / panel.width, (height - _TITLE_BAR_PX) / panel.height)
    return Panel(
        width=round(panel.width * scale),
        height=round(panel.height * scale),
        px_per_mm=panel.px_per_mm * scale,
    )


def run_screen(
    kiosk: Kiosk, context: KioskContext, profile: Profile, opened: Callable[[], object] = lambda: None
) -> int:
    """Opens the window, calls `opened`, and serves; 0, or 130 when interrupted. A production kiosk fills its
    panel.
    """
    app = application()
    room = app.primaryScreen().availableSize()
    panel = profile.panel if profile.production else fitted(profile.panel, room.width(), room.height())
    window = build(kiosk.session, context, panel=panel)
    if profile.production:
        window.show_full_screen()
    opened()
    tell_manager(READY)
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(kiosk.tick)
    timer.timeout.connect(partial(tell_manager, ALIVE))
    timer.start()
    signal.signal(signal.SIGTERM, lambda *_: app.exit(0))
    signal.signal(signal.SIGINT, lambda *_: app.exit(_INTERRUPTED))
    try:
        return app.exec()
    finally:
        tell_manager(STOPPING)
        timer.stop()
        window.close()
