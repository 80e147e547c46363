"""Prints A4 sheets through a CUPS queue, or saves them to a folder where there is no printer.

A sheet names a citizen: the folder and its files are readable by the kiosk's user alone, and what is older
than `keep_h` hours is removed.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from config.schema import Measure
from devices.printing import spooler
from devices.registry import driver
from kiosk.clock import SystemClock
from kiosk.paper.journal import NOT_SENT
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.printing import Printed, Sheet, SheetPrinter
from kiosk.ports.time import Clock

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")


@driver("sheets.cups", port=SheetPrinter)
class CupsSheets:
    """Prints sheets through a CUPS queue, also IPP Everywhere. Its "completed" is the backend's word: never
    `confirmed`.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `patience_s` is the seconds until a sheet that CUPS has taken must be
        done; asked every `look_s`.
        """

        queue: str
        patience_s: Measure = 60.0
        look_s: Measure = 0.5

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self._options = options
        self._clock = clock or SystemClock()
        self._closed = threading.Event()
        self._done: set[str] = set()

    def open(self) -> Fault | None:
        """Checks that the queue prints."""
        self._closed.clear()
        return _of_sheets(spooler.state(self._options.queue))

    def close(self) -> None:
        """Does nothing: no connection is held."""
        self._closed.set()

    def health(self) -> Health:
        """Reads the queue's state from CUPS."""
        fault = _of_sheets(spooler.state(self._options.queue))
        return Health(State.MISSING if fault else State.READY, fault, identity=f"CUPS {self._options.queue}")

    def put(self, sheet: Sheet) -> Printed | Fault:
        """Hands the sheet to the queue and waits until it is done."""
        if sheet.id in self._done:
            return Printed(sheet.id, confirmed=False)
        fault = spooler.deliver(
            self._options.queue,
            sheet.pdf,
            sheet.id,
            raw=False,
            clock=self._clock,
            patience_s=self._options.patience_s,
            look=lambda: self._closed.wait(self._options.look_s),
        )
        if fault is not None:
            return _of_sheets(fault) or fault
        self._done.add(sheet.id)
        return Printed(sheet.id, confirmed=False)


@driver("sheets.folder", port=SheetPrinter)
class FolderSheets:
    """Saves sheets to a spool folder; the citizen's phone shows the same sheet by the slip's code."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `keep_h` is the hours until a sheet is removed."""

        folder: Path
        keep_h: Measure = 24.0

    def __init__(self, options: Options) -> None:
        self._options = options

    def open(self) -> Fault | None:
        """Removes sheets that are too old. The folder is made with the first sheet."""
        try:
            self._tidy()
        except OSError as error:
            return Fault("sheets_unreachable", type(error).__name__)
        return self.health().fault

    def close(self) -> None:
        """Does nothing: no connection is held."""

    def health(self) -> Health:
        """Checks that the folder can be written, or made."""
        folder = self._options.folder
        there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            return Health(State.READY)
        return Health(State.MISSING, Fault("sheets_unreachable", "the folder can't be written"))

    def put(self, sheet: Sheet) -> Printed | Fault:
        """Writes the sheet, whole or not at all. Raises ValueError for an id that is no file name."""
        if not _SAFE.fullmatch(sheet.id):
            raise ValueError("the id of a sheet is a plain file name")
        final = self._options.folder / f"{sheet.id}.pdf"
        partial = final.with_suffix(".partial")
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            final.parent.chmod(0o700)
            self._tidy()
            with open(partial, "wb", opener=_private) as file:
                file.write(sheet.pdf)
                os.fsync(file.fileno())
            partial.replace(final)
        except OSError as error:
            return Fault("sheets_unreachable", f"{NOT_SENT}: {type(error).__name__}")
        return Printed(sheet.id, confirmed=True)

    def _tidy(self) -> None:
        oldest = time.time() - self._options.keep_h * 3600
        for file in self._options.folder.glob("*.p*"):
            with contextlib.suppress(FileNotFoundError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


def _of_sheets(fault: Fault | None) -> Fault | None:
    """Translates a slip printer's fault into the same fault of a sheet printer."""
    names = {"printer_unreachable": "sheets_unreachable", "printer_in_doubt": "sheets_in_doubt"}
    return None if fault is None else Fault(names.get(fault.id, fault.id), fault.detail)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
