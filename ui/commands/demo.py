"""Runs `./run demo`: everything on one machine; with no display, or with `--play`, a
whole visit offscreen.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from config.load import PROFILES
from kiosk.language.messages import N_
from ui.commands import Refused, WrongUse
from ui.demo.recorder import Recorder

HELP = N_("everything on one machine: open it, or let it play a whole visit")
DEFAULT_OUT = Path("out/demo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options: play or open, and the folder for the results."""
    parser.add_argument("--play", action="store_true", help="play the visit offscreen and leave a report")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="default: out/demo")
    parser.add_argument("--profile", type=Path, default=PROFILES / "demo.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Opens the demo where there is a display, else plays it. 0 only if every step came true."""
    from config.load import BadSettings, load_profile
    from devices.registry import BadDevice
    from kiosk.catalogue.loader import BadCatalogue
    from kiosk.store.errors import StoreError
    from ui.demo.files import UnsafeFolder, cleared, keep_caches_in
    from ui.wiring.display import display_answers

    try:
        profile = load_profile(options.profile)
        if profile.production:
            raise Refused(f"{options.profile}: production: the demo needs a profile with simulated devices")
        if profile.role != "demo":
            raise WrongUse(f"{options.profile}: role: the demo needs a demo's profile")
        folder = cleared(options.out)
        if not options.play and display_answers(os.environ):
            from ui.wiring.demo import open_demo

            return open_demo(profile, folder, options.lang)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        keep_caches_in(folder)
        from ui.demo.run import play_all

        recorder = play_all(
            profile, folder, options.lang, lambda scene: print(f"… {scene}", file=sys.stderr, flush=True)
        )
    except (BadSettings, BadCatalogue, BadDevice, StoreError, UnsafeFolder) as error:
        raise Refused(str(error)) from error
    return _told(recorder, folder)


def _told(recorder: Recorder, folder: Path) -> int:
    """Prints each step, and where the report is; gives the exit status."""
    for step in recorder.steps:
        print(f"{'ok  ' if step.ok else 'FAIL'} {step.ms:6d} ms  {step.scene}: {step.name}", file=sys.stderr)
        for note in step.notes:
            if note.true is False:
                print(f"     {note.english()}", file=sys.stderr)
    print(folder / "report.html")
    return 0 if recorder.ok else 1
