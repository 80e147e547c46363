"""Applies a profile to a machine that runs: whole or not at all, and back by itself where it does no good."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.ports.time import Clock
from kiosk.store.folders import sync_folder

PATIENCE_S = 120.0
LOOK_EVERY_S = 2.0
WELL_IN_A_ROW = 3
"""So many looks in a row must find it well: a program that dies soon after its start is not."""
BEFORE = ".before"


class Restart(Exception):
    """Says that the program could not be started again; the text is the reason."""


def apply(
    new: Path,
    target: Path,
    *,
    restart: Callable[[], None],
    is_well: Callable[[], bool],
    clock: Clock,
    wait: Callable[[float], object],
) -> bool:
    """Puts the file `new` in the place of `target` and starts the program again. False where it is not well
    within 120 s: then the file of before is back, and the program was started with it.

    `restart` raises Restart. Raises OSError where nothing could be written; the file of before stands then.
    """
    before = target.with_name(target.name + BEFORE)
    _replace(target, before)
    _replace(new, target)
    if _comes_up(restart, is_well, clock, wait):
        return True
    _replace(before, target)
    with suppress(Restart):  # what stood before is in place again; the service manager goes on trying
        restart()
    return False


def _comes_up(
    restart: Callable[[], None], is_well: Callable[[], bool], clock: Clock, wait: Callable[[float], object]
) -> bool:
    until = clock.monotonic() + PATIENCE_S
    try:
        restart()
    except Restart:
        return False
    well = 0
    while clock.monotonic() < until:
        well = well + 1 if is_well() else 0
        if well >= WELL_IN_A_ROW:
            return True
        wait(LOOK_EVERY_S)
    return False


def _replace(source: Path, target: Path) -> None:
    """Copies a file over another, whole or not at all, durable on return; rights and owner are those of the
    file that stood there.
    """
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    kept = target if target.exists() else source
    shutil.copymode(kept, part)
    if os.geteuid() == 0:
        owner = kept.stat()
        os.chown(part, owner.st_uid, owner.st_gid)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)
    sync_folder(target.parent)
