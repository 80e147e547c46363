"""A whole office for the web faces: the real hub behind HTTP, and a kiosk that feeds it. All invented."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path

import httpx
from fastapi import APIRouter
from PIL import Image, ImageDraw

from config.centre import CentreBundle
from config.load import PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT, VirtualClock
from kiosk.contract.dossier import PaperState
from kiosk.contract.officer import Permission
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Consent, Dossier, PaperEntry, Person, Value
from kiosk.hub.hub import Hub, open_hub
from kiosk.hub.service import running
from kiosk.language.messages import Messages
from tests.apps import app_of
from tests.catalogues import opened
from tests.centres import WITH_UNIT
from tests.clients import client
from tests.officers import CHEAP, hire, sign_in
from ui.web.faces import web_faces

MESSAGES = Path(__file__).resolve().parents[2] / "ui" / "messages"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
GRANDMOTHER = "Trần Thị MẪU"
HER_NUMBER = "079157000123"
LONG_NAME = "Nguyễn Hoàng Thục Đoan Trang Thạch Sa Rương MẪU"


@dataclass
class Office:
    """The running hub at `address`, its files in `folder`, and what a kiosk and a clerk can do to it."""

    address: str
    folder: Path
    hub: Hub
    clock: VirtualClock
    kiosk: httpx.Client
    clerks: ExitStack = field(default_factory=ExitStack)

    def clerk(self, counter: str) -> httpx.Client:
        """HTTP as a logged-in clerk's browser speaks it."""
        clerk = self.clerks.enter_context(client(self.address, headers={"X-Motcua": "1"}))
        assert sign_in(clerk, f"CB{counter}").status_code == 201
        return clerk

    def all_seeing(self) -> httpx.Cookies:
        """The cookie of somebody for whom every page opens."""
        hire(self.hub, "all", Permission)
        with client(self.address) as officer:
            assert sign_in(officer, "all").status_code == 201
            return officer.cookies

    def number(self, field: str = "ho_tich", procedure: str | None = "1.001193") -> dict[str, str]:
        """Somebody takes a number at the kiosk and holds it."""
        body = {"field": field, "procedure": procedure, "lang": "vi", "kiosk": "K1"}
        answer = self.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": uuid7()})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, str] = answer.json()["ticket"]
        shown = self.kiosk.post(f"/v1/tickets/{ticket['id']}/shown", json={"how": "paper"})
        assert shown.status_code == 201
        return ticket

    def hand_in(self, ticket: str | None, reference: str = "K1-261123-0001") -> Dossier:
        """The grandmother hands in the birth of her grandchild, with two photographed pages."""
        pages = [page_picture(1), page_picture(2)]
        for page in pages:
            assert self.kiosk.put(f"/v1/files/{digest_of(page)}", content=page).status_code == 201
        dossier = birth_dossier(
            self.hub, ticket, reference, tuple(digest_of(page) for page in pages), self.clock.now()
        )
        answer = self.kiosk.post(
            "/v1/dossiers", content=to_json(dossier), headers={"Idempotency-Key": dossier.id}
        )
        assert answer.status_code == 201, answer.text
        return dossier

    def notice(self, kind: str) -> None:
        """A kiosk asks for the staff."""
        body = {"id": uuid7(), "kind": kind, "detail": "", "kiosk": "K1"}
        assert self.kiosk.post("/v1/notices", json=body).status_code == 201


catalogue = partial(opened, Sources(PROCEDURES))
messages_of = cache(Messages.from_folder)


@cache
def faces() -> tuple[APIRouter, ...]:
    """The routes of the web faces."""
    return web_faces(messages_of(MESSAGES))


@contextmanager
def open_office(
    folder: Path,
    port: int = 0,
    bundle: CentreBundle = WITH_UNIT,
    backends: Mapping[str, bytes] | None = None,
) -> Iterator[Office]:
    """The real hub with the real catalogue and both web faces; port 0 is any free one."""
    clock = VirtualClock(MORNING)
    messages = messages_of(MESSAGES)
    hub = open_hub(
        folder,
        clock=clock,
        bundle=bundle,
        catalogue=catalogue(),
        messages=messages,
        public_url="http://127.0.0.1:8480",
        codes=CHEAP,
        backends=backends,
    )
    for counter in hub.counters:
        hire(hub, f"CB{counter.number}")
    token = (folder / "device_token").read_text().strip()
    try:
        with (
            app_of(hub, faces()) as app,
            running(app, port=port) as address,
            client(address, headers={"Authorization": f"Bearer {token}"}) as kiosk,
        ):
            office = Office(address, folder, hub, clock, kiosk)
            with office.clerks:
                yield office
    finally:
        hub.close()


def birth_dossier(
    hub: Hub, ticket: str | None, reference: str, pages: tuple[str, ...], at: datetime
) -> Dossier:
    """Persons of several roles with names from every region; one paper captured, one brought, one missing."""
    return Dossier(
        id=uuid7(),
        reference=reference,
        token=new_token(),
        centre=hub.centre.code,
        kiosk="K1",
        procedure="1.001193",
        procedure_version=1,
        lang="vi",
        created_at=at,
        consent=Consent(at, "2026-11", "vi"),
        persons={
            "requester": Person(
                {
                    "name": Value(GRANDMOTHER, "card"),
                    "id": Value(HER_NUMBER, "card"),
                    "birth_date": Value("1957-03-08", "card"),
                    "sex": Value("Nữ", "card"),
                    "address": Value(
                        "12/3 đường Lê Lợi MẪU, khu phố 4, Thành phố Hồ Chí Minh", "card_typed_over"
                    ),
                    "phone": Value("0900000001"),
                }
            ),
            "child": Person({"name": Value(LONG_NAME), "birth_date": Value("2026-11-02")}),
            "mother": Person(
                {"name": Value("H'Yen Niê MẪU"), "id": Value("066192000003"), "birth_date": Value("1992-11")}
            ),
            "father": Person({"name": Value("Thạch Sa Rương MẪU"), "birth_date": Value("1990")}),
        },
        answers={"relation": "grandparent", "parents": "both", "married": "yes", "notice": "yes"},
        papers={
            "birth_notice": PaperEntry(PaperState.CAPTURED, pages),
            "authorisation": PaperEntry(PaperState.AT_COUNTER),
            "marriage_certificate": PaperEntry(PaperState.NONE),
        },
        open_items=("child.sex", "child.birth_place", "mother.address", "copies"),
        ticket=ticket,
    )


def page_picture(number: int) -> bytes:
    """A specimen page as JPEG: lines of grey, and MẪU written large."""
    picture = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 1180, 1694), outline=(30, 60, 130), width=6)
    for line in range(12 + number * 6):
        draw.line(
            (140, 260 + line * 56, 1080 - (line * 97) % 320, 260 + line * 56), fill=(90, 90, 100), width=6
        )
    draw.text((360, 110), "SPECIMEN", fill=(170, 40, 40), font_size=90)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
