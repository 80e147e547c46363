"""What every backend keeps to: an acknowledgement is the system's own word about this dossier, whatever may
have arrived is not known to be absent, and asking changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from devices.simulators.backend_moods import Mood, MoodName
from kiosk.dossier.files import digest_of
from kiosk.ports.backend import Absent, Acknowledged, Disputed, Turned, Unreached, Unsure
from tests.handover.backend_wire import PAGE, Place, accepted, at_folder, at_json, at_portal, consignment

KEY = "0193a000-0000-7000-8000-0000000000b7"
OTHER = "0193a000-0000-7000-8000-0000000000d7"
Made = Callable[[Path], Place]


@pytest.fixture(params=[at_portal, at_json, at_folder])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: Made = request.param
    return made(tmp_path)


@pytest.fixture(params=[at_portal, at_json])
def wired(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: Made = request.param
    return made(tmp_path)


def in_mood(place: Place, name: MoodName) -> Place:
    assert place.sim is not None
    place.sim.temper.set(Mood(name))
    return place


def test_what_was_sent_is_there_once_and_is_found_again(place: Place) -> None:
    what = consignment()
    assert isinstance(place.backend.ask(what), Absent)
    sent = place.backend.send(what)
    assert isinstance(sent, Acknowledged)
    assert sent.reference
    assert place.backend.ask(what) == sent
    assert place.times(what) == 1


def test_a_state_follows_its_dossier_and_is_found(place: Place) -> None:
    what = consignment()
    place.backend.send(what)
    assert isinstance(place.backend.ask(accepted(what)), Absent)
    assert isinstance(place.backend.send(accepted(what)), Acknowledged)
    assert isinstance(place.backend.ask(accepted(what)), Acknowledged)


def test_a_repetition_files_nothing_twice(place: Place) -> None:
    what = consignment()
    place.backend.send(what)
    assert isinstance(place.backend.send(what), Acknowledged | Unsure)
    assert place.times(what) == 1
    assert isinstance(place.backend.ask(what), Acknowledged)


def test_another_dossier_in_its_place_is_no_acknowledgement(place: Place) -> None:
    what = consignment()
    place.backend.send(what)
    other = replace(what, dossier=OTHER, reference=what.reference)
    found = place.backend.ask(other)
    assert isinstance(found, Disputed | Absent)
    if isinstance(found, Disputed):
        assert "another" in found.reason


def test_an_answer_that_is_lost_leaves_it_open_until_it_is_asked_after(wired: Place) -> None:
    what = consignment(papers=())
    wired.backend.ask(what)
    wired.lose = "answer"
    assert isinstance(wired.backend.send(what), Unsure)
    assert wired.times(what) == 1
    assert isinstance(wired.backend.ask(what), Acknowledged)


def test_a_connection_that_did_not_come_about_leaves_nothing_in_doubt(wired: Place) -> None:
    what = consignment(papers=())
    wired.backend.ask(what)
    wired.lose = "refused"
    assert isinstance(wired.backend.send(what), Unreached)
    wired.lose = "request"
    assert isinstance(wired.backend.send(what), Unsure)
    assert isinstance(wired.backend.ask(what), Absent)


@pytest.mark.parametrize("mood", ["captive", "silent", "outage", "bad_gateway", "schema_changed", "slow"])
def test_no_other_answer_counts(wired: Place, mood: MoodName) -> None:
    what = consignment(papers=())
    wired.backend.ask(what)
    in_mood(wired, mood)
    assert isinstance(wired.backend.send(what), Unsure)
    assert isinstance(wired.backend.ask(what), Unsure)
    in_mood(wired, "well")
    assert isinstance(wired.backend.ask(what), Acknowledged if wired.times(what) else Absent)


def test_a_page_that_is_damaged_on_the_way_is_not_handed_over(tmp_path: Path) -> None:
    place = at_json(tmp_path)
    what = consignment(content=lambda _: PAGE + b"!")
    assert isinstance(place.backend.send(what), Turned)
    assert place.times(what) == 0


def test_a_session_that_has_ended_is_opened_anew(tmp_path: Path) -> None:
    place = at_portal(tmp_path)
    assert place.sim is not None
    place.backend.ask(consignment())
    place.sim._sessions.clear()
    assert isinstance(place.backend.send(consignment()), Acknowledged)
    in_mood(place, "session_ended")
    assert place.backend.send(consignment(key=KEY, dossier=OTHER, reference="K1-261123-0002")) == Unreached(
        "the session ends at once"
    )


def test_it_is_there_already_is_looked_up(tmp_path: Path) -> None:
    place = in_mood(at_portal(tmp_path), "duplicate_refused")
    assert isinstance(place.backend.send(consignment()), Unsure)
    assert isinstance(place.backend.ask(consignment()), Acknowledged)


def test_a_value_that_is_no_longer_listed_is_refused_and_says_why(tmp_path: Path) -> None:
    place = in_mood(at_portal(tmp_path), "list_changed")
    assert place.backend.send(consignment()) == Turned("-2 giá trị không có trong danh mục")


def test_an_amount_that_differs_there_needs_a_person(tmp_path: Path) -> None:
    place = in_mood(at_portal(tmp_path), "amount_lost")
    place.backend.send(consignment())
    assert place.backend.ask(consignment()) == Disputed("the fee there is 0, sent was 8000")


def test_what_was_taken_out_of_the_folder_needs_a_person(tmp_path: Path) -> None:
    place = at_folder(tmp_path)
    what = consignment()
    place.backend.send(what)
    (lies,) = (tmp_path / "drop").glob("K1-*")
    page = next(path for path in lies.iterdir() if path.suffix != ".json")
    page.write_bytes(b"torn")
    assert place.backend.ask(what) == Disputed("a page is damaged there")
    (tmp_path / "drop" / "taken").mkdir()
    page.write_bytes(PAGE)
    lies.rename(tmp_path / "drop" / "taken" / lies.name)
    assert isinstance(place.backend.ask(what), Acknowledged)
    (tmp_path / "drop" / "taken" / lies.name).rename(tmp_path / "gone")
    assert place.backend.ask(what) == Disputed("it lay there, and is gone")


def test_everything_is_on_the_disk_before_it_is_there_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = at_folder(tmp_path)
    told: list[str] = []
    sync, rename = os.fsync, Path.rename

    def synced(number: int) -> None:
        told.append(Path(f"/proc/self/fd/{number}").resolve().name)
        sync(number)

    def renamed(path: Path, target: Path) -> Path:
        told.append("renamed")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    place.backend.send(consignment())
    before, after = told[: told.index("renamed")], told[told.index("renamed") + 1 :]
    (lies,) = (tmp_path / "drop").glob("K1-*")
    assert set(before) == {"dossier.json", digest_of(PAGE), f"{lies.name}.part"}
    assert before[-1] == f"{lies.name}.part"
    assert "drop" in after
