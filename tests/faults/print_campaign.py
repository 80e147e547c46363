"""The campaign of faults against the printing of slips: `python -m tests.faults.print_campaign --json`.

Judged by the paper of the virtual printer. Most jobs run in memory on a virtual clock; a fiftieth, of the
eight commonest faults, runs over a real port, and so does python-escpos's own printer.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

from tests.faults.campaign import carry_out
from tests.faults.director import chance_of, chunks, play
from tests.faults.judge import Verdict
from tests.faults.kiosk_at_work import simple_slips
from tests.faults.mutants import MUTANTS
from tests.faults.peers import play_escpos
from tests.faults.plan import EIGHT, Case, cases
from tests.faults.stages import MemoryStage, TcpStage

TOGETHER = 20
"""Jobs that one kiosk and one printer go through."""

OVER_TCP = 50
LANES = 8
PEER_JOBS = 80
MUTANT_JOBS = 240


def in_memory(part: tuple[int, int, list[Case]]) -> Verdict:
    """One stage in memory: seed, number of the stage, its cases."""
    seed, number, some = part
    with simple_slips():
        return play(some, MemoryStage(chance_of(seed, number)))


def campaign(count: int, seed: int, processes: int = 1) -> Verdict:
    """`count` faults, and a tenth as many jobs without one."""
    over_tcp = count // OVER_TCP
    drawn = cases(count, seed)
    eight = [case for case in drawn if case.name in EIGHT][:over_tcp]
    taken = {case.number for case in eight}
    parts = [
        (seed, number, some)
        for number, some in enumerate(chunks([case for case in drawn if case.number not in taken], TOGETHER))
    ]
    total = Verdict()
    if processes > 1:
        with ProcessPoolExecutor(processes) as pool:
            for verdict in pool.map(in_memory, parts, chunksize=4):
                total.add(verdict)
    else:
        for part in parts:
            total.add(in_memory(part))
    total.add(_over_tcp(eight, seed, play))
    return total


def peer(count: int, seed: int) -> Verdict:
    """python-escpos's network printer through the eight faults."""
    return _over_tcp(cases(count, seed, EIGHT), seed, play_escpos)


def mutant(name: str, count: int, seed: int) -> str:
    """Says if the campaign notices the mutant."""
    names = (*EIGHT, "kiosk_restart")
    with simple_slips():
        for number, some in enumerate(chunks(cases(count, seed, names), TOGETHER)):
            if play(some, MemoryStage(chance_of(seed, number)), **MUTANTS[name]).broken:
                return "caught"
    return "missed"


def _over_tcp(some: list[Case], seed: int, act: Callable[[list[Case], TcpStage], Verdict]) -> Verdict:
    total = Verdict()
    if not some:
        return total
    parts = list(enumerate(chunks(some, max(1, -(-len(some) // LANES)))))
    with simple_slips(), ThreadPoolExecutor(LANES) as pool:
        for verdict in pool.map(lambda part: act(part[1], TcpStage(chance_of(seed, -1 - part[0]))), parts):
            total.add(verdict)
    return total


def report(count: int, seed: int, *, mutants: bool, processes: int) -> dict[str, Any]:
    """Gives the value that `--json` prints."""
    verdict = campaign(count, seed, processes)
    for line in verdict.bad:
        print(line, file=sys.stderr)
    for what, times in sorted(verdict.left.items()):
        print(f"left to staff: {times} × {what}", file=sys.stderr)
    beside = peer(min(PEER_JOBS, max(8, count // 10)), seed)
    return {
        **verdict.as_json(),
        "mutants": {name: mutant(name, MUTANT_JOBS, seed) for name in MUTANTS} if mutants else {},
        "peers": {"python-escpos": beside.as_json()},
    }


def reached(found: dict[str, Any]) -> bool:
    """Says if the figures hold."""
    return (
        found["told_ok_but_lost"] == found["unmarked_duplicates"] == 0
        and found["called_without_paper_or_screen"] == 0
        and found["fault_free_printed"] >= 0.999
        and found["left_to_staff"] <= 0.05
        and "missed" not in found["mutants"].values()
    )


def main(words: list[str]) -> int:
    """Run it; 0 when the figures hold."""
    logging.disable(logging.WARNING)
    return carry_out(
        "print_campaign",
        words,
        lambda asked: report(asked.count, asked.seed, mutants=asked.mutants, processes=os.cpu_count() or 1),
        reached,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
