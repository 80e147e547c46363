"""What a hub tells everybody in the course of a day, and what it keeps of it, as it was approved: each answer
whole, with its headers, and each row of its tables. What is made up by chance stands there as a number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx

from kiosk.contract.dossier import PaperState
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Dossier, PaperEntry
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import open_database
from tests import approved
from tests.hub.conftest import Centre
from tests.hub.scene import JPEG, birth_dossier, hand_over, officer_client, take
from tests.hub.test_dossiers_over_http import decide

CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[0-9A-HJKMNP-TV-Z]{16}\b")
DIGEST = re.compile(rf"{CHANCE.pattern}|scrypt\$[0-9a-f$]+|\b[0-9a-f]{{64}}\b")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
HEADERS = (
    "Content-Type",
    "Content-Disposition",
    "Cache-Control",
    "Content-Security-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Allow",
)


class Book:
    """Writes down answers; a name made by chance is the same number wherever it comes."""

    chance, digest = CHANCE, DIGEST

    def __init__(self) -> None:
        self.rows: dict[str, object] = {}
        self._names: dict[str, str] = {}

    def plain(self, text: str) -> str:
        return self.chance.sub(lambda found: self._names.setdefault(found[0], f"<{len(self._names)}>"), text)

    def note(self, when: str, answer: httpx.Response) -> None:
        kind = answer.headers.get("Content-Type", "")
        text = answer.text if "json" in kind else ""
        body = self.plain(text) if text else f"{len(answer.content) > 0} {kind}"
        if kind == "image/png":
            body = (
                hashlib.sha256(answer.content).hexdigest()
                if "receipt.png" not in str(answer.url)
                else "picture"
            )
        headers = {name: answer.headers.get(name) for name in HEADERS}
        said = self.plain(f"{answer.request.method} {answer.request.url.raw_path.decode()}")
        self.rows[f"{len(self.rows):03} {when} {said}"] = [answer.status_code, body, self.plain(str(headers))]

    def note_kept(self, folder: Path) -> None:
        """What lies in the hub's tables; a name that no answer held is left out."""
        key = derive(load_or_make_key(folder / "hub.key"), "database")
        database = open_database(folder / "hub.db", key, writes=False)
        for (table,) in database.execute(TABLES).fetchall():
            found = database.execute(f"SELECT * FROM {table}").fetchall()
            told = sorted(self.digest.sub(self._known, str([str(one) for one in row])) for row in found)
            self.rows |= {f"kept {table} {at:03}": row for at, row in enumerate(told)}
        database.close()

    def _known(self, name: re.Match[str]) -> str:
        return self._names.get(name[0], "<…>")


def asked(centre: Centre, dossiers: list[Dossier], tickets: list[str]) -> Iterator[httpx.Response]:
    """Everything that can be looked at."""
    for lang in ("vi", "en"):
        for path in (
            "counters",
            "queue",
            "counters/1",
            "counters/2",
            "counters/9",
            "dossiers",
            "notices?all=true",
        ):
            yield centre.officer.get(f"/v1/{path}{'&' if '?' in path else '?'}lang={lang}")
    for path in ("session", "notices", "dossiers?state=accepted", "dossiers/none", "tickets/none/dossiers"):
        yield centre.officer.get(f"/v1/{path}")
    for ticket in tickets:
        yield centre.officer.get(f"/v1/tickets/{ticket}/dossiers")
    for one in dossiers:
        for path in ("", "?lang=en", "/receipt.png", "/declaration", "/forms/02", "/forms/03"):
            yield centre.officer.get(f"/v1/dossiers/{one.id}{path}")
        yield centre.public.get(f"/v1/status/{one.token}")
    for path in ("board", "status/NONE", "tickets/by-token/NONE", "queue", "nothing"):
        yield centre.public.get(f"/v1/{path}")
    yield centre.kiosk.get("/v1/centre")


