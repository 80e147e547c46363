"""The played day of a centre: invented, played on a real hub, and every number accounted for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from config.centre import CentreBundle
from config.load import PROFILES, load_profile
from kiosk.clock import VirtualClock
from kiosk.contract.ticket import TicketState
from kiosk.hub.hub import open_hub
from tests.officers import CHEAP
from ui.demo.day import account, charts, scene
from ui.demo.day.pace import STEP_S, Pace
from ui.demo.day.plan import AWAY, CLOSES, COUNTERS, JAM, OPENS, SERVICE, SHARE, centre_files, moment, plan

TABLE = (
    "number,field,issued_at,first_called_at,served_from,ended_at,counter,calls,misses,state,told_least,told_most,appointment\n"
    "H 001,ho_tich,2026-11-25T08:00:00+07:00,2026-11-25T08:10:00+07:00,2026-11-25T08:11:00+07:00,"
    "2026-11-25T08:20:00+07:00,3,1,0,finished,5,10,\n"
    "H 002,ho_tich,2026-11-25T08:01:00+07:00,2026-11-25T08:21:00+07:00,2026-11-25T08:22:00+07:00,"
    "2026-11-25T08:30:00+07:00,3,1,0,finished,5,10,\n"
    "C 001,chung_thuc,2026-11-25T09:00:00+07:00,,,,,0,0,waiting,,,\n"
)


def test_the_same_seed_gives_the_same_day() -> None:
    assert plan(60, 4) == plan(60, 4)
    assert plan(60, 4) != plan(60, 5)


def test_people_come_while_the_centre_is_open_in_the_jam_and_while_the_hub_is_away() -> None:
    day = plan(330, 1)
    assert len(day.comers) == 330
    assert [one.at for one in day.comers] == sorted(one.at for one in day.comers)
    assert all(OPENS - 8 <= one.at <= CLOSES - 25 and one.lasts > 0 for one in day.comers)
    for since, until in (JAM, AWAY):
        assert sum(since <= one.at <= until for one in day.comers) >= 10
    assert any(one.gone and one.absent for one in day.comers)
    assert {one.comes is None for one in day.booked} == {True, False}
    assert {one.counter for one in day.rests} < set(COUNTERS)


def test_the_centre_of_the_day_is_one_that_a_hub_takes(tmp_path: Path) -> None:
    for name, text in centre_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    bundle = CentreBundle.load("26740", tmp_path)
    assert [one.number for one in bundle.counters] == list(COUNTERS)
    assert bundle.timetable.sessions(moment(OPENS).date(), "ho_tich")
    served = {field for one in bundle.counters for field in one.fields}
    assert set(SHARE) == set(SERVICE) <= served


def test_time_goes_by_at_once_or_so_many_times_as_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = VirtualClock(moment(480))
    slept: list[float] = []
    Pace(clock, None).until(moment(490))
    assert clock.now() == moment(490)
    monkeypatch.setattr("time.sleep", slept.append)
    Pace(clock, 60.0).until(moment(490.25))
    assert clock.now() == moment(490.25)
    assert slept == [STEP_S] * 5
    Pace(clock, 60.0).until(moment(480))
    assert (clock.now(), len(slept)) == (moment(490.25), 5)


def test_an_account_names_what_is_not_explained() -> None:
    found = account.rows(TABLE)
    assert [row.state for row in found] == [TicketState.FINISHED] * 2 + [TicketState.WAITING]
    assert [row.waited for row in found] == [10.0, 20.0, None]
    assert account.unexplained(found) == ["C 001"]
    assert account.inside(found) == (1, 2)


def test_charts_show_each_number_where_it_belongs() -> None:
    found = account.rows(TABLE)
    fields = [("ho_tich", "Hộ tịch"), ("chung_thuc", "Chứng thực <MẪU>")]
    drawn = {
        "waiting": charts.waiting(found, fields, "Chờ"),
        "told": charts.told(found, "Đã báo", "đến", "báo"),
        "counters": charts.counters(found, [("3", "3 · Hộ tịch")], [one for one, _ in fields], "Quầy"),
    }
    trees = {name: ElementTree.fromstring(text) for name, text in drawn.items()}
    tags = {name: Counter(part.tag.split("}")[-1] for part in tree.iter()) for name, tree in trees.items()}
    assert tags["waiting"]["polygon"] == 2
    assert (tags["told"]["circle"], drawn["told"].count("l8 8m0-8l-8 8")) == (1, 1)
    assert [part.text for part in trees["counters"].iter("{http://www.w3.org/2000/svg}title")] == [
        "Quầy",
        "H 001",
        "H 002",
    ]


@contextmanager
def no_browser() -> Iterator[None]:
    yield None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quiet day, as fast as it goes, without pictures."""
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scene, "browser_if_installed", no_browser)
        patched.setattr("ui.wiring.hub.open_hub", partial(open_hub, codes=CHEAP))
        profile = load_profile(PROFILES / "demo.toml")
        recorder = scene.play_day(profile, folder, "en", lambda _: None, people=34, seed=2, speed=None)
    assert recorder.ok, [note.english() for step in recorder.steps for note in step.notes]
    return folder


def test_every_number_of_the_day_is_accounted_for(played: Path) -> None:
    found = account.rows((played / "numbers.csv").read_text(encoding="utf-8"))
    assert len(found) > 30
    assert account.unexplained(found) == []
    own = [row.number for row in found if int(row.number.split()[1]) >= 800]
    assert own, "the kiosk gave none of its own while the hub was away"


def test_its_report_tells_each_part_with_the_charts(played: Path) -> None:
    report = json.loads((played / "report.json").read_text(encoding="utf-8"))
    assert [len(step["files"]) for step in report["steps"]] == [0, 0, 0, 0, 0, 4]
    assert report["title"] == "A day of a busy centre, hour by hour"
    page = (played / "report.html").read_text(encoding="utf-8")
    assert all(f"charts/{name}.svg" in page for name in ("waiting", "told", "counters"))
    assert "A day of a busy centre, hour by hour" in page


def test_nothing_happens_before_its_time(played: Path) -> None:
    for row in account.rows((played / "numbers.csv").read_text(encoding="utf-8")):
        times = [one for one in (row.issued, row.called, row.served, row.ended) if one]
        assert times == sorted(times), row
        assert all(one < datetime.fromisoformat("2026-11-25T19:00:00+07:00") for one in times)
        assert row.called is None or row.called - row.issued < timedelta(hours=4)
