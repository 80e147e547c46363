"""The program itself is at fault in the middle of a visit: that is told, and nobody else finds the visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.visit import events as ev
from kiosk.visit import session
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME, Visit
from kiosk.visit.reducer import advance
from tests.visits.test_birth_registration import to_the_review
from tests.visits.world import World

NAME = "Trần Thị MẪU"


def breaks_on(kind: type[ev.Event]) -> Callable[..., object]:
    def broken(context: object, visit: Visit, event: ev.Event, now: object) -> object:
        if isinstance(event, kind):
            raise KeyError(NAME)
        return advance(context, visit, event, now)  # type: ignore[arg-type]

    return broken


def test_an_event_that_breaks_changes_nothing_and_is_told_without_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    to_the_review(world)
    before = filled(world.visit)
    monkeypatch.setattr(session, "advance", breaks_on(ev.WantsChange))
    with pytest.raises(KeyError):
        world.does(ev.WantsChange("child.name"))
    assert filled(world.visit) == before
    ((_, fields),) = [one for one in world.log.events if one[0] == "visit_broke"]
    assert (fields["on"], fields["error"]) == ("WantsChange", "KeyError")
    assert NAME not in str(fields)
    assert world.does(ev.Left()).at == HOME


def test_a_visit_whose_time_cannot_be_counted_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would stand there for the next citizen."""
    world = World()
    to_the_review(world)
    monkeypatch.setattr(session, "advance", breaks_on(ev.Ticked))
    with pytest.raises(KeyError):
        world.waits(1)
    assert world.visit.at == HOME
    assert not filled(world.visit).persons
    assert world.session.pages_held == 0
    assert ("visit_wiped", {}) in world.log.events


def test_a_visit_that_cannot_be_shown_is_ended() -> None:
    world = World()
    to_the_review(world)
    shown: list[str] = []

    def screen(visit: Visit) -> None:
        if visit.at == "handed_in":
            raise KeyError(NAME)
        shown.append(visit.at)

    world.session.subscribe(screen)
    with pytest.raises(KeyError):
        world.does(ev.WantsHandIn())
    assert world.visit.at == HOME
    assert shown[-1] == HOME
    assert not filled(world.visit).persons
