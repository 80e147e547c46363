"""Receipts on their way to the A4 printer: ordered with the acceptance, printed once, or kept."""

from __future__ import annotations

import logging
import threading
from functools import partial
from sqlite3 import Connection
from typing import Literal

from kiosk.dossier.ids import uuid7
from kiosk.hub import dossiers, notices
from kiosk.hub.hub import Hub
from kiosk.hub.notices import Notice
from kiosk.hub.problems import ProblemError
from kiosk.hub.receipts import receipt_pdf
from kiosk.hub.writer import Tx
from kiosk.ports.device import Fault
from kiosk.ports.printing import Sheet, SheetPrinter
from kiosk.store import stamp

SheetState = Literal["waiting", "sending", "printed", "kept", "in_doubt", "failed"]
HUB = "HUB"

_log = logging.getLogger(__name__)


def order(tx: Tx, dossier: str) -> None:
    """Have the receipt of that dossier printed, in the transaction that accepts it; once."""
    tx.connection.execute(
        "INSERT INTO receipt_sheet (dossier, state, at) VALUES (?, 'waiting', ?) ON CONFLICT DO NOTHING",
        (dossier, stamp(tx.now)),
    )


def state_of(connection: Connection, dossier: str) -> SheetState | None:
    """How its sheet stands; None: none was ordered. `kept`: in the spool folder; `in_doubt`: it may have come
    out; `failed`: neither printed nor kept."""
    row = connection.execute("SELECT state FROM receipt_sheet WHERE dossier = ?", (dossier,)).fetchone()
    return None if row is None else row["state"]


class SheetRoom:
    """Prints what is ordered, on a thread of its own. A sheet that the printer does not take is kept in
    `spool` and the staff are told; one that was under way when the hub ended is in doubt: the staff look.

    `printer` None: every sheet is kept. Both are opened by their owner.
    """

    def __init__(self, hub: Hub, printer: SheetPrinter | None, spool: SheetPrinter) -> None:
        self._hub, self._printer, self._spool = hub, printer, spool
        self._woken = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="sheets", daemon=True)

    def start(self) -> None:
        """Begin, with what was ordered before."""
        self._hub.writer.submit(_look_after_restart).result()
        self._thread.start()

    def close(self) -> None:
        """End after the sheet under way."""
        self._closing = True
        if self._printer is not None:
            self._printer.close()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        with self._hub.feed.listening(self._woken.set):
            while not (self._closing or self._hub.feed.closed):
                self._woken.clear()
                dossier = self._hub.reader(_next)
                if dossier is None:
                    self._woken.wait()
                else:
                    self._print(dossier)

    def _print(self, dossier: str) -> None:
        self._hub.writer.submit(partial(_change, dossier=dossier, state="sending", fault=None)).result()
        state: SheetState
        fault: Fault | None
        try:
            state, fault = self._outcome(dossier)
        except Exception as error:  # whatever is wrong with this one, the next is to be printed
            _log.error("a receipt crashed on its way to paper: %s", type(error).__name__)
            state, fault = "failed", Fault("sheets_unreachable", "crashed")
        self._hub.writer.submit(partial(_change, dossier=dossier, state=state, fault=fault)).result()

    def _outcome(self, dossier: str) -> tuple[SheetState, Fault | None]:
        filed = self._hub.reader(partial(dossiers.get_or_404, dossier_id=dossier))
        decided = self._hub.reader(partial(dossiers.decisions_of, dossier_id=dossier))
        try:
            document = Sheet(dossier, receipt_pdf(self._hub, filed, decided, filed.dossier.lang))
        except ProblemError:
            return "failed", Fault("sheets_unreachable", "no receipt can be made")
        fault = None
        if self._printer is not None:
            printed = self._printer.put(document)
            if not isinstance(printed, Fault):
                return "printed", None
            fault = printed
        kept = self._spool.put(document)
        if fault is not None and fault.id == "sheets_in_doubt":
            return "in_doubt", fault
        return ("failed", fault or kept) if isinstance(kept, Fault) else ("kept", fault)


def _next(connection: Connection) -> str | None:
    row = connection.execute(
        "SELECT dossier FROM receipt_sheet WHERE state = 'waiting' ORDER BY at LIMIT 1"
    ).fetchone()
    return None if row is None else str(row["dossier"])


def _look_after_restart(tx: Tx) -> None:
    rows = tx.connection.execute("SELECT dossier FROM receipt_sheet WHERE state = 'sending'").fetchall()
    for row in rows:
        _change(tx, row["dossier"], "in_doubt", Fault("sheets_in_doubt", "the hub ended meanwhile"))


def _change(tx: Tx, dossier: str, state: SheetState, fault: Fault | None) -> None:
    tx.connection.execute(
        "UPDATE receipt_sheet SET state = ?, at = ? WHERE dossier = ?", (state, stamp(tx.now), dossier)
    )
    if state == "sending":
        return
    tx.emit("receipt.sheet", {"dossier": dossier, "sheet": state})
    tx.audit("hub", "sheets", f"receipt.{state}", dossier)
    if fault is not None:
        notices.add(tx, Notice(uuid7(), fault.id, "", HUB, tx.now))
