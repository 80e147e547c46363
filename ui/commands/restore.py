"""Runs `./run restore`: puts a backup back into an empty data folder."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from config.load import PROFILES
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused
from ui.commands.backup import machine
from ui.commands.verify import code_in

HELP = N_("puts a backup back into an empty data folder")
ASK = N_("Recovery code: ")
DONE = N_("{folder}: as it was on {at}; {databases} databases, {pages} pages.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the backup, and the profile of the machine that it is put back on."""
    parser.add_argument("backup", type=Path, metavar="DIR")
    parser.add_argument("--profile", type=Path, default=PROFILES / "hub.toml", metavar="FILE")
    parser.add_argument("--code-file", type=Path, metavar="FILE", help="holds the recovery code, one line")


def run(options: argparse.Namespace) -> int:
    """Puts the backup back."""
    from kiosk.backup.restoring import restore_backup
    from kiosk.store.errors import StoreError

    messages, profile = Messages.from_folder(MESSAGES), machine(options.profile, options.lang)
    code = code_in(options.code_file)
    if code is None:
        code = _asked(messages.text(options.lang, ASK))
    try:
        manifest = restore_backup(options.backup, profile.role, profile.data_dir, code)
    except StoreError as error:
        raise Refused(str(error)) from error
    values = {
        "folder": profile.data_dir,
        "at": f"{manifest.at:%d/%m/%Y %H:%M}",
        "databases": len(manifest.databases),
        "pages": len(manifest.pages),
    }
    print(messages.text(options.lang, DONE, **values))
    return 0


def _asked(words: str) -> str:
    """Asks for the code: unseen at a terminal, else one line of standard input."""
    return getpass.getpass(words) if sys.stdin.isatty() else sys.stdin.readline().strip()
