"""What a kiosk sends to its hub, when it asks again, what it keeps and makes of each answer, as it was
approved: one deed after the other, while the hub answers in every way there is.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.rating import RatingReason
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Dossier
from kiosk.gateway import HandedIn, Rating
from kiosk.handover.agreement import Side
from kiosk.handover.client import HubClient
from kiosk.handover.gateway import KioskGateway
from kiosk.handover.meeting import Meeting
from kiosk.handover.outbox import Outbox
from kiosk.http import Answer
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from tests import approved
from tests.hub.scene import BUNDLE, JPEG, MORNING, birth_dossier
from tests.visits.test_steps_approved import plain

AWAY = Fault("hub_unreachable", "ConnectTimeout")
SECOND_PAGE = JPEG + b"second"
PAGES = {digest_of(page): page for page in (JPEG, SECOND_PAGE)}
CENTRE = {
    "code": "26734",
    "name": "Sài Gòn",
    "version": 1,
    "digest": "small",
    "unit": None,
    "reserved": [800, 899],
    "fields": [{"id": "ho_tich", "letter": "H"}, {"id": "dat_dai", "letter": "D"}],
    "kiosks": [],
}
RECEIVED = {"state": "waiting_check", "received_at": "2026-11-23T02:05:00Z"}
STATUS = {"reference": "K1-1", "procedure": "1.001193", "state": "accepted", "since": "2026-11-23T02:05:00Z"}


def problem(status: int, name: str) -> Answer:
    return Answer(status, {"id": name, "detail": f"{name} it is"}, ours=True)


WAYS: dict[str, Answer | Fault | None] = {
    "away": AWAY,
    "a router's page": Answer(200),
    "a router's 201": Answer(201, {}, ours=False),
    "busy": problem(503, "store_failed"),
    "another token": problem(401, "device_token_wrong"),
    "files missing": problem(409, "files_missing"),
    "not found": problem(404, "not_found"),
    "unknown code": problem(404, "unknown_code"),
    "empty": Answer(201, {}, ours=True),
    "refused": problem(422, "invalid"),
    "too large": Answer(413),
    "well": None,
}
"""Each way in which a hub, or something else at its address, may answer; None: as it should."""


class Hub:
    """Answers as `way` says, and writes down what it was asked."""

    def __init__(self) -> None:
        self.way: Answer | Fault | None = None
        self.asked: list[object] = []
        self.uploads: dict[str, int] = {}

    def get(self, path: str) -> Answer | Fault:
        """A GET."""
        return self._answer("GET", path, b"")

    def post(self, path: str, body: bytes, *, key: str = "") -> Answer | Fault:
        """A POST."""
        return self._answer(f"POST {key}", path, body)

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        """A request of tus: a page in one piece."""
        said = {name: value for name, value in headers.items() if name.startswith("Upload-")}
        self.asked.append([method, path, digest_of(body)[:8] if body else "", said])
        if self.way is not None:
            return self.way
        tus = {"tus-resumable": "1.0.0", "location": f"/v1/uploads/{len(self.uploads)}"}
        match method:
            case "POST":
                self.uploads[tus["location"]] = 0
                return Answer(201, {}, ours=True, headers=tus)
            case "PATCH":
                self.uploads[path] = int(said["Upload-Offset"]) + len(body)
        return Answer(204, headers=tus | {"upload-offset": str(self.uploads[path])})

    def _answer(self, how: str, path: str, content: bytes) -> Answer | Fault:
        told: object = json.loads(content) if content.startswith(b"{") else digest_of(content)[:8]
        self.asked.append([how, path, told if content else ""])
        if self.way is not None:
            return self.way
        status = 201 if not how.startswith("GET") and not path.endswith("/find") else 200
        return Answer(status, self._well(path, told), ours=True)

    def _well(self, path: str, told: Any) -> Mapping[str, Any]:
        parts = path.split("/")
        match parts[2:]:
            case ["tickets"]:
                return {"ticket": self._ticket("hub-1", "H 007", told["field"])}
            case ["tickets", "adopt"]:
                return {"ticket": told["ticket"] | self._ticket(told["ticket"]["id"], "H 800", "ho_tich")}
            case ["tickets", ticket, "shown"]:
                return {"shown": {"ticket": ticket}}
            case ["dossiers"]:
                return {"dossier": RECEIVED | {"id": told["id"]}}
            case ["dossiers", "find"]:
                return {"found": [STATUS]}
            case ["notices"]:
                return {"notice": {"id": told["id"]}}
            case ["notices", notice, "state"]:
                return {"notice": {"id": notice, "state": "open"}}
            case ["ratings"]:
                return {"rating": {"id": told["id"]}}
            case ["status", _]:
                return {"status": STATUS}
            case _:
                return {"centre": CENTRE}

    def _ticket(self, name: str, number: str, field: str) -> dict[str, Any]:
        return {
            "id": name,
            "number": number,
            "day": "2026-11-23",
            "field": field,
            "procedure": None,
            "counters": ["1"],
            "ahead": 2,
            "wait_minutes": [4, 9],
            "token": "7K3M9QXW2HVTB5RN",
            "issued_at": "2026-11-23T02:00:00Z",
            "origin": "hub",
        }


class Kiosk:
    """A gateway on an outbox of its own, before such a hub."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.hub, self.clock = folder, Hub(), VirtualClock(MORNING)
        self.outbox = Outbox(folder, self.clock)
        http: Any = self.hub
        self.gateway = KioskGateway(
            HubClient(http, "K1"),
            self.outbox,
            self.clock,
            kiosk="K1",
            fields=BUNDLE.fields,
            counters=BUNDLE.counters,
            own_numbers=(800, 803),
            meeting=Meeting(http, Side("K1", BUNDLE, (800, 803)), self.clock),
            chance=random.Random(1),
        )

    def asked(self) -> list[object]:
        """What the hub was asked since the last time."""
        asked, self.hub.asked = self.hub.asked, []
        return asked

    def kept(self) -> object:
        """What lies in the outbox."""
        rows: dict[str, object] = {}
        for table in (
            "delivery",
            "own_ticket",
            "handed_in",
            "dossier_file",
            "handing_out",
            "numbering",
        ):
            found = self.outbox._db.execute(f"SELECT * FROM {table}").fetchall()
            rows[table] = [[str(one) for one in row] for row in found]
        return [rows, len(list((self.folder / "files").iterdir())), self.gateway.waiting()]

    def asks_again(self) -> list[object]:
        """When in the next minutes it asks the hub by itself, in seconds, and what."""
        found: list[object] = []
        for tenths in (*range(0, 200, 2), *range(200, 4000, 50)):
            self.clock.advance(0.2 if tenths < 200 else 5)
            self.gateway.deliver_due()
            if asked := self.asked():
                found.append([tenths, [one[:2] for one in asked if isinstance(one, list)]])
        return found


