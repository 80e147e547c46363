"""Looks after the hub's clock: where it is before a moment that the hub knows, somebody must set it."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from kiosk.audit import EventLog
from kiosk.dossier.ids import uuid7
from kiosk.hub import notices
from kiosk.hub.day import clock_error
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.ports.device import Fault
from kiosk.store.sqlite import DatabaseError

EVERY_S = 30.0
KINDS = frozenset({"clock_behind", "clock_was_ahead"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Alarm:
    """Holds a fault, and the id of the notice that tells it."""

    notice: str
    fault: Fault


class ClockWatch:
    """Compares the clock with what the hub knows, twice a minute on a thread of its own.

    Staff, log and `/health` are told once, and again only after the clock was right in between; the notice is
    taken down when it is.
    """

    def __init__(self, hub: Hub, log: EventLog) -> None:
        self._hub, self._log = hub, log
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-clock-watch", daemon=True)

    def start(self) -> None:
        """Looks at once, then every half minute."""
        self.look()
        self._thread.start()

    def close(self) -> None:
        """Ends after the look under way."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Looks once. A database that can't be used is told by `/health` itself."""
        try:
            self._tell(self._hub.store.read(_alarm))
        except (DatabaseError, OSError) as error:
            _log.error("the hub's clock can't be looked after: %s", type(error).__name__)

    def _run(self) -> None:
        while not self._closing.wait(EVERY_S):
            self.look()

    def _tell(self, alarm: _Alarm | None) -> None:
        before, now = self._hub.warnings & KINDS, {alarm.fault.id} if alarm else set()
        begun = alarm if alarm and alarm.fault.id not in before else None
        over = self._hub.store.read(lambda reading: _over(reading, now))
        if begun or over:
            self._hub.store.submit(lambda tx: _settle(tx, begun, now)).result()
        self._hub.warnings.difference_update(before - now)
        self._hub.warnings.update(now)
        if begun:
            self._log.record("clock_wrong", fault=begun.fault.id, detail=begun.fault.detail)
        for id in before - now:
            self._log.record("clock_right", fault=id)


def _alarm(reading: Reading) -> _Alarm | None:
    """Says what is wrong with the clock; of a day far ahead only until somebody has looked."""
    error = clock_error(reading)
    if error is None:
        return None
    if error.id == "clock_behind":
        return _Alarm(uuid7(), error.fault())
    notice = f"clock-was-ahead-{error.known:%Y%m%d}"
    told = reading.notices.by_id(notice)
    return None if told is not None and told.done_at is not None else _Alarm(notice, error.fault())


def _over(reading: Reading, still: set[str]) -> list[Notice]:
    """Lists the open notices of the clock whose cause is gone."""
    ours = reading.notices.open_from(notices.HUB)
    return [notice for notice in ours if notice.kind in KINDS and notice.kind not in still]


def _settle(tx: Transaction, begun: _Alarm | None, still: set[str]) -> None:
    for notice in _over(tx, still):
        notices.finish(tx, notice.id, notices.HUB, role="hub")
    told = {notice.kind for notice in tx.notices.open_from(notices.HUB)}
    if begun and begun.fault.id not in told:
        notices.add(tx, Notice(begun.notice, begun.fault.id, begun.fault.detail, notices.HUB, tx.now))
