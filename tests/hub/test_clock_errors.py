"""The hub's clock was wrong for a while: numbers of today keep today's times and their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from tests.hub.scene import MORNING, kiosk_client, officer_client, serving, take

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


def issued_at(kiosk: httpx.Client) -> datetime:
    return datetime.fromisoformat(str(take(kiosk)["issued_at"]))


@pytest.mark.parametrize("days", [1, 400])
def test_numbers_of_a_day_that_has_not_come_do_not_date_those_of_today(
    days: int, kiosk: httpx.Client, clock: TurnedClock
) -> None:
    clock.wrong_by = timedelta(days=days)
    assert issued_at(kiosk) == MORNING + timedelta(days=days)
    clock.wrong_by = timedelta(0)
    assert issued_at(kiosk) == MORNING


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


def test_services_during_which_the_clock_went_back_do_not_make_a_wait_of_less_than_nothing(
    tmp_path: Path, kiosk: httpx.Client, clock: TurnedClock
) -> None:
    for turn in range(6):
        take(kiosk)
        with officer_client(str(kiosk.base_url), tmp_path) as officer:
            for step in ("call", "start"):
                assert officer.post(f"/v1/counters/1/{step}", json={}).status_code == 200
            clock.advance(240)
            clock.wrong_by -= timedelta(hours=1) if turn % 2 else timedelta(0)
            assert officer.post("/v1/counters/1/finish", json={}).status_code == 200
    take(kiosk)
    assert take(kiosk)["wait_minutes"] == [3, 8], (
        "one ahead, by the three services that lasted four minutes each"
    )
