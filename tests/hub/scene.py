"""A small centre for the tests of the hub: two fields, two counters, one procedure, a virtual clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import httpx
from fastapi import APIRouter

from config.calendar import Calendar
from config.calling import load_calling_rule
from config.centre import DEFAULTS, CentreBundle
from config.hours import Timetable
from config.schema import Centre, Counter, Priority, QueueField
from config.text import Text
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.index import in_memory
from kiosk.catalogue.procedure import (
    Fee,
    Option,
    Paper,
    Procedure,
    Question,
    Replacement,
    Role,
    Source,
    TimeLimit,
)
from kiosk.catalogue.sources import Gathered
from kiosk.clock import ICT, VirtualClock
from kiosk.contract.dossier import PaperState
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Consent, Dossier, PaperEntry, Person, Value
from kiosk.hub.hub import Hub, open_hub
from kiosk.hub.service import running
from kiosk.language.messages import Messages
from tests.apps import app_of
from tests.clients import client
from tests.hub.documented import DOCUMENTED
from tests.officers import CHEAP, hire, sign_in

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
CENTRE = Centre(
    code="26734",
    name="Sài Gòn",
    full_name="UBND phường Sài Gòn",
    full_name_en="Sài Gòn Ward",
    dossier_unit="000.00.01.H29",
)
FIELDS = (
    QueueField(
        id="ho_tich",
        letter="H",
        name=Text(vi="Hộ tịch", en="Civil status"),
        examples=Text(vi="", en=""),
        icon="baby",
    ),
    QueueField(
        id="dat_dai",
        letter="D",
        name=Text(vi="Đất đai", en="Land"),
        examples=Text(vi="", en=""),
        icon="house",
    ),
)
COUNTERS = (
    Counter(number="1", name=Text(vi="Hộ tịch", en="Civil status"), fields=("ho_tich",)),
    Counter(
        number="2", name=Text(vi="Đất đai, hộ tịch", en="Land, civil status"), fields=("dat_dai", "ho_tich")
    ),
)
BIRTH = Procedure(
    code="1.001193",
    version=1,
    field="ho_tich",
    icon="baby",
    name=Text(vi="Đăng ký khai sinh", en="Birth registration"),
    summary=Text(vi="Khai sinh", en="Birth"),
    sources={"portal": Source(title=Text(vi="Cổng", en="Portal"), seen=date(2026, 11, 1), confidence="high")},
    times=(
        TimeLimit(
            source="portal",
            case=Text(vi="Thường", en="Usual"),
            quantity=1,
            unit="working_day",
            same_day_until=15,
        ),
    ),
    fees=(Fee(source="portal", channel="counter", what=Text(vi="Lệ phí", en="Fee")),),
    papers=(
        Paper(
            source="portal",
            id="birth_certificate",
            name=Text(vi="Giấy chứng sinh", en="Certificate of birth"),
        ),
        Paper(source="portal", id="authorisation", name=Text(vi="Văn bản ủy quyền", en="Authorisation")),
        Paper(
            source="portal",
            id="marriage",
            name=Text(vi="Giấy kết hôn", en="Marriage certificate"),
            replaced_by=Replacement(
                source="portal", by=Text(vi="dữ liệu hộ tịch", en="the register"), rule="66.7/2025/NQ-CP"
            ),
        ),
    ),
    roles=(
        Role(
            id="requester", name=Text(vi="Người yêu cầu", en="Requester"), inputs=("name", "id"), card="ask"
        ),
        Role(id="child", name=Text(vi="Trẻ", en="Child"), inputs=("name", "birth_date"), card="none"),
    ),
    questions=(
        Question(
            id="relation",
            kind="choice",
            ask=Text(vi="Ông bà là gì của cháu?", en="Who are you?"),
            options=(Option(id="grandparent", name=Text(vi="Ông, bà", en="Grandparent")),),
        ),
    ),
    where=Text(vi="Tại phường", en="At the ward"),
    where_source="portal",
    result=Text(vi="Giấy khai sinh", en="Birth certificate"),
    result_source="portal",
)
CATALOGUE = Catalogue(in_memory(Gathered({BIRTH.code: BIRTH}, {}, ())))
PRIORITIES = (Priority(id="child", name=Text(vi="Có con nhỏ MẪU", en="With a small child"), icon="baby"),)
BUNDLE = CentreBundle(
    centre=CENTRE,
    version=1,
    digest="small",
    fields=FIELDS,
    counters=COUNTERS,
    priorities=PRIORITIES,
    calling=load_calling_rule(DEFAULTS / "calling.toml", PRIORITIES),
    timetable=Timetable(Calendar(days_off={date(2027, 1, 1): "Tết Dương lịch"}, workdays={})),
    reserved=(800, 899),
)
JPEG = b"\xff\xd8\xff\xe0" + b"a page with Tr\xe1\xba\xa7n Th\xe1\xbb\x8b M\xe1\xba\xaaU on it" * 20
GRANDMOTHER = "Trần Thị MẪU"
HER_NUMBER = "079157000123"


def open_scene(
    folder: Path,
    clock: VirtualClock | None = None,
    bundle: CentreBundle = BUNDLE,
    database_url: str | None = None,
    *,
    paired_only: bool = False,
    backends: Mapping[str, bytes] | None = None,
) -> Hub:
    """The hub of the small centre, with an officer for each counter."""
    hub = open_hub(
        folder,
        clock=clock or VirtualClock(MORNING),
        bundle=bundle,
        catalogue=CATALOGUE,
        messages=Messages({}),
        public_url="http://127.0.0.1:8480",
        database_url=database_url,
        codes=CHEAP,
        paired_only=paired_only,
        backends=backends,
    )
    known = {one.login for one in hub.store.read(lambda reading: reading.officers.listed())}
    for login in (f"CB{counter.number}" for counter in bundle.counters):
        if login not in known:
            hire(hub, login)
    return hub


@contextmanager
def serving(
    folder: Path,
    clock: VirtualClock | None = None,
    port: int = 0,
    routers: tuple[APIRouter, ...] = (),
    bundle: CentreBundle = BUNDLE,
    database_url: str | None = None,
) -> Iterator[str]:
    """The hub behind real uvicorn, on loopback."""
    hub = open_scene(folder, clock, bundle, database_url)
    try:
        with app_of(hub, routers) as app, running(app, port=port) as address:
            yield address
    finally:
        hub.close()


def kiosk_client(address: str, folder: Path) -> httpx.Client:
    """HTTP as a kiosk speaks it."""
    token = (folder / "device_token").read_text().strip()
    return client(address, headers={"Authorization": f"Bearer {token}"}, event_hooks=DOCUMENTED)


def portal_client(address: str, folder: Path) -> httpx.Client:
    """HTTP as the city's portal speaks it."""
    token = (folder / "portal_token").read_text().strip()
    return client(address, headers={"Authorization": f"Bearer {token}"}, event_hooks=DOCUMENTED)


