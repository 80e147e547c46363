"""Parses a printer's address as a technician writes it: `tcp://HOST:9100`, `serial:/dev/ttyUSB0@115200`,
`usb:04b8:0e28`, `cups:QUEUE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from config.schema import DeviceChoice
from devices.printing.serial_wire import SerialWire
from devices.printing.transport import Connect
from devices.printing.usb_wire import UsbWire
from devices.printing.wire import Wire

_SERIAL = re.compile(r"serial:(?P<port>/[^@\s]+)(?:@(?P<baud>\d{3,7}))?")
_USB = re.compile(r"usb:(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})")
_CUPS = re.compile(r"cups:(?P<queue>[^-\s/#][^\s/#]*)")
_CONNECT_S = 2.0


@dataclass(frozen=True, slots=True)
class Address:
    """Names a driver and its options; `connect` reaches the printer itself, None behind a queue."""

    driver: str
    options: dict[str, Any]
    connect: Connect | None = field(default=None, compare=False)

    def choice(self, head: int) -> DeviceChoice:
        """Gives the driver and options as a profile would write them, for a head of so many dots."""
        return DeviceChoice(driver=self.driver, options={**self.options, "head": head})


def parse(text: str) -> Address | None:
    """Parses an address; None if the text is not one."""
    if text.startswith("tcp:"):
        return _tcp(text)
    if found := _SERIAL.fullmatch(text):
        port, baud = found["port"], int(found["baud"] or 115200)
        return Address(
            "printer.serial", {"port": port, "baud": baud}, lambda: SerialWire(port, baud, "rtscts")
        )
    if found := _USB.fullmatch(text):
        vendor, product = int(found["vendor"], 16), int(found["product"], 16)
        return Address(
            "printer.usb", {"vendor": vendor, "product": product}, lambda: UsbWire(vendor, product, None)
        )
    if found := _CUPS.fullmatch(text):
        return Address("printer.cups", {"queue": found["queue"]})
    return None


def _tcp(text: str) -> Address | None:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port or 9100
    except ValueError:
        return None
    if not host or parts.path not in ("", "/") or parts.query or parts.username:
        return None
    return Address("printer.tcp", {"host": host, "port": port}, lambda: Wire(host, port, _CONNECT_S))
