"""Who is next, which numbers are given, how long it takes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import ICT
from kiosk.contract.ticket import TicketState
from kiosk.queue.estimate import average_minutes, wait_minutes
from kiosk.queue.numbers import following, following_in_range, parsed, written
from kiosk.queue.rules import AT_COUNTER, MOVES, QueuePlace, in_order, moved, next_place

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)


def place(
    ticket: str, minute: int, field: str = "ho_tich", arrival: int = 0, priority: int = 0
) -> QueuePlace:
    return QueuePlace(ticket, field, NINE + timedelta(minutes=minute), arrival, priority)


def test_whoever_came_first_is_called_first() -> None:
    waiting = [place("late", 20, arrival=1), place("early", 5, arrival=2)]
    assert next_place(waiting, {"ho_tich"}) == waiting[1]


def test_a_counter_calls_only_for_its_fields() -> None:
    waiting = [place("land", 1, "dat_dai"), place("birth", 9)]
    assert next_place(waiting, {"ho_tich"}) == waiting[1]
    assert next_place(waiting, {"kinh_doanh"}) is None


def test_at_the_same_moment_the_order_of_arrival_counts() -> None:
    assert [p.ticket for p in in_order([place("b", 1, arrival=2), place("a", 1, arrival=1)])] == ["a", "b"]


def test_priority_goes_first() -> None:
    assert [p.ticket for p in in_order([place("a", 1), place("b", 9, priority=1)])] == ["b", "a"]


def test_a_number_that_nobody_holds_is_never_called() -> None:
    assert moved(TicketState.ISSUED, "call") is None


@pytest.mark.parametrize("state", [TicketState.CALLED, TicketState.SERVING, TicketState.FINISHED])
def test_a_number_that_was_called_is_not_called_by_another_counter(state: TicketState) -> None:
    assert moved(state, "call") is None


def test_whoever_was_absent_can_be_called_again() -> None:
    assert moved(TicketState.NO_SHOW, "call") is TicketState.CALLED


def test_finished_is_the_end() -> None:
    assert not [move for move in MOVES if move[1] is TicketState.FINISHED]
    assert {TicketState.CALLED, TicketState.SERVING} == AT_COUNTER


@given(st.integers(1, 3000), st.tuples(st.integers(1, 900), st.integers(0, 200)))
def test_hub_numbers_have_no_gap_but_the_kiosks_own_range(count: int, start_length: tuple[int, int]) -> None:
    reserved = (start_length[0], start_length[0] + start_length[1])
    given_out, last = [], 0
    for _ in range(count):
        last = following(last, reserved)
        given_out.append(last)
    expected = [n for n in range(1, count + 300) if not reserved[0] <= n <= reserved[1]]
    assert given_out == expected[:count]


def test_a_kiosks_own_range_ends() -> None:
    assert following_in_range(None, (800, 801)) == 800
    assert following_in_range(800, (800, 801)) == 801
    assert following_in_range(801, (800, 801)) is None


@given(st.integers(1, 99_999))
def test_numbers_are_read_as_they_are_written(sequence: int) -> None:
    assert parsed(written("H", sequence)) == ("H", sequence)


@pytest.mark.parametrize("text", ["", "H047", "h 047", "H 47", "H 047 ", "HHH 047", "H -47"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(("counters", "interval"), [(1, (8, 20)), (2, (0, 10))])
def test_the_estimates_of_berlin_and_munich(counters: int, interval: tuple[int, int]) -> None:
    """10 minutes on average, one person waiting before."""
    assert wait_minutes(1, counters, 10.0) == interval


def test_an_unknown_wait_is_not_guessed() -> None:
    assert average_minutes([5.0, 7.0]) is None
    assert wait_minutes(3, 2, None) is None
    assert wait_minutes(3, 0, 10.0) is None


@given(st.integers(0, 200), st.integers(1, 20), st.floats(0.1, 120))
def test_the_interval_is_an_interval_and_grows_with_the_queue(
    ahead: int, counters: int, average: float
) -> None:
    shorter, longer = wait_minutes(ahead, counters, average), wait_minutes(ahead + 1, counters, average)
    assert shorter is not None
    assert longer is not None
    assert 0 <= shorter[0] <= shorter[1]
    assert shorter[0] <= longer[0]
    assert shorter[1] <= longer[1]
