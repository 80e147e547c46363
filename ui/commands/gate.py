"""Runs `./run gate`: every state of every journey, in each language, mode and orientation, is looked at.

The gate is a part of the tests and runs as a program of its own: the product never imports tests.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused

HELP = N_("looks at every page in every language and mode, and says what is wrong there")
MISSING = N_("gate: it is not installed here; it comes with the sources.")
ROOT = Path(__file__).resolve().parents[2]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Passes all options on (`tests/gate/gate.py`)."""
    parser.set_defaults(rest=[])


def run(options: argparse.Namespace) -> int:
    """Looks; 0 when nothing is wrong, 1 when something is."""
    if not (ROOT / "tests/gate/gate.py").is_file():
        raise Refused(Messages.from_folder(MESSAGES).text(options.lang, MISSING))
    command = [sys.executable, "-m", "tests.gate.gate", *options.rest]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own program
