"""A city at its peak on one PostgreSQL database with two hub processes.

168 centres, 1,700 counters and 500 kiosks, all by `thin`; each centre is a field of the one queue, so whoever
calls has the whole city's numbers before them. Nothing is thinned of the arrivals: 14 people a second, six
writes each (number, held, called by two counters at once, served, finished), 84 in all. A service lasts as
long as keeps the counters busy most of the time. Each request has a connection of its own, as after an idle
minute, and goes to one of the two hubs by turns. One account works at all counters. Consoles' event streams
are not part of it (`sse_200`).
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.bench.hub_process import answer, free_port, request, start
from tests.officers import sign_in
from tests.postgresql import make_database, running_server

ROOT = Path(__file__).resolve().parents[2]
CENTRES, COUNTERS, KIOSKS = 168, 1700, 500
PER_S = 14.0
BUSY = 0.85
SAFE = "-c fsync=on -c synchronous_commit=on"
LONGEST_P99_MS = 300.0
ADDRESSES = 20
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class City:
    """Holds who is where: the counters that are free by centre, who waits there, and what was measured."""

    ports: tuple[int, ...]
    token: str
    cookie: str
    service_s: float
    free: dict[str, list[str]]
    waiting: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)
    called: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    took: list[float] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    over: bool = False
    turn: int = 0

    async def post(self, path: str, body: dict[str, Any], counter: str | None = None) -> Any:
        """Asks one of the hubs; notes how long the answer took from the opening of the connection on."""
        self.turn += 1
        source = (f"127.0.0.{2 + self.turn % ADDRESSES}", 0)
        began = time.perf_counter()
        port = self.ports[self.turn % len(self.ports)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        token = self.token if counter is None else "-"
        sent = request(token, path=path, body=json.dumps(body).encode())
        if counter is not None:
            sent = sent.replace(b"\r\n\r\n", f"\r\nCookie: {self.cookie}\r\nX-Motcua: 1\r\n\r\n".encode(), 1)
        writer.write(sent)
        said = json.loads(await answer(reader))
        self.took.append(time.perf_counter() - began)
        writer.close()
        return said

    async def arrive(self, kiosk: int, centre: str) -> None:
        """Somebody takes a number and holds it; free counters of the centre hear of it, two at once."""
        wanted = {"field": centre, "kiosk": f"K{kiosk}"}
        ticket = (await self.post("/v1/tickets", wanted))["ticket"]["id"]
        await self.post(f"/v1/tickets/{ticket}/shown", {"how": "paper"})
        self.held.add(ticket)
        self.waiting[centre] += 1
        counters = [self.free[centre].pop() for _ in range(min(2, len(self.free[centre])))]
        await asyncio.gather(*(self.work(centre, counter) for counter in counters))

    async def work(self, centre: str, counter: str) -> None:
        """Calls and serves until nobody waits."""
        while (
            ticket := (await self.post(f"/v1/counters/{counter}/next", {}, counter))["ticket"]
        ) is not None:
            self.waiting[centre] -= 1
            self.called[ticket["id"]].append(counter)
            await self.post(f"/v1/counters/{counter}/start", {}, counter)
            if not self.over:
                await asyncio.sleep(min(3.0, self.chance.expovariate(1)) * self.service_s)
            await self.post(f"/v1/counters/{counter}/finish", {}, counter)
        self.free[centre].append(counter)


def city_figures(seconds: float, thin: float) -> dict[str, Any]:
    """Plays so many seconds of the peak, where one of `thin` centres, counters and kiosks is there.

    Raises NoServer where PostgreSQL can't be started.
    """
    centres, counters, kiosks = (max(2, round(all_ / thin)) for all_ in (CENTRES, COUNTERS, KIOSKS))
    with ExitStack() as stack:
        server = stack.enter_context(running_server(SAFE))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-bench-")))
        url = make_database(server, "city")
        own = folder / "centre"
        served = _make_centre(own, centres, counters)
        ports = (free_port(), free_port())
        for port in ports:
            process = start(ROOT, folder, port, url, centre=own)
            stack.callback(process.communicate)
            stack.callback(process.terminate)
        token = (folder / "device_token").read_text().strip()
        cookie = _employ(f"http://127.0.0.1:{ports[0]}", folder)
        free = {centre: list(numbers) for centre, numbers in served.items()}
        city = City(ports, token, cookie, BUSY * counters / PER_S, free)
        asyncio.run(_play(city, seconds, kiosks))
    return {
        "centres": centres,
        "counters": counters,
        "kiosks": kiosks,
        "thin": thin,
        "arrivals_per_s": PER_S,
        "seconds": seconds,
        **judged(city),
    }


def judged(city: City) -> dict[str, Any]:
    """Counts who was called to two counters, and who holds a number and was called to none."""
    took = sorted(city.took)

    def at(part: float) -> float:
        return round(took[min(len(took) - 1, int(len(took) * part))] * 1000, 1)

    return {
        "writes": len(took),
        "p50": at(0.50),
        "p99": at(0.99),
        "served": len(city.called),
        "called_twice": sum(len(counters) > 1 for counters in city.called.values()),
        "forgotten": len(city.held - city.called.keys()),
    }


def city_missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures that are not reached."""
    wrong = {
        "p99": figures["p99"] > LONGEST_P99_MS,
        "called_twice": figures["called_twice"] > 0,
        "forgotten": figures["forgotten"] > 0,
    }
    return [f"city.{name}" for name, is_wrong in wrong.items() if is_wrong]


