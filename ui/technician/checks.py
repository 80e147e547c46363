"""Checks what a machine needs for its role, by small functions: each gets what it judges, and returns
findings.

A finding's texts are message ids. Whatever may crash a process (Qt without its libraries aborts) is tried in
a process of its own, see `probe`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from config.problems import Problem, Translate
from kiosk.faults import text_of
from kiosk.language.messages import N_
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.slots import Slot
from requirements.install import Package
from ui.technician.causes import cause_of_fault

PYTHONS = ((3, 11), (3, 14))
# SQLite's WAL-reset bug may lose a committed transaction; it is in every version of this span.
# https://sqlite.org/wal.html
BAD_SQLITE = ((3, 7, 0), (3, 51, 2))
FONTS = ("Regular", "Medium", "SemiBold", "Bold")
FREE_MB = 500
ADD_EARS = N_("Add [devices.recogniser] and a microphone to the profile.")
# The program's own age: a clock before this day is wrong. So is one that far behind it.
EARLIEST, LATEST = 2026, 2060


class MessageId(str):
    """Holds a value that is itself a message id: it is translated to the reader's language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Holds what one check found. `message` and `remedy` are message ids, `values` fills both."""

    check: str
    state: Literal["ok", "missing", "optional"]
    message: str
    remedy: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def translated(self, translate: Translate) -> dict[str, object]:
        """Gives the values; those that are texts themselves are translated by `translate`."""
        return {key: _translated(value, translate) for key, value in self.values.items()}


def _translated(value: object, translate: Translate) -> object:
    if isinstance(value, Problem):
        return value.line(translate)
    return translate(value) if isinstance(value, MessageId) else value


@dataclass(frozen=True, slots=True)
class Probe:
    """Holds how a piece of Python ended in a process of its own."""

    ok: bool
    output: str


