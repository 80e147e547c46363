"""A kiosk that serves for weeks does not grow: pages come and go without leaving anything behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MOST_KIB = 2048


def test_three_thousand_navigations_leave_nothing_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.navigations", "3000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) <= MOST_KIB, f"grew by {int(done.stdout)} KiB in 3,000 navigations"
