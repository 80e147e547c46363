"""The measurements run and tell what they promise; times are judged where they are taken."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.print_troubles import between_jobs, kiosk_at_printer
from ui.commands import WrongUse
from ui.commands.bench import run

ROOT = Path(__file__).resolve().parents[2]


def test_the_print_bench_tells_times_and_sizes() -> None:
    command = [sys.executable, "-m", "tests.bench.print_bench", "--json", "--count", "20", "--only-times"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""
    figures = json.loads(done.stdout)
    assert set(figures["limits"]) - set(figures) == {"staff_hear_max_s", "power_cycle_to_paper_max_s"}
    assert figures["bytes_per_mm"] <= 576 < figures["python-escpos"]["bytes_per_mm"]
    assert figures["ticket_mm"] >= 90
    assert 0 < figures["first_byte_p50_ms"] <= figures["last_byte_p50_ms"] <= figures["acknowledged_p95_ms"]
    assert not set(figures["missed"]) & {"bytes_per_mm", "ticket_mm"}


def test_the_staff_hear_of_an_open_cover() -> None:
    with kiosk_at_printer() as kiosk:
        assert 0 < between_jobs(kiosk, "cover_open", "printer_cover_open") < float("inf")
        assert set(kiosk.told) == {"printer_cover_open", "printer_well"}


def test_a_measurement_that_there_is_not_is_told_with_the_nearest() -> None:
    class Options:
        name, rest, lang = "prnt", (), "en"

    with pytest.raises(WrongUse, match="print"):
        run(Options)  # type: ignore[arg-type]
