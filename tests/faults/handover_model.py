"""The hub and its courier against a system that files every repetition once more, in one process and without
a clock: what is lost on the way, and where the program is killed, is drawn by a seed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from config.load import FOLDER
from devices.simulators.backend_moods import Temper
from devices.simulators.backend_sim import BackendSim
from kiosk.clock import VirtualClock
from kiosk.dossier.model import Dossier, Person, Value
from kiosk.handover.backends.portal import Options, PortalBackend, load_tables
from kiosk.http import Answer, HttpClient
from kiosk.hub.hub import Hub
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.upstream.courier import Courier
from kiosk.ports.backend import AskResult, Backend, Consignment, SendResult
from kiosk.ports.device import Fault
from tests.hub.scene import MORNING, birth_dossier, open_scene

UNIT = "H29.MAU"
SETTLE_S = 5.0
LATE_S = 3.0
LOSSES = ("well", "refused", "request", "answer", "captive", "late", "other")
POINTS = ("none", "before_claim", "after_claim", "before_send", "after_send", "before_note", "after_note")


class Killed(BaseException):
    """The program ended here, without a word."""


@dataclass
class Luck:
    """Draws what goes wrong next. `plan` comes first: a loss and a point each."""

    chance: random.Random
    share: float
    plan: list[tuple[str, str]] = field(default_factory=list)
    point: str = "none"
    faults: int = 0
    kills: int = 0

    def loss(self) -> str:
        """What happens to the next exchange; where the program is killed is drawn with it."""
        if self.plan:
            loss, self.point = self.plan.pop()
        elif self.chance.random() < self.share:
            loss = self.chance.choice(LOSSES[1:])
            self.point = self.chance.choice(POINTS)
        else:
            loss = "well"
        self.faults += loss != "well"
        return loss

    def here(self, point: str) -> None:
        """Kills the program where that was drawn for this point."""
        if self.point == point:
            self.point = "none"
            self.kills += 1
            raise Killed


class Wire(HttpClient):
    """An HTTP client whose network loses, delays and mixes up: `other` is an answer about another dossier.
    One that names none can't be told from ours, and is not played.
    """

    def __init__(self, sim: BackendSim, luck: Luck, clock: VirtualClock) -> None:
        super().__init__("http://sim.invalid")
        self._sim, self._luck, self._clock = sim, luck, clock
        self._late: list[tuple[float, partial[Any]]] = []
        self._last: Answer | None = None

    def arrive(self) -> None:
        """Lets arrive what was late."""
        now = self._clock.monotonic()
        due = [call for at, call in self._late if at <= now]
        self._late = [(at, call) for at, call in self._late if at > now]
        for call in due:
            call()

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        self.arrive()
        call = partial(self._sim.answer, method, path, body, headers.get("Idempotency-Key", ""))
        loss = self._luck.loss() if path != "/auth" else "well"
        if loss == "late":
            self._late.append((self._clock.monotonic() + LATE_S, call))
        if loss in ("late", "request"):
            return Fault("hub_unreachable", "no_answer")
        if loss == "refused":
            return Fault("hub_unreachable", "refused")
        if loss == "captive":
            return Answer(200)
        if loss == "other":
            return self._last or Fault("hub_unreachable", "no_answer")
        reply = call()
        if reply is None or loss == "answer":
            return Fault("hub_unreachable", "no_answer")
        answer = Answer(reply.status, _json(reply.body), ours=True)
        self._last = answer if answer.body.get("result") else self._last
        return answer


def _json(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)
    return found


@dataclass
class Fragile:
    """A backend whose program may be killed before and after a request."""

    backend: Backend
    luck: Luck

    def send(self, what: Consignment) -> SendResult:
        """Sends, if the program lives."""
        self.luck.here("before_send")
        result = self.backend.send(what)
        self.luck.here("after_send")
        return result

    def ask(self, what: Consignment) -> AskResult:
        """Asks."""
        return self.backend.ask(what)

    def close(self) -> None:
        """Ends."""


@dataclass
class FragileStore:
    """The hub's store, whose program may be killed around a commit."""

    store: Any
    luck: Luck

    def submit(self, work: Callable[..., Any]) -> Future[Any]:
        """Commits, if the program lives; then it may be killed before it knows."""
        name = "claim" if "_claim" in str(work) else "note"
        self.luck.here(f"before_{name}")
        future: Future[Any] = self.store.submit(work)
        future.result(60)
        self.luck.here(f"after_{name}")
        return future

    def read(self, query: Callable[..., Any]) -> Any:
        """Reads."""
        return self.store.read(query)


