"""The first administrator, and a centre that comes from a code for each counter."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.hub import Hub
from kiosk.hub.officers.first_start import prepare_accounts
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from tests.hub.scene import CENTRE, MORNING, open_scene
from tests.officers import CAN, CHEAP

ALWAYS = (AssignmentRecord(CENTRE.code, FIRST_DAY),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a hub; its first start is over."""
    open_scene(tmp_path).close()
    return tmp_path


def officer(hub: Hub, login: str) -> OfficerRecord | None:
    return hub.store.read(lambda reading: reading.officers.by_login(login))


def opens(hub: Hub, login: str, code: str) -> bool:
    return CHEAP.matches(code, hub.store.read(lambda reading: reading.officers.code_hash(login)))


def test_the_first_start_makes_an_administrator_who_may_only_administer(tmp_path: Path) -> None:
    hub = open_scene(tmp_path)
    login, code = (tmp_path / "administrator_code").read_text().split()
    assert login == "QT"
    assert officer(hub, login) == OfficerRecord(
        "QT", "Quản trị", frozenset({Permission.ADMINISTER}), assignments=ALWAYS, has_code=True
    )
    assert opens(hub, login, code)
    hub.close()


def test_a_later_start_changes_nothing(folder: Path) -> None:
    hub = open_scene(folder)
    before = hub.store.read(lambda reading: reading.audit.listed())
    prepare_accounts(folder, hub.store, CHEAP, CENTRE.code)
    assert hub.store.read(lambda reading: reading.audit.listed()) == before
    hub.close()


def test_an_emptied_file_gives_the_administrator_a_new_code_and_the_place_back(folder: Path) -> None:
    file = folder / "administrator_code"
    old = file.read_text().split()[1]
    hub = open_scene(folder)
    lost = OfficerRecord("QT", "Bà Quản MẪU", frozenset({Permission.FIGURES}), closed=True)
    hub.store.submit(lambda tx: tx.officers.change(lost)).result()
    hub.close()
    file.write_text(" \n")
    hub = open_scene(folder)
    login, new = file.read_text().split()
    assert (login, file.stat().st_mode & 0o777) == ("QT", 0o600)
    assert (opens(hub, "QT", old), opens(hub, "QT", new)) == (False, True)
    assert officer(hub, "QT") == OfficerRecord(
        "QT",
        "Bà Quản MẪU",
        frozenset({Permission.FIGURES, Permission.ADMINISTER}),
        assignments=ALWAYS,
        has_code=True,
        version=2,
    )
    hub.close()


def test_a_hub_that_shares_the_accounts_of_another_makes_no_code(folder: Path) -> None:
    file = folder / "administrator_code"
    code = file.read_text().split()[1]
    file.unlink()
    hub = open_scene(folder)
    assert opens(hub, "QT", code)
    assert not file.exists()
    hub.close()


def test_codes_of_counters_become_accounts_that_may_what_they_could(folder: Path) -> None:
    codes = folder / "staff_codes"
    codes.write_text("# phường MẪU\nCB7 1111-2222-3333\n\nLAN aaaa-BBBB-9999  Trần Thị MẪU \n")
    hub = open_scene(folder)
    assert officer(hub, "CB7") == OfficerRecord("CB7", "CB7", CAN, assignments=ALWAYS, has_code=True)
    lan = officer(hub, "LAN")
    assert lan is not None
    assert (lan.name, lan.permissions) == ("Trần Thị MẪU", CAN)
    assert opens(hub, "CB7", "1111-2222-3333")
    assert opens(hub, "LAN", "AAAA-BBBB-9999")
    assert not opens(hub, "LAN", "1111-2222-3333")
    assert not codes.exists(), "no code lies there in clear"
    audit = hub.store.read(lambda reading: reading.audit.listed())
    assert [(one.role, one.subject) for one in audit if one.action == "officer.taken_over"] == [
        ("hub", "CB7"),
        ("hub", "LAN"),
    ]
    hub.close()


def test_an_account_that_is_there_keeps_what_it_is(folder: Path) -> None:
    hub = open_scene(folder)
    before = officer(hub, "CB1")
    hub.close()
    (folder / "staff_codes").write_text("CB1 9999-8888-7777 Khác MẪU\n")
    hub = open_scene(folder)
    assert officer(hub, "CB1") == before
    assert not opens(hub, "CB1", "9999-8888-7777")
    hub.close()


def test_the_accounts_hold_whatever_the_clock_was_at_the_first_start(tmp_path: Path) -> None:
    hub = open_scene(tmp_path)
    assert MORNING.date() > FIRST_DAY
    administrator = officer(hub, "QT")
    assert administrator is not None
    assert administrator.assignments[0].first == FIRST_DAY
    hub.close()
