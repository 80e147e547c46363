"""Every loss on the way with every place of a kill, and the worst mutants; the whole campaign, of real
processes, is `./run faults handover`.
"""

from __future__ import annotations

from pathlib import Path

from tests.faults.handover_model import Verdict, combinations, play
from tests.faults.handover_mutants import MUTANTS


def test_every_loss_with_every_place_of_a_kill_loses_and_doubles_nothing(tmp_path: Path) -> None:
    verdict = play(tmp_path, count=15, seed=1, plan=combinations())
    assert verdict.broken == 0
    assert verdict.open == 0
    assert verdict.kills > 20
    assert verdict.faults > 40


def test_a_courier_that_is_wrong_is_caught(tmp_path: Path) -> None:
    assert play(tmp_path, count=8, seed=2, mutant=MUTANTS["unknown_resent_blindly"]).broken > 0


def test_each_broken_promise_counts() -> None:
    assert Verdict(lost=1, duplicated=2, corrupt=4, wrong_reference=8, open=16).broken == 15
