"""Runs `./run doctor`: says what this machine lacks, in plain words; with a profile, its devices as well."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from functools import partial
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from config.centre import CentreBundle, load_fields
from config.load import PROFILES, load_bundle, load_profile
from config.problems import BadFile, Problem
from config.schema import Profile
from kiosk.clock import SystemClock
from kiosk.handover.agreement import Side
from kiosk.language.messages import N_, Messages
from kiosk.ports.device import Device, Health, State
from kiosk.ports.slots import Slot, slots_of
from kiosk.signing import Signer
from requirements.install import read_packages, read_pins
from ui.commands import MESSAGES, Refused
from ui.technician import centre_checks, checks, machine_checks
from ui.technician.checks import Finding

HELP = N_("what this machine lacks, in plain words")
HEALTHY = N_("Nothing is missing.")
SICK = N_("Missing: {count}. Each line marked ✗ says what to do.")
ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
MARKS = {"ok": "✓", "missing": "✗", "optional": "–"}
SQLITE = "from sqlcipher3 import dbapi2; print(dbapi2.sqlite_version)"
SCREEN = (
    "from PySide6.QtGui import QGuiApplication as A; a = A([]); s = a.primaryScreen().size(); "
    "print(s.width(), s.height())"
)
LIBRARIES = {
    "zxing-cpp": "import numpy, zxingcpp; zxingcpp.read_barcodes(numpy.zeros((9, 9), numpy.uint8))",
    "pyzbar": "from pyzbar import pyzbar; pyzbar.decode((bytes(81), 9, 9))",
    "Qt": "from PySide6 import QtCore, QtGui, QtQuick; QtGui.QGuiApplication([]); print(QtCore.qVersion())",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares role or profile, and the form of the answer."""
    parser.add_argument(
        "--role", choices=("kiosk", "hub", "demo"), help="what the machine is for (default: kiosk)"
    )
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="try the devices of this profile as well"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, in English")


def run(options: argparse.Namespace) -> int:
    """Prints the findings; 0 when nothing that is needed is missing."""
    messages = Messages.from_folder(MESSAGES)
    try:
        profile = load_profile(options.profile) if options.profile else None
    except BadFile as error:
        raise Refused(*error.translated(partial(messages.text, options.lang)).split("\n")) from error
    findings = examine(options.role or (profile.role if profile else "kiosk"), profile, messages)
    sick = [finding for finding in findings if finding.state == "missing"]
    if options.json:
        print(json.dumps({"ok": not sick, "findings": [as_json(finding, messages) for finding in findings]}))
        return bool(sick)
    for finding in findings:
        print(as_line(finding, messages, options.lang))
    print(messages.text(options.lang, SICK if sick else HEALTHY, count=len(sick)))
    return bool(sick)


def as_json(finding: Finding, messages: Messages) -> dict[str, str]:
    """Formats a finding for programs: stable, in English."""
    values = finding.translated(partial(messages.text, "en"))
    message = messages.text("en", finding.message, **values)
    remedy = messages.text("en", finding.remedy, **values) if finding.remedy else ""
    return {"check": finding.check, "state": finding.state, "message": message, "remedy": remedy}


def as_line(finding: Finding, messages: Messages, lang: str) -> str:
    """Formats a finding for people."""
    values = finding.translated(partial(messages.text, lang))
    line = f"{MARKS[finding.state]} {messages.text(lang, finding.message, **values)}"
    if finding.remedy:
        line += "\n  → " + messages.text(lang, finding.remedy, **values)
    return line.rstrip()


def needs(role: str) -> tuple[str, list[str]]:
    """Gives the lock file and the lists of system packages of a role, from the table that `./run` reads."""
    rows = [
        line.split()
        for line in (REQUIREMENTS / "commands").read_text().splitlines()
        if line[:1] not in ("#", "")
    ]
    row = next(row for row in rows if row[0] in (role, "*"))
    return row[1], row[2:]


def examine(role: str, profile: Profile | None, messages: Messages) -> list[Finding]:
    """Runs every check of a role, the machine's own first."""
    lock, lists = needs(role)
    data = profile.data_dir if profile else ROOT / "var"
    data = data if data.is_absolute() else ROOT / data
    system = [
        package for name in lists for package in read_packages((REQUIREMENTS / f"{name}.apt").read_text())
    ]
    installed = {entry.name.lower().replace("_", "-"): entry.version for entry in distributions()}
    packages = checks.check_packages(
        read_pins((REQUIREMENTS / f"{lock}.lock").read_text()), installed, f"./run {role}"
    )
    findings = [
        checks.check_python(sys.version_info[:2]),
        *checks.check_system(system),
        packages,
        checks.check_sqlite(checks.probe(SQLITE)),
        checks.check_fonts(ROOT / "config/fonts"),
        checks.check_voice(vietnamese_voices()),
        checks.check_disk(data, shutil.disk_usage(checks.nearest_folder(data)).free),
        checks.check_writable(data, lambda folder: os.access(folder, os.W_OK | os.X_OK)),
        checks.check_clock(SystemClock().now()),
    ]
    if role != "hub":
        blind = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        findings += [
            checks.check_library(name, checks.probe(code, environment=blind))
            for name, code in LIBRARIES.items()
        ]
        findings.append(ears(profile, data))
    if packages.state == "ok":
        findings += letters(messages, profile.languages if profile else ())
        findings += centre_findings(role, profile)
        findings.append(checks.check_catalogue(catalogue_problems(profile, data)))
    if profile and packages.state == "ok":
        findings += keeping_findings(profile, data)
        findings += [
            try_device(slot, profile) for slot in slots_of(profile.role) if slot.name in profile.devices
        ]
    return findings


