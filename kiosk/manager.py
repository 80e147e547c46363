"""Speaks with the service manager (systemd): says that the program is ready, and that it is alive.

One datagram a message to the socket in `NOTIFY_SOCKET` (sd_notify(3)); without one, nothing is sent.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
_PARTS = 3
"""An alive message is due this often in the time after which the manager takes the program for dead."""


def tell_manager(message: str, environment: Mapping[str, str] | None = None) -> None:
    """Sends a message; `environment` None: the process's. A manager that has gone is no trouble of ours."""
    address = (os.environ if environment is None else environment).get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # an abstract name of Linux
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(message.encode(), address)


def alive_every_s(environment: Mapping[str, str] | None = None) -> float | None:
    """Gives how often the manager wants to hear that the program is alive; None: never. `environment` None:
    the process's own.
    """
    told = (os.environ if environment is None else environment).get("WATCHDOG_USEC", "")
    return int(told) / 1_000_000 / _PARTS if told.isascii() and told.isdigit() and int(told) else None
