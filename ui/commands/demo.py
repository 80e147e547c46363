"""`./run demo`: everything on one machine; with no display, or with `--play`, a whole visit offscreen."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from config.load import PROFILES
from kiosk.language.messages import N_
from ui.commands import Refused

HELP = N_("everything on one machine: open it, or let it play a whole visit")
DEFAULT_OUT = Path("out/demo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Play or open, and where to leave what it makes."""
    parser.add_argument("--play", action="store_true", help="play the visit offscreen and leave a report")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="default: out/demo")
    parser.add_argument("--profile", type=Path, default=PROFILES / "demo.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Open the demo where there is a display, else play it. 0 only if every step came true."""
    from config.load import BadSettings, load_profile
    from ui.demo.files import UnsafeFolder, cleared, keep_caches_in

    try:
        profile = load_profile(options.profile)
        folder = cleared(options.out)
    except (BadSettings, UnsafeFolder) as error:
        raise Refused(str(error)) from error
    if profile.production:
        raise Refused(f"{options.profile}: production: the demo needs a profile with simulated devices")
    if not options.play and has_display():
        from ui.wiring.demo import open_demo

        return open_demo(profile, folder, options.lang)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    keep_caches_in(folder)
    from ui.demo.run import play_all

    recorder = play_all(profile, folder, options.lang, lambda scene: print(f"… {scene}", file=sys.stderr))
    for step in recorder.steps:
        print(f"{'ok  ' if step.ok else 'FAIL'} {step.ms:6d} ms  {step.scene}: {step.name}", file=sys.stderr)
        for note in step.notes:
            if note.true is False:
                print(f"     {note.english()}", file=sys.stderr)
    print(folder / "report.html")
    return 0 if recorder.ok else 1


def has_display() -> bool:
    """Whether a window can be opened here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
