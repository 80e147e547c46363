"""Every page that the hub serves, found by its routes: who may see it, and what it may run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast
from urllib.parse import quote

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.access import Mark, mark_of
from kiosk.hub.app import create_app
from kiosk.hub.hub import Hub
from kiosk.hub.receipts import phone_url
from kiosk.hub.store.records import AppointmentRecord, AssignmentRecord
from kiosk.language.messages import Messages
from tests.clients import client
from tests.officers import hire, sign_in
from tests.web.office import Office, open_office
from ui.web.faces import web_faces

SIGNED_IN = "signed in"
WHO_MAY = {
    "/board": "public",
    "/counter/appointments": Permission.SERVE,
    "/counter/cash": Permission.FIGURES,
    "/counter/reconciliation": Permission.FIGURES,
    "/counter/handover": Permission.SUPERVISE,
    "/counter/ratings": Permission.FIGURES,
    "/counter/figures": Permission.FIGURES,
    "/counter/report": Permission.FIGURES,
    "/counter/account": SIGNED_IN,
    "/counter/officers": Permission.ADMINISTER,
    "/counter/kiosks": Permission.ADMINISTER,
    "/counter/sign-in": "public",
    "/counter/{number}/opening": Permission.RECEIVE,
    "/counter": "public",
    "/counter/{number}": "public",
    "/t/{token}": "public",
    "/t/{token}/{act}": "public",
    "/t/{token}/rating/{stars}": "public",
    "/t/{token}/reason/{reason}": "public",
    "/d/{token}/rating/{stars}": "public",
    "/d/{token}/reason/{reason}": "public",
    "/a/{token}": "public",
    "/a/{token}/cancel": "public",
    "/d/{token}": "public",
    "/d/{token}/{word}": "public",
    "/d/{token}/{word}/receipt.pdf": "public",
    "/static/{name:path}": "public",
}
POSTED = tuple(page for page in WHO_MAY if page.endswith(("{act}", "cancel", "{stars}", "{reason}")))
NO_PAGES = ("/static/{name:path}", "/d/{token}/{word}/receipt.pdf", *POSTED)


def pages(routers: tuple[APIRouter, ...] = ()) -> dict[str, str | Permission | None]:
    """Every address of the web faces, with the role that its route was marked with, or the permission.
    OpenRosa is no face.
    """
    app = create_app(cast(Hub, None), (*web_faces(Messages({})), *routers))
    routes = [route for route in iter_route_contexts(app.routes) if route.endpoint is not None]
    return {
        str(route.path): opens(mark_of(route.endpoint))
        for route in routes
        if route.endpoint and not str(route.path).startswith(("/v1/", "/health", "/metrics", "/openrosa/"))
    }


def opens(mark: Mark | None) -> str | Permission | None:
    """Who a page opens for: everybody, or officers with a permission."""
    if mark is None:
        return None
    return mark.permission or SIGNED_IN if mark.role == "page" else mark.role


def test_the_table_above_says_who_may_see_each_page() -> None:
    assert pages() == WHO_MAY


def test_a_page_that_nobody_marked_or_that_is_new_is_found() -> None:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/supervisor")
    async def supervisor() -> str:
        return ""

    assert pages((routes,)) == {**WHO_MAY, "/supervisor": None}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def appointment(office: Office) -> AppointmentRecord:
    """An appointment at eleven."""
    at = office.clock.now() + timedelta(hours=2)
    booked = AppointmentRecord(
        *(uuid7(), "ho_tich", at, 1, None, "vi", new_token(8), new_token(), "booked"), at, "CB3"
    )
    office.hub.store.submit(lambda tx: tx.appointments.add(booked)).result(60)
    return booked


@pytest.fixture(scope="module")
def addresses(office: Office) -> dict[str, str]:
    return real_addresses(office)


def real_addresses(office: Office) -> dict[str, str]:
    """A real address for each page: a ticket that waits, a dossier that is accepted."""
    ticket = office.number()
    dossier = office.hand_in(ticket["id"])
    accepted = office.clerk("3").post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    assert accepted.status_code == 201
    filed = office.hub.store.read(lambda reading: reading.dossiers.by_id(dossier.id))
    assert filed is not None
    with_receipt = phone_url(office.hub, filed)
    assert with_receipt is not None
    path = with_receipt.removeprefix(office.hub.public_url)
    booked = appointment(office)
    return {
        "/a/{token}": f"/a/{booked.token}",
        "/a/{token}/cancel": f"/a/{booked.token}/cancel",
        "/counter/appointments": "/counter/appointments",
        "/board": "/board",
        "/counter/cash": "/counter/cash",
        "/counter/reconciliation": "/counter/reconciliation",
        "/counter/handover": "/counter/handover",
        "/counter/ratings": "/counter/ratings",
        "/counter/figures": "/counter/figures",
        "/counter/report": "/counter/report",
        "/counter/account": "/counter/account",
        "/counter/officers": "/counter/officers",
        "/counter/kiosks": "/counter/kiosks",
        "/counter/sign-in": "/counter/sign-in",
        "/counter/{number}/opening": "/counter/3/opening",
        "/counter": "/counter",
        "/counter/{number}": "/counter/3",
        "/t/{token}": f"/t/{ticket['token']}",
        "/t/{token}/{act}": f"/t/{ticket['token']}/hold",
        "/t/{token}/rating/{stars}": f"/t/{ticket['token']}/rating/5",
        "/t/{token}/reason/{reason}": f"/t/{ticket['token']}/reason/none",
        "/d/{token}/rating/{stars}": f"/d/{dossier.token}/rating/none",
        "/d/{token}/reason/{reason}": f"/d/{dossier.token}/reason/waited",
        "/d/{token}": f"/d/{dossier.token}",
        "/d/{token}/{word}": path,
        "/d/{token}/{word}/receipt.pdf": f"{path}/receipt.pdf",
        "/static/{name:path}": "/static/console.js",
    }


@pytest.mark.parametrize("page", WHO_MAY)
def test_a_public_page_opens_for_everybody_and_any_other_leads_to_the_sign_in(
    page: str, office: Office, addresses: dict[str, str]
) -> None:
    with client(office.address) as visitor:
        ask = visitor.post if page in POSTED else visitor.get
        answer = ask(addresses[page], follow_redirects=True)
    assert answer.status_code == 200
    led = f"/counter/sign-in?next={quote(addresses[page], '')}&refused=login_needed"
    assert (led in str(answer.url)) == (WHO_MAY[page] != "public")


STAFF_PAGES = [page for page, opens_for in WHO_MAY.items() if opens_for != "public"]


@pytest.mark.parametrize("permission", [None, *Permission])
def test_a_page_for_the_staff_opens_for_its_permission_alone(
    permission: Permission | None, office: Office, addresses: dict[str, str]
) -> None:
    hire(office.hub, "only", {permission} if permission else ())
    with client(office.address) as officer:
        assert sign_in(officer, "only").status_code == 201
        for page in STAFF_PAGES:
            answer = officer.get(addresses[page], params={"lang": "en"})
            if WHO_MAY[page] in (permission, SIGNED_IN):
                assert answer.status_code == 200, page
            else:
                led = f"/counter/sign-in?next={quote(addresses[page], '')}&refused=not_allowed&lang=en"
                assert (answer.status_code, answer.headers["location"]) == (303, led), page
        hire(office.hub, "only", Permission, assignments=[AssignmentRecord("99999", FIRST_DAY)])
        for page in STAFF_PAGES:
            assert "refused=login_needed" in officer.get(addresses[page]).headers["location"], page


@pytest.mark.parametrize("page", [page for page in WHO_MAY if page not in NO_PAGES])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_runs_no_inline_script_loads_only_what_is_there_and_is_kept_by_nobody(
    page: str, lang: str, office: Office, addresses: dict[str, str]
) -> None:
    with client(office.address, cookies=office.all_seeing()) as visitor:
        answer = visitor.get(addresses[page], params={"lang": lang})
        assert answer.headers["content-type"].startswith("text/html")
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        # Data blocks are no scripts; everything else must come from a file.
        scripts = re.findall(r"<script(?![^>]*application/json)([^>]*)>(.*?)</script>", answer.text, re.S)
        assert all("src=" in attributes and not body.strip() for attributes, body in scripts)
        assert not re.search(r"\son\w+=|\sstyle=|javascript:|https?://(?!www\.w3\.org)", answer.text)
        for name in loaded_by(visitor, answer.text):
            assert visitor.get(f"/static/{name}").status_code == 200, name


def loaded_by(visitor: httpx.Client, text: str) -> set[str]:
    """The static files that a page names, and those that its scripts import, theirs included."""
    found: set[str] = set()
    wanted = set(re.findall(r'"/static/([^"]+)"', text))
    assert wanted
    while wanted:
        name = wanted.pop()
        found.add(name)
        if name.endswith(".js"):
            code = visitor.get(f"/static/{name}").text
            wanted |= set(re.findall(r'from "\./([\w.-]+)"', code)) - found
    return found


def test_every_script_belongs_to_a_page(office: Office, addresses: dict[str, str]) -> None:
    """A script that no page loads is outside the checks above, and dead."""
    with client(office.address, cookies=office.all_seeing()) as visitor:
        loaded = set().union(
            *(
                loaded_by(visitor, visitor.get(address).text)
                for page, address in addresses.items()
                if page not in NO_PAGES
            )
        )
    scripts = {path.name for path in (Path(__file__).resolve().parents[2] / "ui").rglob("static/*.js")}
    assert scripts
    assert scripts <= loaded
