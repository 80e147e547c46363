"""Hands deliveries over to one backend, one after the other, on a thread of its own.

A delivery is on record as sent before a byte of it leaves. What may have arrived is never sent again before
the backend was asked and has said that it has nothing; nor is it asked before `settle_s`, for a request may
still be on its way. One that can't go on holds up its own dossier and no other. While the backend can't be
worked with, it is tried after 1, 2, 4 … seconds: the breaker. Pauses are counted by the monotonic clock, so
that a clock that is put right changes nothing.
"""

from __future__ import annotations

import logging
import random
import threading
from dataclasses import replace
from functools import partial

from kiosk.dossier.files import DamagedFileError
from kiosk.hub.hub import Hub
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.upstream.consignments import consignment
from kiosk.hub.upstream.outcomes import settled
from kiosk.ports.backend import (
    Absent,
    Acknowledged,
    AskResult,
    Backend,
    Consignment,
    Disputed,
    SendResult,
    Turned,
    Unreached,
    Unsure,
)
from kiosk.store.sqlite import DatabaseError
from kiosk.waits import Waits

LONGEST_LINK_WAIT_S = 60.0
LONGEST_ROW_WAIT_S = 900.0
FAILURES_OF_AN_OUTAGE = 3
"""After so many failures in a row the breaker opens, and the outage is on record."""
LOOK_EVERY_S = 1.0
_LINK = 0
_log = logging.getLogger(__name__)
_Answer = (Acknowledged, Absent, Turned, Disputed)


