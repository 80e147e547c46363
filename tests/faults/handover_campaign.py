"""Hubs and backends that are killed while the network between them fails: `./run faults handover --count N
[--seed S] [--mutants] [--json]`, N kills (SIGKILL) on either side.

Eight kiosks hand dossiers in without a pause. The hub and a simulated portal are the programs that a site
runs; the portal files every repetition once more, so that only the hub keeps a dossier from being there
twice. In the end the network is healed, and what the hub acknowledged is held against the portal's own disk.
In the same run a peer sends through the same network as many do: `requests` with retries and no key.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from devices.simulators.backend_moods import Temper
from devices.simulators.backend_sim import BackendSim, Filed
from kiosk.clock import ICT, SystemClock
from kiosk.dossier.codec import to_json
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Consent, Dossier, Person, Value
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.records import DossierRecord
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.transaction import Reading
from kiosk.store.keys import derive, load_or_make_key
from tests.bench.hub_process import free_port
from tests.faults.campaign import carry_out
from tests.faults.handover_model import play
from tests.faults.handover_mutants import MUTANTS, PLANS
from tests.faults.handover_peer import Naive
from tests.faults.handover_proxy import Proxy

ROOT = Path(__file__).resolve().parents[2]
UNIT = "H29.MAU"
KIOSKS = 8
RECEIPTS_A_KILL = 45
SHARE = 0.25
BETWEEN_S = (0.4, 1.4)
QUIET_S = 15.0
LONGEST_DRAIN_S = 300.0
PROFILE = """role = "hub"
production = false
centre = "26740"
data_dir = "{folder}"
[hub]
port = {port}
public_url = "http://127.0.0.1:{port}"
[backends.portal]
driver = "portal"
settle_s = 4
longest_wait_s = 1
[backends.portal.options]
url = "http://127.0.0.1:{upstream}"
unit = "H29.MAU"
user = "mau"
password_file = "{folder}/password"
timeout_s = 0.3
"""


@dataclass
class Programs:
    """Holds both programs: the hub, and the portal behind it."""

    folder: Path
    hub_port: int
    sim_port: int
    profile: Path
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Starts one, and waits until it answers."""
        words = {
            "hub": ["hub", "--profile", str(self.profile)],
            "sim": [
                *("backend-sim", "--port", str(self.sim_port), "--takes-twice"),
                *("--journal", str(self.folder / "journal")),
            ],
        }[name]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ui.commands", *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        said = process.stderr.readline()
        if "http://127.0.0.1" not in said:
            process.kill()
            raise RuntimeError(f"{name} does not start: {said}{process.stderr.read()}")
        threading.Thread(target=process.stderr.read, daemon=True).start()
        self.running[name] = process

    def end(self, name: str, by: signal.Signals) -> None:
        """Ends one."""
        process = self.running.pop(name)
        process.send_signal(by)
        process.wait()

    def stop(self) -> None:
        """Ends both in order."""
        for name in tuple(self.running):
            self.end(name, signal.SIGTERM)


@dataclass
class HandedIn:
    """Holds what the hub has acknowledged, by id."""

    most: int
    allowed: int = RECEIPTS_A_KILL
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    begun: int = 0


