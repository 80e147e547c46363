"""How many more numbers a field can serve before it closes: open counters times measured service times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.queue.calling import Caller, QueuePlace
from kiosk.queue.estimate import (
    MOST_MORE,
    Expected,
    Hall,
    OpenCounter,
    ServiceTime,
    expected_wait,
    is_served_by,
    still_served,
)
from tests.queue.test_calling import RULE, minutes
from tests.queue.test_estimate import NEW, NINE, TEN, free, waiting


def hall(counters: int, *fields: str, **more: object) -> Hall:
    return replace(Hall(RULE, free(counters, *fields), TEN, NINE), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counters", "waits", "until", "left"),
    [
        (1, 0, 60, 6),
        (1, 0, 59, 5),
        (2, 0, 60, 12),
        (2, 5, 60, 7),
        (1, 6, 60, 0),
        (1, 0, 10, 1),
        (1, 0, 9, 0),
        (1, 0, -5, 0),
    ],
)
def test_a_number_counts_when_its_service_is_over_by_then(
    counters: int, waits: int, until: float, left: int
) -> None:
    assert still_served(hall(counters), waiting(waits), "ho_tich", NINE + minutes(until)) == left


def test_who_is_served_now_a_break_and_another_field_take_their_time() -> None:
    end = NINE + minutes(60)
    busy = replace(hall(1), counters=[OpenCounter(Caller("1", ("ho_tich",)), "ho_tich", 4.0)])
    assert still_served(busy, [], "ho_tich", end) == 5
    pause = ((NINE + minutes(20), NINE + minutes(40)),)
    assert still_served(hall(1, breaks=pause), [], "ho_tich", end) == 4
    shared = hall(1, "ho_tich", "dat_dai", times={**TEN, "dat_dai": ServiceTime(20.0, 5.0)})
    assert still_served(shared, waiting(2, "dat_dai"), "ho_tich", end) == 2


def test_an_appointment_still_to_come_takes_its_time() -> None:
    at = NINE + minutes(30)
    booked = QueuePlace("booked", "ho_tich", at, 0, appointment=at)
    assert still_served(hall(1), [booked], "ho_tich", NINE + minutes(60)) == 5


def test_what_was_never_measured_or_is_served_by_nobody_has_no_limit() -> None:
    end = NINE + minutes(60)
    assert still_served(hall(1), [], "dat_dai", end) is None
    assert still_served(hall(1, "dat_dai"), [], "ho_tich", end) is None


def test_a_service_of_no_time_ends_the_count_somewhere() -> None:
    none = hall(1, times={"ho_tich": ServiceTime(0.0, 0.0)})
    assert still_served(none, [], "ho_tich", NINE + minutes(60)) == MOST_MORE


def test_a_number_is_served_by_the_end_of_its_own_service() -> None:
    expected = Expected(50.0, 5.0, 5)
    assert is_served_by(hall(1), expected, "ho_tich", NINE + minutes(60))
    assert not is_served_by(hall(1), expected, "ho_tich", NINE + minutes(60) - timedelta(seconds=1))


@settings(max_examples=40)
@given(st.integers(1, 4), st.integers(0, 20), st.integers(0, 180))
def test_the_next_number_is_in_time_exactly_where_one_more_can_be_served(
    counters: int, waits: int, until: int
) -> None:
    now, others, end = hall(counters), waiting(waits), NINE + minutes(until)
    expected = expected_wait(now, others, NEW)
    assert expected is not None
    left = still_served(now, others, "ho_tich", end)
    assert left is not None
    assert is_served_by(now, expected, "ho_tich", end) == (left > 0)
