"""Backends at a simulated system without a network: what gets lost is told by the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from config.load import FOLDER
from devices.simulators.backend_moods import Temper
from devices.simulators.backend_sim import JSON, PROBLEM, BackendSim
from kiosk.clock import VirtualClock
from kiosk.dossier.files import digest_of
from kiosk.handover.backends.folder import FolderBackend
from kiosk.handover.backends.json_http import JsonBackend
from kiosk.handover.backends.portal import Options, PortalBackend, load_tables
from kiosk.http import Answer, HttpClient
from kiosk.ports.backend import Backend, Consignment, SentPaper
from kiosk.ports.device import Fault
from tests.hub.scene import MORNING

PAGE = b"\xff\xd8\xff\xe0 a page of M\xe1\xba\xaaU"
Loss = Literal["", "refused", "request", "answer"]


class WireClient(HttpClient):
    """An HTTP client whose other end is the simulator. `lose` says what gets lost of the next exchange."""

    def __init__(self, sim: BackendSim, lose: Callable[[], Loss]) -> None:
        super().__init__("http://sim.invalid")
        self._sim, self._lose = sim, lose
        self.sent: list[tuple[str, str]] = []

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        loss = self._lose()
        if loss in ("refused", "request"):
            return Fault("hub_unreachable", "refused" if loss == "refused" else "ConnectionError")
        self.sent.append((method, path))
        reply = self._sim.answer(method, path, body, headers.get("Idempotency-Key", ""))
        if reply is None or loss == "answer" or reply.after_s:
            return Fault("hub_unreachable", "no_answer")
        if reply.kind not in (JSON, PROBLEM):
            return Answer(reply.status)
        found = json.loads(reply.body)
        return Answer(reply.status, found, ours=True) if isinstance(found, dict) else Answer(reply.status)


@dataclass
class Place:
    """A backend, what stands behind it, and what gets lost between the two."""

    backend: Backend
    sim: BackendSim | None
    times: Callable[[Consignment], int]
    lose: Loss = ""
    once: bool = True

    def loss(self) -> Loss:
        """What gets lost of this exchange."""
        lost = self.lose
        if self.once:
            self.lose = ""
        return lost


def at_portal(folder: Path, **more: Any) -> Place:
    """The national portal's messages at the simulator."""
    sim = BackendSim(None, Temper(), **more)
    place = Place(None, sim, lambda what: sim_times(sim, f"H29.MAU-{what.reference}"))  # type: ignore[arg-type]
    options = Options(url="http://sim.invalid", user="mau", password_file=folder / "x", unit="H29.MAU")
    place.backend = PortalBackend(
        WireClient(sim, place.loss),
        options,
        "mẫu",
        load_tables(FOLDER / "backends" / "portal.toml"),
        VirtualClock(MORNING),
    )
    return place


def at_json(folder: Path, **more: Any) -> Place:
    """Our own JSON interface at the simulator."""
    sim = BackendSim(None, Temper(), **more)
    place = Place(None, sim, lambda what: sim_times(sim, what.dossier))  # type: ignore[arg-type]
    place.backend = JsonBackend(WireClient(sim, place.loss), {})
    return place


def at_folder(folder: Path) -> Place:
    """A folder."""
    drop = folder / "drop"
    drop.mkdir()
    return Place(FolderBackend(drop, {}), None, lambda what: len(list(drop.glob(f"*{what.dossier}"))))


def sim_times(sim: BackendSim, number: str) -> int:
    """How often a dossier was filed there as a new one."""
    found = sim.filed.get(number)
    return found.times if found else 0


def consignment(**other: Any) -> Consignment:
    """A dossier of an invented grandmother."""
    what = Consignment(
        key="0193a000-0000-7000-8000-0000000000a1",
        kind="dossier",
        device="K1",
        sequence=1,
        dossier="0193a000-0000-7000-8000-0000000000d1",
        reference="K1-261123-0001",
        code=None,
        centre="26734",
        unit="000.00.01.H29",
        centre_name="UBND phường Sài Gòn",
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        field_id="ho_tich",
        field_name="Hộ tịch",
        handed_in_at=MORNING,
        accepted_at=None,
        due=None,
        state="waiting_check",
        state_at=MORNING,
        persons={"requester": {"name": "Trần Thị MẪU", "id": "079157000123"}},
        answers={"relation": "grandparent"},
        papers=(
            SentPaper(
                "birth_certificate",
                "Giấy chứng sinh",
                "captured",
                (digest_of(PAGE),),
                ("https://x.invalid/1",),
            ),
            SentPaper("authorisation", "Văn bản ủy quyền", "at_counter"),
        ),
        fee=8000,
        content=lambda _: PAGE,
    )
    return replace(what, **other)


def accepted(what: Consignment, at: datetime = MORNING, due: date | None = None) -> Consignment:
    """The same dossier once an officer has accepted it."""
    key = "0193a000-0000-7000-8000-0000000000a2"
    return replace(
        what, kind="state", key=key, sequence=2, state="accepted", state_at=at, accepted_at=at, due=due
    )
