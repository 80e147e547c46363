"""Runs `./run backup`: copies what this machine keeps to another place, encrypted, while it works."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from config.load import PROFILES, BadSettings, load_profile
from config.schema import Profile
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("copies what this machine keeps to another place, encrypted, while it works")
MADE = N_("{path}: {pages} pages, {new} of them new.")
WRITE_DOWN = N_(
    "Recovery code: {code}\nWrite it down now and keep it away from this machine and from the backup: "
    "without it nobody opens a backup."
)
ELSEWHERE = N_(
    "The database is on a server and is not in this backup: back it up there (pg_dump, pgBackRest)."
)
NO_DEMO = N_("backup: a demo keeps nothing that is worth a backup; name a hub's or a kiosk's profile.")
KEEP = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the profile of this machine, and the folder for its backups."""
    parser.add_argument("--profile", type=Path, default=PROFILES / "hub.toml", metavar="FILE")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="on another disk or machine")
    parser.add_argument(
        "--keep", type=int, default=KEEP, metavar="N", help=f"the newest ones; default: {KEEP}"
    )


def run(options: argparse.Namespace) -> int:
    """Makes one backup."""
    from kiosk.backup.making import make_backup
    from kiosk.clock import SystemClock
    from kiosk.store.errors import StoreError
    from ui.wiring.database import database_url

    if options.keep < 1:
        raise WrongUse(f"--keep {options.keep}: 1 or more")
    profile, messages = machine(options.profile, options.lang), Messages.from_folder(MESSAGES)
    try:
        elsewhere = profile.role == "hub" and database_url(profile, os.environ) is not None
        made = make_backup(
            profile.role,
            profile.data_dir,
            options.to / _name(profile),
            centre=profile.centre,
            keep=options.keep,
            clock=SystemClock(),
        )
    except (BadSettings, StoreError) as error:
        raise Refused(str(error)) from error
    print(messages.text(options.lang, MADE, path=made.path, pages=made.pages, new=made.new_pages))
    if made.code is not None:
        print(messages.text(options.lang, WRITE_DOWN, code=made.code))
    if elsewhere:
        print(messages.text(options.lang, ELSEWHERE))
    return 0


def _name(profile: Profile) -> str:
    """Names the folder of this machine among the backups: several machines may share a place."""
    kiosk = f"-{profile.kiosk}" if profile.role == "kiosk" else ""
    return f"{profile.centre}-{profile.role}{kiosk}"


def machine(path: Path, lang: str) -> Profile:
    """Loads the profile of this machine. Raises Refused; WrongUse for a demo's."""
    try:
        profile = load_profile(path)
    except BadSettings as error:
        raise Refused(str(error)) from error
    if profile.role == "demo":
        raise WrongUse(Messages.from_folder(MESSAGES).text(lang, NO_DEMO))
    return profile
