"""An officer who speaks English: who asks for it waits for that counter, as for one whose row says so."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from kiosk.contract.officer import Permission
from tests.clients import client
from tests.hub.conftest import Office
from tests.hub.scene import BUNDLE, take
from tests.officers import hire, sign_in

WAIT_S = BUNDLE.calling.skills.wait_minutes * 60


@pytest.fixture
def kiosk(office: Office) -> Iterator[httpx.Client]:
    token = f"Bearer {(office.folder / 'device_token').read_text().strip()}"
    with client(office.address, headers={"Authorization": token}) as opened:
        yield opened


def serving(browser: httpx.Client, login: str, counter: str) -> httpx.Client:
    assert sign_in(browser, login).status_code == 201
    opened = browser.post(f"/v1/counters/{counter}/state", json={"state": "open"})
    assert opened.status_code == 200
    return browser


def calls(officer: httpx.Client, counter: str) -> str:
    shown = officer.get(f"/v1/counters/{counter}").json()["next"]
    called = officer.post(f"/v1/counters/{counter}/call", json={}).json()["ticket"]
    assert (shown and shown["number"]) == called["number"], "who is shown as next is called"
    return str(called["number"])


@pytest.mark.parametrize("speaks", [True, False])
def test_who_asks_for_english_is_called_by_who_speaks_it(
    office: Office, kiosk: httpx.Client, speaks: bool
) -> None:
    hire(office.hub, "lan", {Permission.SERVE}, skills={"en"} if speaks else ())
    with office.browser() as one, office.browser() as two:
        first, lan = serving(one, "CB1", "1"), serving(two, "lan", "2")
        english = take(kiosk, lang="en")["number"]
        other = take(kiosk)["number"]
        assert calls(first, "1") == (other if speaks else english)
        assert calls(lan, "2") == (english if speaks else other)


def test_nobody_waits_for_the_skill_longer_than_the_rule_says(office: Office, kiosk: httpx.Client) -> None:
    hire(office.hub, "lan", {Permission.SERVE}, skills={"en"})
    with office.browser() as one, office.browser() as two:
        first = serving(one, "CB1", "1")
        serving(two, "lan", "2")
        english = take(kiosk, lang="en")["number"]
        office.clock.advance(WAIT_S - 1)
        assert first.post("/v1/counters/1/call", json={}).json() == {"ticket": None}
        office.clock.advance(1)
        assert calls(first, "1") == english


def test_the_skill_goes_with_the_officer_to_another_counter(office: Office, kiosk: httpx.Client) -> None:
    """Whoever calls brings what they can do, and it is theirs from then on that a counter is open."""
    hire(office.hub, "lan", {Permission.SERVE}, skills={"en"})
    with office.browser() as one, office.browser() as two:
        serving(one, "CB1", "1")
        lan = serving(two, "lan", "2")
        english = take(kiosk, lang="en")["number"]
        lan.post("/v1/counters/2/state", json={"state": "closed"})
        assert calls(lan, "1") == english
        periods = office.hub.store.read(lambda reading: reading.counters.now(office.clock.now().date()))
        assert {number: (each.state, each.officer) for number, each in periods.items()} == {
            "1": ("open", "lan"),
            "2": ("closed", "lan"),
        }


def test_who_opens_a_counter_that_another_opened_works_there(office: Office) -> None:
    with office.browser() as one, office.browser() as two:
        serving(one, "CB1", "1")
        serving(one, "CB1", "1")
        serving(two, "CB2", "1")
        serving(two, "CB2", "1")
    assert office.audit("counter.open") == [("CB1", "1", ""), ("CB2", "1", "")]