class Courier:
    """Delivers to the backend `name`. `settle_s`: the longest that a request may take to be worked on there.
    `look` may be called by hand instead of `start`, from one thread.
    """

    def __init__(
        self,
        hub: Hub,
        name: str,
        backend: Backend,
        *,
        settle_s: float,
        longest_wait_s: float = LONGEST_LINK_WAIT_S,
        chance: random.Random | None = None,
    ) -> None:
        self._hub, self.name, self._backend, self._settle_s = hub, name, backend, settle_s
        chance = chance or random.Random()
        self._link = Waits(hub.clock, longest_wait_s, chance)
        self._rows = Waits(hub.clock, max(longest_wait_s, LONGEST_ROW_WAIT_S), chance)
        self._seen: dict[int, tuple[int, float]] = {}
        self._failures = 0
        self._away = False
        self._ending = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"courier-{name}", daemon=True)

    def start(self) -> None:
        """Begins with what is open."""
        self._thread.start()

    def close(self) -> None:
        """Ends after the request under way."""
        self._ending = True
        self._backend.close()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> int:
        """Goes once through what is open, in its order; gives how many deliveries came into another state."""
        if not self._link.is_due(_LINK):  # thousands may be open, and every commit of the hub comes by here
            return 0
        moved = 0
        held_up: set[str] = set()
        for row in self._hub.store.read(lambda reading: reading.deliveries.open(self.name)):
            if self._ending or not self._link.is_due(_LINK):
                break
            if row.dossier in held_up or not self._is_due(row):
                held_up.add(row.dossier)
                continue
            after = self._send(row) if row.state == "pending" else self._ask(row)
            moved += after is not None and after.state != row.state
            if after is None or after.state != "acknowledged":
                held_up.add(row.dossier)
        return moved

    def _is_due(self, row: DeliveryRecord) -> bool:
        if row.state == "rejected" or row.person:
            return False
        if row.state == "pending":
            return self._rows.is_due(row.id)
        now = self._hub.clock.monotonic()
        attempts, since = self._seen.setdefault(row.id, (row.attempts, now))
        if attempts != row.attempts:
            self._seen[row.id], since = (row.attempts, now), now
        return now - since >= self._settle_s and self._rows.is_due(row.id)

    def _send(self, row: DeliveryRecord) -> DeliveryRecord | None:
        sent = self._hub.store.submit(partial(_claim, row=row)).result()
        if sent is None:
            return None
        what = self._made(sent)
        result = what if isinstance(what, Turned) else self._tried(partial(self._backend.send, what))
        self._seen[row.id] = (sent.attempts, self._hub.clock.monotonic())
        return self._note(sent, result)

    def _ask(self, row: DeliveryRecord) -> DeliveryRecord | None:
        what = self._made(row)
        if isinstance(what, Turned):
            return self._note(row, Disputed(what.reason))
        return self._note(row, self._tried(partial(self._backend.ask, what)))

    def _made(self, row: DeliveryRecord) -> Consignment | Turned:
        """Puts together what is sent; what can't be is one dead letter, and no more than that."""
        try:
            return self._hub.store.read(partial(_look, self._hub, row=row))
        except DatabaseError:
            raise
        except Exception as error:
            _log.error("%s: a delivery can't be put together: %s", self.name, type(error).__name__)
            return Turned(f"it can't be put together: {type(error).__name__}")

    def _tried(self, attempt: partial[SendResult] | partial[AskResult]) -> SendResult | AskResult:
        try:
            return attempt()
        except DamagedFileError:
            return Turned("a page is damaged")
        except Exception as error:  # whatever is wrong with this one, the next is to be handed over
            _log.error("%s: a delivery crashed: %s", self.name, type(error).__name__)
            return Unsure(f"crashed: {type(error).__name__}")

    def _note(self, row: DeliveryRecord, result: SendResult | AskResult) -> DeliveryRecord | None:
        after = self._hub.store.submit(partial(_put, row=row, result=result)).result()
        if isinstance(result, _Answer):
            self._rows.reset(row.id)
        if isinstance(result, Absent | Unsure):
            self._rows.failed(row.id)
        if isinstance(result, Acknowledged):
            self._seen.pop(row.id, None)
        self._breaker(result)
        return after

    def _breaker(self, result: SendResult | AskResult) -> None:
        """Opens after failures in a row, closes with the first answer."""
        if isinstance(result, _Answer):
            self._failures = 0
            self._link.reset(_LINK)
            if self._away:
                self._away = False
                self._hub.store.submit(lambda tx: tx.outages.end(self.name, tx.now)).result()
            return
        self._failures += 1
        if isinstance(result, Unreached) or self._failures >= FAILURES_OF_AN_OUTAGE:
            self._link.failed(_LINK)
        if self._failures == FAILURES_OF_AN_OUTAGE:
            self._away = True
            reason = result.reason
            self._hub.store.submit(lambda tx: tx.outages.begin(self.name, tx.now, reason)).result()

    def _run(self) -> None:
        self._away = True  # an outage of before the start ends with the first answer
        with self._hub.feed.listening(self._woken.set):
            while not (self._ending or self._hub.feed.closed):
                self._woken.clear()
                try:
                    moved = self.look()
                except DatabaseError as error:
                    _log.error("%s: nothing can be handed over: %s", self.name, type(error).__name__)
                    moved = 0
                if not moved:
                    self._woken.wait(LOOK_EVERY_S)


def _claim(tx: Transaction, row: DeliveryRecord) -> DeliveryRecord | None:
    """Takes a delivery that waits; None where another hub on this database was quicker."""
    now = tx.deliveries.by_id(row.id)
    if now is None or now.state != "pending" or now.attempts != row.attempts:
        return None
    sent = replace(now, state="sent", since=tx.now, attempts=now.attempts + 1, reason="")
    tx.deliveries.change(sent)
    return sent


def _look(hub: Hub, reading: Reading, row: DeliveryRecord) -> Consignment | Turned:
    """Puts a consignment together; a dossier that was erased before it was handed over is not."""
    if row.state == "sent" and row.kind == "dossier" and reading.erasures.at(row.dossier) is not None:
        return Turned("erased")
    return consignment(hub, reading, row)


def _put(tx: Transaction, row: DeliveryRecord, result: SendResult | AskResult) -> DeliveryRecord | None:
    """Notes what came of it; None where it was decided by somebody else meanwhile."""
    now = tx.deliveries.by_id(row.id)
    if now is None or (now.state, now.attempts, now.person) != (row.state, row.attempts, row.person):
        return None
    return settled(tx, now, result)
