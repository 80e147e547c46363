"""What every store of the hub keeps to about officers, their codes and what they can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from kiosk.contract.officer import Permission
from kiosk.contract.queue import CounterState
from kiosk.hub.store.records import AssignmentRecord, CounterPeriod, OfficerRecord
from kiosk.hub.store.transaction import Transaction
from tests.contract.hub_stores import DAY, TWICE, Stand
from tests.hub.scene import MORNING

LAN = OfficerRecord(
    "lan",
    "Nguyễn Thị Lan MẪU",
    frozenset({Permission.SERVE, Permission.FIGURES}),
    frozenset({"en", "km"}),
    (
        AssignmentRecord("26734", DAY, DAY + timedelta(days=4), "2"),
        AssignmentRecord("26734", DAY, None, "1"),
        AssignmentRecord("26740", DAY + timedelta(days=5)),
    ),
)


def test_an_officer_is_kept_whole_and_changed_whole(stand: Stand) -> None:
    stand.write(lambda tx: tx.officers.add(LAN))
    stand.reopen()
    assert stand.store.read(lambda r: r.officers.by_login("lan")) == LAN
    assert stand.store.read(lambda r: r.officers.by_login("LAN")) is None
    changed = OfficerRecord("lan", "Trần Thị MẪU", frozenset({Permission.SERVE}), closed=True, version=2)
    stand.write(lambda tx: tx.officers.change(changed))
    assert stand.store.read(lambda r: r.officers.by_login("lan")) == changed
    assert stand.store.read(lambda r: (r.officers.name_of("lan"), r.officers.name_of("ai"))) == (
        "Trần Thị MẪU",
        "ai",
    )
    with pytest.raises(Exception, match=TWICE):
        stand.write(lambda tx: tx.officers.add(LAN))


def test_officers_are_listed_by_log_in_and_the_closed_ones_last(stand: Stand) -> None:
    for login, closed in (("c", False), ("a", True), ("b", False)):
        stand.write(partial(_add_officer, new=OfficerRecord(login, login, closed=closed)))
    listed = stand.store.read(lambda reading: reading.officers.listed())
    assert [one.login for one in listed] == ["b", "c", "a"]


def test_a_code_opens_an_account_until_it_is_closed(stand: Stand) -> None:
    stand.write(lambda tx: tx.officers.add(LAN))

    def kept() -> str | None:
        return stand.store.read(lambda reading: reading.officers.code_hash("lan"))

    assert kept() is None
    stand.write(lambda tx: tx.officers.give_code("lan", "scrypt$…"))
    assert kept() == "scrypt$…"
    known = stand.store.read(lambda reading: reading.officers.by_login("lan"))
    assert known == replace(LAN, has_code=True)
    stand.write(lambda tx: tx.officers.change(replace(LAN, closed=True)))
    assert kept() is None
    assert stand.store.read(lambda reading: reading.officers.code_hash("ai")) is None


def test_the_skills_at_a_counter_are_those_of_who_opened_it(stand: Stand) -> None:
    stand.write(lambda tx: tx.officers.add(LAN))

    def opens(counter: str, officer: str, state: CounterState = "open") -> Callable[[Transaction], None]:
        return lambda tx: tx.counters.change(DAY, CounterPeriod(counter, state, officer, "", MORNING))

    for work in (opens("1", "lan"), opens("2", "ai"), opens("3", "lan"), opens("3", "ai")):
        stand.write(work)
    found = stand.store.read(lambda reading: reading.officers.skills_at_counters(DAY))
    assert found == {"1": {"en", "km"}}
    assert stand.store.read(lambda r: r.officers.skills_at_counters(DAY + timedelta(days=1))) == {}


def _add_officer(tx: Transaction, new: OfficerRecord) -> None:
    tx.officers.add(new)
