"""Reports how this kiosk is: version, what waits for the hub, disk, clock, devices."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from config.version import VERSION
from kiosk.contract.report import DeviceReport, KioskReport
from kiosk.handover.outbox import Outbox
from kiosk.ports.device import Device, Fault, Health
from kiosk.ports.time import Clock


class WatchedDevice:
    """Passes a device on to who watches it, and notes how it was each time it was asked."""

    def __init__(self, slot: str, device: Device, seen: dict[str, Health]) -> None:
        self._slot, self._device, self._seen = slot, device, seen

    def open(self) -> Fault | None:
        """Opens the device."""
        return self._device.open()

    def close(self) -> None:
        """Closes the device."""
        self._device.close()

    def health(self) -> Health:
        """Asks the device."""
        found = self._device.health()
        self._seen[self._slot] = found
        return found


class Reporter:
    """Makes the kiosk's reports; `seen` holds how each watched device was last. Safe from several threads."""

    def __init__(self, folder: Path, outbox: Outbox, clock: Clock, seen: dict[str, Health]) -> None:
        self._folder, self._outbox, self._clock, self._seen = folder, outbox, clock, seen
        self._lock = threading.Lock()

    def report(self) -> KioskReport:
        """Says how the kiosk is now."""
        with self._lock:
            now = self._clock.now()
            waiting, since = self._outbox.waiting()
            return KioskReport(
                version=VERSION,
                waiting=min(waiting, 1_000_000),
                oldest_s=None if since is None else max(0, round((now - since).total_seconds())),
                disk_free_mb=shutil.disk_usage(self._folder).free // 1_000_000,
                clock=now,
                devices=tuple(_device(slot, health) for slot, health in sorted(self._seen.items())),
            )


def _device(slot: str, health: Health) -> DeviceReport:
    fault = health.fault.id if health.fault else next(iter(health.warnings), None)
    return DeviceReport(slot=slot, condition=health.state.value, fault=fault)
