"""The hub's clock was wrong for a while: nobody who waits is hidden, and no number is given or called twice.

The hub can't know which of two times is right. A clock that is behind what the hub has done hides people, so
the hub goes on from there; only what lies more than a week ahead is taken for the error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import GivenTicket
from kiosk.dossier.ids import new_token, uuid7
from tests.hub.scene import MORNING, birth_dossier, hand_over, kiosk_client, officer_client, serving, take

DAY = 24 * 3600


class TurnedClock(VirtualClock):
    """Somebody sets the wall clock; the seconds go on as before."""

    wrong_by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.wrong_by


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(MORNING)


@pytest.fixture
def kiosk(tmp_path: Path, clock: TurnedClock) -> Iterator[httpx.Client]:
    with serving(tmp_path, clock) as address, kiosk_client(address, tmp_path) as client:
        yield client


@pytest.fixture
def officer(kiosk: httpx.Client, tmp_path: Path) -> Iterator[httpx.Client]:
    with officer_client(str(kiosk.base_url)) as client:
        yield client


def issued_at(kiosk: httpx.Client) -> datetime:
    return datetime.fromisoformat(str(take(kiosk)["issued_at"]))


def served(officer: httpx.Client) -> str:
    """Serve whoever is next at counter 1; the number, or "nobody"."""
    ticket = officer.post("/v1/counters/1/call", json={}).json()["ticket"]
    if ticket is None:
        return "nobody"
    assert ticket["waited_minutes"] >= 0
    for step in ("start", "finish"):
        assert officer.post(f"/v1/counters/1/{step}", json={}).status_code == 200
    return str(ticket["number"])


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=1), timedelta(days=6, hours=23)])
def test_a_clock_set_back_hides_nobody_and_repeats_no_number(
    back: timedelta, kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    given = [take(kiosk)["number"] for _ in range(10)]
    assert served(officer) == "H 001"
    clock.wrong_by = -back
    later = take(kiosk)
    assert (later["number"], later["day"], later["ahead"]) == ("H 011", "2026-11-23", 9)
    queue = officer.get("/v1/queue").json()["tickets"]
    assert [ticket["number"] for ticket in queue] == [*given[1:], "H 011"]
    assert all(ticket["waited_minutes"] >= 0 for ticket in queue)
    assert kiosk.get("/v1/board").json()["waiting"][0]["waiting"] == 10
    assert officer.get("/v1/counters/1").json()["waiting"] == 10
    assert [served(officer) for _ in range(11)] == [*given[1:], "H 011", "nobody"]
    clock.wrong_by = timedelta(0)
    assert take(kiosk)["number"] == "H 012"


def test_a_day_that_came_too_early_is_gone_on_with_until_it_comes(
    tmp_path: Path, kiosk: httpx.Client, clock: TurnedClock
) -> None:
    clock.wrong_by = timedelta(days=1)
    assert issued_at(kiosk) == MORNING + timedelta(days=1)
    clock.wrong_by = timedelta(0)
    assert take(kiosk)["number"] == "H 002", "the number of that day can't be given again: its slip is out"
    clock.advance(DAY + 60)
    assert issued_at(kiosk) == MORNING + timedelta(days=1, minutes=1)
    with officer_client(str(kiosk.base_url)) as officer:
        assert [served(officer) for _ in range(4)] == ["H 001", "H 002", "H 003", "nobody"]


@pytest.mark.parametrize("days", [8, 400])
def test_numbers_of_a_day_far_ahead_do_not_date_those_of_today(
    days: int, kiosk: httpx.Client, clock: TurnedClock
) -> None:
    clock.wrong_by = timedelta(days=days)
    assert issued_at(kiosk) == MORNING + timedelta(days=days)
    clock.wrong_by = timedelta(0)
    assert issued_at(kiosk) == MORNING


def test_a_clock_a_year_back_is_followed_and_those_who_waited_are_there_when_it_is_right_again(
    kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    take(kiosk)
    clock.wrong_by = timedelta(days=-365)
    assert issued_at(kiosk) == MORNING - timedelta(days=365)
    clock.wrong_by = timedelta(0)
    assert take(kiosk)["number"] == "H 002"
    assert [served(officer) for _ in range(3)] == ["H 001", "H 002", "nobody"]


def test_numbers_of_yesterday_do_not_date_those_of_today(kiosk: httpx.Client, clock: TurnedClock) -> None:
    assert issued_at(kiosk) == MORNING
    clock.advance(DAY)
    assert issued_at(kiosk) == MORNING + timedelta(days=1)


def test_a_clock_set_back_within_the_day_does_not_let_the_later_one_in_first(
    kiosk: httpx.Client, clock: TurnedClock
) -> None:
    first = issued_at(kiosk)
    clock.wrong_by = timedelta(minutes=-20)
    assert issued_at(kiosk) >= first
    clock.advance(30 * 60)
    assert issued_at(kiosk) == MORNING + timedelta(minutes=10)


def adopt(kiosk: httpx.Client, number: str, day: date) -> None:
    given = GivenTicket(
        id=uuid7(), number=number, day=day, field="ho_tich", token=new_token(), issued_at=MORNING
    )
    body = {"ticket": given.model_dump(mode="json"), "lang": "vi", "kiosk": "K1", "how": "paper"}
    assert kiosk.post("/v1/tickets/adopt", json=body).status_code == 201


def test_a_day_with_only_numbers_of_kiosks_is_gone_on_with_too(
    kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    adopt(kiosk, "H 800", MORNING.date())
    clock.wrong_by = timedelta(days=-1)
    assert [served(officer) for _ in range(2)] == ["H 800", "nobody"]


def test_a_kiosk_whose_clock_is_a_day_ahead_does_not_take_the_hub_there(
    kiosk: httpx.Client, officer: httpx.Client
) -> None:
    take(kiosk)
    adopt(kiosk, "H 800", MORNING.date() + timedelta(days=1))
    assert issued_at(kiosk) == MORNING
    assert [served(officer) for _ in range(3)] == ["H 001", "H 002", "nobody"]


def test_a_dossier_accepted_meanwhile_has_its_code_and_its_day_of_the_hubs_day(
    kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    take(kiosk)
    clock.wrong_by = timedelta(days=-2)
    dossier = birth_dossier()
    assert hand_over(kiosk, dossier).status_code == 201
    accepted = officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"}).json()["dossier"]
    assert accepted["code"] == "000.00.01.H29-261123-0001"
    assert accepted["due"] == "2026-11-23"


def states_of(officer: httpx.Client, day: str) -> list[str]:
    rows = officer.get("/v1/figures.csv", params={"day": day}).content.decode("utf-8-sig").splitlines()[1:]
    return [row.split(",")[9] for row in rows]


def test_who_still_waited_is_explained_once_the_next_day_has_passed(
    kiosk: httpx.Client, officer: httpx.Client, tmp_path: Path, clock: TurnedClock
) -> None:
    take(kiosk)
    take(kiosk)
    for step in ("call", "start"):
        assert officer.post(f"/v1/counters/1/{step}", json={}).status_code == 200
    for ended in (["serving", "waiting"], ["finished", "left"]):
        clock.advance(24 * 3600)
        take(kiosk)
        with officer_client(str(kiosk.base_url)) as again:
            assert states_of(again, "2026-11-23") == ended


def test_a_clock_that_jumps_a_year_ends_nobody(
    kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    take(kiosk)
    clock.wrong_by = timedelta(days=365)
    take(kiosk)
    clock.wrong_by = timedelta(0)
    assert states_of(officer, "2026-11-23") == ["waiting"]


def test_services_during_which_the_clock_went_back_do_not_make_a_wait_of_less_than_nothing(
    kiosk: httpx.Client, officer: httpx.Client, clock: TurnedClock
) -> None:
    for turn in range(6):
        take(kiosk)
        for step in ("call", "start"):
            assert officer.post(f"/v1/counters/1/{step}", json={}).status_code == 200
        clock.advance(240)
        clock.wrong_by -= timedelta(hours=1) if turn % 2 else timedelta(0)
        assert officer.post("/v1/counters/1/finish", json={}).status_code == 200
    take(kiosk)
    assert take(kiosk)["wait_minutes"] == [0, 9], (
        "one ahead, by the three services that lasted four minutes each"
    )
