"""`./run bench estimate [--json] [--days N] [--counters N …] [--seed S]`: how many told waits come true.

Plays so many synthetic days (`tests/bench/estimate_days.py`) for each number of counters; the same facts are
given to the rule of Berlin's and Munich's queue. `inside`: the part of the waits inside their told intervals
(goal .80 for each number of counters); `minutes`: how wide the intervals are on average. Exit status 1 below
the goal.
"""

from __future__ import annotations

import argparse
import json

from tests.bench.estimate_days import play_days
from tests.centres import SAIGON

GOAL = 0.8


def main(words: list[str] | None = None) -> int:
    """Plays, tells, judges."""
    parser = argparse.ArgumentParser(prog="./run bench estimate")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--days", type=int, default=30, metavar="N")
    parser.add_argument("--counters", type=int, nargs="*", default=[5, 10, 20], metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    asked = parser.parse_args(words)
    found = {}
    for counters in asked.counters:
        tally = play_days(SAIGON.calling, counters, asked.days, asked.seed)
        found[str(counters)] = {
            "told": tally.told,
            "inside": round(tally.inside / tally.told, 3),
            "zms_inside": round(tally.zms_inside / tally.told, 3),
            "minutes": round(tally.width / tally.told, 1),
            "zms_minutes": round(tally.zms_width / tally.told, 1),
        }
    missed = [counters for counters, one in found.items() if one["inside"] < GOAL]
    if asked.json:
        print(json.dumps({"estimate": found, "missed": missed}))
    else:
        for counters, one in found.items():
            print(f"{counters:>3} counters  " + "  ".join(f"{name} {value}" for name, value in one.items()))
        print(f"below the goal: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
