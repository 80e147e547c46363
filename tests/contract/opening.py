"""Opening a device in a contract suite, so that a driver's author reads why it did not open."""

from __future__ import annotations

from kiosk.ports.device import Device


def opens(device: Device) -> None:
    """Open it; fails with the driver's own fault."""
    fault = device.open()
    name = type(device).__name__
    assert fault is None, f"{name}.open() on the suite's own stand: {fault.id}: {fault.detail}"
