"""How fast numbers are given over HTTP, beside what the same server and disk do with nothing to do."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.hub_process import PROGRAM, answer, cpu_s, hub, request
from tests.bench.hub_served import EMPTY

ROOT = Path(__file__).resolve().parents[2]
SERVED = "tests.bench.hub_served"
CLIENTS = (1, 32)
LEAST_RATIO = 0.9
LEAST_ISSUE_RATIO = 0.60


def _none() -> dict[int, list[float]]:
    return {clients: [] for clients in CLIENTS}


@dataclass
class Measured:
    """Holds the rounds' figures for one tree. `empty_per_s`: POSTs a second that do nothing, of this tree."""

    issue_per_s: dict[int, list[float]] = field(default_factory=_none)
    empty_per_s: dict[int, list[float]] = field(default_factory=_none)
    answer_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The median of the rounds; of one client's answers the median of all."""
        return {
            "issue_per_s": _medians(self.issue_per_s),
            "answer_p50_ms": round(statistics.median(self.answer_s) * 1000, 2),
            "cpu_ms": round(statistics.median(self.cpu_s) * 1000, 2),
        }


def issue_figures(trees: dict[str, Path], count: int, numbers: int, quickack: bool) -> dict[str, Any]:
    """Measures the trees in that many rounds; what `now` does stands beside `before`, where there is one."""
    measured, raw = _rounds(trees, count, numbers, quickack)
    now = measured["now"]
    figures = {**now.figures(), "raw_per_s": round(statistics.median(raw))}
    figures["empty_per_s"] = _medians(now.empty_per_s)
    for clients, name in zip(CLIENTS, ("issue_ratio_1", "issue_ratio"), strict=True):
        figures[name] = _ratio(now.issue_per_s[clients], now.empty_per_s[clients])
    figures["raw_ratio"] = _ratio(now.issue_per_s[CLIENTS[-1]], raw)
    if "before" in measured:
        before = measured["before"]
        figures["before"] = before.figures()
        figures["ratio"] = {
            str(clients): _ratio(now.issue_per_s[clients], before.issue_per_s[clients]) for clients in CLIENTS
        }
    return figures


def issue_missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures that are not reached."""
    missed = ["ratio"] if figures.get("ratio", {}).get("32", 1) < LEAST_RATIO else []
    return missed + (["issue_ratio"] if figures["issue_ratio"] < LEAST_ISSUE_RATIO else [])


def _medians(rates: dict[int, list[float]]) -> dict[str, int]:
    return {str(clients): round(statistics.median(found)) for clients, found in rates.items()}


def _ratio(these: list[float], those: list[float]) -> float:
    """The median of the rounds' own ratios."""
    return round(statistics.median(one / other for one, other in zip(these, those, strict=False)), 2)


def _rounds(
    trees: dict[str, Path], count: int, numbers: int, quickack: bool
) -> tuple[dict[str, Measured], list[float]]:
    """Measure all trees in each round, in changing order, and the raw commits in between."""
    measured = {name: Measured() for name in trees}
    raw: list[float] = []
    for turn in range(count):
        order = list(trees.items())
        for name, tree in order if turn % 2 == 0 else reversed(order):
            program = SERVED if tree == ROOT else PROGRAM
            with (
                tempfile.TemporaryDirectory(prefix="hub-bench-") as folder,
                hub(tree, Path(folder), program=program) as served,
            ):
                if name == "now":
                    raw.append(raw_commits(Path(folder), numbers))
                token = (Path(folder) / "device_token").read_text().strip()
                _measure(measured[name], served, token, numbers, quickack, empty=program == SERVED)
    return measured, raw


def _measure(
    found: Measured, served: tuple[int, int], token: str, numbers: int, quickack: bool, *, empty: bool
) -> None:
    port, pid = served
    asyncio.run(load(port, token, 4, 32, quickack))
    for clients in CLIENTS:
        before = cpu_s(pid)
        rate, answers = asyncio.run(load(port, token, clients, numbers, quickack))
        found.issue_per_s[clients].append(rate)
        if clients == 1:
            found.answer_s += answers
        else:
            found.cpu_s.append((cpu_s(pid) - before) / len(answers))
        if empty:
            found.empty_per_s[clients].append(
                asyncio.run(load(port, token, clients, numbers, quickack, EMPTY))[0]
            )


async def load(
    port: int, token: str, clients: int, numbers: int, quickack: bool, path: str = "/v1/tickets"
) -> tuple[float, list[float]]:
    """Take that many numbers with so many clients at once: numbers a second, and each answer's seconds."""
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(clients)]
    answers: list[float] = []

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sock = writer.get_extra_info("socket")
        for _ in range(numbers // clients):
            started = time.perf_counter()
            writer.write(request(token, path=path))
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
