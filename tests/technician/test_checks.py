"""Every check of the doctor, on a machine that is well and on one that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kiosk.clock import ICT
from kiosk.faults import FAULTS
from kiosk.http import Answer
from kiosk.hub.store.store import StoreFacts
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.slots import CODE_READER, SLIP_PRINTER
from requirements.install import Package
from ui.technician import checks
from ui.technician.centre_checks import check_calendar, check_condition, check_database
from ui.technician.checks import Probe

PRESENT = Package("dash", "sh", optional=False)
ABSENT = Package("libnowhere1", "libnowhere.so.1", optional=False)
ABSENT_MODULE = Package("python3-nowhere", "python:nowhere_at_all", optional=False)
ABSENT_OPTIONAL = Package("nowhere-browser", "nowhere-browser", optional=True)


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10), "missing"), ((3, 11), "ok"), ((3, 13), "ok"), ((3, 14), "missing")],
)
def test_python_must_be_one_that_the_locks_are_made_for(version: tuple[int, int], state: str) -> None:
    assert checks.check_python(version).state == state


def test_a_missing_system_library_is_named_with_its_command() -> None:
    (finding,) = checks.check_system([PRESENT, ABSENT, ABSENT_MODULE])
    assert finding.state == "missing"
    assert finding.values["names"] == "libnowhere1 python3-nowhere"
    assert "apt-get install" in finding.remedy


def test_a_missing_useful_package_is_no_illness() -> None:
    useful, needed = checks.check_system([PRESENT, ABSENT_OPTIONAL])
    assert (useful.state, needed.state) == ("optional", "ok")
    assert needed.values["count"] == 1


def test_a_package_that_is_missing_or_old_is_named() -> None:
    pins = {"segno==1.6.6", "requests==2.34.2"}
    assert checks.check_packages(pins, {"segno": "1.6.6", "requests": "2.34.2"}, "./run hub").state == "ok"
    finding = checks.check_packages(pins, {"segno": "1.6.5"}, "./run hub")
    assert (finding.state, finding.values["names"]) == ("missing", "requests, segno")


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("3.6.23", "ok"),
        ("3.7.0", "missing"),
        ("3.40.1", "missing"),
        ("3.51.2", "missing"),
        ("3.51.3", "ok"),
        ("3.53.4", "ok"),
    ],
)
def test_a_sqlite_with_the_wal_reset_bug_is_refused(version: str, state: str) -> None:
    assert checks.check_sqlite(Probe(True, version)).state == state


def test_a_store_that_does_not_load_is_missing() -> None:
    assert checks.check_sqlite(Probe(False, "ModuleNotFoundError")).state == "missing"


def test_a_library_that_crashes_its_process_is_missing() -> None:
    assert checks.check_library("Qt", checks.probe("import os; os.abort()")).state == "missing"
    assert checks.check_library("Qt", checks.probe("print('6.11.3')")).values["output"] == "6.11.3"


def test_a_library_that_hangs_is_missing() -> None:
    assert not checks.probe("import sys; sys.stdin.read() or input()", timeout_s=0.0).ok


def test_fonts_must_all_be_there(tmp_path: Path) -> None:
    for weight in ("Regular", "Medium", "SemiBold"):
        (tmp_path / f"BeVietnamPro-{weight}.ttf").touch()
    assert checks.check_fonts(tmp_path).values["names"] == "Bold"
    (tmp_path / "BeVietnamPro-Bold.ttf").touch()
    assert checks.check_fonts(tmp_path).state == "ok"


@pytest.mark.parametrize(
    ("listing", "state"),
    [
        ("Pty Language Age\n 5  vi              --/M      Vietnamese_(Northern) aav/vi\n", "ok"),
        ("Pty Language Age\n 5  vi-vn-x-south   --/M      Vietnamese_(Southern)\n", "ok"),
        ("Pty Language Age\n", "missing"),
        ("Pty Language Age\n 5  en-gb           --/M      English\n", "missing"),
        ("", "missing"),
    ],
)
def test_espeak_must_speak_vietnamese(listing: str, state: str) -> None:
    assert checks.check_voice(listing).state == state


def test_a_full_disk_is_told() -> None:
    assert checks.check_disk(Path("var"), 499_999_999).state == "missing"
    assert checks.check_disk(Path("var"), 500_000_000).state == "ok"


def test_a_data_folder_that_does_not_exist_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    asked = []

    def may_write(folder: Path) -> bool:
        asked.append(folder)
        return True

    assert checks.check_writable(tmp_path / "var" / "kiosk", may_write).state == "ok"
    assert asked == [tmp_path]
    assert checks.check_writable(tmp_path, lambda _folder: False).state == "missing"


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    assert checks.check_writable(tmp_path / "var", lambda _folder: True).state == "missing"


@pytest.mark.parametrize(("year", "state"), [(1970, "missing"), (2026, "ok"), (2099, "missing")])
def test_a_clock_that_lost_its_battery_is_told(year: int, state: str) -> None:
    assert checks.check_clock(datetime(year, 11, 22, 9, 0, tzinfo=ICT)).state == state


@pytest.mark.parametrize(("month", "state"), [(6, "ok"), (9, "optional"), (11, "missing")])
def test_days_off_that_run_out_are_told_months_before(month: int, state: str) -> None:
    found = check_calendar(date(2027, 12, 31), date(2027, month, 1))
    assert found.state == state
    assert check_calendar(date.min, date(2027, month, 1)).state == "missing"


def test_a_printer_without_paper_says_what_staff_should_do() -> None:
    health = Health(State.BLOCKED, Fault("printer_paper_out"))
    finding = checks.check_device(SLIP_PRINTER, "printer.tcp", health)
    assert (finding.state, finding.remedy) == ("missing", "Put a new paper roll into the ticket printer.")
    assert checks.check_device(SLIP_PRINTER, "printer.tcp", Health(State.READY)).state == "ok"


def test_why_a_device_is_not_there_is_told_and_what_to_do() -> None:
    fault = Fault("scanner_missing", "no keyboard 0c2e:0b61; there are: 046d:c31c Keyboard")
    finding = checks.check_device(CODE_READER, "reader.wedge", Health(State.MISSING, fault))
    assert finding.state == "missing"
    assert finding.values["detail"] == fault.detail
    assert "{detail}" in finding.message
    assert "cable" in finding.remedy
    forbidden = Health(State.MISSING, Fault("device_forbidden", "no right to use /dev/ttyACM0"))
    assert "dialout" in checks.check_device(CODE_READER, "reader.serial", forbidden).remedy


def test_a_device_that_works_with_one_of_its_two_readers_is_no_failure() -> None:
    health = Health(State.READY, warnings=("scanner_missing",))
    finding = checks.check_device(CODE_READER, "reader.any", health)
    assert (finding.state, finding.remedy) == (
        "optional",
        "Check the hand scanner's cable; it comes back by itself.",
    )


def test_the_server_of_the_hubs_database_is_told_with_its_standby() -> None:
    def told(found: StoreFacts | str) -> tuple[str, str, str]:
        finding = check_database(found)
        return finding.state, finding.message.format(**finding.values), finding.remedy

    facts = StoreFacts("postgresql", "15.18")
    assert told(facts) == ("ok", "Hub's database: PostgreSQL 15.18, no standby", "")
    behind = "Hub's database: PostgreSQL 15.18, its standby is 0.4 s behind"
    assert told(replace(facts, lag_s=0.41)) == ("ok", behind, "")
    state, message, remedy = told(replace(facts, durable=False))
    assert (state, message) == ("missing", "PostgreSQL 15.18 can lose what it has acknowledged")
    assert "fsync = on" in remedy
    state, message, remedy = told("PostgreSQL on motcua: no such database")
    assert (state, message) == (
        "missing",
        "The hub's database can't be used: PostgreSQL on motcua: no such database",
    )
    assert "docs/technicians.md" in remedy


def test_a_hub_that_warns_of_itself_is_told_with_what_to_do() -> None:
    url = "http://127.0.0.1:8480"

    def found(answer: Answer | Fault) -> list[tuple[str, str, str]]:
        findings = check_condition(url, answer)
        return [(one.state, str(one.values.get("warning", "")), one.remedy) for one in findings]

    warns = Answer(200, {"status": "warning", "warnings": ["clock_behind", "of_a_newer_hub"]})
    assert found(warns) == [("missing", "clock_behind", FAULTS["clock_behind"].staff)]
    assert found(Answer(200, {"status": "ok", "warnings": []})) == [("ok", "", "")]
    assert found(Fault("hub_unreachable")) == [("optional", "", "")]
    ((state, _, remedy),) = found(Answer(503, {"id": "store_failed"}))
    assert (state, "disk" in remedy) == ("missing", True)
