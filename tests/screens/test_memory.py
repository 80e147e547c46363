"""A kiosk that serves for weeks does not grow: pages come and go without leaving anything behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAVIGATIONS = 1000
MOST_KIB = 683
"""At three thousand it would be 2 MiB."""


def test_a_thousand_navigations_leave_nothing_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.navigations", str(NAVIGATIONS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) <= MOST_KIB, f"grew by {int(done.stdout)} KiB in {NAVIGATIONS} navigations"
