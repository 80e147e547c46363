"""Keeps what the hub shall hear although the kiosk's disk may be full: numbers shown,
notices, confirmations.

Each is kept in the outbox where the disk takes it. Where it does not, it is kept in memory, delivered all the
same, and written as soon as there is room.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.contract.text import ToHub
from kiosk.handover.outbox import Delivery, Message, Outbox, delivery_of
from kiosk.store.sqlite import DatabaseError

DISK_TROUBLE: tuple[type[Exception], ...] = (DatabaseError, OSError)
"""What a full, read-only or broken disk raises."""


class Reports:
    """Keeps deliveries and their results. `trouble` is called once each time the disk
    begins to fail.

    Safe from several threads. A report in memory has a number below 0.
    """

    def __init__(self, outbox: Outbox, trouble: Callable[[], object]) -> None:
        self._outbox, self._trouble = outbox, trouble
        self._lock = threading.RLock()
        self._in_memory: list[Delivery] = []
        self._ended: dict[int, Callable[[], None]] = {}
        self._last = 0
        self._failing = False

    def add(self, kind: Message, subject: str, body: ToHub) -> Delivery:
        """Keeps a message to the hub, on the disk or in memory."""
        with self._lock:
            try:
                kept = self._outbox.add(kind, subject, body)
            except DISK_TROUBLE:
                self._last -= 1
                kept = delivery_of(self._last, kind, subject, body)
                self._in_memory.append(kept)
        if kept.seq < 0:
            self.disk_failed()
        else:
            self.disk_works()
        return kept

    def pending(self) -> list[Delivery]:
        """Lists all that the hub has not confirmed: what is on the disk, oldest first, then what is not."""
        with self._lock:
            kept = [row for row in self._outbox.pending() if row.seq not in self._ended]
            return [*kept, *self._in_memory]

    def confirm(self, delivery: Delivery) -> None:
        """Notes that the hub has it. Where the disk takes no note of that, it is noted later."""
        self._end(delivery, lambda: self._outbox.confirm(delivery))

    def refuse(self, delivery: Delivery, reason: str) -> None:
        """Notes that the hub will never take it."""
        self._end(delivery, lambda: self._outbox.refuse(delivery, reason))

    def catch_up(self) -> None:
        """Writes what the disk did not take before."""
        with self._lock:
            try:
                for seq, note in list(self._ended.items()):
                    note()
                    del self._ended[seq]
                while self._in_memory:
                    waiting = self._in_memory[0]
                    self._outbox.put(waiting)
                    self._in_memory.remove(waiting)
            except DISK_TROUBLE:
                return

    def disk_failed(self) -> None:
        """Notes that the disk did not take something."""
        with self._lock:
            begins, self._failing = not self._failing, True
        if begins:
            self._trouble()

    def disk_works(self) -> None:
        """Notes that the disk took something."""
        with self._lock:
            self._failing = False

    def _end(self, delivery: Delivery, note: Callable[[], None]) -> None:
        with self._lock:
            if delivery in self._in_memory:
                self._in_memory.remove(delivery)
                return
            try:
                note()
            except DISK_TROUBLE:
                self._ended[delivery.seq] = note
            else:
                return
        self.disk_failed()
