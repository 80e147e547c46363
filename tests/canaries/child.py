"""A kiosk with its window in a process of its own: one visit gives every canary, and ends as it is told to.
At each stage the process says so and waits, so that its memory and its files can be looked through.

Arguments: the seed, how the visit ends (an ending below), and the folder for what it writes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from config.schema import Panel
from kiosk.audit import EventLog
from kiosk.handover.outbox import Outbox
from kiosk.visit import events as ev
from kiosk.visit.model import HOME
from tests.canaries.planted import (
    KEPT,
    NAMES,
    ForgetfulGateway,
    canary,
    gives_everything,
    planted_world,
    words,
)
from tests.visits.world import CONTEXT, World
from ui.bridge import Bridge
from ui.citizen.window import application, build, settle
from ui.wiring.private import keep_private


def leaves(world: World, _seed: int) -> None:
    world.does(ev.Left())


def breaks(world: World, seed: int) -> None:
    """The program itself is at fault: an exception that has the values in its text and in its frames."""

    def broken(_context: object, visit: object, _event: object, _now: object) -> object:
        raise KeyError(visit, [canary(name, seed) for name in NAMES])

    bridge = Bridge()
    with patch("kiosk.visit.session.advance", broken):
        bridge.post(world.session.tick)
        settle(20)


ENDINGS: Mapping[str, Callable[[World, int], None]] = {"leaves": leaves, "breaks": breaks}


def main() -> None:
    seed, ending, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    keep_private()
    kept = words(KEPT, seed)
    application()
    world = planted_world(seed)
    runner = world.session._runner
    runner.ports = replace(runner.ports, audit=EventLog(folder / "events.jsonl", world.clock))
    assert isinstance(runner.ports.hub, ForgetfulGateway)
    runner.ports.hub.outbox = Outbox(folder / "data", world.clock)
    window = build(world.session, CONTEXT, panel=Panel())
    for _ in gives_everything(world, seed):
        window.grab()
    assert world.visit.at == "handed_in", world.visit.at
    _stage("given")
    ENDINGS[ending](world, seed)
    assert world.visit.at == HOME, world.visit.at
    settle(100)
    window.grab()
    _stage("ended")
    del kept


def _stage(name: str) -> None:
    print(name, flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main()
