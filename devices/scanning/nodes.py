"""Checks device files of the kernel: whether one is there and may be used, and which others there are."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.ports.device import Fault


def trouble_with(path: Path, missing: str) -> Fault | None:
    """Gives the fault: `missing` (a fault's id) where there is no such file, with the stable names that there
    are beside it; `device_forbidden` where this user may not read and write it.
    """
    if not path.exists():
        return Fault(missing, f"{path} is not there{_others(path.parent)}")
    if not os.access(path, os.R_OK | os.W_OK):
        return Fault("device_forbidden", f"no right to use {path}")
    return None


def _others(folder: Path) -> str:
    """Lists a folder of stable names (`by-id`); elsewhere there are too many names."""
    if folder.name not in ("by-id", "by-path") or not folder.is_dir():
        return ""
    return f"; there are: {', '.join(sorted(path.name for path in folder.iterdir()))}"
