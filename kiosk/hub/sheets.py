"""Prints receipts on the A4 printer: ordered with the acceptance, printed once, or kept."""

from __future__ import annotations

import logging
from functools import partial

from kiosk.contract.dossier import SheetState
from kiosk.contract.event import ReceiptSheet
from kiosk.hub import dossiers, notices
from kiosk.hub.follower import Follower
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.receipts import receipt_pdf
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.device import Fault
from kiosk.ports.printing import Sheet, SheetPrinter

_log = logging.getLogger(__name__)


def order(tx: Transaction, dossier: str) -> None:
    """Orders the receipt of that dossier to be printed, in the transaction that accepts it; once."""
    if tx.sheets.state_of(dossier) is None:
        tx.sheets.order(dossier, tx.now)


class SheetRoom:
    """Prints what is ordered, on a thread of its own. A sheet that the printer does not take is kept in
    `spool` and the staff are told; one that was under way when the hub ended is in doubt: the staff look.

    `printer` None: every sheet is kept. Both are opened by their owner.
    """

    def __init__(self, hub: Hub, printer: SheetPrinter | None, spool: SheetPrinter) -> None:
        self._hub, self._printer, self._spool = hub, printer, spool
        self._follower = Follower(hub.feed, "sheets", self._print_next)

    def start(self) -> None:
        """Begins, with what was ordered before."""
        self._hub.store.submit(_look_after_restart).result()
        self._follower.start()

    def close(self) -> None:
        """Ends after the sheet under way."""
        self._follower.end(self._printer.close if self._printer is not None else lambda: None)

    def _print_next(self) -> bool:
        waiting = self._hub.store.read(lambda reading: reading.sheets.in_state("waiting"))
        for dossier in waiting[:1]:
            self._print(dossier)
        return bool(waiting)

    def _print(self, dossier: str) -> None:
        if not self._hub.store.submit(partial(_claim, dossier=dossier)).result():
            return
        state: SheetState
        fault: Fault | None
        try:
            state, fault = self._outcome(dossier)
        except Exception as error:  # whatever is wrong with this one, the next is to be printed
            _log.error("a receipt crashed on its way to paper: %s", type(error).__name__)
            state, fault = "failed", Fault("sheets_unreachable", "crashed")
        self._hub.store.submit(partial(_change, dossier=dossier, state=state, fault=fault)).result()

    def _outcome(self, dossier: str) -> tuple[SheetState, Fault | None]:
        filed = self._hub.store.read(partial(dossiers.get_or_404, dossier_id=dossier))
        decided = self._hub.store.read(lambda reading: reading.dossiers.decisions_of(dossier))
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


def _look_after_restart(tx: Transaction) -> None:
    for dossier in tx.sheets.in_state("sending"):
        _change(tx, dossier, "in_doubt", Fault("sheets_in_doubt", "the hub ended meanwhile"))


def _claim(tx: Transaction, dossier: str) -> bool:
    """Takes a sheet that waits; False where another hub on this database was quicker."""
    if tx.sheets.state_of(dossier) != "waiting":
        return False
    tx.sheets.change(dossier, "sending", tx.now)
    return True


def _change(tx: Transaction, dossier: str, state: SheetState, fault: Fault | None) -> None:
    tx.sheets.change(dossier, state, tx.now)
    tx.events.add("receipt.sheet", ReceiptSheet(dossier=dossier, sheet=state))
    tx.audit.add("hub", "sheets", f"receipt.{state}", dossier)
    if fault is not None:
        notices.report(tx, fault)
