"""Where a printer is, as a technician writes it."""

from __future__ import annotations

import pytest

from devices.printing.address import Address, parse


@pytest.mark.parametrize(
    ("text", "driver", "options"),
    [
        ("tcp://192.168.1.50", "printer.tcp", {"host": "192.168.1.50", "port": 9100}),
        ("tcp://[::1]:9101/", "printer.tcp", {"host": "::1", "port": 9101}),
        ("serial:/dev/ttyUSB0", "printer.serial", {"port": "/dev/ttyUSB0", "baud": 115200}),
        ("serial:/dev/ttyS1@9600", "printer.serial", {"port": "/dev/ttyS1", "baud": 9600}),
        ("usb:04b8:0E28", "printer.usb", {"vendor": 0x04B8, "product": 0x0E28}),
        ("cups:phieu_so", "printer.cups", {"queue": "phieu_so"}),
    ],
)
def test_addresses(text: str, driver: str, options: dict[str, object]) -> None:
    found = parse(text)
    assert found == Address(driver, options)
    assert found is not None
    assert found.choice(384).options == {**options, "head": 384}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tcp:",
        "tcp://",
        "tcp://x:port",
        "tcp://x/path",
        "serial:ttyS1",
        "usb:4b8:e28",
        "cups:",
        "cups:-x",
        "lp:x",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert parse(text) is None
