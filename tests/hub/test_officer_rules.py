"""Who may do what, at which centre and counter, on which day: the rule itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contract.officer import Permission
from kiosk.hub.officers.rules import counters, in_force, is_administered, is_on_duty, refusal
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord

DAY = date(2026, 11, 23)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
HERE, ELSEWHERE = "26734", "26740"
LAN = OfficerRecord(
    "lan", "Lan MẪU", frozenset({Permission.SERVE}), assignments=(AssignmentRecord(HERE, DAY),)
)
DAYS = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
ASSIGNMENTS = st.builds(
    AssignmentRecord,
    st.sampled_from([HERE, ELSEWHERE]),
    DAYS,
    st.none() | DAYS,
    st.sampled_from([None, "1", "2"]),
)
OFFICERS = st.builds(
    OfficerRecord,
    st.just("lan"),
    st.just("Lan MẪU"),
    st.frozensets(st.sampled_from(Permission)),
    assignments=st.lists(ASSIGNMENTS, max_size=3).map(tuple),
    closed=st.booleans(),
)


def with_assignments(*held: AssignmentRecord) -> OfficerRecord:
    return replace(LAN, assignments=held)


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (BEFORE, None, True),
        (BEFORE, AFTER, True),
        (AFTER, None, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_an_assignment_holds_from_its_first_day_to_its_last(
    first: date, last: date | None, holds: bool
) -> None:
    one = AssignmentRecord(HERE, first, last)
    assert in_force(with_assignments(one), HERE, DAY) == ((one,) if holds else ())
    assert in_force(with_assignments(one), ELSEWHERE, DAY) == ()


def test_the_counters_are_those_of_the_assignments_that_hold() -> None:
    one, two = AssignmentRecord(HERE, DAY, None, "1"), AssignmentRecord(HERE, DAY, DAY, "2")
    both = with_assignments(one, two)
    assert counters(both, HERE, DAY) == frozenset({"1", "2"})
    assert counters(both, HERE, AFTER) == frozenset({"1"})
    assert counters(both, ELSEWHERE, DAY) == frozenset()
    assert counters(with_assignments(one, AssignmentRecord(HERE, DAY)), HERE, DAY) is None
    supervisor = replace(both, permissions=frozenset({Permission.SUPERVISE}))
    assert counters(supervisor, HERE, DAY) is None
    assert counters(supervisor, ELSEWHERE, DAY) == frozenset()


def test_each_refusal_has_its_reason() -> None:
    at_first = with_assignments(AssignmentRecord(HERE, DAY, None, "1"))
    assert refusal(LAN, Permission.SERVE, HERE, DAY) is None
    assert refusal(LAN, None, HERE, DAY) is None
    assert refusal(LAN, Permission.RECEIVE, HERE, DAY) == "not_allowed"
    assert refusal(LAN, Permission.SERVE, ELSEWHERE, DAY) == "not_assigned"
    assert refusal(LAN, None, HERE, BEFORE) == "not_assigned"
    assert refusal(replace(LAN, closed=True), Permission.SERVE, HERE, DAY) == "not_assigned"
    assert refusal(at_first, Permission.SERVE, HERE, DAY, "1") is None
    assert refusal(at_first, Permission.SERVE, HERE, DAY, "2") == "other_counter"
    assert refusal(LAN, Permission.SERVE, HERE, DAY, "2") is None


@settings(max_examples=60, deadline=None)
@given(OFFICERS, st.sampled_from(Permission), DAYS, st.sampled_from([None, "1", "2"]))
def test_nothing_is_allowed_without_account_permission_assignment_and_counter(
    officer: OfficerRecord, permission: Permission, day: date, counter: str | None
) -> None:
    if refusal(officer, permission, HERE, day, counter) is None:
        assert not officer.closed
        assert permission in officer.permissions
        held = [one for one in officer.assignments if one.centre == HERE and one.first <= day]
        held = [one for one in held if one.last is None or one.last >= day]
        assert held
        supervises = Permission.SUPERVISE in officer.permissions
        assert counter is None or supervises or any(one.counter in (None, counter) for one in held)


@settings(max_examples=60, deadline=None)
@given(OFFICERS, st.sampled_from(Permission), DAYS)
def test_more_permissions_never_take_anything_away(
    officer: OfficerRecord, permission: Permission, day: date
) -> None:
    more = replace(officer, permissions=officer.permissions | {permission})
    for wanted in Permission:
        for counter in (None, "1", "2"):
            if refusal(officer, wanted, HERE, day, counter) is None:
                assert refusal(more, wanted, HERE, day, counter) is None


@pytest.mark.parametrize(
    ("change", "administered"),
    [
        ({}, True),
        ({"closed": True}, False),
        ({"permissions": frozenset({Permission.SUPERVISE})}, False),
        ({"assignments": (AssignmentRecord(HERE, DAY, AFTER),)}, False),
        ({"assignments": (AssignmentRecord(HERE, AFTER),)}, False),
        ({"assignments": (AssignmentRecord(ELSEWHERE, DAY),)}, False),
        ({"assignments": (AssignmentRecord(HERE, DAY, AFTER), AssignmentRecord(HERE, DAY))}, True),
    ],
)
def test_a_centre_is_administered_by_who_may_and_stays(change: dict[str, object], administered: bool) -> None:
    administers = replace(LAN, permissions=frozenset({Permission.ADMINISTER}))
    assert is_administered([LAN, replace(administers, **change)], HERE, DAY) == administered  # type: ignore[arg-type]


def test_who_is_closed_is_not_on_duty() -> None:
    assert is_on_duty(LAN, HERE, DAY)
    assert not is_on_duty(replace(LAN, closed=True), HERE, DAY)
