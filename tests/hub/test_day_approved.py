"""What a hub tells everybody in the course of a day, as it was approved: each answer whole, with its headers.
What is made up by chance stands there as a number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

import httpx

from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import Dossier, PaperEntry
from tests import approved
from tests.hub.conftest import Centre
from tests.hub.scene import birth_dossier, hand_over, take
from tests.hub.test_dossiers_over_http import decide

CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[0-9A-HJKMNP-TV-Z]{16}\b")
HEADERS = (
    "Content-Type",
    "Content-Disposition",
    "Cache-Control",
    "Content-Security-Policy",
    "X-Frame-Options",
)


class Book:
    """Writes down answers; a name made by chance is the same number wherever it comes."""

    def __init__(self) -> None:
        self.rows: dict[str, object] = {}
        self._names: dict[str, str] = {}

    def plain(self, text: str) -> str:
        return CHANCE.sub(lambda found: self._names.setdefault(found[0], f"<{len(self._names)}>"), text)

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
    approved.hold(__file__, book.rows)
