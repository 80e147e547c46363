"""`./run bench hub [--json] [--only PART …] [--tree DIR] [--rounds N] [--count N] [--seconds S | --long]
[--quickack] [--thin F]`: how fast the centre's hub is.

A real hub in a process of its own, over HTTP on loopback. The parts, all of them unless `--only` names some:

`issue`: clients keep their connections, each waits for its answer before it asks again. Every number is
committed to the disk (synchronous=FULL) before its answer. In the same rounds: `raw_per_s`, one-row commits
of plain SQLite on that disk, and `empty_per_s`, a POST of the same server that does nothing
(`tests/bench/hub_served.py`). `issue_ratio` is numbers by empty POSTs with 32 clients, `issue_ratio_1` with
one, `raw_ratio` numbers by raw commits. `cpu_ms` is the processor time that the hub spends on a number with
32 clients: on a busy machine the steadier figure. `--tree` measures another checkout of the product in the
same rounds, turn and turn about, as `before`; `ratio` is the median of the rounds' own ratios, this one by
that one. `--quickack` lets the clients acknowledge at once, so that a hub without TCP_NODELAY is not slowed
by it and the stores are compared.

`attack`: `under_attack`: 1,000 half-open connections and 1,000 streams without a log-in come and stay, while
a kiosk takes numbers, each over a connection of its own (`tests/bench/attack.py`).

`stores`: `open_loop_80`, on each store: 80 numbers a second for 60 s (`--long`: 5 min), each counted from
when it was due. `store_ratio`, on each: numbers a second through the store alone, 32 writers, by one-row
commits of the plain driver on the same disk or server, one after the other (`tests/bench/hub_stores.py`).

`sse`: `sse_200`: 200 boards at one hub, with 20 reconnects and 3 restarts (`tests/bench/hub_streams.py`).

`city`: a city's counters on PostgreSQL with two hubs, at its peak for as long as `--city-seconds` says
(`tests/bench/hub_city.py`); of its centres, counters and kiosks one of `--thin`.

`standby`: two hubs on one database behind one address; the seconds until the second has taken over from one
that is killed (`tests/bench/hub_standby.py`).

`pages`: `console_key_p95_ms`, `board_p99_ms`: the pages in a real browser (`tests/bench/hub_pages.py`).

`estimate`: the told waits that came true over 30 days at 5, 10 and 20 counters, beside ZMS's rule
(`./run bench estimate`, all three together).

Exit status 1 when a figure is above or below its aim: `missed` names them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.attack import LONGEST_NUMBER_S, under_attack
from tests.bench.estimate_bench import GOAL
from tests.bench.estimate_days import play_days
from tests.bench.hub_city import city_figures, city_missed
from tests.bench.hub_issue import ROOT, issue_figures, issue_missed
from tests.bench.hub_pages import page_figures, page_missed
from tests.bench.hub_process import answer, hub, request
from tests.bench.hub_standby import standby_figures, standby_missed
from tests.bench.hub_stores import WRITERS, missed_of, on_each_store
from tests.bench.hub_streams import sse_figures, sse_missed
from tests.centres import SAIGON
from tests.postgresql import NoServer

Part = Callable[[argparse.Namespace], tuple[dict[str, Any], list[str]]]
"""Measures; gives figures, and the names of those that are not reached."""
BOARDS, RECONNECTS, RESTARTS = 200, 20, 3
COUNTERS = (5, 10, 20)


def issue(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Numbers over HTTP, of this tree and of another."""
    trees = {"now": ROOT, **({"before": options.tree.resolve()} if options.tree else {})}
    figures = issue_figures(trees, max(1, options.rounds), max(32, options.count), options.quickack)
    return figures, issue_missed(figures)


def attack(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Numbers under attack."""
    found = attacked(options.attackers)
    late = ["under_attack.number_s"] if found["number_s"] > LONGEST_NUMBER_S else []
    return {"under_attack": found}, late


def stores(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """The stores alone, and a steady load on each."""
    found = on_each_store(options.seconds, max(WRITERS, options.count))
    return found, missed_of(found)


def sse(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Event streams."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        found = sse_figures(BOARDS, min(20.0, options.seconds), RESTARTS, RECONNECTS, Path(folder))
    return {"sse_200": found}, sse_missed(found)


def city(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """A whole city's peak."""
    try:
        found = city_figures(options.city_seconds, options.thin)
    except NoServer as error:
        return {"city": str(error)}, []
    return {"city": found}, city_missed(found)


def standby(_: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """A second hub takes over."""
    try:
        found = standby_figures()
    except NoServer as error:
        return {"standby": str(error)}, []
    return {"standby": found}, standby_missed(found)


def pages(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Console and board in a browser."""
    found = page_figures(options.page_rounds)
    return found, page_missed(found)


def estimate(options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Told waits that came true."""
    played = [play_days(SAIGON.calling, counters, options.days, 1) for counters in COUNTERS]
    told = sum(one.told for one in played)
    inside = round(sum(one.inside for one in played) / told, 3)
    zms = round(sum(one.zms_inside for one in played) / told, 3)
    found = {"estimate": {"inside": inside, "zms_inside": zms, "told": told}}
    return found, ["estimate.inside"] if inside < GOAL else []


ALL = (issue, attack, stores, sse, city, standby, pages, estimate)
PARTS: dict[str, Part] = {part.__name__: part for part in ALL}


def main(words: list[str]) -> int:
    """Measure, tell, judge."""
    parser = argparse.ArgumentParser(prog="./run bench hub")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), default=list(PARTS), metavar="PART")
    parser.add_argument("--tree", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--count", type=int, default=1000, metavar="N")
    parser.add_argument("--attackers", type=int, default=1000, metavar="N")
    parser.add_argument("--seconds", type=float, default=60, metavar="S")
    parser.add_argument("--long", action="store_const", dest="seconds", const=300)
    parser.add_argument("--quickack", action="store_true")
    parser.add_argument("--thin", type=float, default=12, metavar="F")
    parser.add_argument("--city-seconds", type=float, default=120, metavar="S")
    parser.add_argument("--page-rounds", type=int, default=100, metavar="N")
    parser.add_argument("--days", type=int, default=30, metavar="N")
    options = parser.parse_args(words)
    figures: dict[str, Any] = {}
    missed: list[str] = []
    for name, part in PARTS.items():
        if name in options.only:
            found, not_reached = part(options)
            figures.update(found)
            missed += not_reached
    figures.update(load=round(os.getloadavg()[0], 2), missed=missed)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<18} {value}")
    return 1 if missed else 0


def attacked(attackers: int) -> dict[str, Any]:
    """A hub of this tree under that many attackers of each kind."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, hub(ROOT, Path(folder)) as (port, _):
        token = (Path(folder) / "device_token").read_text().strip()

        async def take() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request(token))
            await asyncio.wait_for(answer(reader), 30)
            writer.close()

        return under_attack(port, lambda: asyncio.run(take()), attackers, attackers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
