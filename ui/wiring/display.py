"""Checks that a display answers. Qt aborts the program where none does, so it is asked
before Qt is loaded.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from pathlib import Path

_X11 = re.compile(r"(?P<host>[^:]*):(?P<number>\d+)(\.\d+)?")
_X11_PORT = 6000
_PATIENCE_S = 2.0


def display_answers(environment: Mapping[str, str]) -> bool:
    """Says if the Wayland or X11 display that the environment names takes a connection."""
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland and _connects(Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland):
        return True
    named = _X11.fullmatch(environment.get("DISPLAY", ""))
    if named is None:
        return False
    number = int(named["number"])
    if named["host"] in ("", "unix"):
        return _connects(f"\0/tmp/.X11-unix/X{number}") or _connects(Path("/tmp/.X11-unix") / f"X{number}")  # noqa: S108
    try:
        with socket.create_connection((named["host"], _X11_PORT + number), _PATIENCE_S):
            return True
    except OSError:
        return False


def _connects(address: Path | str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_PATIENCE_S)
        try:
            probe.connect(str(address))
        except OSError:
            return False
    return True
