"""What a fault of the kiosk leaves behind: where it was, and nothing that a citizen told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ui.wiring.private import OVERWRITES

NAME = "Trần Thị MẪU"
PROGRAM = f"""
import gc, resource, sys, threading
from ui.wiring.private import keep_private
keep_private()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)

class Visit:
    def __init__(self, name): self.name = name
    def __del__(self): raise KeyError(self.name)

def serves(name):
    visit = "at the review"
    try:
        raise ValueError(name)
    except ValueError as error:
        raise KeyError(name) from error

thread = threading.Thread(target=serves, args=({NAME!r},))
thread.start(); thread.join()
Visit({NAME!r})
serves({NAME!r})
"""


def test_a_kiosk_is_started_so_that_it_overwrites_what_it_frees() -> None:
    started = (Path(__file__).resolve().parents[2] / "run").read_text(encoding="utf-8")
    assert " ".join(f"{name}={value}" for name, value in OVERWRITES.items()) in started


def test_a_crash_tells_where_it_was_and_no_name() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert done.stderr.count("KeyError") == 3
    assert done.stderr.count("in serves") == 2
    assert NAME not in done.stderr.replace(f"{NAME!r}", "")
    assert "MẪU" not in done.stderr