def dossiers() -> Iterator[Dossier]:
    """The grandmother's, again and again, with names that are not made by chance."""
    for number in count(1):
        yield replace(
            birth_dossier(pages=(JPEG, SECOND_PAGE)),
            id=f"0199c1f1-02b4-7d52-8f0e-{number:012}",
            reference=f"K1-261123-{number:04}",
            token=f"{number:016}",
        )


Deed = Callable[[KioskGateway, int], object]
_rating = Rating("", 2, RatingReason.WAITED, "1.001193")
DEEDS: dict[str, Deed] = {
    "takes a number": lambda kiosk, n: kiosk.take_number(
        TicketRequest(f"key-{n:08}", "ho_tich", "1.001193", "en", "child")
    ),
    "takes a number of no field": lambda kiosk, n: kiosk.take_number(
        TicketRequest(f"key-{n:08}", "thue", None, "vi")
    ),
    "takes the same number": lambda kiosk, n: kiosk.take_number(
        TicketRequest("the-same-key", "dat_dai", None, "vi")
    ),
    "shows a number": lambda kiosk, n: kiosk.number_shown(f"ticket-{n:08}", "paper"),
    "tells the staff": lambda kiosk, n: kiosk.tell_staff("printer_paper_out", "x" * 250, f"notice-{n:08}"),
    "rates": lambda kiosk, n: kiosk.rate(replace(_rating, id=f"rating-{n:08}")),
    "looks a dossier up": lambda kiosk, n: kiosk.look_up("7K3M9QXW2HVTB5RN"),
    "finds by code": lambda kiosk, n: kiosk.find("K1-261123-0001"),
    "finds by card": lambda kiosk, n: kiosk.find(card="079157000011"),
    "finds nothing": lambda kiosk, n: kiosk.find(),
    "asks for a notice": lambda kiosk, n: kiosk.notice_state("n-1"),
    "gives a reference": lambda kiosk, n: kiosk.next_reference(),
}


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    names = count(1)
    monkeypatch.setattr("kiosk.handover.gateway.uuid7", lambda: f"id-{next(names):08}")
    monkeypatch.setattr("kiosk.handover.gateway.new_token", lambda: f"{next(names):016}")
    made = Kiosk(tmp_path)
    yield made
    made.outbox.close()


