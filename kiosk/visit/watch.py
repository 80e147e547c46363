"""Notifies staff when a reader or camera is out, and when it is back, also while nobody
uses it.

To be looked after is more than news: asked how it is, a driver connects again. A scanner in keyboard mode
that was plugged in anew types into the kiosk's windows until that is done.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ports.device import Device

SURE_AFTER = 3
"""A cable that was loose for a moment is no news."""
WELL = "reader_well"


class ReaderWatch:
    """Watches readers by `look()` once a second, from one thread. Each trouble is told once, by its fault's
    id; the end of all as `reader_well`.
    """

    def __init__(self, devices: tuple[Device, ...], notify: Callable[[str], object]) -> None:
        self._devices = devices
        self._notify = notify
        self._told: set[str] = set()
        self._times: dict[str, int] = {}

    def look(self) -> None:
        """Asks each device, and reports what is new."""
        there = {fault for device in self._devices for fault in _troubles(device)}
        self._times = {fault: self._times.get(fault, 0) + 1 for fault in there}
        for fault in sorted(there - self._told):
            if self._times[fault] >= SURE_AFTER:
                self._told.add(fault)
                self._notify(fault)
        if self._told and not there:
            self._told.clear()
            self._notify(WELL)


def _troubles(device: Device) -> tuple[str, ...]:
    health = device.health()
    return (health.fault.id,) if health.fault is not None else health.warnings
