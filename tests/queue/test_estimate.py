"""How long a number waits, as it is told: the queue is played forward, and the past says how far that is
off.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import ICT
from kiosk.queue.calling import Caller, QueuePlace
from kiosk.queue.estimate import (
    Expected,
    Hall,
    OpenCounter,
    ServiceTime,
    cut_at,
    expected_wait,
    interval,
    outcome,
    service_time,
)
from tests.queue.test_calling import RULE, minutes

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
TEN = {"ho_tich": ServiceTime(10.0, 5.0)}
NEW = QueuePlace("new", "ho_tich", NINE, 999)


def waiting(count: int, field: str = "ho_tich", since: float = -30) -> list[QueuePlace]:
    return [QueuePlace(f"{field}{one}", field, NINE + minutes(since), one) for one in range(count)]


def free(count: int, *fields: str) -> list[OpenCounter]:
    return [OpenCounter(Caller(str(one), fields or ("ho_tich",))) for one in range(count)]


def wait(
    others: list[QueuePlace],
    counters: list[OpenCounter],
    times: dict[str, ServiceTime] = TEN,
    this: QueuePlace = NEW,
) -> tuple[float, int] | None:
    expected = expected_wait(Hall(RULE, counters, times, NINE), others, this)
    return None if expected is None else (expected.minutes, expected.ahead)


def test_everybody_ahead_is_served_first() -> None:
    assert wait([], free(1)) == (0.0, 0)
    assert wait(waiting(4), free(1)) == (40.0, 4)
    assert wait(waiting(4), free(2)) == (20.0, 4)


def test_who_is_at_the_counter_is_waited_for() -> None:
    busy = [OpenCounter(Caller("1", ("ho_tich",)), "ho_tich", 4.0)]
    assert wait([], busy) == (6.0, 0)
    assert wait([], [OpenCounter(Caller("1", ("ho_tich",)), "ho_tich", 40.0)]) == (5.0, 0)


def test_those_of_another_field_at_the_same_counter_are_ahead_too() -> None:
    """Twelve wait for business; the phone of who comes for social support must not say that nobody is
    ahead.
    """
    both = free(1, "kinh_doanh", "bao_tro")
    times = {"kinh_doanh": ServiceTime(5.0, 2.0), "bao_tro": ServiceTime(8.0, 2.0)}
    this = QueuePlace("B 001", "bao_tro", NINE, 999)
    assert wait(waiting(12, "kinh_doanh"), both, times, this) == (60.0, 12)


def test_a_field_whose_times_are_not_known_counts_like_the_mean() -> None:
    counter = free(1, "ho_tich", "dat_dai")
    assert wait(waiting(2, "dat_dai"), counter) == (20.0, 2)


def test_who_goes_ahead_later_is_not_waited_for_and_who_is_booked_is() -> None:
    booked = QueuePlace("booked", "ho_tich", NINE - minutes(5), 1, appointment=NINE + minutes(15))
    old = QueuePlace("old", "ho_tich", NINE - minutes(1), 2, reason="elderly")
    assert wait([*waiting(1), booked, old], free(1)) == (30.0, 3)


def test_a_wait_that_can_not_be_known_is_not_guessed() -> None:
    assert wait(waiting(3), free(2), {"dat_dai": ServiceTime(5.0, 1.0)}) is None
    assert wait(waiting(3), free(2, "dat_dai")) is None
    assert service_time([5.0, 7.0]) is None


def test_a_skill_that_no_open_counter_has_is_waited_for_as_long_as_the_rule_says() -> None:
    english = QueuePlace("english", "ho_tich", NINE, 1, skills=frozenset({"en"}))
    assert wait([], free(1), this=english) == (10.0, 0)


def test_the_interval_reaches_from_the_tenth_to_the_ninetieth_part_of_what_came() -> None:
    expected = Expected(20.0, 4.0, 5)
    assert interval(expected, []) == (14, 26)
    assert interval(expected, [float(one) for one in range(20)]) == (28, 88)
    assert interval(Expected(0.0, 0.5, 0), []) == (0, 1)
    assert outcome(expected, 28.0) == 2.0


@given(
    st.integers(0, 40),
    st.integers(1, 8),
    st.floats(1, 60),
    st.lists(st.floats(-5, 5), min_size=0, max_size=60),
)
def test_more_people_never_mean_a_shorter_wait_and_more_counters_never_a_longer_one(
    others: int, counters: int, mean: float, outcomes: list[float]
) -> None:
    times = {"ho_tich": ServiceTime(mean, mean / 2)}
    here = wait(waiting(others), free(counters), times)
    longer = wait(waiting(others + 1), free(counters), times)
    more = wait(waiting(others), free(counters + 1), times)
    assert here is not None
    assert longer is not None
    assert more is not None
    assert more[0] <= here[0] <= longer[0]
    least, most = interval(Expected(here[0], 1.0, here[1]), outcomes)
    assert least >= 0
    assert most >= 1


@pytest.mark.parametrize(("served", "mean"), [([4.0, 6.0, 8.0], 6.0), ([5.0] * 30, 5.0)])
def test_service_times_are_measured(served: list[float], mean: float) -> None:
    found = service_time(served)
    assert found is not None
    assert found.mean == pytest.approx(mean)
    assert (found.deviation > 0) == (len(set(served)) > 1)


def test_the_moment_counts_not_the_clock() -> None:
    later = expected_wait(Hall(RULE, free(1), TEN, NINE + timedelta(hours=1)), [], NEW)
    assert later is not None
    assert later.minutes == 0.0


@pytest.mark.parametrize(
    ("told", "closes", "cut"),
    [
        ((20, 540), 200.2, (20, 201)),
        ((20, 40), 200.0, (20, 40)),
        ((20, 40), 40.0, (20, 40)),
        ((20, 40), 20.0, (20, 40)),
        ((0, 12), 0.4, (0, 1)),
    ],
)
def test_nobody_is_told_to_wait_until_after_the_field_closes(
    told: tuple[int, int], closes: float, cut: tuple[int, int]
) -> None:
    assert cut_at(told, closes) == cut
