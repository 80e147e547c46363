"""Once a night the hub reads all that it keeps, and tells what is damaged before anybody asks for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.contract.dossier import DossierState
from kiosk.hub.hub import Hub
from kiosk.hub.night_check import NightCheck
from kiosk.store.sqlite import DatabaseError
from tests.hub.scene import JPEG, MORNING, birth_dossier, open_scene
from tests.hub.test_clock_errors import TurnedClock

HOUR = 3600
NIGHT = 18 * HOUR  # from nine in the morning to three


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(MORNING)


@pytest.fixture
def hub(tmp_path: Path, clock: TurnedClock) -> Iterator[Hub]:
    opened = open_scene(tmp_path, clock)
    yield opened
    opened.close()


def file_a_dossier(hub: Hub) -> str:
    digest = hub.files.put(JPEG)
    dossier = birth_dossier()
    hub.store.submit(
        lambda tx: tx.dossiers.add(dossier, DossierState.WAITING_CHECK, [digest], tx.now, None)
    ).result()
    return dossier.reference


def told(hub: Hub) -> list[tuple[str, str]]:
    return [(one.kind, one.detail) for one in hub.store.read(lambda r: r.notices.listed(done=False))]


def test_it_looks_once_a_night_and_says_nothing_when_all_is_well(hub: Hub, clock: TurnedClock) -> None:
    file_a_dossier(hub)
    check = NightCheck(hub)
    looked = []
    for hours in (1, 14, 1, 1, 1, 1, 20, 2, 2):
        clock.advance(hours * HOUR)
        looked.append(check.look())
    assert looked == [False, False, False, True, False, False, False, True, False]
    assert told(hub) == []


@pytest.mark.expects_log("the night's check: page_damaged")
@pytest.mark.parametrize("damage", ["cut off", "gone"])
def test_a_page_that_can_not_be_read_is_told_with_its_dossier(
    hub: Hub, clock: TurnedClock, tmp_path: Path, damage: str
) -> None:
    reference = file_a_dossier(hub)
    (page,) = (tmp_path / "files").iterdir()
    if damage == "gone":
        page.unlink()
    else:
        page.write_bytes(page.read_bytes()[:-1])
    check = NightCheck(hub)
    clock.advance(NIGHT)
    assert check.look()
    assert told(hub) == [("page_damaged", reference)]
    assert hub.warnings == {"page_damaged"}
    hub.store.check()
    hub.files.put(JPEG)
    clock.advance(24 * HOUR)
    assert check.look()
    assert hub.warnings == set(), "brought back from a copy"


def test_a_clock_that_stood_years_ahead_does_not_end_the_checks(hub: Hub, clock: TurnedClock) -> None:
    clock.wrong_by = timedelta(days=4 * 365)
    check = NightCheck(hub)
    clock.wrong_by = timedelta(0)
    clock.advance(NIGHT)
    assert check.look()
    assert not check.look()


def test_it_ends_only_when_the_page_that_is_being_read_is_read(
    hub: Hub, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who closes the hub's store next would take it away from under the check."""
    file_a_dossier(hub)
    reading, closed = threading.Event(), threading.Event()
    closed_meanwhile: list[bool] = []

    def read_slowly(digest: str) -> bytes:
        reading.set()
        closed_meanwhile.append(closed.wait(0.3))
        return JPEG

    monkeypatch.setattr(hub.files, "get", read_slowly)
    monkeypatch.setattr("kiosk.hub.night_check.LOOK_EVERY_S", 0.0)
    check = NightCheck(hub)
    clock.advance(NIGHT)
    check.start()
    assert reading.wait(20)
    check.close()
    closed.set()
    assert closed_meanwhile == [False]


@pytest.mark.expects_log("the night's check: store_damaged")
def test_a_damaged_database_makes_health_red(hub: Hub, clock: TurnedClock, tmp_path: Path) -> None:
    hub.close()
    again = open_scene(tmp_path, clock)
    content = bytearray((tmp_path / "hub.db").read_bytes())
    content[18_000:18_016] = bytes(16)
    (tmp_path / "hub.db").write_bytes(content)
    check = NightCheck(again)
    clock.advance(NIGHT)
    assert check.look()
    with pytest.raises(DatabaseError, match=r"hub\.db"):
        again.store.check()
    again.close()
