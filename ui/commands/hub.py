"""Runs `./run hub`: the centre's service, with counter console and board."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from config.load import PROFILES, BadSettings, load_profile
from kiosk.language.messages import N_
from ui.commands import Refused, WrongUse

HELP = N_("the centre's hub: queue, dossiers, counter console and board")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the profile of this machine."""
    parser.add_argument("--profile", type=Path, default=PROFILES / "hub.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted."""
    from devices.registry import BadDevice
    from kiosk.catalogue.loader import BadCatalogue
    from kiosk.store.errors import StoreError
    from ui.wiring.hub import serve_centre

    try:
        profile = load_profile(options.profile)
        if profile.role == "kiosk":
            raise WrongUse(f"{options.profile}: role: a kiosk's profile does not start a hub")
        address = f"http://{profile.hub.host}:{profile.hub.port}"
        where = f"{address}/counter  {address}/board  ({profile.data_dir}/staff_codes)"
        serve_centre(profile, lambda: print(where, file=sys.stderr, flush=True))
    except (BadSettings, BadCatalogue, BadDevice, StoreError) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        place = error.filename or f"{profile.hub.host}:{profile.hub.port}"
        raise Refused(f"{place}: {error.strerror or error}") from error
    return 0