def campaign(kills: int, seed: int) -> dict[str, Any]:
    """Plays it with real processes; gives the figures."""
    with tempfile.TemporaryDirectory(prefix="handover-") as made:
        folder = Path(made)
        (folder / "password").write_text("mau\n")
        programs = Programs(folder, free_port(), free_port(), folder / "hub.toml")
        found = HandedIn(kills * RECEIPTS_A_KILL)
        naive = Naive(UNIT, found.most // 10)
        try:
            faults = asyncio.run(_play(programs, kills, random.Random(seed), found, naive))
        finally:
            programs.stop()
        return {"kills": kills, "network_faults": faults, **_judged(folder, found, naive)}


async def _play(programs: Programs, kills: int, chance: random.Random, found: HandedIn, naive: Naive) -> int:
    proxy = Proxy(programs.sim_port, random.Random(chance.random()), SHARE)
    await proxy.start()
    programs.profile.write_text(
        PROFILE.format(folder=programs.folder, port=programs.hub_port, upstream=proxy.port)
    )
    for name in ("sim", "hub"):
        await asyncio.to_thread(programs.start, name)
    naive.start(proxy.port)
    kiosks = [asyncio.create_task(kiosk(programs, place, found)) for place in range(KIOSKS)]
    for kill in range(kills):
        await asyncio.sleep(chance.uniform(*BETWEEN_S))
        name = chance.choice(("hub", "sim"))
        programs.end(name, signal.SIGKILL)
        await asyncio.to_thread(programs.start, name)
        found.allowed += RECEIPTS_A_KILL
        print(f"kill {kill + 1}/{kills}: {len(found.dossiers)} receipts", file=sys.stderr)
    await asyncio.gather(*kiosks)
    await asyncio.to_thread(naive.finish)
    await _mostly_there(programs, found)
    proxy.share = 0.0
    programs.end("hub", signal.SIGTERM)  # what waits in its memory need not be waited for
    await asyncio.to_thread(programs.start, "hub")
    await _drained(programs)
    return proxy.faults.total()


async def _mostly_there(programs: Programs, found: HandedIn) -> None:
    """Lets the backlog go through the network that fails, not through the one that is healed."""
    until = time.monotonic() + LONGEST_DRAIN_S
    while time.monotonic() < until:
        lines = (programs.folder / "journal").read_text(encoding="utf-8").count('"number"')
        if lines >= found.most * 0.95:
            return
        await asyncio.sleep(2)


async def _drained(programs: Programs) -> None:
    """Waits until the hub has nothing more to say to the portal."""
    journal, until = programs.folder / "journal", time.monotonic() + LONGEST_DRAIN_S
    size, quiet_since = -1, time.monotonic()
    while time.monotonic() < until and time.monotonic() - quiet_since < QUIET_S:
        if journal.stat().st_size != size:
            size, quiet_since = journal.stat().st_size, time.monotonic()
        await asyncio.sleep(1)


async def kiosk(programs: Programs, place: int, found: HandedIn) -> None:
    """Hands dossiers in, each until it is acknowledged."""
    token = (programs.folder / "device_token").read_text().strip()
    while found.begun < found.most:
        if found.begun >= found.allowed:
            await asyncio.sleep(0.05)
            continue
        found.begun += 1
        dossier = _dossier(place, found.begun)
        while not await _handed_in(programs.hub_port, token, dossier):
            await asyncio.sleep(0.05)
        found.dossiers[dossier.id] = dossier
        await asyncio.sleep(0.05)


def _dossier(place: int, number: int) -> Dossier:
    now = SystemClock().now()
    kiosk = f"K{place + 1}"
    return Dossier(
        id=uuid7(),
        reference=f"{kiosk}-{now.astimezone(ICT):%y%m%d}-{number:05d}",
        token=new_token(),
        centre="26740",
        kiosk=kiosk,
        procedure="1.001193",
        procedure_version=1,
        lang="vi",
        created_at=now,
        consent=Consent(now, "2026-11", "vi"),
        persons={
            "requester": Person({"name": Value(f"Trần Thị MẪU {number}"), "id": Value(f"079157{number:06d}")})
        },
        answers={},
        papers={},
    )


async def _handed_in(port: int, token: str, dossier: Dossier) -> bool:
    body = to_json(dossier)
    head = (
        "POST /v1/dossiers HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {dossier.id}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with suppress(OSError, EOFError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
        finally:
            writer.close()
        if answer.startswith((b"HTTP/1.1 201", b"HTTP/1.1 503")):
            return answer.startswith(b"HTTP/1.1 201")
        raise RuntimeError(answer.decode())
    return False


def _judged(folder: Path, found: HandedIn, naive: Naive) -> dict[str, Any]:
    """Holds what was acknowledged against the portal's own disk."""
    sim = BackendSim(folder / "journal", Temper(), takes_twice=True)
    key = derive(load_or_make_key(folder / "hub.key"), "database")
    store = SqliteStore(folder / "hub.db", key, SystemClock(), lambda: None)
    figures = dict.fromkeys(("receipts", "lost", "duplicated", "corrupt", "wrong_reference", "open"), 0)
    try:
        for dossier in found.dossiers.values():
            number = f"{UNIT}-{dossier.reference}"
            kept, rows = store.read(partial(_kept, this=dossier.id))
            figures["receipts"] += 1
            figures["open"] += any(row.state != "acknowledged" for row in rows)
            there = sim.filed.get(number)
            figures["lost"] += kept is None or not rows or there is None
            if there is not None:
                figures["duplicated"] += there.times - 1
                figures["corrupt"] += _differs(there, dossier)
                figures["wrong_reference"] += there.dossier != dossier.id
            figures["corrupt"] += kept is not None and to_json(kept.dossier) != to_json(dossier)
            figures["wrong_reference"] += any(row.upstream not in ("", number) for row in rows)
    finally:
        store.close()
        sim.close()
    return {**figures, "peers": {"naive": naive.judged(sim.filed)}}


def _kept(reading: Reading, this: str) -> tuple[DossierRecord | None, list[DeliveryRecord]]:
    return reading.dossiers.by_id(this), reading.deliveries.of_dossier(this)


def _differs(there: Filed, dossier: Dossier) -> bool:
    owner = dossier.persons["requester"]
    wanted = (owner.text("name"), owner.text("id"), dossier.procedure)
    return (there.item["ChuHoSo"], there.item["SoGiayToChuHoSo"], there.item["MaTTHC"]) != wanted


def mutants(seed: int) -> dict[str, str]:
    """Plays each courier that is wrong on purpose, until a promise breaks, three times at most."""
    found = {}
    for name, mutant in MUTANTS.items():
        caught = False
        for more in range(3):
            with tempfile.TemporaryDirectory(prefix="handover-mutant-") as made:
                plan = list(PLANS.get(name, ()))
                caught |= play(Path(made), count=60, seed=seed + more, plan=plan, mutant=mutant).broken > 0
            if caught:
                break
        found[name] = "caught" if caught else "missed"
    return found


def _report(options: argparse.Namespace) -> dict[str, Any]:
    figures = campaign(options.count, options.seed)
    if options.mutants:
        figures["mutants"] = mutants(options.seed)
    return figures


def _reached(found: dict[str, Any]) -> bool:
    promised = ("lost", "duplicated", "corrupt", "wrong_reference", "open")
    return not any(found[name] for name in promised) and "missed" not in found.get("mutants", {}).values()


def main(words: list[str]) -> int:
    """Plays the campaign, tells, judges."""
    return carry_out("./run faults handover", words, _report, _reached)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
