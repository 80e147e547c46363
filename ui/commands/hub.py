"""Runs `./run hub`: the centre's service, with counter console and board."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from config.load import PROFILES, BadSettings, load_profile
from config.schema import Profile
from kiosk.language.messages import N_
from ui.commandline.loading import loading
from ui.commands import Refused, WrongUse

HELP = N_("the centre's hub: queue, dossiers, counter console and board")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the profile of this machine."""
    parser.add_argument("--profile", type=Path, default=PROFILES / "hub.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted."""
    profile = _profile(options.profile)
    # Only now: what it loads takes longer than it takes to find that a profile is wrong.
    with loading():
        from devices.registry import BadDevice
        from kiosk.catalogue.loader import BadCatalogue
        from kiosk.handover.backends import BadBackend
        from kiosk.hub.officers.first_start import ADMINISTRATOR_FILE
        from kiosk.store.errors import StoreError
        from ui.wiring.hub import serve_centre

    address = f"http://{profile.hub.host}:{profile.hub.port}"
    where = f"{address}/counter  {address}/board  ({profile.data_dir}/{ADMINISTRATOR_FILE})"
    try:
        serve_centre(profile, lambda: print(where, file=sys.stderr, flush=True))
    except (BadSettings, BadCatalogue, BadDevice, BadBackend, StoreError) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        place = error.filename or f"{profile.hub.host}:{profile.hub.port}"
        raise Refused(f"{place}: {error.strerror or error}") from error
    return 0


def _profile(path: Path) -> Profile:
    """Loads the profile of this machine. Raises Refused; WrongUse for one of a kiosk."""
    try:
        profile = load_profile(path)
    except BadSettings as error:
        raise Refused(*str(error).split("\n")) from error
    if profile.role == "kiosk":
        raise WrongUse(f"{path}: role: a kiosk's profile does not start a hub")
    return profile
