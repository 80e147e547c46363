"""Runs `./run faults WHAT`, the seeded campaigns: data of every kind to each operation of a hub, judged by
its own description (`api`); faults against the printing of slips, judged by the paper (`print`); hostile
and damaged codes against the kiosk, judged by its reaction (`scan`); hubs killed under load, judged by
what was acknowledged (`hub`); power cuts of a hub and a kiosk, judged by what somebody had been told
(`power`); whatever people do with a queue, judged by a list in memory (`queue`); uploads that are cut
off, judged by what arrived (`upload`); hubs and backends killed while the network between them fails,
judged by what the backend has (`handover`); small changes to the program's own text, judged by the
suite, which has to notice each (`code`).

The campaigns are a part of the tests and run as programs of their own: the product never imports tests.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("break things on purpose, again and again, and see that what is promised holds")
FEW = N_("faults: --count takes at least 30.")
MISSING = N_("faults: the campaigns are not installed here; they come with the sources.")

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("api", "print", "scan", "hub", "power", "queue", "upload", "handover", "code")
CAMPAIGNS = {name: f"tests.faults.{name}_campaign" for name in NAMES}
LEAST = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the campaign, its length, and its seed."""
    parser.add_argument("what", choices=sorted(CAMPAIGNS))
    parser.add_argument("--count", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--reach", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Runs a campaign; 0 when the figures hold, 1 when they don't."""
    messages = Messages.from_folder(MESSAGES)
    if options.count < LEAST:
        raise WrongUse(messages.text(options.lang, FEW))
    module = CAMPAIGNS[options.what]
    if not (ROOT / (module.replace(".", "/") + ".py")).is_file():
        raise Refused(messages.text(options.lang, MISSING))
    words = ["--count", str(options.count), "--seed", str(options.seed)]
    words += [name for name in ("--json", "--mutants") if getattr(options, name[2:])]
    words += ["--reach", str(options.reach.resolve())] if options.reach else []
    return subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, check=False).returncode  # noqa: S603 - our own program
