"""Goes from page to page on the real window, again and again, and prints by how much the process has grown.

    python -m tests.screens.navigations COUNT [WARM_UP]

Prints the growth of the resident memory in KiB over COUNT navigations, after a warm-up of 300 or so
many. In a process of its own: what other tests leave in the memory would be taken for growth.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from config.schema import Panel
from kiosk.visit import events as ev
from tests.visits.world import World
from ui.citizen.window import build, settle

WARM_UP = 300
BIRTH = "1.001193"
ROUND = (
    ev.Went("search"),
    ev.Back(),
    ev.PickedField("ho_tich"),
    ev.PickedProcedure(BIRTH),
    ev.WantsStart(),
    ev.Back(),
    ev.Back(),
    ev.Back(),
    ev.Went("robot"),
    ev.Back(),
)


def resident_kib() -> int:
    """The memory of this process that is in RAM."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def growth_kib(count: int, warm_up: int = WARM_UP) -> int:
    """Navigates `count` times and gives the growth."""
    world = World()
    window = build(world.session, world.session.context, panel=Panel(width=270, height=480, px_per_mm=0.8))
    screens = set()
    before = 0
    for done in range(warm_up + count):
        if done == warm_up:
            gc.collect()
            before = resident_kib()
        world.session.post(ROUND[done % len(ROUND)])
        settle(0)
        screens.add(window.screen)
    gc.collect()
    after = resident_kib()
    window.close()
    if len(screens) < 5:
        raise RuntimeError(f"the round only led to {sorted(screens)}")
    return after - before


if __name__ == "__main__":
    print(growth_kib(*map(int, sys.argv[1:])))
