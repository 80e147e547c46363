"""Reads hand scanners, whatever their connection: they send by themselves, when somebody pulls the trigger,
and not when the kiosk asks.

So a scan counts only when it begins while a `read` waits: one that was made before, at whatever screen, is
nobody's and is thrown away. A scan is whole when its terminator has come; a half one that falls silent is
thrown away too, and is never taken for a code.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.scanning.waiting import LineWaiter, Waiter
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault, Health, State

MOST_BYTES = 2953
"""The largest payload of a QR code: version 40, level L, byte mode (ISO/IEC 18004, table 7)."""
RETRY_S = 0.25
LONGEST_SCAN_S = 5.0
CHAINED_S = 1.0


class ScannerGone(Exception):
    """Says that the scanner's cable is out."""


class Wire(Protocol):
    """Holds one open connection to a scanner."""

    def receive(self, wait_s: float) -> bytes:
        """Receives the next bytes as soon as there are some; none after `wait_s` seconds, or when stopped.
        Raises ScannerGone.
        """

    def close(self) -> None:
        """Closes the connection."""


def received(handle: int, waiter: LineWaiter, wait_s: float, most: int) -> bytes:
    """Reads the bytes that arrive at the wire `handle`, see `Wire.receive`. A handle that is ready and gives
    nothing is one whose scanner is gone.
    """
    if not waiter.readable(handle, wait_s):
        return b""
    try:
        data = os.read(handle, most)
    except BlockingIOError:
        return b""
    except OSError as error:
        raise ScannerGone(type(error).__name__) from None
    if not data:
        raise ScannerGone("hung up")
    return data


class Collector(Protocol):
    """Collects the bytes of a wire into scans."""

    @property
    def pending(self) -> bool:
        """Says if a scan has begun and not ended."""

    def feed(self, data: bytes) -> list[Reading]:
        """Takes bytes and gives the scans that they end."""

    def spoil(self) -> None:
        """Drops the scan that has begun, together with the rest of it that is still to come."""

    def forget(self) -> None:
        """Starts anew, with nothing collected."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Holds the time limits in seconds: of silence until a half scan is dropped, and until an absent scanner
    is given up.
    """

    silence_s: float
    missing_s: float


class HandScanner:
    """Reads scans from a wire that may be pulled and put back at any time. A driver is one, with its own
    wire.

    `connect` gives a wire or says why there is none. `stop` and `close` may be called from another thread.
    """

    def __init__(
        self,
        connect: Callable[[], Wire | Fault],
        collector: Collector,
        waiter: Waiter,
        patience: Patience,
        identity: str,
    ) -> None:
        self._connect = connect
        self._collector = collector
        self._waiter = waiter
        self._patience = patience
        self._identity = identity
        self._reading = threading.Lock()
        self._wire: Wire | None = None
        self._goes_on_until: float | None = None

    def open(self) -> Fault | None:
        """Connects, or says why not."""
        with self._reading:
            wire = self._connected()
            return wire if isinstance(wire, Fault) else None

    def close(self) -> None:
        """Ends a waiting `read`, and closes the scanner."""
        self.stop()
        if self._reading.acquire(timeout=CHAINED_S):
            try:
                self._disconnect()
            finally:
                self._reading.release()

    def stop(self) -> None:
        """Ends a waiting `read`; what is scanned from now on is not meant for the next one."""
        self._waiter.stop()
        self._goes_on_until = None

    def health(self) -> Health:
        """Reports ready while connected. It does not wait for a `read` that is under way; while there is
        none, what has been scanned is dropped.
        """
        if not self._reading.acquire(blocking=False):
            return Health(State.READY, identity=self._identity)
        try:
            self._collector.feed(self._receive(0.0))
            self._collector.spoil()
            wire = self._connected()
        finally:
            self._reading.release()
        fault = wire if isinstance(wire, Fault) else None
        return Health(State.MISSING if fault else State.READY, fault, identity=self._identity)

    def read(self, wait_s: float) -> Reading | Fault:
        """Waits for a whole scan. One that has begun within `wait_s` seconds is waited for to its end.

        `no_code`, `code_unreadable` where a scan broke off, `scanner_missing`, `device_forbidden`.
        """
        with self._reading:
            self._waiter.begin()
            now = self._waiter.monotonic()
            outcome = self._came_before(now) or self._wait(_Course(now + wait_s, self._patience))
            self._collector.spoil()
            if isinstance(outcome, Fault):
                self._goes_on_until = self._waiter.monotonic() + CHAINED_S
            if self._waiter.stopped:
                self._goes_on_until = None
            return outcome

    def _came_before(self, now: float) -> Reading | None:
        """Keeps scans made between two reads, if the second follows at once upon one whose time was over: a
        whole scan made between the two counts. When a broken one lay there, nobody saw how long it had been
        silent, so it goes, with its rest. Before any other read, all that has come is dropped, and the rest
        of what is under way.
        """
        goes_on = self._goes_on_until is not None and now <= self._goes_on_until
        self._goes_on_until = None
        if not goes_on:
            self._drop_all(now)
            return None
        readings = self._collector.feed(self._receive(0.0))
        self._collector.spoil()
        return readings[0] if readings else None

    def _drop_all(self, now: float) -> None:
        while self._waiter.monotonic() - now < LONGEST_SCAN_S:
            data = self._receive(self._patience.silence_s if self._collector.pending else 0.0)
            if self._waiter.stopped:
                return
            if not data:
                break
            self._collector.feed(data)
        self._collector.forget()

    def _wait(self, course: _Course) -> Reading | Fault:
        while not self._waiter.stopped:
            wire = self._connected()
            now = self._waiter.monotonic()
            if isinstance(wire, Fault):
                if course.is_given_up(now):
                    return wire
                self._waiter.pause(RETRY_S)
                continue
            course.missing_since = None
            if course.is_over(now, pending=self._collector.pending):
                return Fault("code_unreadable", "scans broke off") if course.cut_off else Fault("no_code")
            readings = self._scans(course, now)
            if readings:
                return readings[0]
        return Fault("no_code", "stopped")

    def _scans(self, course: _Course, now: float) -> list[Reading]:
        """Gives the scans in the next bytes of the wire. Silence after a scan has begun: it broke off."""
        pending = self._collector.pending
        data = self._receive(self._patience.silence_s if pending else course.until - now)
        if data:
            return self._collector.feed(data)
        if pending and not self._waiter.stopped:
            course.cut_off = True
            self._collector.forget()
        return []

    def _connected(self) -> Wire | Fault:
        if self._wire is None:
            found = self._connect()
            if isinstance(found, Fault):
                return found
            self._wire = found
        return self._wire

    def _disconnect(self) -> None:
        self._collector.forget()
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _receive(self, wait_s: float) -> bytes:
        """Receives the next bytes; none when there is no wire, or it was lost."""
        if self._wire is None:
            return b""
        try:
            return self._wire.receive(max(0.0, wait_s))
        except ScannerGone:
            self._disconnect()
            return b""


@dataclass(slots=True)
class _Course:
    """Holds what one `read` has met so far."""

    until: float
    patience: Patience
    missing_since: float | None = None
    cut_off: bool = False

    def is_given_up(self, now: float) -> bool:
        """Says that the scanner has been absent for too long."""
        if self.missing_since is None:
            self.missing_since = now
        return now >= self.until or now - self.missing_since >= self.patience.missing_s

    def is_over(self, now: float, *, pending: bool) -> bool:
        """Says that the time is over, also for a scan that has begun."""
        return now >= self.until + (LONGEST_SCAN_S if pending else 0.0)
