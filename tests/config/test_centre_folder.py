"""A technician makes the folder of a second centre; what it leaves out is the default's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from config.centre import DEFAULTS, FILES, CentreBundle
from config.load import load_profile
from config.problems import BadFile
from tests.centres import SAIGON

TAN_DINH = "26737"
OWN = """
version = 3
centre = "26737"
unit = "000.00.07.H29"
reserved = [500, 599]
full_name = "Trung tâm MẪU"

[hours]
monday = ["07:30-11:30", "13:00-17:00"]
tuesday = ["07:30-11:30", "13:00-17:00"]
saturday = ["07:30-11:30"]
"""


def folder_with(folder: Path, centre_toml: str) -> Path:
    (folder / "centre.toml").write_text(centre_toml, encoding="utf-8")
    return folder


def copied(folder: Path, name: str, old: str, new: str) -> Path:
    """The default folder, with one change."""
    for file in FILES:
        shutil.copy(DEFAULTS / file, folder / file)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def told(folder: Path, code: str = TAN_DINH) -> list[str]:
    with pytest.raises(BadFile) as caught:
        CentreBundle.load(code, folder)
    return str(caught.value).splitlines()


def test_a_folder_says_only_what_differs(tmp_path: Path) -> None:
    bundle = CentreBundle.load(TAN_DINH, folder_with(tmp_path, OWN))
    assert (bundle.version, bundle.reserved) == (3, (500, 599))
    assert bundle.centre.dossier_unit == "000.00.07.H29"
    assert (bundle.centre.full_name, bundle.centre.name) == ("Trung tâm MẪU", "Tân Định")
    assert bundle.fields == SAIGON.fields
    assert bundle.timetable.calendar == SAIGON.timetable.calendar


def test_another_content_is_another_edition(tmp_path: Path) -> None:
    first = CentreBundle.load(TAN_DINH, folder_with(tmp_path, OWN)).digest
    second = CentreBundle.load(TAN_DINH, folder_with(tmp_path, OWN + "# changed\n")).digest
    assert len({first, second, SAIGON.digest}) == 3


def test_a_kiosk_of_the_second_centre_takes_its_numbers_from_there(tmp_path: Path) -> None:
    folder_with(tmp_path, OWN)
    text = f'role = "kiosk"\ncentre = "{TAN_DINH}"\ncentre_dir = "{tmp_path}"\n'
    own = tmp_path / "ours.txt"
    own.write_text(text + "offline_numbers = [500, 549]\n", encoding="utf-8")
    assert load_profile(own).offline_numbers == (500, 549)
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="outside the centre's reserved numbers, 500 to 599"):
        load_profile(own)


@pytest.mark.parametrize(
    ("day", "sessions"),
    [
        ("2026-11-23", "07:30-11:30, 13:00-17:00"),
        ("2026-11-24", ""),  # Tuesday, a day off
        ("2026-11-25", ""),  # Wednesday is left out
        ("2026-08-22", "07:30-11:30, 13:00-17:00"),  # a make-up Saturday is worked like a Monday
        ("2026-08-29", "07:30-11:30"),
    ],
)
def test_the_hours_of_a_day(tmp_path: Path, day: str, sessions: str) -> None:
    bundle = CentreBundle.load(TAN_DINH, folder_with(tmp_path, OWN))
    found = bundle.timetable.sessions(date.fromisoformat(day))
    assert found is not None
    assert ", ".join(map(str, found)) == sessions


def test_fields_have_hours_and_closings_of_their_own(tmp_path: Path) -> None:
    own = """
[field_hours.dat_dai]
monday = ["08:00-11:00"]

[[closing]]
first = 2026-11-30
why = "Bảo trì MẪU"

