"""The rarer deeds of a centre in their order, and what the hub keeps of them, as it was approved: numbers by
hand, transfers, appointments, officers, pairing, results, money, erasing, a dossier opened at the counter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.officer import Permission
from kiosk.hub.service import running
from tests import approved
from tests.apps import app_of
from tests.clients import client
from tests.hub.documented import DOCUMENTED
from tests.hub.scene import birth_dossier, hand_over, kiosk_client, open_scene, portal_client, take
from tests.hub.test_appointments_over_http import BOOKED, TEN, TUESDAY
from tests.hub.test_day_approved import CHANCE, DIGEST, Book
from tests.hub.test_opened_at_counter import brought
from tests.officers import hire, sign_in

WEB = {"X-Motcua": "1"}
CODES = r"""(?<=['"])(?:[0-9A-HJKMNP-TV-Z]{8}|(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4})(?=['"])"""


class Deeds(Book):
    """Knows the codes that people type, too: those of appointments, officers and kiosks."""

    chance, digest = (re.compile(f"{CODES}|{one.pattern}") for one in (CHANCE, DIGEST))


@dataclass
class Scene:
    """A centre at work, whose answers are written down one by one."""

    book: Book
    clock: VirtualClock
    folder: Path
    kiosk: httpx.Client
    portal: httpx.Client
    officer: httpx.Client
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    def by(self, who: httpx.Client) -> Callable[..., Any]:
        """Gives what asks as this client, and writes the answer down."""

        def ask(method: str, path: str, body: object = None, **headers: str) -> Any:
            keyed = {"Idempotency-Key": f"key-{next(self.keys):08}"} if method == "POST" else {}
            answer = who.request(method, f"/v1/{path}", json=body, headers={**keyed, **headers})
            self.book.note("did", answer)
            self.clock.advance(5)
            return answer.json() if "json" in answer.headers.get("Content-Type", "") else answer.text

        return ask


@pytest.fixture
def scene(tmp_path: Path, clock: VirtualClock) -> Iterator[Scene]:
    hub = open_scene(tmp_path, clock, BOOKED)
    try:
        with ExitStack() as stack:
            address = stack.enter_context(running(stack.enter_context(app_of(hub))))
            hire(hub, "quynh", Permission, name="Phạm Quỳnh MẪU", skills=("en",))
            officer = stack.enter_context(client(address, headers=WEB, event_hooks=DOCUMENTED))
            assert sign_in(officer, "quynh").status_code == 201
            kiosk = stack.enter_context(kiosk_client(address, tmp_path))
            portal = stack.enter_context(portal_client(address, tmp_path))
            yield Scene(Deeds(), clock, tmp_path, kiosk, portal, officer)
    finally:
        hub.close()


def held(scene: Scene, about: str) -> None:
    scene.book.note_kept(scene.folder)
    approved.hold(__file__, {f"{about} {name}": row for name, row in scene.book.rows.items()})


def test_numbers_and_counters(scene: Scene) -> None:
    ask, kiosk = scene.by(scene.officer), scene.by(scene.kiosk)
    ask("POST", "tickets/by-hand", {"field": "ho_tich", "lang": "en", "priority": "child"})
    ask("POST", "tickets/by-hand", {"field": "dat_dai", "lang": "vi"})
    ask("POST", "tickets/by-hand", {"field": "thue", "lang": "vi"})
    mine = kiosk("POST", "tickets", {"field": "ho_tich", "lang": "vi", "kiosk": "K1", "holder": "ab" * 32})
    kiosk("POST", f"tickets/{mine['ticket']['id']}/shown", {"how": "screen"})
    kiosk("POST", "tickets", {"field": "ho_tich", "lang": "vi", "kiosk": "K1", "holder": "ab" * 32})
    kiosk("POST", "tickets", {"field": "dat_dai", "lang": "vi", "kiosk": "K1", "visit": "visit-00000001"})
    others = [take(scene.kiosk) for _ in range(3)]
    for path, body in (
        ("counters/1/state", {"state": "paused", "reason": "Nghỉ giải lao"}),
        ("counters/1/next", {}),
        ("counters/1/state", {"state": "open"}),
        ("counters/1/next", {}),
        ("counters/1/recall", {}),
        ("counters/1/start", {}),
        ("counters/1/hold", {}),
        ("counters/1/undo", {}),
        ("counters/1/transfer", {"field": "dat_dai", "counter": None, "back": True}),
        ("counters/1/undo", {}),
        ("counters/1/hold", {}),
        ("counters/1/next", {}),
        ("counters/1/start", {}),
        ("counters/1/transfer", {"field": "dat_dai", "counter": "2", "back": True}),
        ("counters/2/next", {}),
        ("counters/2/start", {}),
        ("counters/2/finish", {}),
        ("counters/1/call", {"ticket": others[1]["id"]}),
        ("counters/1/start", {}),
        ("counters/1/park", {}),
        (f"tickets/{others[1]['id']}/resume", {}),
        ("counters/1/next", {}),
        (f"tickets/{others[2]['id']}/end", {"reason": "Đã về"}),
        (f"tickets/{others[0]['id']}/take-over", {"reason": "Đã về"}),
        ("counters/1/no-show", {}),
        ("counters/2/state", {"state": "closed"}),
        ("counters/1/emergency", {}),
        ("counters/9/next", {}),
        ("counters/1/nothing", {}),
        ("queue/limits", {"field": "ho_tich", "lifted": True}),
    ):
        ask("POST", path, body)
    by_token = str(mine["ticket"]["token"])
    for act in ("come", "hold", "resume", "leave", "nothing"):
        kiosk("POST", f"tickets/by-token/{by_token}/{act}", {})
    for lang in ("vi", "en"):
        for path in ("queue", "queue/limits", "counters", "counters/1", "duty", "figures", "board"):
            ask("GET", f"{path}?lang={lang}")
        for path in ("report", "report.csv"):
            ask("GET", f"{path}?first=2026-11-23&last=2026-11-23&lang={lang}")
    ask("GET", "figures.csv")
    scene.clock.advance(9 * 3600)
    ask("POST", "queue/end-day", {})
    ask("GET", "notices?all=true")
    held(scene, "numbers")


def test_appointments_officers_and_kiosks(scene: Scene) -> None:
    ask, kiosk, portal = scene.by(scene.officer), scene.by(scene.kiosk), scene.by(scene.portal)
    wanted = {"field": "ho_tich", "at": TEN, "lang": "vi", "procedure": "1.001193"}
    first = ask("POST", "appointments", wanted)["appointment"]
    second = portal("POST", "portal/appointments", {**wanted, "at": TUESDAY, "lang": "en"})["appointment"]
    ask("POST", "appointments", {**wanted, "field": "dat_dai"})
    token = str(first["url"]).rpartition("/a/")[2]
    ask("GET", f"appointments/by-token/{token}?lang=en")
    ask("POST", f"appointments/{second['id']}/cancel", {"reason": "Đã về"})
    for lang in ("vi", "en"):
        ask("GET", f"appointments?lang={lang}")
    ask("GET", "appointments/slots?field=ho_tich")
    scene.clock.advance(1800)
    for named in ({"token": token}, {"token": token}, {"code": "000000"}):
        kiosk("POST", "appointments/check-in", {**named, "kiosk": "K1", "lang": "vi"})
    ask("POST", f"appointments/by-token/{token}/cancel", {})
    new: dict[str, object] = {
        "login": "be-mau",
        "name": "Bế Thị MẪU",
        "permissions": ["serve"],
        "skills": [],
        "assignments": [],
    }
    here = [{"first": "2026-11-23", "last": None, "counter": "1"}]
    ask("POST", "officers", {**new, "assignments": here})
    ask("POST", "officers", {**new, "login": "CB1"})
    change = {key: value for key, value in new.items() if key != "login"}
    change |= {"permissions": ["serve", "refuse"], "closed": False}
    ask("PUT", "officers/be-mau", change)
    ask("POST", "officers/be-mau/move", {"counter": "2"})
    ask("POST", "officers/nobody/move", {"counter": "2"})
    ask("POST", "officers/be-mau/code")
    for path in ("officers", "officers/be-mau", "officers/nobody", "duty?lang=vi", "account?lang=en"):
        ask("GET", path)
    ask("GET", "account.csv?lang=vi")
    report: dict[str, object] = {
        "version": "0.1.0",
        "waiting": 2,
        "oldest_s": 95,
        "disk_free_mb": 48,
        "clock": TEN,
    }
    report["devices"] = [{"slot": "slip_printer", "condition": "blocked", "fault": "printer_paper_out"}]
    kiosk("POST", "kiosks", {"kiosk": "K1", "centre": "26734", "numbers": [800, 849], "report": report})
    for lang in ("vi", "en"):
        ask("GET", f"duty?lang={lang}")
        ask("GET", f"pairings?lang={lang}")
    for wish in ({"kiosk": "K2", "count": 20}, {"kiosk": "K2", "count": 2000}, {"kiosk": None, "count": 10}):
        ask("POST", "pairing-codes", wish)
    ask("DELETE", "pairings/none")
    ask("DELETE", "session/others")
    held(scene, "appointments")


def test_dossiers_to_their_end(scene: Scene) -> None:
    ask, kiosk = scene.by(scene.officer), scene.by(scene.kiosk)
    first, second = (birth_dossier() for _ in range(2))
    for one in (first, second):
        scene.book.note("did", hand_over(scene.kiosk, one))
    opened = ask("POST", "counters/1/dossiers?lang=vi", brought(number=True))
    ask("POST", "counters/1/dossiers?lang=en", brought(consent=False))
    ask("POST", "counters/1/opening?lang=en", {"procedure": "1.001193", "answers": {"relation": "mother"}})
    ask("POST", "counters/1/card", {"code": "nothing"})
    asked_for = {"kind": "supplement", "reason": "Ảnh mờ", "remark": "MẪU", "papers": ["birth_certificate"]}
    ask("POST", f"dossiers/{second.id}/decision", asked_for)
    again = {"token": second.token, "kiosk": "K1"}
    page = first.papers["birth_certificate"].files[0]
    for name, paper in (("supplement-0001", "birth_certificate"), ("supplement-0002", "none")):
        keyed = {"Idempotency-Key": name}
        kiosk("POST", "supplements", {**again, "id": name, "papers": {paper: [page]}}, **keyed)
    ask("GET", f"dossiers/{second.id}?lang=en")
    for path, body in (
        ("decision", {"kind": "accept"}),
        ("portal-code", {"code": "H29.26734-261123-0007"}),
        ("portal-code", {"code": "H29.26734-261123-0008"}),
        ("fee", {"amount": 8000, "paid_by": "cash"}),
        ("fee", {"amount": 8000, "paid_by": "transfer"}),
        ("steps/fee/back", {}),
        ("ready", {}),
        ("handed-out", {"to": "authorised"}),
        ("steps/handed_out/back", {}),
        ("handed-out", {"to": "holder"}),
        ("erase", {"basis": "request"}),
    ):
        ask("POST", f"dossiers/{first.id}/{path}", body)
    ask("POST", f"dossiers/{second.id}/decision", {"kind": "refuse", "reason": "Nơi khác", "remark": ""})
    ask("POST", f"dossiers/{second.id}/erase", {"basis": "request"})
    for dossier in (first.id, second.id, str(opened["dossier"]["id"])):
        for lang in ("vi", "en"):
            ask("GET", f"dossiers/{dossier}?lang={lang}")
    for token in (first.token, second.token):
        ask("GET", f"status/{token}")
    for path in (
        "cash?lang=vi",
        "cash.csv?lang=en",
        "dossiers?lang=en",
        "figures?lang=vi",
        "upstream?lang=vi",
    ):
        ask("GET", path)
    held(scene, "dossiers")
