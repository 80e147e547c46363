"""Runs `./run bench NAME`: a measurement of `tests/bench/NAME_bench.py`, in a process of its own."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from config.problems import did_you_mean
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, WrongUse

HELP = N_("measures the product: times and sizes, beside the figures to reach")
UNKNOWN = N_("bench: there is no measurement “{name}”; there are: {known}.")
ROOT = Path(__file__).resolve().parents[2]
BENCHES = ROOT / "tests" / "bench"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the measurement's name; the other options are its own."""
    parser.add_argument("name", metavar="NAME")
    parser.set_defaults(rest=[])


def run(options: argparse.Namespace) -> int:
    """Measures; 0 when every figure is reached, 1 when one is not."""
    known = sorted(path.stem.removesuffix("_bench") for path in BENCHES.glob("*_bench.py"))
    if options.name not in known:
        told = Messages.from_folder(MESSAGES).text(
            options.lang, UNKNOWN, name=options.name, known=", ".join(known)
        )
        raise WrongUse(told + did_you_mean(options.name, known))
    command = [sys.executable, "-m", f"tests.bench.{options.name}_bench", *options.rest]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