def test_a_morning_at_the_hub(centre: Centre) -> None:
    book = Book()
    made = [take(centre.kiosk, field) for field in ("ho_tich", "ho_tich", "dat_dai", "ho_tich")]
    tickets = [str(one["id"]) for one in made]
    token = str(made[0]["token"])
    first = birth_dossier(tickets[0])
    second = replace(birth_dossier(tickets[1]), reference="K1-261123-0002", lang="en")
    bare = replace(birth_dossier(), reference="K1-261123-0003")
    bare = replace(bare, papers={"birth_certificate": PaperEntry(PaperState.AT_COUNTER)}, answers={})
    dossiers = [first, second, bare]

    def look(when: str) -> None:
        for answer in asked(centre, dossiers, tickets):
            book.note(when, answer)
        book.note(when, centre.public.get(f"/v1/tickets/by-token/{token}"))

    def act(answer: httpx.Response) -> None:
        book.note("did", answer)

    for one in dossiers:
        act(hand_over(centre.kiosk, one))
    act(hand_over(centre.kiosk, first))
    look("handed in")
    centre.clock.advance(7 * 60)
    act(centre.officer.post("/v1/counters/1/call", json={}))
    act(centre.officer.post("/v1/counters/1/call", json={}))
    act(centre.second.post("/v1/counters/2/call", json={"ticket": tickets[2]}))
    for what in ("recall", "start", "start"):
        act(centre.officer.post(f"/v1/counters/1/{what}", json={}))
    look("called")
    centre.clock.advance(11 * 60)
    act(decide(centre.officer, first, "supplement", reason="Thiếu giấy", papers=["birth_certificate"]))
    act(decide(centre.officer, second, "accept"))
    act(decide(centre.officer, second, "accept"))
    act(decide(centre.officer, bare, "refuse", reason="Không thuộc thẩm quyền"))
    act(decide(centre.officer, bare, "refuse"))
    look("decided")
    centre.clock.advance(7 * 3600)
    act(decide(centre.officer, first, "accept"))
    act(centre.officer.post("/v1/counters/1/finish", json={}))
    act(centre.second.post("/v1/counters/2/no-show", json={}))
    act(centre.officer.post("/v1/counters/1/call", json={}))
    notice = {"id": "n1", "kind": "printer_paper_out", "detail": "K1", "at": "2026-11-23T09:00:00+07:00"}
    act(centre.kiosk.post("/v1/notices", json=notice, headers={"Idempotency-Key": "n1"}))
    look("at the end")
    act(centre.officer.get("/v1/register"))
    book.note_kept(centre.folder)
    approved.hold(__file__, book.rows)


