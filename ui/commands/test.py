"""Runs `./run test`: the test suite."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES

HELP = N_("the test suite; further words go to pytest")
PASSED = N_("The suite passed in {seconds:.0f} s.")
FAILED = N_("The suite FAILED after {seconds:.0f} s (status {status}).")
ROOT = Path(__file__).resolve().parents[2]
PROCESSES = min((os.cpu_count() or 1) + 2, 6)
"""Two more than there are cores: some tests wait for a program that they started."""
SHARED_OUT = ("-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder")
"""The options of the whole suite: each file's tests run in one process."""
HEADLESS = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QT_FORCE_STDERR_LOGGING": "1",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Passes every option on to pytest."""
    parser.set_defaults(rest=[])


def run(options: argparse.Namespace) -> int:
    """Runs pytest from the checkout's root, without a display; gives pytest's status. Without further words
    it is the whole suite, on all cores.
    """
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", *(options.rest or SHARED_OUT)]
    environment = {**os.environ, **HEADLESS, "PYTHONPATH": str(ROOT)}
    # What is compiled is kept: the suite is several processes, and starts hundreds more.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
    text = FAILED if status else PASSED
    messages = Messages.from_folder(MESSAGES)
    print(messages.text(options.lang, text, seconds=time.monotonic() - started, status=status))
    return status
