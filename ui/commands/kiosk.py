"""Runs `./run kiosk`: the citizen's kiosk, with the devices its profile names."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from config.load import PROFILES, BadSettings, load_profile
from kiosk.language.messages import N_
from ui.commands import Refused, WrongUse

HELP = N_("the citizen's kiosk, with the devices of its profile")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the profile of this machine."""
    parser.add_argument("--profile", type=Path, default=PROFILES / "kiosk.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Serves until the window is closed."""
    from devices.registry import BadDevice
    from kiosk.catalogue.loader import BadCatalogue
    from kiosk.store.errors import StoreError
    from ui.wiring.context import load_context
    from ui.wiring.device_set import devices_of
    from ui.wiring.display import display_answers
    from ui.wiring.hub_link import device_token

    try:
        profile = load_profile(options.profile)
        if profile.role == "hub":
            raise WrongUse(f"{options.profile}: role: a hub's profile does not start a kiosk")
        context = load_context(profile)
        devices = devices_of(profile)
        token = device_token(profile)
        if not display_answers(os.environ):
            raise Refused(
                "no display answers: set DISPLAY or WAYLAND_DISPLAY, or play the visit with ./run demo --play"
            )
        from ui.bridge import Bridge
        from ui.citizen.window import application
        from ui.wiring.kiosk import open_kiosk
        from ui.wiring.screen import run_screen

        application()
        bridge = Bridge()
        kiosk = open_kiosk(profile, context, devices, bridge.post, token=token)
    except (BadSettings, BadCatalogue, BadDevice, StoreError) as error:
        raise Refused(str(error)) from error
    try:
        return run_screen(kiosk, context, profile)
    finally:
        kiosk.close()