def test_an_afternoon_at_the_hub(centre: Centre) -> None:
    """Help is called, numbers come from a kiosk, opinions are given, a paper is brought after all."""
    book = Book()

    def act(answer: httpx.Response, seconds: float = 60) -> None:
        book.note("did", answer)
        centre.clock.advance(seconds)

    kiosk, officer, second = centre.kiosk, centre.officer, centre.second
    greeting = {"kiosk": "K1", "centre": "26734", "numbers": [800, 849]}
    for kiosk_name, numbers in (
        ("K1", [800, 849]),
        ("K2", [849, 899]),
        ("K2", [850, 900]),
        ("K2", [850, 899]),
    ):
        act(kiosk.post("/v1/kiosks", json=greeting | {"kiosk": kiosk_name, "numbers": numbers}))
    given = {
        "id": "ticket-00000001",
        "number": "H 800",
        "day": "2026-11-23",
        "field": "ho_tich",
        "procedure": "1.001193",
        "token": "7K3M9QXW2HVTB5RN",
        "issued_at": "2026-11-23T01:00:00Z",
    }
    changes: tuple[dict[str, object], ...] = (
        {},
        {},
        {"id": "ticket-00000002"},
        {"id": "ticket-00000003", "number": "H 100"},
        {"id": "ticket-00000004", "number": "D 801"},
        {"id": "ticket-00000005", "day": "2026-11-25"},
        {"id": "ticket-00000006", "number": "H 899", "token": "8K3M9QXW2HVTB5RN", "day": "2026-11-24"},
    )
    for change in changes:
        act(
            kiosk.post(
                "/v1/tickets/adopt",
                json={"ticket": given | change, "lang": "en", "kiosk": "K1", "priority": "child"},
            )
        )
    for ticket in ("ticket-00000001", "ticket-00000001", "ticket-0000000x"):
        act(kiosk.post(f"/v1/tickets/{ticket}/shown", json={"how": "screen"}))
    plain = take(kiosk)
    act(officer.post("/v1/counters/1/call", json={"ticket": str(plain["id"])}))
    for what in ("finish", "no-show", "no-show", "start", "recall"):
        act(officer.post(f"/v1/counters/1/{what}", json={}))
    act(officer.post("/v1/counters/1/call", json={"ticket": str(plain["id"])}))
    act(second.post("/v1/counters/2/call", json={}))
    for what in ("recall", "start", "finish"):
        act(second.post(f"/v1/counters/2/{what}", json={}), 600)
    act(
        take_again := kiosk.post(
            "/v1/tickets",
            json={"field": "ho_tich", "lang": "vi", "kiosk": "K1"},
            headers={"Idempotency-Key": "wish-0000001"},
        )
    )
    act(
        kiosk.post(
            "/v1/tickets",
            json={"field": "ho_tich", "lang": "vi", "kiosk": "K1"},
            headers={"Idempotency-Key": "wish-0000001"},
        )
    )
    act(
        kiosk.post(
            "/v1/tickets",
            json={"field": "thue", "lang": "vi", "kiosk": "K1"},
            headers={"Idempotency-Key": "wish-0000002"},
        )
    )
    assert take_again.status_code == 201
    for notice, kind in (
        ("notice-1", "call_staff"),
        ("notice-1", "call_staff"),
        ("notice-2", "printer_paper_out"),
    ):
        act(
            kiosk.post(
                "/v1/notices", json={"id": notice, "kind": kind, "detail": "Chỉ giúp MẪU", "kiosk": "K1"}
            )
        )
    for notice in ("notice-1", "notice-2", "notice-9"):
        for what in ("coming", "coming", "done", "done", "coming"):
            act(officer.post(f"/v1/notices/{notice}/{what}", json={}))
            act(kiosk.get(f"/v1/notices/{notice}/state"))
    for at, (stars, reason) in enumerate(
        ((1, "waited"), (1, "waited"), (5, None), (None, "kiosk"), (3, "manner"))
    ):
        act(
            kiosk.post(
                "/v1/ratings", json={"id": f"rating-{at:04}", "stars": stars, "reason": reason, "kiosk": "K1"}
            ),
            9 * 3600,
        )
    act(kiosk.post("/v1/ratings", json={"id": "rating-0000", "stars": 4, "kiosk": "K1"}))
    login = officer_client(centre.address)
    for lang in ("vi", "en"):
        act(login.get(f"/v1/ratings?lang={lang}"))
        act(login.get(f"/v1/counters/2?lang={lang}"))
        act(login.get(f"/v1/queue?lang={lang}"))
    brought = replace(
        birth_dossier(), papers={**birth_dossier().papers, "marriage": PaperEntry(PaperState.REPLACED)}
    )
    act(kiosk.post("/v1/dossiers", content=to_json(brought), headers={"Idempotency-Key": brought.id}))
    act(kiosk.put(f"/v1/files/{digest_of(JPEG)}", content=b"another"))
    act(hand_over(kiosk, brought))
    for paper in ("authorisation", "marriage", "marriage", "none"):
        act(
            login.post(
                f"/v1/dossiers/{brought.id}/papers/{paper}/no-data", json={"reason": "Chưa có dữ liệu."}
            )
        )
    act(login.post(f"/v1/dossiers/{brought.id}/papers/marriage/no-data", json={"reason": " "}))
    act(login.get(f"/v1/files/{digest_of(JPEG)}"))
    for number, more in (("05", {"reason": "Chờ xác minh", "new_day": "2026-12-30"}), ("06", {}), ("99", {})):
        act(login.post(f"/v1/dossiers/{brought.id}/forms/{number}", json=more))
    act(decide(login, brought, "supplement", reason="Thiếu", papers=["none"]))
    act(decide(login, brought, "refuse", reason="Nhầm nơi", remark="MẪU"))
    for wanted in ({"code": "K1-261123-0001"}, {"card": "079157000123"}, {"card": "079157000124"}, {}):
        act(kiosk.post("/v1/dossiers/find", json=wanted))
    for client, method, path in (
        (login, "PUT", "/v1/queue"),
        (kiosk, "DELETE", "/v1/tickets"),
        (kiosk, "GET", "/v2"),
    ):
        act(client.request(method, path))
    for content in (b"", b"{", b"[]", b'{"field": 3}', b"x" * 300_000):
        act(kiosk.post("/v1/tickets", content=content, headers={"Idempotency-Key": "wish-0000003"}))
    act(kiosk.post("/v1/tickets", json={"field": "ho_tich", "lang": "vi", "kiosk": "K1"}))
    act(login.delete("/v1/session"))
    act(login.get("/v1/session"))
    act(centre.public.get("/health"))
    login.close()
    book.note_kept(centre.folder)
    approved.hold(__file__, {f"afternoon {name}": row for name, row in book.rows.items()})
