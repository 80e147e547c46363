"""Writes the units of a machine for systemd, from the templates in `config/units/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "config" / "units"
USER = "mot-cua"
PREFIX = "mot-cua-"
_SOUND = "DevicePolicy=closed\nDeviceAllow=char-alsa rw\nSupplementaryGroups=audio"
_NO_DEVICES = "PrivateDevices=yes"


@dataclass(frozen=True, slots=True)
class Machine:
    """Describes the machine that units are written for. `turns`: how many quarters the screen is turned to
    the right; `sounds`: it speaks to the hall; `backup_to`: where its backups go, if anywhere.
    """

    role: str
    checkout: Path
    profile: Path
    data_dir: Path
    user: str = USER
    turns: int = 0
    sounds: bool = False
    backup_to: Path | None = None


def units_of(machine: Machine) -> dict[str, str]:
    """Gives the units of a machine by their file names, those to be enabled first."""
    templates = {f"{machine.role}.service": f"{machine.role}.service"}
    if machine.backup_to is not None:
        templates |= {"backup.timer": "backup.timer", "backup.service": "backup.service"}
    return {PREFIX + name: _filled(machine, template) for name, template in templates.items()}


def enabled(units: dict[str, str]) -> list[str]:
    """Names the units that start by themselves."""
    return [name for name, text in units.items() if "\n[Install]\n" in text]


def _filled(machine: Machine, template: str) -> str:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    values = {
        "checkout": _escaped(machine.checkout),
        "profile": _escaped(machine.profile),
        "data_dir": _escaped(machine.data_dir),
        "user": machine.user,
        "turns": "-r " * machine.turns,
        "devices": _SOUND if machine.sounds else _NO_DEVICES,
        "backup_to": _escaped(machine.backup_to or Path("/")),
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _escaped(path: Path) -> str:
    """Writes a path as systemd.syntax(7) and systemd.unit(5) want it: no blank ends a word, no % is read."""
    return str(path).replace("\\", "\\\\").replace("%", "%%").replace(" ", "\\x20")