def centre_findings(role: str, profile: Profile | None) -> list[Finding]:
    """Checks the profile's centre, or the defaults of every centre; of a kiosk, also
    whether its hub agrees.
    """
    try:
        bundle = load_bundle(profile or load_profile(PROFILES / f"{role}.toml"))
    except BadFile as error:
        return [centre_checks.check_file(problem) for problem in error.problems]
    findings = list(centre_checks.check_centre(bundle, SystemClock().now().date())) if profile else []
    if profile and profile.role == "kiosk":
        findings += hub_findings(profile, bundle)
    if profile and profile.role == "hub":
        findings += [*database_findings(profile), *condition_findings(profile)]
    return findings


def keeping_findings(profile: Profile, data: Path) -> list[Finding]:
    """Checks what this machine keeps, and of a kiosk, what it is shown on."""
    here = data if data.is_dir() else checks.nearest_folder(data)
    found = [machine_checks.check_sync(machine_checks.sync_ms(here))]
    if profile.role != "demo":
        found += machine_checks.check_store(profile.role, data)
        found.append(machine_checks.check_secrets(data))
    if profile.role == "kiosk":
        found.append(machine_checks.check_swap(_text(Path("/proc/swaps"))))
        found.append(machine_checks.check_panel(profile.panel, screen_size()))
    return found


def screen_size() -> tuple[int, int] | None:
    """Asks the display for its pixels, in a process of its own; None where none answers."""
    from ui.wiring.display import display_answers

    if not display_answers(os.environ):
        return None
    found = checks.probe(SCREEN)
    width, _, height = found.output.partition(" ")
    return (int(width), int(height)) if found.ok and width.isdigit() and height.isdigit() else None


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def database_findings(profile: Profile) -> list[Finding]:
    """Asks the server of the hub's database, where it is not a file of the hub."""
    from kiosk.hub.store.postgresql import look_at
    from kiosk.store.errors import StoreError
    from kiosk.store.sqlite import DatabaseError
    from ui.wiring.database import database_url

    try:
        url = database_url(profile, os.environ)
        return [centre_checks.check_database(look_at(url))] if url else []
    except BadFile as error:
        return [centre_checks.check_file(problem) for problem in error.problems]
    except (StoreError, DatabaseError) as error:
        return [centre_checks.check_database(str(error))]


def condition_findings(profile: Profile) -> list[Finding]:
    """Asks the hub that runs on this machine for its clock and its database."""
    from kiosk.http import HttpClient

    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(profile.hub.host, profile.hub.host)  # noqa: S104
    url = f"http://{host}:{profile.hub.port}"
    return list(centre_checks.check_condition(url, HttpClient(url).get("/health")))


def hub_findings(profile: Profile, bundle: CentreBundle) -> list[Finding]:
    """Checks that the kiosk's hub answers and agrees with it."""
    from kiosk.handover.meeting import ask_centre
    from ui.wiring.hub_link import as_paired, credential, hub_http, pairing_of

    try:
        pairing = pairing_of(profile)
        profile, shown = as_paired(profile, pairing), credential(profile, pairing, looks=True)
    except BadFile as error:
        return [centre_checks.check_file(problem) for problem in error.problems]
    side = Side(profile.kiosk, bundle, profile.offline_numbers)
    findings = list(centre_checks.check_hub(side, profile.hub_link.url, ask_centre(hub_http(profile, shown))))
    if isinstance(shown, Signer):
        findings.append(machine_checks.check_offset(shown.offset.total_seconds()))
    return findings


def letters(messages: Messages, offered: Collection[str]) -> list[Finding]:
    """Checks that the fonts have the letters of every language there is a folder for."""
    from kiosk.paper.fonts import missing_letters

    found = []
    for lang in messages.languages:
        lacking = missing_letters(messages.letters(lang), messages.language(lang).fonts)
        found.append(checks.check_letters(lang, lacking, offered=lang in offered))
    return [finding for finding in found if finding is not None]


def catalogue_problems(profile: Profile | None, data: Path) -> Sequence[Problem]:
    """Lists what of the procedures' files and the import store can't be used."""
    from ui.wiring.catalogue import sources_of

    try:
        fields = load_bundle(profile).fields if profile else load_fields()
        return sources_of(data, fields).gather().problems
    except BadFile as error:
        return error.problems


def vietnamese_voices() -> str:
    """Asks espeak-ng for its Vietnamese voices; empty where it is not installed."""
    program = shutil.which("espeak-ng")
    if program is None:
        return ""
    return subprocess.run([program, "--voices=vi"], capture_output=True, text=True, check=False).stdout  # noqa: S603


def ears(profile: Profile | None, data: Path) -> Finding:
    """Checks whether this kiosk has a recogniser, and a model for one."""
    from devices.speech.models import folder_of, load_models

    here = [name for name in load_models() if folder_of(name) or folder_of(name, data / "models")]
    return checks.check_ears("recogniser" in (profile.devices if profile else {}), here)


def try_device(slot: Slot[Any], profile: Profile) -> Finding:
    """Opens a device, asks for its health, and closes it."""
    from devices.registry import BadDevice, build

    choice = profile.devices[slot.name]
    try:
        device: Device = build(choice, slot.port, production=profile.production)
    except BadDevice as error:
        return checks.check_driver(slot, str(error))
    fault = device.open()
    try:
        health = Health(State.MISSING, fault) if fault else device.health()
    finally:
        device.close()
    return checks.check_device(slot, choice.driver, health)
