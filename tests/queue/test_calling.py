"""Whom a counter calls: who came first, but for the reasons that a centre has stated, and never without a
bound.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calling import CallingRule, load_calling_rule
from config.centre import DEFAULTS, CentreBundle
from config.problems import BadFile
from config.schema import Priority
from config.text import Text
from kiosk.clock import ICT
from kiosk.queue.calling import IN_TURN, Caller, Chosen, QueuePlace, in_order, may_call, next_place, reason_of

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
RULE = CentreBundle.load("26740").calling
CIVIL = Caller("3", {"ho_tich"})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def place(ticket: str, minute: float, **more: object) -> QueuePlace:
    fresh = QueuePlace(ticket, "ho_tich", NINE + minutes(minute), 0)
    return replace(fresh, **more)  # type: ignore[arg-type]


def called(*places: QueuePlace, at: float = 120, by: Caller = CIVIL) -> Chosen | None:
    return next_place(RULE, places, by, NINE + minutes(at))


def test_whoever_came_first_is_called_first_and_it_is_recorded_why() -> None:
    assert called(place("late", 20, arrival=1), place("early", 5, arrival=2)) == Chosen("early", IN_TURN)


def test_at_the_same_moment_the_order_of_arrival_counts() -> None:
    both = [place("b", 1, arrival=2), place("a", 1, arrival=1)]
    assert [one.ticket for one in in_order(RULE, both)] == ["a", "b"]


def test_a_counter_calls_only_for_its_fields() -> None:
    land = place("land", 1, field="dat_dai")
    assert called(land, place("birth", 9)) == Chosen("birth", IN_TURN)
    assert called(land) is None


def test_a_reason_goes_first_but_not_before_who_has_waited_longer_than_it_moves() -> None:
    old = place("old woman", 50, reason="elderly")
    assert called(place("in turn", 0), old) == Chosen("old woman", "elderly")
    assert called(place("in turn", 0), place("old woman", 61, reason="elderly")) == Chosen("in turn", IN_TURN)


def test_a_reason_that_the_files_no_longer_have_goes_first_all_the_same_and_within_the_bound() -> None:
    assert called(place("a", 1), place("b", 2, reason="gone")) == Chosen("b", "gone")
    assert called(place("a", 1), place("b", 62, reason="gone")) == Chosen("a", IN_TURN)


def test_an_appointment_is_called_at_its_time_and_not_long_before() -> None:
    booked = place("booked", 0, appointment=NINE + minutes(60))
    waiting = place("walk-in", 35)
    assert called(booked, waiting, at=45) == Chosen("walk-in", IN_TURN)
    assert called(booked, waiting, at=50) == Chosen("booked", "appointment")


def test_who_comes_too_late_for_the_appointment_waits_like_everybody_else() -> None:
    on_time = place("booked", 15, appointment=NINE)
    too_late = place("booked", 16, appointment=NINE)
    waiting = place("walk-in", 0)
    assert called(waiting, on_time) == Chosen("booked", "appointment")
    assert called(waiting, too_late) == Chosen("walk-in", IN_TURN)
    assert reason_of(RULE, too_late) is None


def test_a_number_handed_to_a_counter_is_called_by_no_other() -> None:
    handed = place("handed", 0, counter="3")
    assert called(handed) == Chosen("handed", IN_TURN)
    assert called(handed, by=Caller("5", {"ho_tich"})) is None


def test_a_wanted_skill_is_waited_for_and_then_anybody_calls() -> None:
    english = place("english", 0, skills=frozenset({"en"}))
    assert called(english, at=9) is None
    assert called(english, at=9, by=Caller("3", {"ho_tich"}, {"en"})) == Chosen("english", IN_TURN)
    assert called(english, at=10) == Chosen("english", IN_TURN)


def test_nobody_is_called_before_the_moment_that_was_set() -> None:
    missed = place("missed", 0, not_before=NINE + minutes(5))
    assert called(missed, at=4.9) is None
    assert called(missed, at=5) == Chosen("missed", IN_TURN)


REASONS = st.sampled_from([None, "gone", *RULE.ahead_minutes])
PLACES = st.builds(
    lambda at, arrival, reason, due: QueuePlace(
        str(arrival),
        "ho_tich",
        NINE + minutes(at),
        arrival,
        None if reason == "appointment" else reason,
        NINE + minutes(at + due) if reason == "appointment" else None,
    ),
    st.integers(0, 300),
    st.integers(0, 10_000),
    REASONS,
    st.integers(-40, 40),
)


@given(st.lists(PLACES, max_size=30, unique_by=lambda one: one.arrival), st.integers(0, 400))
def test_nobody_is_overtaken_by_who_came_much_later(places: list[QueuePlace], at: int) -> None:
    """The bound against starvation, for any queue at any moment."""
    now = NINE + minutes(at)
    found = next_place(RULE, places, CIVIL, now)
    callable_now = [one for one in places if may_call(RULE, one, CIVIL, now)]
    assert (found is None) == (not callable_now)
    if found is not None:
        chosen = next(one for one in places if one.ticket == found.ticket)
        bound = minutes(RULE.longest_overtaken_minutes)
        assert all(chosen.queued_at - other.queued_at <= bound for other in callable_now)


def rule_file(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (DEFAULTS / "calling.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "calling.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, *priorities: Priority) -> str:
    with pytest.raises(BadFile) as refused:
        load_calling_rule(path, priorities)
    return str(refused.value)


def priority(minutes_ahead: int) -> Priority:
    return Priority(
        id="martyr",
        name=Text(vi="Thân nhân liệt sĩ", en="Family of a fallen soldier"),
        icon="star",
        ahead_minutes=minutes_ahead,
    )


def test_a_file_that_would_break_the_bound_is_refused(tmp_path: Path) -> None:
    far = rule_file(tmp_path, ("supplement = 30", "supplement = 61"))
    assert "calling.toml: ahead_minutes.supplement: goes 61 minutes ahead" in problems(far)
    late = rule_file(tmp_path, ("late_minutes = 15", "late_minutes = 31"))
    assert "ahead_minutes.appointment: goes 61 minutes ahead" in problems(late)
    assert "priorities.toml.martyr: goes 61" in problems(rule_file(tmp_path), priority(61))


def test_an_unknown_reason_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    told = problems(rule_file(tmp_path, ("supplement = 30", "suplement = 30")))
    assert "unknown reason suplement" in told
    assert "supplement" in told


def test_a_centres_own_reasons_count(tmp_path: Path) -> None:
    rule: CallingRule = load_calling_rule(rule_file(tmp_path), [priority(20)])
    assert rule.ahead("martyr") == minutes(20)
    assert rule.ahead(None) == minutes(0)
