"""Hubs that are killed under load: `./run faults hub --count 30 [--seed S] [--json]`, so many kills on each
store.

Sixteen kiosks take numbers without a pause. A hub is killed (SIGKILL) at a moment that nobody chose, and
starts again; whoever got no answer asks again with the same key. On the encrypted file there is one hub, on
PostgreSQL two on one database, and a kiosk whose hub is gone goes to the other. In the end the database is
held against what was acknowledged. Exit status 1 when anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.contract.ticket import TicketState
from kiosk.hub.day import today
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from kiosk.hub.store.transaction import Reading
from kiosk.store.keys import derive, load_or_make_key
from tests.bench.hub_process import answer, free_port, request, start
from tests.postgresql import NoServer, make_database, running_server

ROOT = Path(__file__).resolve().parents[2]
KIOSKS = 16
BETWEEN_S = (0.2, 1.2)
"""The seconds of load before a kill."""
AGAIN_AFTER_S = 0.05


@dataclass
class Hubs:
    """Holds the hubs of one database, each at its own port."""

    folder: Path
    url: str | None
    ports: tuple[int, ...]
    processes: dict[int, subprocess.Popen[str]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        self.processes[port] = start(ROOT, self.folder, port, self.url)

    def end(self, port: int, by: signal.Signals) -> None:
        process = self.processes.pop(port)
        process.send_signal(by)
        process.communicate()

    def stop(self) -> None:
        for port in tuple(self.processes):
            self.end(port, signal.SIGTERM)


@dataclass
class Acknowledged:
    """Holds the numbers that were acknowledged, by key, and how often a kiosk had to ask again."""

    numbers: dict[str, str] = field(default_factory=dict)
    asked_again: int = 0
    over: bool = False


def judged(acknowledged: Iterable[str], kept: Iterable[str]) -> dict[str, int]:
    """Counts what is wrong: `lost` was acknowledged and is not there; `doubled` was given to two keys, or is
    there for none: every key was answered in the end, so each number kept is one acknowledged.
    """
    given, there = Counter(acknowledged), Counter(kept)
    return {
        "acknowledged": given.total(),
        "lost": (given - there).total(),
        "doubled": (there - given).total() + sum(count - 1 for count in given.values()),
    }


def campaign(kills: int, seed: int, *, server: bool) -> dict[str, int]:
    """Kills hubs so many times on one store. Raises NoServer where PostgreSQL can't be started."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-faults-")))
        url = None
        if server:
            url = make_database(stack.enter_context(running_server("-c fsync=on")), "motcua")
        hubs = Hubs(folder, url, tuple(free_port() for _ in range(2 if server else 1)))
        stack.callback(hubs.stop)
        for port in hubs.ports:
            hubs.start(port)
        found = Acknowledged()
        asyncio.run(_play(hubs, kills, random.Random(seed), found))
        hubs.stop()
        store = _opened(folder, url)
        try:
            kept = store.read(_numbers)
        finally:
            store.close()
        return {"kills": kills, **judged(found.numbers.values(), kept), "asked_again": found.asked_again}


def _opened(folder: Path, url: str | None) -> Store:
    if url is not None:
        return PostgresStore(url, SystemClock(), lambda: None)
    key = derive(load_or_make_key(folder / "hub.key"), "database")
    return SqliteStore(folder / "hub.db", key, SystemClock(), lambda: None)


def _numbers(reading: Reading) -> list[str]:
    return [ticket.number for ticket in reading.tickets.of_day(today(reading), *TicketState)]


async def _play(hubs: Hubs, kills: int, chance: random.Random, found: Acknowledged) -> None:
    token = (hubs.folder / "device_token").read_text().strip()
    kiosks = [asyncio.create_task(_kiosk(hubs, token, place, found)) for place in range(KIOSKS)]
    for kill in range(kills):
        await asyncio.sleep(chance.uniform(*BETWEEN_S))
        port = chance.choice(hubs.ports)
        hubs.end(port, signal.SIGKILL)
        await asyncio.to_thread(hubs.start, port)
        print(f"kill {kill + 1}/{kills}: {len(found.numbers)} numbers", file=sys.stderr)
    found.over = True
    await asyncio.gather(*kiosks)


async def _kiosk(hubs: Hubs, token: str, place: int, found: Acknowledged) -> None:
    while not found.over:
        key = os.urandom(12).hex()
        while (number := await _asked(hubs.ports[place % len(hubs.ports)], token, key)) is None:
            place += 1  # the next one of this database, if there is another
            found.asked_again += 1
            await asyncio.sleep(AGAIN_AFTER_S)
        found.numbers[key] = number


async def _asked(port: int, token: str, key: str) -> str | None:
    """Asks for a number; None where no answer comes, or the hub says that it could not commit. RuntimeError
    for any other refusal.
    """
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return None
    try:
        writer.write(request(token, key))
        number: str = json.loads(await answer(reader))["ticket"]["number"]
        return number
    except (OSError, EOFError):
        return None
    except RuntimeError as refusal:
        if "store_failed" in str(refusal):
            return None
        raise
    finally:
        writer.close()


def main(words: list[str]) -> int:
    """Plays the campaign on both stores, tells, judges."""
    parser = argparse.ArgumentParser(prog="./run faults hub")
    parser.add_argument("--count", type=int, default=30, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    figures: dict[str, dict[str, int] | str] = {}
    for name in ("sqlite", "postgres"):
        try:
            figures[name] = campaign(options.count, options.seed, server=name == "postgres")
        except NoServer as error:
            figures[name] = str(error)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<9} {value}")
    return any(isinstance(one, dict) and one["lost"] + one["doubled"] > 0 for one in figures.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
