"""Runs `./run catalogue import`: lays the national portal's records into a machine's import store."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from config.centre import load_fields
from kiosk.catalogue.loader import read_procedures
from kiosk.catalogue.portal.changes import PORTAL, changed, stale
from kiosk.catalogue.portal.fields import TABLE, FieldMap
from kiosk.catalogue.portal.importing import Done, import_files
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from ui.commands import WrongUse
from ui.wiring.catalogue import DATA, import_store

OF_FILE = N_("{file}: {count} of {all} records imported, {left_out} left out; taken on {day} or later.")
OF_FILE_SURE = N_("{file}: {count} of {all} records imported, {left_out} left out; taken on {day}.")
NOTHING = N_("Nothing has changed: {count} procedures in {folder}.")
SOMETHING = N_("{count} procedures in {folder}: {new} new, {changed} changed.")
STALE = N_("{file}: the portal's record has changed since {day}; compare it again.")
UNLISTED = N_("{count} procedures are not in the portal's list, withdrawn or renumbered: {codes}")
DAMAGED = N_("catalogue: {count} records could not be read, named above; the others are imported.")
READING = N_("{file}: {count} records read …")
BAD_DAY = N_("catalogue: --seen takes a day of the past such as 2026-07-18.")
MOST_CODES = 10
QUIET_S = 2.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the files, the machine's data folder, and the day on which the files were taken."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--into", type=Path, default=DATA, metavar="DIR", help="data folder of the machine (default: var)"
    )
    parser.add_argument(
        "--seen", metavar="DAY", help="day on which the files were taken from the portal, 2026-07-18"
    )


def run(options: argparse.Namespace, messages: Messages) -> Done:
    """Imports, and tells what was left out, what has changed, and which procedures that makes stale."""
    clock, lang = SystemClock(), options.lang
    today, heard = clock.now().date(), clock.monotonic()

    def progress(file: str, count: int) -> None:
        nonlocal heard
        if clock.monotonic() - heard > QUIET_S:
            heard = clock.monotonic()
            print(messages.text(lang, READING, file=file, count=count), file=sys.stderr, flush=True)

    store = import_store(options.into)
    fields = FieldMap(TABLE, (field.id for field in load_fields()))
    seen = _day(options.seen, today, lang, messages)
    done = import_files(options.files, store, fields, today, seen=seen, progress=progress)
    for file, day in done.files:
        for left_out in file.left_out:
            print(left_out)
        counts = {"count": len(file.records), "all": file.count, "left_out": len(file.left_out)}
        print(messages.text(lang, OF_FILE_SURE if seen else OF_FILE, file=file.name, day=day, **counts))
    _tell_changes(done, options.folder, store, lang, messages)
    return done


def _tell_changes(done: Done, procedures: Path, store: Path, lang: str, messages: Messages) -> None:
    found = list(changed(done.before, done.after))
    for record, differences in found:
        print(f"{record.code}  {record.name}")
        for difference in differences:
            old, new = difference.shortened()
            print(f"  {difference.what}: {old} → {new}")
    for procedure in stale(done.before, done.after, read_procedures(procedures)[0], done.stamps()):
        source = procedure.sources.get(PORTAL)
        day = source.seen if source else "–"
        print(messages.text(lang, STALE, file=procedures / f"{procedure.code}.toml", day=day))
    unlisted = done.unlisted()
    if unlisted:
        codes = ", ".join(unlisted[:MOST_CODES]) + (" …" if len(unlisted) > MOST_CODES else "")
        print(messages.text(lang, UNLISTED, count=len(unlisted), codes=codes))
    said = NOTHING if done.before == done.after else SOMETHING
    added = len(done.after.keys() - done.before.keys())
    count = len(done.after)
    print(messages.text(lang, said, count=count, folder=store, new=added, changed=len(found)))


def _day(text: str | None, today: date, lang: str, messages: Messages) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day > today:
        raise WrongUse(messages.text(lang, BAD_DAY))
    return day