def told(found: object) -> object:
    if isinstance(found, Ticket | SubmissionStatus):
        return found.model_dump(mode="json")
    if isinstance(found, tuple):
        return [told(one) for one in found]
    return str(plain(found))


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_while_the_hub_answers_in_every_way(kiosk: Kiosk, name: str) -> None:
    deed, rows = DEEDS[name], dict[str, object]()
    for number, (way, answer) in enumerate(WAYS.items()):
        kiosk.hub.way = answer
        found = deed(kiosk.gateway, number)
        rows[f"{name}, {way}"] = [told(found), kiosk.asked(), kiosk.kept()]
        if way in ("away", "busy", "not found"):
            rows[f"{name}, {way}, later"] = kiosk.asks_again()
        kiosk.clock.advance(400)
    kiosk.gateway.deliver_due()
    assert kiosk.gateway.waiting() == 0
    rows[f"{name}, at the end"] = [kiosk.asked(), kiosk.kept()]
    approved.hold(__file__, rows)


def test_a_dossier_is_handed_in_while_the_hub_answers_in_every_way(kiosk: Kiosk) -> None:
    rows: dict[str, object] = {}
    for dossier, (way, answer) in zip(dossiers(), WAYS.items(), strict=False):
        kiosk.hub.way = answer
        found = kiosk.gateway.hand_in(dossier, PAGES)
        assert isinstance(found, HandedIn)
        again = kiosk.gateway.hand_in(dossier, PAGES)
        state = kiosk.outbox.state_of(dossier.id)
        rows[way] = [
            plain(found.submission),
            found.delivered,
            plain(again),
            state,
            kiosk.asked(),
            kiosk.kept(),
        ]
        kiosk.hub.way = AWAY
        kiosk.clock.advance(400)
        rows[f"{way}, looked up"] = told(kiosk.gateway.look_up(dossier.token))
        kiosk.asked()
        if way in ("away", "busy", "not found"):
            kiosk.hub.way = answer
            rows[f"{way}, later"] = kiosk.asks_again()
            kiosk.clock.advance(400)
    kiosk.hub.way = None
    kiosk.clock.advance(400)
    kiosk.gateway.deliver_due()
    assert kiosk.gateway.waiting() == 0
    rows["at the end"] = [kiosk.asked(), kiosk.kept()]
    approved.hold(__file__, {f"hands in, {name}": row for name, row in rows.items()})


def test_pages_that_are_damaged_hold_up_no_other_dossier(kiosk: Kiosk) -> None:
    made = dossiers()
    kiosk.hub.way = AWAY
    for _ in range(2):
        kiosk.gateway.hand_in(next(made), {digest_of(JPEG): JPEG})
    kiosk.gateway.hand_in(next(made), {digest_of(SECOND_PAGE): SECOND_PAGE})
    (kiosk.folder / "files" / digest_of(JPEG)).write_bytes(b"damaged")
    kiosk.hub.way = None
    kiosk.clock.advance(400)
    kiosk.asked()
    rows: dict[str, object] = {"damaged": [kiosk.gateway.deliver_due(), kiosk.asked(), kiosk.kept()]}
    rows["damaged, later"] = [kiosk.asks_again(), kiosk.kept()]
    approved.hold(__file__, rows)
