"""Whole tasks by voice, as text: a slice of the forty that `./run bench robot` plays in full."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from tests.tasks.play import play
from tests.tasks.scripts import HERE, registers, tasks

TASKS = {task.id: task for task in tasks()}
FROZEN = "1c6488d474c6bdfe458e1f5eea02482985e95d81ee2f5634deb1eb40133d182b"
"""SHA-256 of the half that nobody changes."""
QUICK = ("F02", "F08", "F11", "F12", "F17", "F20", "D02", "D08", "D15")
NOISY = ("F08", "F12", "D02", "D05")


def test_there_are_forty_and_half_of_them_stay_as_they_are() -> None:
    assert len(TASKS) == 40
    assert sum(task.frozen for task in TASKS.values()) == 20
    assert {task.register for task in TASKS.values()} == set(registers())


def test_every_value_that_is_true_can_be_said() -> None:
    for task in TASKS.values():
        assert set(task.says) <= set(task.facts), task.id
        assert {step for step, fact in task.facts.items() if fact} <= set(task.says), task.id


@pytest.mark.parametrize("task", QUICK)
def test_a_task_is_done_as_it_was_meant(task: str) -> None:
    played = play(TASKS[task])
    assert played.done, "\n".join((*played.log, played.stopped, *played.wrong))


@pytest.mark.parametrize("share", [0.1, 0.3])
@pytest.mark.parametrize("task", NOISY)
def test_noise_never_leads_to_a_wrong_deed(task: str, share: float) -> None:
    played = play(TASKS[task], share, seed=7)
    assert not played.wrong, "\n".join(played.log)


def test_a_deed_that_nobody_wanted_is_found() -> None:
    copies = TASKS["D02"]
    otherwise = replace(copies, facts={**copies.facts, "origin": "abroad"})
    assert "origin is 'abroad', not 'vietnam'" in play(otherwise).wrong
    elsewhere = replace(TASKS["F08"].parts[0], goal="answered", topic="overview")
    unwanted = replace(TASKS["F08"], parts=(elsewhere, replace(elsewhere, goal="erased", opens=("lấy số",))))
    assert not play(unwanted).done


def test_the_frozen_half_is_unchanged() -> None:
    """Its sentences were written before anything was tried."""
    assert sha256((HERE / "frozen.toml").read_bytes()).hexdigest() == FROZEN
