"""Runs `./run config`: checks a machine's profile, shows its effective values, prints the schema."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from config.lines import placed
from config.load import load_bundle, load_profile
from config.problems import BadFile, Problem, refuse_if
from config.reference import page
from config.schema import Profile
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from kiosk.paper import fonts
from kiosk.ports.slots import SLOTS
from ui.commands import MESSAGES, Refused
from ui.wiring.applying import BEFORE, apply
from ui.wiring.backends import wrong_backends
from ui.wiring.catalogue import sources_of
from ui.wiring.context import wrong_languages
from ui.wiring.device_set import wrong_devices
from ui.wiring.service import Service

HELP = N_("checks and shows a machine's profile")
APPLIED = N_("{to} is in use; what stood there before is {before}.")
WENT_BACK = N_(
    "{file} did no good: the machine was not well within two minutes, and {to} is as it was before. "
    "See journalctl for what happened."
)
GOOD = N_("{file}: a {role} at {centre}; nothing wrong.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    parts = parser.add_subparsers(dest="part", metavar="|".join(PARTS), required=True)
    sub = {name: parts.add_parser(name) for name in PARTS}
    for name, part in sub.items():
        part.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)
        if name not in PRINTED:
            part.add_argument("file", type=Path, metavar="FILE")
    sub["apply"].add_argument("--to", type=Path, required=True, metavar="FILE", help="the profile in use")


def run(options: argparse.Namespace) -> int:
    """Runs the sub-command. `show` and `schema` print JSON, `reference` prints Markdown."""
    if options.part in PRINTED:
        print(PRINTED[options.part](), end="")
        return 0
    messages = Messages.from_folder(MESSAGES)
    try:
        profile = load_profile(options.file)
        if options.part in ("check", "apply"):
            check(profile, messages, options.file)
    except BadFile as error:
        raise Refused(*error.translated(partial(messages.text, options.lang)).split("\n")) from error
    if options.part == "show":
        print(profile.model_dump_json(indent=2))
        return 0
    if options.part == "apply":
        return put_in_use(profile, options, messages)
    centre = load_bundle(profile).centre
    print(
        messages.text(
            options.lang, GOOD, file=options.file.name, role=profile.role, centre=centre.named(options.lang)
        )
    )
    return 0


def put_in_use(profile: Profile, options: argparse.Namespace, messages: Messages) -> int:
    """Applies a profile that was checked to the machine's service. Refused where it did no good."""
    service = Service(profile)
    try:
        went = apply(
            options.file,
            options.to,
            restart=service.restart,
            is_well=service.is_well,
            clock=SystemClock(),
            wait=time.sleep,
        )
    except OSError as error:
        raise Refused(f"config apply: {error.filename or options.to}: {error.strerror or error}") from error
    if not went:
        raise Refused(messages.text(options.lang, WENT_BACK, file=options.file, to=options.to))
    before = f"{options.to}{BEFORE}"
    print(messages.text(options.lang, APPLIED, to=options.to, before=before))
    return 0


def _schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _reference() -> str:
    return page(schema())


PRINTED = {"schema": _schema_text, "reference": _reference}
PARTS = ("check", "show", "apply", *PRINTED)


def schema() -> dict[str, Any]:
    """Gives the JSON Schema of a profile: the keys of `devices` are the device slots."""
    found = Profile.model_json_schema()
    found["properties"]["devices"]["propertyNames"] = {"enum": [slot.name for slot in SLOTS]}
    return found


def check(profile: Profile, messages: Messages, path: Path) -> None:
    """Checks everything that a start with this profile would find besides the profile's own form: languages,
    their letters, procedures, and drivers with their options, none of them opened. Raises BadFile with all of
    it.
    """
    file = path.name
    problems: list[Problem] = [
        *wrong_languages(profile, messages, file),
        *missing_letters(profile, messages, file),
        *wrong_devices(profile, file),
        *wrong_backends(profile, file),
    ]
    problems += sources_of(profile.data_dir, load_bundle(profile).fields).gather().problems
    refuse_if(placed(problems, path))


def missing_letters(profile: Profile, messages: Messages, file: str) -> Iterator[Problem]:
    """Gives a problem for each language of the profile with letters that no font has: they would be empty
    boxes.
    """
    for lang in profile.languages:
        lacking = fonts.missing_letters(messages.letters(lang), messages.language(lang).fonts)
        if lacking:
            what = N_("no font has the letters {letters}; one that has them belongs in {folder}")
            values = {"letters": lacking[:20], "folder": f"ui/messages/{lang}/fonts/"}
            yield Problem(f"{file}: languages: {lang}", what, values)
