"""What was kept as long as the rule says is erased in the night, and on record; what is younger stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config.problems import BadFile
from config.retention import Kept, default_retention, load_retention
from kiosk.clock import VirtualClock
from kiosk.contract.event import NoticeDone
from kiosk.contract.pairing import WantedPairingCode
from kiosk.dossier.ids import uuid7
from kiosk.hub.hub import Hub
from kiosk.hub.night_check import NightCheck
from kiosk.hub.pairing import rules
from kiosk.hub.retention import erase_old
from kiosk.hub.store.records import AnswerRecord, Notice
from kiosk.hub.store.retention import KINDS
from kiosk.hub.store.transaction import Transaction
from tests.hub.scene import MORNING, open_scene

RULE = default_retention()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    opened = open_scene(tmp_path, VirtualClock(MORNING))
    try:
        yield opened
    finally:
        opened.close()


def fill(tx: Transaction) -> None:
    """One of each kind, and an open notice."""
    notice, still_open = uuid7(), uuid7()
    for id in (notice, still_open):
        tx.notices.add(Notice(id, "printer_paper_out", "", "K1", tx.now))
    tx.notices.finish(notice, "CB1", tx.now)
    tx.events.add("notice.done", NoticeDone(notice=notice))
    tx.answers.add("ticket", uuid7(), AnswerRecord("f", 201, {}), tx.now)
    rules.make_code(tx, (800, 899), WantedPairingCode(count=10), "QT")


def test_a_dossier_that_is_sent_again_is_known_for_ever(hub: Hub) -> None:
    key = uuid7()
    hub.store.submit(lambda tx: tx.answers.add("dossier", key, AnswerRecord("f", 201, {}), tx.now)).result()
    advance(hub, 4000)
    erase(hub)
    assert hub.store.read(lambda reading: reading.answers.find("dossier", key)) is not None


def advance(hub: Hub, days: float) -> None:
    assert isinstance(hub.clock, VirtualClock)
    hub.clock.advance(timedelta(days=days).total_seconds())


def erase(hub: Hub) -> dict[str, int]:
    return hub.store.submit(lambda tx: erase_old(tx, RULE)).result()


def test_each_kind_goes_after_its_days_and_not_before(hub: Hub) -> None:
    hub.store.submit(fill).result()
    hub.store.submit(fill).result()
    days = {kind: getattr(RULE, kind).days for kind in KINDS}
    assert set(days.values()) == {30, 90}
    advance(hub, 29.9)
    assert erase(hub) == {}
    advance(hub, 0.2)
    first = erase(hub)
    assert set(first) == {"events", "pairing_codes"}
    assert first["pairing_codes"] == 2
    advance(hub, 60)
    assert erase(hub) == {"answers": 2, "notices": 2}
    assert len(hub.store.read(lambda reading: reading.notices.listed(done=False))) == 2, "open ones stay"
    assert erase(hub) == {}


def test_the_newest_event_stays_so_that_nobody_begins_anew(hub: Hub) -> None:
    hub.store.submit(fill).result()
    newest = hub.store.read(lambda reading: reading.events.newest())
    advance(hub, 400)
    erase(hub)
    assert hub.store.read(lambda reading: reading.events.newest()) == newest > 0


def test_it_is_done_by_night_and_on_record(hub: Hub) -> None:
    hub.store.submit(fill).result()
    hub.store.submit(fill).result()
    night = NightCheck(hub)
    advance(hub, 31)
    assert night.look()
    lines = hub.store.read(lambda reading: reading.audit.listed())
    erased = {one.subject: one.detail for one in lines if one.action == "retention.erased"}
    assert set(erased) == {"events", "pairing_codes"}
    assert erased["pairing_codes"] == "2 before 2026-11-24"


def test_every_kind_has_days_and_a_rule() -> None:
    assert set(type(RULE).model_fields) == set(KINDS)
    assert all(isinstance(one, Kept) and one.law for one in (getattr(RULE, kind) for kind in KINDS))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("days = 30", "days = 0", "retention.toml: events.days: input should be greater than or equal to 1"),
        (
            "days = 90",
            "days = 29",
            "answers.days: input should be greater than or equal to 30",
        ),
        ("law = ", "low = ", "retention.toml: events.low: unknown key (did you mean law?)"),
    ],
)
def test_a_rule_that_is_none_is_refused(tmp_path: Path, old: str, new: str, line: str) -> None:
    text = (Path(__file__).resolve().parents[2] / "config/centre/retention.toml").read_text(encoding="utf-8")
    path = tmp_path / "retention.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        load_retention(path)
    assert line in str(caught.value)
