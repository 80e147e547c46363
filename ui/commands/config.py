"""`./run config`: check a machine's profile, show what it comes to, print the schema."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from config.errors import BadFile
from config.load import load_centre, load_holidays, load_profile
from config.schema import Profile
from devices.registry import BadDevice
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused
from ui.wiring.context import load_context
from ui.wiring.device_set import devices_of

HELP = N_("checks and shows a machine's profile")
GOOD = N_("{file}: a {role} at {centre}; nothing wrong.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Three sub-commands."""
    parts = parser.add_subparsers(dest="part", metavar="check|show|schema", required=True)
    sub = {name: parts.add_parser(name) for name in ("check", "show", "schema")}
    for name, part in sub.items():
        part.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)
        if name != "schema":
            part.add_argument("file", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Do the part that was asked for. `show` and `schema` print JSON."""
    if options.part == "schema":
        print(json.dumps(Profile.model_json_schema(), ensure_ascii=False, indent=2))
        return 0
    try:
        profile = load_profile(options.file)
        if options.part == "check":
            check(profile)
    except BadFile as error:
        raise Refused(str(error)) from error
    except BadDevice as error:
        raise Refused(f"{options.file.name}: devices: {error}") from error
    if options.part == "show":
        print(profile.model_dump_json(indent=2))
        return 0
    messages = Messages.from_folder(MESSAGES)
    centre = load_centre(profile.centre)
    print(
        messages.text(
            options.lang, GOOD, file=options.file.name, role=profile.role, centre=centre.named(options.lang)
        )
    )
    return 0


def check(profile: Profile) -> None:
    """Everything that a start with this profile would find: data files, languages, procedures, and drivers
    with their options, none of them opened. Raises BadFile or BadDevice."""
    load_context(profile)
    load_holidays()
    devices_of(profile)
