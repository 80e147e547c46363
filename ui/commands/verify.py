"""Runs `./run verify`: checks backups; with the recovery code, that all of each opens."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused

HELP = N_("checks backups; with the recovery code, that all of each opens")
WHOLE = N_("✓ {name}: {at}, {databases} databases, {pages} pages; {how}.")
DAMAGED = N_("✗ {name}: {at}: {wrong}")
OPENED = N_("all of it opens with the code")
THERE = N_("every file is there; give --code-file to see that it opens")
NONE_THERE = N_("verify: no backup in {place}.")
SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares a backup, or a folder of them."""
    parser.add_argument("place", type=Path, metavar="DIR", help="a backup, or a folder with backups")
    parser.add_argument("--code-file", type=Path, metavar="FILE", help="holds the recovery code, one line")


def run(options: argparse.Namespace) -> int:
    """Checks each backup; 1 where one is damaged."""
    from kiosk.backup.checking import check_backup
    from kiosk.backup.manifest import MANIFEST, backups_in
    from kiosk.store.errors import StoreError

    messages, code = Messages.from_folder(MESSAGES), code_in(options.code_file)
    own = (options.place / MANIFEST).exists()
    found = [options.place] if own else list(backups_in(options.place))
    if not found:
        raise Refused(messages.text(options.lang, NONE_THERE, place=options.place))
    damaged = False
    for backup in found:
        try:
            checked = check_backup(backup, code)
        except StoreError as error:
            print(f"✗ {error}")
            damaged = True
            continue
        at = f"{checked.manifest.at:%d/%m/%Y %H:%M}"
        for wrong in checked.wrong[:SHOWN]:
            print(messages.text(options.lang, DAMAGED, name=backup.name, at=at, wrong=wrong))
        damaged |= bool(checked.wrong)
        if not checked.wrong:
            values = {
                "name": backup.name,
                "at": at,
                "databases": len(checked.manifest.databases),
                "pages": len(checked.manifest.pages),
                "how": messages.text(options.lang, THERE if code is None else OPENED),
            }
            print(messages.text(options.lang, WHOLE, **values))
    return int(damaged)


def code_in(path: Path | None) -> str | None:
    """Reads the recovery code from its file. Raises Refused, one line."""
    from config.reading import CannotRead, read_text

    if path is None:
        return None
    try:
        return read_text(path).strip()
    except CannotRead as error:
        raise Refused(f"{path}: {error}") from error
