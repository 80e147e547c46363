"""Notifies staff when the printer's state changes, also between jobs: paper, cover,
cutter within 2 seconds.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ports.device import Device

SURE_AFTER = 2
"""A printer that doesn't answer is told of only when it doesn't answer twice: a late answer is no trouble."""

_AT_ONCE = frozenset({"printer_paper_out", "printer_cover_open", "printer_cutter"})


class PrinterWatch:
    """Watches the printer by `look()` once a second, from one thread. Each change is told once: a fault by
    its id, the end of all trouble as `printer_well`; paper near its end once a roll.
    """

    def __init__(self, printer: Device, notify: Callable[[str], object]) -> None:
        self._printer = printer
        self._notify = notify
        self._told = ""
        self._warned = False
        self._seen = ""
        self._times = 0

    def look(self) -> None:
        """Asks the printer, and reports what is new."""
        health = self._printer.health()
        fault = health.fault.id if health.fault is not None else ""
        self._times = self._times + 1 if fault == self._seen else 1
        self._seen = fault
        sure = not fault or fault in _AT_ONCE or self._times >= SURE_AFTER
        if fault != self._told and sure:
            self._told = fault
            self._notify(fault or "printer_well")
        if not fault:
            self._warn("printer_near_end" in health.warnings)

    def _warn(self, near_end: bool) -> None:
        if near_end and not self._warned:
            self._notify("printer_near_end")
        self._warned = near_end
