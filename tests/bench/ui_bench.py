"""Measures the citizen's window in a process of its own, drawn in software; an empty QML window is the floor.

    ./run bench ui [--json] [--quick]

Offscreen, as no display server is needed for it: what a touch panel and a display add is not in it. First
frame (the opening picture) and ready (Home can be touched) are the medians of three starts, the floor's in
turn with them. Taps go over real pages of the real kiosk, which has operable devices and finds no hub; the
growth is that of `tests/screens/navigations.py`; `busy_tap_p95_ms` is taken while a camera, a printer and the
recogniser are at work, and `busy_without` names what this machine has not. `--quick` measures little, to see
that it works.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.journeys.tally import tallies

ROOT = Path(__file__).resolve().parents[2]
AIMS = {
    "first_frame_ms": 600.0,
    "ready_ms": 5000.0,
    "tap_p95_ms": 30.0,
    "tap_p99_ms": 60.0,
    "tap_max_ms": 150.0,
    "key_p95_ms": 30.0,
    "language_ms": 100.0,
    "busy_tap_p95_ms": 60.0,
    "rss_mb": 190.0,
    "growth_mb_per_10000": 2.0,
    "idle_cpu_percent": 1.0,
    "card_page_cpu_percent": 5.0,
}
STARTED = ("first_frame_ms", "ready_ms")
STARTS, TOUCHES, SECONDS, NAVIGATIONS = 3, 500, 10.0, 10_000


def measured(*, quick: bool = False) -> dict[str, Any]:
    """Gives every figure by its name."""
    starts = [_start() for _ in range(0 if quick else STARTS)]
    worked = _child("ui_kiosk", str(18 if quick else TOUCHES), str(1 if quick else SECONDS))
    if quick:
        starts.append({name: worked[name] for name in STARTED} | _floor())
    found: dict[str, Any] = {name: round(median(one[name] for one in starts), 1) for name in starts[0]}
    found |= {name: value for name, value in worked.items() if name not in found}
    count, words = (20, ["20", "10"]) if quick else (NAVIGATIONS, [str(NAVIGATIONS)])
    grown = int(_said([sys.executable, "-m", "tests.screens.navigations", *words]))
    found["growth_mb_per_10000"] = round(grown / 1024 * 10_000 / count, 2)
    found["platform"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return found


def missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures above their aim."""
    return [name for name, most in AIMS.items() if figures[name] > most]


def _start() -> dict[str, float]:
    return _floor() | _child("ui_kiosk", "0", "0")


def _floor() -> dict[str, float]:
    return {f"floor_{name}": value for name, value in _child("ui_floor").items()}


def _child(module: str, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        _said([sys.executable, "-P", "-m", f"tests.bench.{module}", str(time.monotonic()), *words])
    )
    return told


def _said(command: list[str]) -> str:
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OPENBLAS_NUM_THREADS": "1",
        "OPENCV_FOR_THREADS_NUM": "1",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


def main(words: list[str]) -> int:
    """Prints the figures; 1 where one is above its aim."""
    parser = argparse.ArgumentParser(prog="./run bench ui")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(words)
    figures = measured(quick=options.quick)
    late = missed(figures)
    if options.json:
        journeys = tallies(()) if options.quick else tallies()
        print(json.dumps({**figures, "missed": late, "aims": AIMS, "journeys": journeys}))
    else:
        for name, value in figures.items():
            print(f"{name:24} {value}" + (f"   at most {AIMS[name]:g}" if name in AIMS else ""))
        print(f"above the aim: {', '.join(late) or 'none'}; screens and keys of each journey: bench journeys")
    return 1 if late else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