@dataclass
class Verdict:
    """What became of what the hub had acknowledged."""

    receipts: int = 0
    kills: int = 0
    faults: int = 0
    lost: int = 0
    duplicated: int = 0
    corrupt: int = 0
    wrong_reference: int = 0
    open: int = 0

    @property
    def broken(self) -> int:
        """Counts broken promises."""
        return self.lost + self.duplicated + self.corrupt + self.wrong_reference


Changed = Callable[[Courier, Backend], Backend]
"""What a mutant makes of the courier, in place, and of the backend."""


def play(
    folder: Path,
    *,
    count: int,
    seed: int,
    plan: list[tuple[str, str]] | None = None,
    mutant: Changed | None = None,
) -> Verdict:
    """Hands in `count` dossiers, kills and loses, heals, and judges by what the system behind has filed."""
    clock = VirtualClock(MORNING)
    hub = open_scene(folder, clock, backends={"portal": b""})
    luck = Luck(random.Random(seed), 0.4, plan or [])
    sim = BackendSim(None, Temper(), takes_twice=True)
    wire = Wire(sim, luck, clock)
    try:
        work = partial(_courier, hub, wire, luck, mutant)
        dossiers = [_hand_in(hub, number) for number in range(1, count + 1)]
        _rounds(work, clock, max(100, count * 3))
        luck.share, luck.plan = 0.0, []
        _rounds(work, clock, 40, every_s=100.0)
        return _judged(hub, sim, dossiers, luck)
    finally:
        hub.close()


def _courier(hub: Hub, wire: Wire, luck: Luck, mutant: Changed | None) -> Courier:
    """A program that has just started."""
    options = Options(url="http://sim.invalid", user="mau", password_file=FOLDER / "x", unit=UNIT)
    tables = load_tables(FOLDER / "backends" / "portal.toml")
    backend: Backend = PortalBackend(wire, options, "x", tables, hub.clock)
    fragile = replace(hub, store=FragileStore(hub.store, luck))  # type: ignore[arg-type]
    courier = Courier(fragile, "portal", backend, settle_s=SETTLE_S, longest_wait_s=4.0, chance=luck.chance)
    courier._backend = Fragile(mutant(courier, backend) if mutant else backend, luck)
    return courier


def _rounds(work: Callable[[], Courier], clock: VirtualClock, most: int, every_s: float = 2.0) -> None:
    courier = work()
    for _ in range(most):
        clock.advance(every_s)
        try:
            courier.look()
        except Killed:
            courier = work()


def _hand_in(hub: Hub, number: int) -> Dossier:
    dossier = replace(
        birth_dossier(pages=()),
        reference=f"K1-261123-{number:04d}",
        persons={
            "requester": Person({"name": Value(f"Trần Thị MẪU {number}"), "id": Value(f"079157{number:06d}")})
        },
    )
    hub.store.submit(partial(hub.dossiers.receive, dossier=dossier, has_file=lambda _: True)).result(60)
    return dossier


def _rows(reading: Reading, this: str) -> list[DeliveryRecord]:
    return reading.deliveries.of_dossier(this)


def _person(number: int) -> Person:
    return Person({"name": Value(f"Trần Thị MẪU {number}"), "id": Value(f"079157{number:06d}")})


def _judged(hub: Hub, sim: BackendSim, dossiers: list[Dossier], luck: Luck) -> Verdict:
    verdict = Verdict(receipts=len(dossiers), kills=luck.kills, faults=luck.faults)
    for dossier in dossiers:
        (row,) = hub.store.read(partial(_rows, this=dossier.id))
        found = sim.filed.get(f"{UNIT}-{dossier.reference}")
        done = row.state == "acknowledged"
        verdict.open += not done
        verdict.lost += done and found is None
        if found is not None:
            verdict.duplicated += found.times - 1
            owner = dossier.persons["requester"]
            same = (found.item["ChuHoSo"], found.item["SoGiayToChuHoSo"]) == (
                owner.text("name"),
                owner.text("id"),
            )
            verdict.corrupt += not same
            verdict.wrong_reference += found.dossier != dossier.id
        verdict.wrong_reference += done and row.upstream != f"{UNIT}-{dossier.reference}"
    return verdict


def combinations() -> list[tuple[str, str]]:
    """Every loss with every point at which the program is killed."""
    return list(product(LOSSES, POINTS))
