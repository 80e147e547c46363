"""The data of a centre: its unit, its queue fields and counters, its days off."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.load import FOLDER, BadSettings, load_centre, load_counters, load_fields, load_holidays

CALENDAR = load_holidays()
DAYS = st.dates(date(2025, 1, 1), date(2027, 11, 30))


def copy_of_data(folder: Path) -> Path:
    for name in ("fields.toml", "counters.toml", "holidays.csv"):
        shutil.copy(FOLDER / name, folder / name)
    return folder


def rewritten(folder: Path, name: str, old: str, new: str) -> Path:
    path = copy_of_data(folder) / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_every_unit_of_the_city_can_have_a_kiosk(shared: Path) -> None:
    with (shared / "domain/wards_hcmc_168.csv").open(encoding="utf-8") as file:
        wards = list(csv.DictReader(file))
    assert len(wards) == 168
    for ward in wards:
        centre = load_centre(ward["code"])
        assert centre.full_name == unicodedata.normalize("NFC", ward["full_name"])
        assert centre.full_name_en == ward["full_name_en"]


def test_the_units_come_with_their_licence() -> None:
    assert "Copyright (c) 2021 Thang Le Quoc" in (FOLDER / "centres.LICENSE").read_text(encoding="utf-8")


def test_six_tiles_each_with_a_letter_and_a_counter() -> None:
    fields = load_fields()
    assert [field.letter for field in fields] == list("HCDKBN")
    counters = load_counters()
    assert [counter.number for counter in counters] == list("12345")
    assert {field for counter in counters for field in counter.fields} == {field.id for field in fields}


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("fields.toml", 'letter = "C"', 'letter = "H"', "fields.toml: letter: H is used twice"),
        ("fields.toml", "[[field]]", "[[fild]]", "fild: unknown key (did you mean field?)"),
        ("fields.toml", ', en = "Civil status" }', " }", "fields.toml: field.0.name.en: is missing"),
        ("counters.toml", '["dat_dai"]', '["dat_day"]', "unknown field dat_day (did you mean dat_dai?)"),
        ("counters.toml", '["dat_dai"]', "[]", "counters.toml: no counter serves field dat_dai"),
        ("counters.toml", 'number = "2"', 'number = "1"', "counters.toml: number: 1 is used twice"),
    ],
)
def test_wrong_fields_and_counters(tmp_path: Path, name: str, old: str, new: str, line: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_counters(rewritten(tmp_path, name, old, new))
    assert line in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2026-11-24", "24/11/2026", "date: needs YYYY-MM-DD, not 24/11/2026"),
        ("2026-11-24,off", "2026-11-24,free", "kind: needs off or work, not free"),
        ("2026-11-24", "2026-09-02", "2026-09-02 stands there twice"),
        ("date,kind,name", "day,kind,name", "holidays.csv: column date is missing"),
    ],
)
def test_wrong_days_off(tmp_path: Path, old: str, new: str, line: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_holidays(rewritten(tmp_path, "holidays.csv", old, new))
    assert line in str(caught.value)


def test_the_days_off_are_those_that_are_known(shared: Path) -> None:
    with (shared / "domain/holidays_vn_2025_2027.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    work = {date.fromisoformat(row["date"]) for row in rows if row["status"] == "make-up workday"}
    assert set(CALENDAR.workdays) == work
    assert set(CALENDAR.days_off) == {date.fromisoformat(row["date"]) for row in rows} - work


def test_make_up_saturdays_are_worked_and_their_monday_is_not() -> None:
    assert CALENDAR.is_working(date(2026, 8, 22))
    assert not CALENDAR.is_working(date(2026, 8, 29))
    assert not CALENDAR.is_working(date(2026, 8, 31))
    assert CALENDAR.next_working(date(2026, 8, 28)) == date(2026, 9, 3)


def test_the_day_of_culture_2026_is_a_day_off() -> None:
    assert CALENDAR.next_working(date(2026, 11, 23)) == date(2026, 11, 25)


@given(DAYS, st.integers(1, 15))
def test_after_counts_working_days_only(day: date, count: int) -> None:
    end = CALENDAR.after(day, count)
    assert CALENDAR.is_working(end)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, end.toordinal() + 1)]
    assert sum(CALENDAR.is_working(d) for d in between) == count


@given(DAYS)
def test_this_or_next_moves_only_days_off(day: date) -> None:
    moved = CALENDAR.this_or_next(day)
    assert moved == (day if CALENDAR.is_working(day) else CALENDAR.next_working(day))