def _make_centre(folder: Path, centres: int, counters: int) -> dict[str, list[str]]:
    """Writes the folder of a centre that is a city; gives the counters of each field."""
    folder.mkdir()
    fields, rows = [], []
    served: dict[str, list[str]] = {f"c{place}": [] for place in range(centres)}
    for place, name in enumerate(served):
        letter = LETTERS[place // 26] + LETTERS[place % 26]
        words = f'{{ vi = "Trung tâm MẪU {place}", en = "SPECIMEN centre {place}" }}'
        fields.append(
            f'[[field]]\nid = "{name}"\nletter = "{letter}"\nicon = "house"\n'
            f"name = {words}\nexamples = {words}\n"
        )
    for place in range(counters):
        name = f"c{place % centres}"
        served[name].append(str(place + 1))
        words = f'{{ vi = "Quầy MẪU {place}", en = "SPECIMEN counter {place}" }}'
        rows.append(f'[[counter]]\nnumber = "{place + 1}"\nname = {words}\nfields = ["{name}"]\n')
    (folder / "fields.toml").write_text("\n".join(fields), "utf-8")
    (folder / "counters.toml").write_text("\n".join(rows), "utf-8")
    (folder / "appointments.toml").write_text("", "utf-8")
    return served


def _employ(address: str, folder: Path) -> str:
    """Makes an account that may serve at every counter; gives the cookie of its session."""
    headers = {"X-Motcua": "1"}
    with httpx.Client(base_url=address, trust_env=False, headers=headers, timeout=60) as first:
        login, code = (folder / "administrator_code").read_text().split()
        assert sign_in(first, login, code).status_code == 201
        officer = {
            "login": "CITY",
            "name": "Nguyễn Văn MẪU",
            "permissions": ["serve"],
            "assignments": [{"first": "2020-01-01"}],
        }
        made = first.post("/v1/officers", json=officer, headers={"Idempotency-Key": "city-officer"})
        assert made.status_code == 201, made.text
        code = first.post("/v1/officers/CITY/code").json()["code"]
    with httpx.Client(base_url=address, trust_env=False, headers=headers, timeout=60) as officer_client:
        answered = sign_in(officer_client, "CITY", code)
        assert answered.status_code == 201, answered.text
        return "; ".join(f"{name}={value}" for name, value in answered.cookies.items())


async def _play(city: City, seconds: float, kiosks: int) -> None:
    centres = list(city.free)
    begin, people = time.perf_counter(), []
    for place in range(round(seconds * PER_S)):
        await asyncio.sleep(begin + place / PER_S - time.perf_counter())
        kiosk = place % kiosks
        people.append(asyncio.create_task(city.arrive(kiosk + 1, centres[kiosk % len(centres)])))
    city.over = True
    await asyncio.gather(*people)
    for centre, counters in city.free.items():  # who came while each counter of theirs was asking
        if counters:
            await city.work(centre, counters.pop())
