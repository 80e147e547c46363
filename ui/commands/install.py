"""Runs `./run install`: makes this machine start its hub or kiosk by itself, under systemd."""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from config.load import BadSettings, load_profile
from config.schema import Profile
from kiosk.language.messages import N_, Messages
from kiosk.ports.slots import PLAYER
from ui.commands import MESSAGES, Refused, WrongUse
from ui.wiring.units import ROOT, USER, Machine, enabled, units_of

HELP = N_("makes this machine start its hub or kiosk by itself, under systemd")
FOLDER = Path("etc/systemd/system")
WROTE = N_("Wrote {path}")
STARTED = N_("Started {unit}; it comes back by itself. See: journalctl -u {unit}")
NOT_ROOT = N_("install: only root may do this: sudo {command}")
NOT_ROLE = N_("install: {profile}: role: {found}, not {wanted}")
NOT_ABSOLUTE = N_("install: {profile}: data_dir: name the whole path, such as /var/lib/mot-cua")
AT_HOME = N_("install: {path} is below a home folder, which the service can't read; /srv/mot-cua is a place")
MISSING = N_("install: {program} is not there: apt-get install {package}")
HOMES = (Path("/home"), Path("/root"), Path("/run/user"))
QUARTERS = {0: 0, 90: 1, 180: 2, 270: 3}
Say = Callable[..., str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the role, the profile, and where units go."""
    parser.add_argument("role", choices=("hub", "kiosk"))
    parser.add_argument("--profile", type=Path, required=True, metavar="FILE")
    parser.add_argument("--backup-to", type=Path, metavar="DIR", help="a backup goes there every night")
    parser.add_argument("--turn", type=int, choices=QUARTERS, default=0, help="the screen, in degrees")
    parser.add_argument("--root", type=Path, metavar="DIR", help="write below this folder, and start nothing")


def run(options: argparse.Namespace) -> int:
    """Writes the units and starts them."""
    messages = Messages.from_folder(MESSAGES)
    say = partial(messages.text, options.lang)
    machine = _machine(options, say)
    if options.root is None:
        _ready(options, say)
        _make_user(machine)
    units = units_of(machine)
    folder = (options.root or Path("/")) / FOLDER
    for name, text in units.items():
        _write(folder / name, text)
        print(say(WROTE, path=folder / name))
    if options.root is None:
        _run("systemctl", "daemon-reload")
        for name in enabled(units):
            _run("systemctl", "enable", "--now", name)
            print(say(STARTED, unit=name))
    return 0


def _machine(options: argparse.Namespace, say: Say) -> Machine:
    path = options.profile.resolve()
    try:
        profile: Profile = load_profile(path)
    except BadSettings as error:
        raise Refused(str(error)) from error
    if profile.role != options.role:
        raise WrongUse(say(NOT_ROLE, profile=path, found=profile.role, wanted=options.role))
    if not profile.data_dir.is_absolute():
        raise Refused(say(NOT_ABSOLUTE, profile=path))
    for used in (ROOT, path, profile.data_dir):
        if any(used.is_relative_to(home) for home in HOMES) and options.root is None:
            raise Refused(say(AT_HOME, path=used))
    backup_to = options.backup_to
    return Machine(
        role=profile.role,
        checkout=ROOT,
        profile=path,
        data_dir=profile.data_dir,
        turns=QUARTERS[options.turn],
        sounds=PLAYER.name in profile.devices,
        backup_to=None if backup_to is None else backup_to.resolve(),
    )


def _ready(options: argparse.Namespace, say: Say) -> None:
    """Refuses before anything is written."""
    if os.geteuid() != 0:
        command = f"./run install {options.role} --profile {options.profile}"
        raise Refused(say(NOT_ROOT, command=command))
    needed = {"systemctl": "systemd", **({"cage": "cage"} if options.role == "kiosk" else {})}
    for program, package in needed.items():
        if shutil.which(program) is None:
            raise Refused(say(MISSING, program=program, package=package))


def _make_user(machine: Machine) -> None:
    """Makes the service's user where there is none, and gives it the data folder."""
    try:
        found = pwd.getpwnam(machine.user)
    except KeyError:
        home = str(machine.data_dir)
        _run("useradd", "--system", "--home-dir", home, "--shell", "/usr/sbin/nologin", USER)
        found = pwd.getpwnam(machine.user)
    for folder in filter(None, (machine.data_dir, machine.backup_to)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chown(folder, found.pw_uid, found.pw_gid)


def _write(path: Path, text: str) -> None:
    """Writes a unit at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
