"""Checks for the doctor what a machine keeps and how it shows it: store, secrets, speed of the disk, swap,
panel.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config.schema import Panel
from kiosk.backup.contents import CONTENTS
from kiosk.language.messages import N_
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import open_database, refuse_damaged
from ui.technician.checks import Finding

MOST_WAL_MB = 200
SLOW_MS = 100.0
"""Milliseconds of one durable write from which on citizens wait for the disk."""
SYNCS = 5
MOST_OFFSET_S = 60.0
REPAIR = N_("Stop the program, keep the folder as it is, and put the newest backup back (./run restore).")


def check_store(role: str, folder: Path) -> Iterator[Finding]:
    """Opens each database of the machine and reads it whole; a program may be working with it."""
    contents = CONTENTS[role]
    there = [name for name in contents.databases if (folder / name).exists()]
    if not there:
        yield Finding("store", "ok", N_("Store: nothing kept yet in {folder}"), values={"folder": folder})
        return
    trouble = ""
    try:
        if not (folder / contents.key).exists():
            raise StoreError(f"{contents.key}: missing, and nothing else opens {' and '.join(there)}")
        key = load_or_make_key(folder / contents.key)
        for name in there:
            _read_whole(folder / name, derive(key, contents.databases[name]))
    except StoreError as error:
        trouble = str(error)
    if trouble:
        yield Finding(
            "store", "missing", N_("The store can't be used: {trouble}"), REPAIR, {"trouble": trouble}
        )
    else:
        yield Finding("store", "ok", N_("Store: whole ({names})"), values={"names": ", ".join(there)})
    yield check_wal({name: _size(folder / f"{name}-wal") for name in there})


def check_wal(sizes: dict[str, int]) -> Finding:
    """Checks that the write-ahead logs, `sizes` in bytes, are taken into their databases now and then."""
    name, size = max(sizes.items(), key=lambda one: one[1])
    values = {"name": name, "size": size // 1_000_000, "most": MOST_WAL_MB}
    if size <= MOST_WAL_MB * 1_000_000:
        return Finding("wal", "ok", N_("Write-ahead log: {size} MB"), values=values)
    message = N_("{name}-wal has {size} MB: it is not taken into the database any more")
    remedy = N_(
        "End what else reads the database, then restart the program; more than {most} MB is too much."
    )
    return Finding("wal", "missing", message, remedy, values)


def _read_whole(path: Path, key: bytes) -> None:
    connection = open_database(path, key, writes=False)
    try:
        refuse_damaged(connection, path)
    finally:
        connection.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def check_secrets(folder: Path) -> Finding:
    """Checks that nobody but their owner can read keys, tokens, codes and databases."""
    names = {name for each in CONTENTS.values() for name in (each.key, *each.secrets, *each.databases)}
    names |= {"administrator_code", "backup_code"}
    open_to_others = sorted(
        name for name in names if (folder / name).exists() and (folder / name).stat().st_mode & 0o077
    )
    if not open_to_others:
        return Finding("secrets", "ok", N_("Keys and databases: for their owner alone"))
    values = {"names": " ".join(open_to_others), "folder": folder}
    message = N_("Others on this machine can read: {names}")
    return Finding("secrets", "missing", message, N_("In {folder}: chmod 600 {names}"), values)


def sync_ms(folder: Path) -> float | None:
    """Measures how long one durable write takes there, the median of a few, in milliseconds; None where
    nothing can be written.
    """
    took = []
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            for _ in range(SYNCS):
                began = time.monotonic()
                probe.write(bytes(4096))
                probe.flush()
                os.fsync(probe.fileno())
                took.append((time.monotonic() - began) * 1000)
    except OSError:
        return None
    return statistics.median(took)


def check_sync(took_ms: float | None) -> Finding:
    """Checks that the disk keeps what it is given fast enough for people to wait for it."""
    if took_ms is None:
        message = N_("Nothing can be made durable in the data folder")
        return Finding("sync", "missing", message, N_("Check the disk: full, read-only or broken."))
    values = {"took": f"{took_ms:.1f}", "most": f"{SLOW_MS:.0f}"}
    if took_ms <= SLOW_MS:
        return Finding("sync", "ok", N_("A durable write takes {took} ms"), values=values)
    message = N_("A durable write takes {took} ms; more than {most} ms makes citizens wait")
    return Finding("sync", "missing", message, N_("Use an SSD, and no USB stick or memory card."), values)


def check_swap(listing: str) -> Finding:
    """Checks that what a citizen types is not written to a disk by the system; `listing` is /proc/swaps."""
    devices = [row.split()[0] for row in listing.splitlines()[1:] if row.split()]
    plain = [one for one in devices if not one.startswith(("/dev/dm-", "/dev/mapper/", "/dev/zram"))]
    if not plain:
        return Finding("swap", "ok", N_("Swap: none in clear"))
    message = N_("Memory may be swapped out in clear: {names}")
    values = {"names": " ".join(plain)}
    return Finding("swap", "optional", message, N_("As root: swapoff -a, and no swap in /etc/fstab."), values)


def check_panel(panel: Panel, screen: tuple[int, int] | None) -> Finding:
    """Checks that the window fits the screen, `screen` in pixels; None: no display answers here."""
    if screen is None:
        message = N_("No display answers here: the panel is not compared")
        return Finding("panel", "optional", message, N_("Run doctor where the kiosk runs."))
    values = {"width": panel.width, "height": panel.height, "across": screen[0], "down": screen[1]}
    if panel.width <= screen[0] and panel.height <= screen[1]:
        return Finding("panel", "ok", N_("Panel: {width} × {height} on {across} × {down}"), values=values)
    message = N_("The window of {width} × {height} does not fit the screen of {across} × {down}")
    remedy = N_("Turn the screen (./run install kiosk --turn), or set [panel] in the profile.")
    return Finding("panel", "missing", message, remedy, values)


def check_offset(seconds: float) -> Finding:
    """Checks that this machine's clock agrees with its hub's, which is `seconds` ahead."""
    values = {"seconds": f"{seconds:+.0f}"}
    if abs(seconds) <= MOST_OFFSET_S:
        return Finding("offset", "ok", N_("Clock: as the hub's"))
    message = N_("The hub's clock differs from this one by {seconds} s")
    return Finding("offset", "missing", message, N_("Switch on NTP on both machines."), values)
