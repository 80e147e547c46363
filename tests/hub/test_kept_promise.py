"""The day that a citizen was promised stays as it was, whatever the centre's folder says later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from config.calendar import Calendar
from config.centre import CentreBundle
from config.hours import Closing, Timetable
from kiosk.clock import VirtualClock
from kiosk.dossier.model import Dossier
from kiosk.hub.receipts import _no_day
from tests.hub.scene import (
    BUNDLE,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    open_scene,
    serving,
)

CALENDAR = BUNDLE.timetable.calendar
AFTERNOON = MORNING.replace(hour=15, minute=1)


def edition(number: int, timetable: Timetable) -> CentreBundle:
    return replace(BUNDLE, version=number, digest=f"edition{number}", timetable=timetable)


def accepted(folder: Path, bundle: CentreBundle, clock: VirtualClock) -> tuple[Dossier, dict[str, Any]]:
    """A dossier that an officer accepts at a hub of that edition, as the console shows it."""
    dossier = birth_dossier()
    with (
        serving(folder, clock, bundle=bundle) as address,
        kiosk_client(address, folder) as kiosk,
        officer_client(address) as officer,
    ):
        assert hand_over(kiosk, dossier).status_code == 201
        answer = officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        return dossier, answer.json()["dossier"]


def shown_later(folder: Path, bundle: CentreBundle, dossier: Dossier, clock: VirtualClock) -> dict[str, Any]:
    with serving(folder, clock, bundle=bundle) as address, officer_client(address) as officer:
        shown: dict[str, Any] = officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
        return shown


def test_a_new_edition_changes_nothing_that_was_promised(tmp_path: Path) -> None:
    clock = VirtualClock(AFTERNOON)
    dossier, first = accepted(tmp_path, edition(1, BUNDLE.timetable), clock)
    assert first["due"] == "2026-11-24"
    assert first["due_text"] == "Received after 15:00: result on the next working day"
    closed = Closing(first=date(2026, 11, 24), last=date(2026, 12, 31), why="MẪU")
    ended = Timetable(Calendar({date(2025, 1, 1): "MẪU"}, {}), closings=(closed,))
    later = shown_later(tmp_path, edition(2, ended), dossier, clock)
    assert (later["due"], later["due_text"]) == (first["due"], first["due_text"])


def test_what_it_was_computed_by_lies_with_the_dossier(tmp_path: Path) -> None:
    clock = VirtualClock(AFTERNOON)
    dossier, _ = accepted(tmp_path, edition(7, BUNDLE.timetable), clock)
    hub = open_scene(tmp_path, clock)
    try:
        filed = hub.store.read(lambda reading: reading.dossiers.by_id(dossier.id))
    finally:
        hub.close()
    assert filed is not None
    assert filed.due_basis is not None
    assert (filed.due_basis.edition, filed.due_basis.rule) == ("7 (edition7)", "after_hour")
    assert filed.due_basis.limit.same_day_until == 15


def test_a_closed_field_moves_the_day_and_says_so(tmp_path: Path) -> None:
    closed = Closing(first=date(2026, 11, 24), fields=("ho_tich",), why="MẪU")
    times = Timetable(CALENDAR, closings=(closed,))
    _, shown = accepted(tmp_path, edition(1, times), VirtualClock(AFTERNOON))
    assert shown["due"] == "2026-11-25"
    assert shown["due_text"].endswith("closed on 24/11/2026, so the next day")


def test_after_the_calendar_s_end_the_receipt_says_why_no_day_stands_there(tmp_path: Path) -> None:
    ended = Timetable(Calendar({date(2025, 1, 1): "MẪU"}, {}))
    clock = VirtualClock(MORNING)
    dossier, shown = accepted(tmp_path, edition(1, ended), clock)
    assert shown["due"] is None
    assert "2025" in shown["due_text"]
    hub = open_scene(tmp_path, clock)
    try:
        filed = hub.store.read(lambda reading: reading.dossiers.by_id(dossier.id))
        assert filed is not None
        assert "2025" in (_no_day(hub, filed, "vi") or "")
    finally:
        hub.close()
