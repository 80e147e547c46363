"""Opens the demo on a display: kiosk and simulators as windows, console and board in the browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

from config.schema import Profile
from ui.bridge import Bridge
from ui.citizen.window import application
from ui.demo.play import COUNTER
from ui.demo.stage import open_stage
from ui.technician.simulators import SimulatorsWindow
from ui.wiring.screen import run_screen


def open_demo(profile: Profile, folder: Path, lang: str) -> int:
    """Opens everything and serves until the kiosk's window is closed."""
    application()
    with open_stage(folder, profile) as stage:
        officer, code = stage.staff_code(COUNTER)
        pages = [f"{stage.hub_url}/counter", f"{stage.hub_url}/board"]
        sys.stderr.write(f"{pages[0]}  ({officer} {code})\n{pages[1]}\n")
        for page in pages:
            webbrowser.open(page)
        bridge = Bridge()
        with stage.kiosk(bridge.post) as (kiosk, camera):
            simulators = SimulatorsWindow(camera, stage.printer, stage.context.messages, lang)
            try:
                return run_screen(kiosk, stage.context, stage.profile)
            finally:
                simulators.close()
