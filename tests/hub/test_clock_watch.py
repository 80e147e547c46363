"""The hub looks after its clock: the staff are told once, and no longer than it lasts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.audit import EventLog
from kiosk.clock import VirtualClock
from kiosk.contract.ticket import WantedTicket
from kiosk.hub.clock_watch import ClockWatch
from kiosk.hub.hub import Hub
from kiosk.hub.queue import issuing
from kiosk.hub.store.records import Notice
from kiosk.hub.store.sqlite import SqliteStore
from tests.hub.scene import MORNING, open_scene
from tests.hub.test_clock_errors import TurnedClock

HOUR = 3600.0


class Room:
    """A hub and its watch, on a clock that people turn."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, TurnedClock(MORNING)
        self.start()

    def start(self) -> None:
        self.hub: Hub = open_scene(self.folder, self.clock)
        self.watch = ClockWatch(self.hub, EventLog(self.folder / "events.jsonl", self.clock))

    def restart(self) -> None:
        self.hub.close()
        self.start()

    def number(self) -> str:
        issued = self.hub.store.submit(
            lambda tx: issuing.issue(self.hub.queue, tx, WantedTicket(field="ho_tich", kiosk="K1"))
        )
        return issued.result(60).id

    def notices(self, *, done: bool = False) -> list[Notice]:
        listed = self.hub.store.read(lambda reading: reading.notices.listed(done=True))
        return [notice for notice in listed if (notice.done_at is not None) is done]

    def warnings(self) -> set[str]:
        return set(self.hub.warnings)

    def log(self) -> list[tuple[str, str]]:
        path = self.folder / "events.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [(line["event"], line.get("fault", "")) for line in lines]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.hub.close()


def test_a_right_clock_is_not_spoken_of(room: Room) -> None:
    room.number()
    for _ in range(3):
        room.clock.advance(HOUR)
        room.clock.wrong_by -= timedelta(minutes=2)
        room.watch.look()
    assert (room.notices(), room.warnings(), room.log()) == ([], set(), [])


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=1), timedelta(days=7)])
def test_a_clock_behind_is_told_once_with_both_times_and_closed_when_it_is_right_again(
    room: Room, back: timedelta
) -> None:
    room.number()
    room.clock.wrong_by = -back
    for _ in range(3):
        room.watch.look()
        room.clock.advance(30)
        room.number()
    (notice,) = room.notices()
    assert (notice.kind, notice.kiosk) == ("clock_behind", "HUB")
    assert notice.detail == f"{MORNING - back:%d/%m/%Y %H:%M} < 23/11/2026 09:00"
    assert room.warnings() == {"clock_behind"}
    room.clock.wrong_by = timedelta(0)
    room.watch.look()
    assert (room.notices(), room.warnings()) == ([], set())
    assert [one.id for one in room.notices(done=True)] == [notice.id]
    assert room.log() == [("clock_wrong", "clock_behind"), ("clock_right", "clock_behind")]


def test_a_restart_in_between_neither_repeats_nor_forgets_it(room: Room) -> None:
    room.number()
    room.clock.wrong_by = -timedelta(days=1)
    room.watch.look()
    room.restart()
    room.watch.look()
    assert [notice.kind for notice in room.notices()] == ["clock_behind"]
    room.hub.close()
    room.clock.wrong_by = timedelta(0)
    room.start()
    room.watch.look()
    assert room.notices() == []


def test_a_clock_that_goes_wrong_again_is_told_again(room: Room) -> None:
    room.number()
    for _ in range(2):
        room.clock.wrong_by = -timedelta(days=1)
        room.watch.look()
        assert len(room.notices()) == 1
        room.clock.wrong_by = timedelta(0)
        room.watch.look()
    assert len(room.notices(done=True)) == 2


@pytest.mark.parametrize("days", [8, 400])
def test_numbers_of_a_day_far_ahead_are_told_once_until_somebody_has_looked(room: Room, days: int) -> None:
    room.clock.wrong_by = timedelta(days=days)
    room.number()
    room.clock.wrong_by = timedelta(0)
    room.watch.look()
    room.number()
    room.watch.look()
    (notice,) = room.notices()
    ahead = MORNING + timedelta(days=days)
    assert (notice.kind, notice.detail) == (
        "clock_was_ahead",
        f"23/11/2026 09:00 < {ahead:%d/%m/%Y} 09:00",
    )
    assert room.warnings() == {"clock_was_ahead"}
    room.hub.store.submit(lambda tx: tx.notices.finish(notice.id, "CB1", tx.now)).result(60)
    room.restart()
    room.watch.look()
    assert (room.notices(), room.warnings()) == ([], set())


@pytest.mark.expects_log("the hub's clock can't be looked after: ProgrammingError")
def test_a_database_that_can_not_be_asked_does_not_end_the_watch(room: Room) -> None:
    assert isinstance(room.hub.store, SqliteStore)
    room.hub.store._reading.close()
    room.watch.look()


def test_the_watch_looks_at_the_start_and_ends_with_the_hub(tmp_path: Path) -> None:
    clock = VirtualClock(MORNING)
    hub = open_scene(tmp_path, clock)
    hub.store.submit(lambda tx: tx.workdays.note(MORNING + timedelta(hours=1))).result(60)
    watch = ClockWatch(hub, EventLog(tmp_path / "events.jsonl", clock))
    watch.start()
    assert set(hub.warnings) == {"clock_behind"}
    watch.close()
    hub.close()
