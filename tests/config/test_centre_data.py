"""The data that comes with every centre: the units of the city, queue fields and counters, days off."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given

from config.centre import CentreBundle
from config.load import FOLDER
from tests.centres import SAIGON

CALENDAR = SAIGON.timetable.calendar
DAYS = st.dates(date(2025, 1, 1), date(2027, 11, 30))


def test_every_unit_of_the_city_can_have_a_kiosk(shared: Path) -> None:
    with (shared / "domain/wards_hcmc_168.csv").open(encoding="utf-8") as file:
        wards = list(csv.DictReader(file))
    assert len(wards) == 168
    for ward in wards:
        centre = CentreBundle.load(ward["code"]).centre
        assert centre.full_name == unicodedata.normalize("NFC", ward["full_name"])
        assert centre.full_name_en == ward["full_name_en"]


def test_no_unit_has_a_unit_code_that_nobody_stated() -> None:
    assert SAIGON.centre.dossier_unit is None


def test_the_units_come_with_their_licence() -> None:
    assert "Copyright (c) 2021 Thang Le Quoc" in (FOLDER / "wards.LICENSE").read_text(encoding="utf-8")


def test_seven_tiles_and_the_guidance_desk_each_with_a_letter_and_a_counter() -> None:
    assert [field.letter for field in SAIGON.fields] == list("HCTDKBNG")
    assert [field.letter for field in SAIGON.fields if field.guidance] == ["G"]
    assert [counter.number for counter in SAIGON.counters] == list("123456")
    served = {field for counter in SAIGON.counters for field in counter.fields}
    assert served == {field.id for field in SAIGON.fields}


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