[[closing]]
first = 2026-12-07
last = 2026-12-08
fields = ["ho_tich"]
why = "Tập huấn MẪU"
"""
    times = CentreBundle.load(TAN_DINH, folder_with(tmp_path, OWN + own)).timetable

    def on(day: int, month: int, field: str | None = None) -> str:
        return ", ".join(map(str, times.sessions(date(2026, month, day), field) or ()))

    assert on(23, 11, "dat_dai") == "08:00-11:00"
    assert on(24, 11, "dat_dai") == ""
    assert on(23, 11) == on(23, 11, "ho_tich") == "07:30-11:30, 13:00-17:00"
    assert on(30, 11) == on(30, 11, "ho_tich") == on(30, 11, "dat_dai") == ""
    assert (on(7, 12, "ho_tich"), on(8, 12, "ho_tich"), on(7, 12, "dat_dai")) == ("", "", "08:00-11:00")
    assert on(7, 12) == "07:30-11:30, 13:00-17:00"


def test_hours_that_nobody_stated_are_not_made_up() -> None:
    assert SAIGON.timetable.sessions(date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("fields.toml", 'letter = "C"', 'letter = "H"', "fields.toml: letter: H is used twice"),
        ("fields.toml", "[[field]]", "[[fild]]", "fields.toml: fild: unknown key (did you mean field?)"),
        ("fields.toml", ', en = "Civil status" }', " }", "fields.toml: field.0.name.en: is missing"),
        (
            "counters.toml",
            '["dat_dai"]',
            '["dat_day"]',
            "counters.toml: counter 2: unknown field dat_day (did you mean dat_dai?)",
        ),
        (
            "fields.toml",
            'letter = "C"',
            'letter = "C"\nguidance = true',
            "fields.toml: guidance: true is used twice",
        ),
        ("priorities.toml", 'id = "child"', 'id = "elderly"', "priorities.toml: id: elderly is used twice"),
        (
            "centre.toml",
            "version = 1",
            "version = 1\ncut_off_minutes = 300",
            "centre.toml: cut_off_minutes: ",
        ),
        (
            "appointments.toml",
            "dat_dai = 1",
            "dat_day = 1",
            "appointments.toml: capacity.dat_day: unknown field dat_day (did you mean dat_dai?)",
        ),
        ("appointments.toml", "ho_tich = 2", "ho_tich = 0", "appointments.toml: capacity.ho_tich: "),
        ("appointments.toml", "slot_minutes = 30", "slot_minutes = 4", "appointments.toml: slot_minutes: "),
        ("counters.toml", '["dat_dai"]', "[]", "counters.toml: no counter serves field dat_dai"),
        ("counters.toml", 'number = "2"', 'number = "1"', "counters.toml: number: 1 is used twice"),
        ("holidays.csv", "2026-11-24", "24/11/2026", "date: needs YYYY-MM-DD, not 24/11/2026"),
        ("holidays.csv", "2026-11-24,off", "2026-11-24,free", "kind: needs off or work, not free"),
        ("holidays.csv", "2026-11-24", "2026-09-02", "2026-09-02 stands there twice"),
        ("holidays.csv", "date,kind,name", "day,kind,name", "holidays.csv: column date is missing"),
        ("centre.toml", "version = 1", "", "centre.toml: version: is missing"),
        ("centre.toml", "version = 1", 'version = 1\nunit = "H29"', "unit: needs a unit code such as"),
        (
            "centre.toml",
            "version = 1",
            'version = 1\nunit = "000.00.00.H29"',
            "unit: is the code of the whole city or province, not of a centre",
        ),
        (
            "centre.toml",
            "version = 1",
            'version = 1\nunit = "000.00.07.H29"',
            "centre.toml: centre: must say whose folder this is, for it gives a unit code",
        ),
        (
            "centre.toml",
            "version = 1",
            'version = 1\ncentre = "26740"',
            "centre: is 26737, but its folder is that of 26740",
        ),
        (
            "centre.toml",
            "version = 1",
            'version = 1\naccount = { bank = "970403", number = "0011012345678", holder = "MẪU" }',
            "centre.toml: centre: must say whose folder this is, for it gives an account",
        ),
        (
            "centre.toml",
            "version = 1",
            'version = 1\naccount = { bank = "VCB", number = "1", holder = "MẪU" }',
            "account.bank: does not have the right form",
        ),
        (
            "centre.toml",
            "[800, 999]",
            '[800, 999]\n[field_hours.dat_day]\nmonday = ["07:30-11:30"]',
            "centre.toml: field_hours: unknown field dat_day (did you mean dat_dai?)",
        ),
        (
            "centre.toml",
            "[800, 999]",
            '[800, 999]\n[[closing]]\nfirst = 2026-12-24\nfields = ["x"]\nwhy = "MẪU"',
            "centre.toml: closing.0: unknown field x",
        ),
        (
            "centre.toml",
            "[800, 999]",
            '[800, 999]\n[[closing]]\nfirst = 2026-12-24\nlast = 2026-12-23\nwhy = "MẪU"',
            "closing.0: ends before it begins",
        ),
        ("centre.toml", "[800, 999]", "[1, 100000]", "reserved: needs two numbers from 100 to 9999"),
        (
            "centre.toml",
            "version = 1",
            'version = 1\nhours = { monday = ["13:00-17:00", "07:30-11:30"] }',
            "hours.monday: needs hours that follow each other",
        ),
        (
            "centre.toml",
            "version = 1",
            'version = 1\nhours = { monday = ["7-11"] }',
            "hours.monday.0: does not have the right form",
        ),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, name: str, old: str, new: str, line: str) -> None:
    lines = told(copied(tmp_path, name, old, new))
    assert any(line in each for each in lines), lines


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    copied(tmp_path, "fields.toml", 'letter = "C"', "letter = 5")
    counters = (tmp_path / "counters.toml").read_text(encoding="utf-8")
    (tmp_path / "counters.toml").write_text(counters.replace('number = "2"', "number = 2"), encoding="utf-8")
    (tmp_path / "holidays.csv").write_text("date,kind,name\n1,2,3\nx,off,y\n", encoding="utf-8")
    (tmp_path / "centre.toml").write_text('version = 0\nunit = "x"\n', encoding="utf-8")
    (tmp_path / "centr.toml").write_text("", encoding="utf-8")
    assert told(tmp_path)[0].endswith("no such file belongs to a centre (did you mean centre.toml?)")
    (tmp_path / "centr.toml").unlink()
    assert [line.split(" ")[0] for line in told(tmp_path)] == [
        "centre.toml:",
        "centre.toml:",
        "fields.toml:",
        "counters.toml:",
        "holidays.csv:",
        "holidays.csv:",
    ]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    (line,) = told(tmp_path / "nowhere")
    assert line.endswith("nowhere: cannot be read: No such file or directory")


def test_a_file_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """Excel writes a byte-order mark and the line ends of Windows."""
    text = "date,kind,name\r\n2026-12-24,off,Ngày nghỉ MẪU\r\n"
    (tmp_path / "holidays.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert CentreBundle.load(TAN_DINH, tmp_path).timetable.calendar.days_off == {
        date(2026, 12, 24): "Ngày nghỉ MẪU"
    }