def probe(code: str, timeout_s: float = 30.0, environment: Mapping[str, str] | None = None) -> Probe:
    """Runs `code` in a new process of this Python, and gives its last line of output. `environment`: not this
    process's own.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout_s,
            env=None if environment is None else dict(environment),
        )
    except subprocess.TimeoutExpired:
        return Probe(False, f"no answer within {timeout_s:.0f} s")
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return Probe(done.returncode == 0, lines[-1] if lines else "")


def check_python(version: tuple[int, int]) -> Finding:
    """Checks that Python is of a version that the lock files are made for."""
    values = {"version": f"{version[0]}.{version[1]}"}
    if PYTHONS[0] <= version < PYTHONS[1]:
        return Finding("python", "ok", N_("Python {version}"), values=values)
    message = N_("Python {version} is not supported")
    return Finding("python", "missing", message, N_("Install Python 3.11, 3.12 or 3.13."), values)


def check_system(packages: Sequence[Package]) -> list[Finding]:
    """Checks that every system package is there; names the missing, with one command that installs them."""
    findings = []
    for optional in (False, True):
        names = " ".join(p.name for p in packages if p.optional is optional and not p.present())
        if names:
            message = (
                N_("System packages missing, useful: {names}")
                if optional
                else N_("System packages missing: {names}")
            )
            remedy = N_("As root: apt-get install --no-install-recommends {names}")
            findings.append(
                Finding("system", "optional" if optional else "missing", message, remedy, {"names": names})
            )
    if not any(finding.state == "missing" for finding in findings):
        count = sum(not package.optional for package in packages)
        findings.append(Finding("system", "ok", N_("System packages: all {count}"), values={"count": count}))
    return findings


def check_packages(pins: Iterable[str], installed: Mapping[str, str], command: str) -> Finding:
    """Checks that every Python package of the set is there in the locked version; `command` would install
    them.
    """
    wanted = dict(pin.split("==") for pin in pins)
    wrong = sorted(name for name, version in wanted.items() if installed.get(name) != version)
    if not wrong:
        return Finding("packages", "ok", N_("Python packages: all {count}"), values={"count": len(wanted)})
    values = {"count": len(wrong), "names": ", ".join(wrong[:5]), "command": command}
    message = N_("Python packages missing or of another version: {count} ({names}…)")
    return Finding("packages", "missing", message, N_("{command} installs them."), values)


def check_sqlite(found: Probe) -> Finding:
    """Checks that the encrypted store loads, and its SQLite is none of those with the WAL-reset bug."""
    values = {"version": found.output}
    if not found.ok:
        return Finding("sqlite", "missing", N_("The encrypted store does not load: {version}"), values=values)
    version = tuple(int(part) for part in found.output.split("."))
    if BAD_SQLITE[0] <= version <= BAD_SQLITE[1]:
        message = N_("SQLite {version} can lose a committed record (WAL-reset bug)")
        return Finding("sqlite", "missing", message, N_("Install the locked sqlcipher3."), values)
    return Finding("sqlite", "ok", N_("Encrypted store: SQLite {version}"), values=values)


def check_library(name: str, found: Probe) -> Finding:
    """Checks that a library loads and answers: `output` is its version where it does, the reason where it
    does not.
    """
    values = {"name": name, "output": found.output}
    if found.ok:
        return Finding(name, "ok", N_("{name} {output}"), values=values)
    return Finding(name, "missing", N_("{name} does not work: {output}"), values=values)


def check_fonts(folder: Path) -> Finding:
    """Checks that the bundled fonts lie where screens and slips look for them."""
    missing = [weight for weight in FONTS if not (folder / f"BeVietnamPro-{weight}.ttf").is_file()]
    if missing:
        values = {"names": ", ".join(missing)}
        remedy = N_("Fetch the program's files again.")
        return Finding("fonts", "missing", N_("Fonts missing: Be Vietnam Pro {names}"), remedy, values)
    return Finding("fonts", "ok", N_("Fonts: Be Vietnam Pro"))


def check_letters(language: str, missing: str, *, offered: bool) -> Finding | None:
    """Checks that the fonts have every letter of a language; `missing` are those that they lack. A kiosk that
    offers the language can't do without.
    """
    if not missing:
        return None
    values = {"language": language, "letters": missing[:20], "folder": f"ui/messages/{language}/fonts/"}
    remedy = N_("They show as empty boxes. Put a font that has them into {folder}")
    message = N_("Letters of “{language}” missing in the fonts: {letters}")
    return Finding("fonts", "missing" if offered else "optional", message, remedy, values)


def check_voice(listing: str) -> Finding:
    """Checks that espeak-ng speaks Vietnamese; `listing` is what `espeak-ng --voices=vi` prints."""
    voices = [row.split()[1] for row in listing.splitlines()[1:] if len(row.split()) > 1]
    if any(voice == "vi" or voice.startswith("vi-") for voice in voices):
        return Finding("voice", "ok", N_("Vietnamese voice: espeak-ng"))
    remedy = N_("As root: apt-get install espeak-ng")
    return Finding("voice", "missing", N_("There is no Vietnamese voice"), remedy)


def check_ears(listens: bool, models: Sequence[str]) -> Finding:
    """Checks whether the kiosk can hear: `listens` says that its profile has a recogniser, `models` are
    those on this machine. Without, everything works by touch.
    """
    if models and listens:
        return Finding("ears", "ok", N_("Models of the speech recogniser: {names}"), values=_names(models))
    message = N_("The kiosk does not hear; everything works by touch")
    if not models:
        return Finding("ears", "optional", message, N_("./run models get whisper-base fetches a model."))
    return Finding("ears", "optional", message, ADD_EARS)


def _names(names: Sequence[str]) -> dict[str, object]:
    return {"names": ", ".join(names)}


def check_disk(folder: Path, free_bytes: int) -> Finding:
    """Checks that there is room for dossiers and logs."""
    values = {"folder": folder, "free": free_bytes // 1_000_000, "wanted": FREE_MB}
    if free_bytes >= FREE_MB * 1_000_000:
        return Finding("disk", "ok", N_("Free on the disk: {free} MB"), values=values)
    message = N_("Only {free} MB free on the disk of {folder}; {wanted} are needed")
    return Finding("disk", "missing", message, N_("Make room on the disk."), values)


def nearest_folder(folder: Path) -> Path:
    """Gives `folder`, or the nearest one above it that exists as far as this user may see."""
    return next(path for path in (folder, *folder.absolute().parents) if os.path.exists(path))


def check_writable(folder: Path, may_write: Callable[[Path], bool]) -> Finding:
    """Checks that the data folder, or the nearest folder above it that exists, can be written to."""
    nearest = nearest_folder(folder)
    values = {"folder": folder}
    if nearest.is_dir() and may_write(nearest):
        return Finding("writable", "ok", N_("Data folder: {folder}"), values=values)
    remedy = N_("Give this user the right to write there.")
    return Finding("writable", "missing", N_("The data folder can't be written to: {folder}"), remedy, values)


def check_clock(now: datetime) -> Finding:
    """Checks that the clock is not plainly wrong; tickets and receipts carry its time."""
    values = {"now": f"{now:%Y-%m-%d %H:%M}"}
    if EARLIEST <= now.year <= LATEST:
        return Finding("clock", "ok", N_("Clock: {now}"), values=values)
    return Finding(
        "clock",
        "missing",
        N_("The clock is wrong: {now}"),
        N_("Set date and time, or switch on NTP."),
        values,
    )


def check_driver(slot: Slot[Any], reason: str) -> Finding:
    """Reports that a device of the profile can't be built; `reason` is the registry's line."""
    values = {"title": MessageId(slot.title), "slot": slot.name, "reason": reason}
    return Finding(f"device.{slot.name}", "missing", N_("{title} ({slot}): {reason}"), values=values)


def check_device(slot: Slot[Any], driver: str, health: Health) -> Finding:
    """Reports whether a device of the profile is ready, by its own word; its warnings, or why it is not."""
    check = f"device.{slot.name}"
    detail = health.fault.detail if health.fault else ""
    if health.fault and (cause := cause_of_fault(health.fault)):
        detail = MessageId(cause)
    values = {
        "title": MessageId(slot.title),
        "slot": slot.name,
        "driver": driver,
        "identity": f"({health.identity})" if health.identity else "",
        "detail": detail,
    }
    if health.state in (State.READY, State.BUSY):
        if not health.warnings:
            message = N_("{title} ({slot}): {driver} is ready {identity}")
            return Finding(check, "ok", message, values=values)
        message = N_("{title} ({slot}): {driver} is ready, with one thing to see to {identity}")
        return Finding(check, "optional", message, text_of(Fault(health.warnings[0])).staff, values)
    message = (
        N_("{title} ({slot}): {driver} is not ready: {detail}")
        if detail
        else N_("{title} ({slot}): {driver} is not ready")
    )
    remedy = text_of(health.fault).staff if health.fault else ""
    return Finding(check, "missing", message, remedy, values)


def check_catalogue(problems: Sequence[Problem]) -> Finding:
    """Checks that every procedure's file and every imported record can be used."""
    if not problems:
        return Finding("catalogue", "ok", N_("The procedures' files are in order"))
    values = {"count": len(problems), "first": problems[0].line()}
    message = N_("Of the procedures, {count} things cannot be used; the first: {first}")
    return Finding("catalogue", "missing", message, N_("Mend what ./run catalogue check names."), values)
