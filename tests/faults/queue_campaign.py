"""The queue against a list in memory, for as many steps as are asked: `./run faults queue --count 100000
[--seed S] [--json]`, so many random steps on each store, restarts among them.

What people do is that of `tests/queue/test_queue_machine.py`, which the suite plays for a few hundred steps.
Hypothesis draws the steps and shrinks the first failure to its shortest form, which is printed; the exit
status is then 1. `steps` are those that were played, checks of the whole queue after each.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from kiosk.hub.store.store import Store
from tests.catalogues import COMPILED
from tests.postgresql import stop_server_of_the_run
from tests.queue.test_queue_machine import Queue, QueueOnServer

STEPS = 200
"""Steps of one day: the longer, the fuller the queue and the slower each check of all of it."""


class Count:
    """Counts the steps of all machines of a class, and the restarts among them."""

    def __init__(self) -> None:
        self.steps = self.restarts = 0


def counted(machine: type[Queue], count: Count) -> type[RuleBasedStateMachine]:
    """Makes the machine that counts its steps."""

    class Counted(machine):  # type: ignore[misc, valid-type]
        restart_every = 10

        def __init__(self) -> None:
            super().__init__()
            opens: Callable[[], Store] = vars(self)["open"]

            def again() -> Store:
                count.restarts += 1
                return opens()

            self.open = again

        def check_invariants(self, *arguments: Any, **named: Any) -> None:
            count.steps += 1
            super().check_invariants(*arguments, **named)

    return Counted


def play(machine: type[Queue], steps: int, chance: int) -> dict[str, Any]:
    """Plays at least so many steps; gives the counts, and what failed ("" where nothing did)."""
    count, failed, began = Count(), "", time.perf_counter()
    each = min(STEPS, steps)
    while count.steps < steps and not failed:
        days = max(1, math.ceil((steps - count.steps) / each))
        chance += 1
        chosen = settings(
            max_examples=days,
            stateful_step_count=each,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        try:
            run_state_machine_as_test(seed(chance)(counted(machine, count)), settings=chosen)
        except Exception as error:  # whatever it is, it is what was looked for
            failed = "\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return {
        "steps": count.steps,
        "restarts": count.restarts,
        "seconds": round(time.perf_counter() - began, 1),
        "failed": failed,
    }


def main(words: list[str]) -> int:
    """Plays on both stores, tells, judges."""
    parser = argparse.ArgumentParser(prog="./run faults queue")
    parser.add_argument("--count", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    figures: dict[str, dict[str, Any] | str] = {"sqlite": play(Queue, options.count, options.seed)}
    with tempfile.TemporaryDirectory() as shared:
        os.environ[COMPILED] = shared  # where the server of this run is noted
        try:
            figures["postgres"] = play(QueueOnServer, options.count, options.seed)
        except pytest.skip.Exception as error:
            figures["postgres"] = str(error)
        finally:
            stop_server_of_the_run(Path(shared))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:<9} {value}")
    return any(isinstance(one, dict) and bool(one["failed"]) for one in figures.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