def monitor_client(address: str, folder: Path) -> httpx.Client:
    """HTTP as who watches the hub from afar speaks it."""
    token = (folder / "metrics_token").read_text().strip()
    return client(address, headers={"Authorization": f"Bearer {token}"}, event_hooks=DOCUMENTED)


def collector_client(address: str, folder: Path) -> httpx.Client:
    """HTTP as who collects by OpenRosa speaks it."""
    token = (folder / "collector_token").read_text().strip()
    return client(address, headers={"Authorization": f"Bearer {token}", "X-OpenRosa-Version": "1.0"})


def public_client(address: str) -> httpx.Client:
    """HTTP as anybody speaks it."""
    return client(address, event_hooks=DOCUMENTED)


def officer_client(address: str, counter: str = "1") -> httpx.Client:
    """HTTP as a logged-in officer's browser speaks it."""
    headers = {"X-Motcua": "1"}
    with client(address, headers=headers) as login:
        answer = sign_in(login, f"CB{counter}")
    assert answer.status_code == 201, answer.text
    return client(address, headers=headers, cookies=answer.cookies, event_hooks=DOCUMENTED)


def take(
    client: httpx.Client,
    field: str = "ho_tich",
    *,
    key: str | None = None,
    shown: bool = True,
    lang: str = "vi",
) -> dict[str, object]:
    """Take a number at the kiosk, and hold it."""
    body = {"field": field, "procedure": None, "lang": lang, "kiosk": "K1"}
    answer = client.post("/v1/tickets", json=body, headers={"Idempotency-Key": key or uuid7()})
    assert answer.status_code == 201, answer.text
    ticket: dict[str, object] = answer.json()["ticket"]
    if shown:
        assert client.post(f"/v1/tickets/{ticket['id']}/shown", json={"how": "paper"}).status_code == 201
    return ticket


def birth_dossier(
    ticket: str | None = None, *, at: datetime = MORNING, pages: tuple[bytes, ...] = (JPEG,)
) -> Dossier:
    """The grandmother's dossier."""
    return Dossier(
        id=uuid7(),
        reference="K1-261123-0001",
        token=new_token(),
        centre=CENTRE.code,
        kiosk="K1",
        procedure=BIRTH.code,
        procedure_version=1,
        lang="vi",
        created_at=at,
        consent=Consent(at, "2026-11", "vi"),
        persons={
            "requester": Person({"name": Value(GRANDMOTHER, "card"), "id": Value(HER_NUMBER, "card")}),
            "child": Person({"name": Value("Nguyễn Hoà MẪU"), "birth_date": Value("2026-11-20")}),
        },
        answers={"relation": "grandparent"},
        papers={
            "birth_certificate": PaperEntry(PaperState.CAPTURED, tuple(digest_of(page) for page in pages)),
            "authorisation": PaperEntry(PaperState.AT_COUNTER),
        },
        ticket=ticket,
    )


def hand_over(client: httpx.Client, dossier: Dossier, pages: tuple[bytes, ...] = (JPEG,)) -> httpx.Response:
    """Send files and dossier, as the kiosk does."""
    for page in pages:
        assert client.put(f"/v1/files/{digest_of(page)}", content=page).status_code == 201
    return client.post("/v1/dossiers", content=to_json(dossier), headers={"Idempotency-Key": dossier.id})
