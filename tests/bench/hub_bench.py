"""`./run bench hub [--json] [--tree DIR] [--rounds N] [--count N] [--seconds S | --long] [--quickack]`: how
fast numbers are given.

A real hub in a process of its own, over HTTP on loopback; clients keep their connections and each waits for
its answer before it asks again. Every number is committed to the disk (synchronous=FULL) before its answer;
what that disk does with one-row commits of plain SQLite in the same rounds is `raw_per_s`. `cpu_ms` is the
processor time that the hub spends on a number with 32 clients: on a busy machine the steadier figure.

`--tree` measures another checkout of the product in the same rounds, turn and turn about, as `before`;
`ratio` is the median of the rounds' own ratios, this one by that one. `--quickack` lets the clients
acknowledge at once, so that a hub without TCP_NODELAY is not slowed by it and the stores are compared.

`under_attack`: 1,000 half-open connections and 1,000 streams without a log-in come and stay, while a kiosk
takes numbers, each over a connection of its own (`tests/bench/attack.py`).

`open_loop_80`, on each store: 80 numbers a second for 60 s (`--long`: 5 min), each counted from when it was
due. `store_ratio`, on each: numbers a second through the store alone, 32 writers, by one-row commits of the
plain driver on the same disk or server, one after the other (`tests/bench/hub_stores.py`).

Exit status 1 when `ratio` at 32 clients is below 0.9, a number under attack takes longer than 1 s, the open
loop's p99 is above 100 ms or `store_ratio` below 0.5.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.attack import LONGEST_NUMBER_S, under_attack
from tests.bench.hub_process import answer, cpu_s, hub, request
from tests.bench.hub_stores import WRITERS, missed_of, on_each_store

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = (1, 32)
LEAST_RATIO = 0.9


@dataclass
class Measured:
    """Holds the rounds' figures for one tree."""

    issue_per_s: dict[int, list[float]] = field(default_factory=lambda: {clients: [] for clients in CLIENTS})
    answer_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The median of the rounds; of one client's answers the median of all."""
        return {
            "issue_per_s": {
                str(clients): round(statistics.median(rates)) for clients, rates in self.issue_per_s.items()
            },
            "answer_p50_ms": round(statistics.median(self.answer_s) * 1000, 2),
            "cpu_ms": round(statistics.median(self.cpu_s) * 1000, 2),
        }


def main(words: list[str]) -> int:
    """Measure, tell, judge."""
    parser = argparse.ArgumentParser(prog="./run bench hub")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tree", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--count", type=int, default=1000, metavar="N")
    parser.add_argument("--attackers", type=int, default=1000, metavar="N")
    parser.add_argument("--seconds", type=float, default=60, metavar="S")
    parser.add_argument("--long", action="store_const", dest="seconds", const=300)
    parser.add_argument("--quickack", action="store_true")
    options = parser.parse_args(words)
    trees = {"now": ROOT, **({"before": options.tree.resolve()} if options.tree else {})}
    measured, raw = rounds(trees, max(1, options.rounds), max(32, options.count), options.quickack)
    figures = {**measured["now"].figures(), "raw_per_s": round(statistics.median(raw))}
    missed: list[str] = []
    if "before" in measured:
        figures["before"] = measured["before"].figures()
        figures["ratio"] = ratio = {
            str(clients): round(statistics.median(now / then for now, then in zip(*rates, strict=True)), 2)
            for clients in CLIENTS
            for rates in [[measured[name].issue_per_s[clients] for name in trees]]
        }
        missed = ["ratio"] if ratio["32"] < LEAST_RATIO else []
    figures["under_attack"] = attack = attacked(options.attackers)
    if attack["number_s"] > LONGEST_NUMBER_S:
        missed.append("under_attack.number_s")
    stores = on_each_store(options.seconds, max(WRITERS, options.count))
    figures.update(stores)
    missed += missed_of(stores)
    figures.update(load=round(os.getloadavg()[0], 2), missed=missed)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<16} {value}")
    return 1 if missed else 0


def rounds(
    trees: dict[str, Path], count: int, numbers: int, quickack: bool
) -> tuple[dict[str, Measured], list[float]]:
    """Measure all trees in each round, in changing order, and the raw commits in between."""
    measured = {name: Measured() for name in trees}
    raw: list[float] = []
    for turn in range(count):
        order = list(trees.items())
        for name, tree in order if turn % 2 == 0 else reversed(order):
            with (
                tempfile.TemporaryDirectory(prefix="hub-bench-") as folder,
                hub(tree, Path(folder)) as served,
            ):
                port, pid = served
                raw.append(raw_commits(Path(folder), numbers))
                token = (Path(folder) / "device_token").read_text().strip()
                asyncio.run(load(port, token, 4, 32, quickack))
                for clients in CLIENTS:
                    before = cpu_s(pid)
                    rate, answers = asyncio.run(load(port, token, clients, numbers, quickack))
                    measured[name].issue_per_s[clients].append(rate)
                    if clients == 1:
                        measured[name].answer_s += answers
                    else:
                        measured[name].cpu_s.append((cpu_s(pid) - before) / len(answers))
    return measured, raw


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


async def load(
    port: int, token: str, clients: int, numbers: int, quickack: bool
) -> tuple[float, list[float]]:
    """Take that many numbers with so many clients at once: numbers a second, and each answer's seconds."""
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(clients)]
    answers: list[float] = []

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sock = writer.get_extra_info("socket")
        for _ in range(numbers // clients):
            started = time.perf_counter()
            writer.write(request(token))
            if quickack:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            await answer(reader)
            answers.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(client(*connection) for connection in connections))
    passed = time.perf_counter() - started
    for _, writer in connections:
        writer.close()
        await writer.wait_closed()
    return len(answers) / passed, answers


def raw_commits(folder: Path, count: int) -> float:
    """One-row commits a second of plain SQLite, WAL and synchronous=FULL, on that disk."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, text TEXT)")
    started = time.perf_counter()
    for _ in range(count):
        connection.execute("INSERT INTO row (text) VALUES ('H 047')")
    passed = time.perf_counter() - started
    connection.close()
    return count / passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
