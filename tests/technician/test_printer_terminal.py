"""The virtual printer in a terminal: a person sees the paper come out and throws its switches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from devices.simulators.vprinter_paper import Piece
from ui.technician.paper_as_text import as_text

ROOT = Path(__file__).resolve().parents[2]
SIM = (sys.executable, "-m", "ui.commands", "--lang", "en")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SIM, *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_dots_become_half_blocks() -> None:
    black_left = Piece(16, 4, bytes([0xFF, 0x00] * 2 + [0x00, 0x00] * 2), cut=True)
    assert as_text(black_left, columns=8) == "▀▀▀▀"


def test_an_odd_number_of_rows_is_kept() -> None:
    one_row = Piece(8, 1, bytes([0b10000001]), cut=True)
    assert as_text(one_row, columns=8) == "▀      ▀"


def test_a_ticket_comes_out_and_switches_are_thrown(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*SIM, "printer-sim", "--port", "0", "--folder", str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as sim:
        assert sim.stdin is not None
        assert sim.stderr is not None
        port = sim.stderr.readline().split(":")[2].split(".")[0]
        to = f"tcp://127.0.0.1:{port}"
        printed = subprocess.run(
            [*SIM, "print", "ticket", "--sample", "--to", to],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert printed.returncode == 0, printed.stderr
        out, told = sim.communicate("paper_out\npaper_out\nno_such\nq\n", timeout=20)
    assert "█" in out
    assert "on: paper_out" in told
    assert "all off" in told
    assert "no switch “no_such”" in told
    assert len(list(tmp_path.glob("*.png"))) == 1


@pytest.mark.parametrize("port", ["x", "70000", "-1"])
def test_a_port_that_is_none(port: str) -> None:
    done = subprocess.run(
        [*SIM, "printer-sim", "--port", port], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
