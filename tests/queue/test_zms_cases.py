"""The published cases of Berlin's and Munich's queue, by the peer's rule and, where they fit, by ours."""

from __future__ import annotations

import pytest

from kiosk.queue.calling import QueuePlace
from kiosk.queue.estimate import Hall, ServiceTime, expected_wait
from tests.queue.test_calling import RULE, minutes
from tests.queue.test_estimate import NEW, NINE, free
from tests.queue.zms_estimate import Told, Waiting, zms_waits


@pytest.mark.parametrize(("desks", "told"), [(1, Told(8, 20)), (2, Told(0, 10))])
def test_one_waits_before(desks: int, told: Told) -> None:
    """10 minutes on average."""
    assert zms_waits([Waiting("before"), Waiting("probe")], 10.0, desks)["probe"] == told


def test_two_appointments_and_a_walk_in() -> None:
    queue = [Waiting("first", 0.0), Waiting("second", 20.0), Waiting("probe")]
    told = zms_waits(queue, 10.0, 2)
    assert [told[name].pessimistic for name in ("first", "probe", "second")] == [5, 10, 23]


@pytest.mark.parametrize("desks", [1, 2])
def test_our_expected_wait_lies_inside_theirs(desks: int) -> None:
    before = QueuePlace("before", "ho_tich", NINE - minutes(5), 1)
    ours = expected_wait(Hall(RULE, free(desks), {"ho_tich": ServiceTime(10.0, 5.0)}, NINE), [before], NEW)
    theirs = zms_waits([Waiting("before"), Waiting("probe")], 10.0, desks)["probe"]
    assert ours is not None
    assert theirs.optimistic <= ours.minutes <= theirs.pessimistic
