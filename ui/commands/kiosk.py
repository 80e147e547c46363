"""Runs `./run kiosk`: the citizen's kiosk, with the devices its profile names."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import PROFILES, BadSettings, load_profile
from config.schema import Profile
from kiosk.language.messages import N_, Messages
from ui.commandline.loading import loading
from ui.commands import MESSAGES, Refused, WrongUse

if TYPE_CHECKING:
    from ui.citizen.opening import Opening

HELP = N_("the citizen's kiosk, with the devices of its profile")
STARTING = N_("Starting, one moment please…")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the profile of this machine."""
    parser.add_argument("--profile", type=Path, default=PROFILES / "kiosk.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Serves until the window is closed."""
    from ui.wiring.display import display_answers
    from ui.wiring.private import keep_private

    keep_private()
    try:
        profile = load_profile(options.profile)
    except BadSettings as error:
        raise Refused(*str(error).split("\n")) from error
    if profile.role == "hub":
        raise WrongUse(f"{options.profile}: role: a hub's profile does not start a kiosk")
    if not display_answers(os.environ):
        return serve(profile, None)
    from ui.citizen.opening import Opening

    messages = Messages.from_folder(MESSAGES)
    lines = dict.fromkeys(messages.text(lang, STARTING) for lang in profile.languages)
    return serve(profile, Opening(profile.panel, [*lines], full_screen=profile.production))


def serve(profile: Profile, opening: Opening | None) -> int:
    """Loads what is left while `opening` is on the screen, and serves. Refused where something is missing, a
    display too.
    """
    with loading():
        from devices.registry import BadDevice
        from kiosk.catalogue.loader import BadCatalogue
        from kiosk.store.errors import StoreError
        from ui.wiring.context import load_context
        from ui.wiring.device_set import devices_of
        from ui.wiring.hub_link import as_paired, credential, pairing_of

    try:
        devices = devices_of(profile)
        pairing = pairing_of(profile)
        profile, shown = as_paired(profile, pairing), credential(profile, pairing)
        if opening is None:
            raise Refused(
                "no display answers: set DISPLAY or WAYLAND_DISPLAY, or play the visit with ./run demo --play"
            )
        context = load_context(profile)
        with loading():
            from ui.bridge import Bridge
            from ui.citizen.window import application
            from ui.wiring.kiosk import open_kiosk
            from ui.wiring.screen import run_screen

        application()
        bridge = Bridge()
        kiosk = open_kiosk(profile, context, devices, bridge.post, shown=shown)
    except (BadSettings, BadCatalogue, BadDevice, StoreError) as error:
        raise Refused(str(error)) from error
    try:
        return run_screen(kiosk, context, profile, opening.close)
    finally:
        kiosk.close()
