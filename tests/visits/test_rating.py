"""Somebody with a slip says how content they are; it counts at once, once a slip, and leads to nobody."""

from __future__ import annotations

import pytest

from kiosk.contract.dossier import DossierState
from kiosk.contract.rating import RatingReason
from kiosk.contract.submission import SubmissionStatus
from kiosk.hub.ratings import WORDS
from kiosk.rating import FACES, REASONS
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.rating import RATE, RATE_WHY, RATED
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import HOME
from tests.screens.rating_scenes import REFERENCE, rate
from tests.screens.scenes import SCENES
from tests.visits.world import World


def given(world: World) -> list[tuple[int | None, RatingReason | None]]:
    return [(one.stars, one.reason) for one in world.gateway.ratings]


@pytest.mark.parametrize("stars", [4, 5, None])
def test_who_is_content_or_does_not_answer_is_asked_nothing_more(stars: int | None) -> None:
    world = World()
    rate(world)
    assert world.does(ev.Rated(stars)).at == RATED
    assert given(world) == [(stars, None)]


@pytest.mark.parametrize("stars", [1, 2, 3])
def test_a_poor_face_counts_at_once_and_why_is_asked(stars: int) -> None:
    world = World()
    rate(world)
    assert world.does(ev.Rated(stars)).at == RATE_WHY
    assert given(world) == [(stars, None)]
    assert world.does(ev.RatedWhy("waited")).at == RATED
    assert given(world) == [(stars, None), (stars, RatingReason.WAITED)]
    assert len({one.id for one in world.gateway.ratings}) == 1


def test_why_need_not_be_answered() -> None:
    world = World()
    rate(world)
    world.does(ev.Rated(1), ev.RatedWhy(""))
    assert (world.visit.at, given(world)) == (RATED, [(1, None)])


def test_one_slip_is_one_rating_and_its_number_does_not_go_along() -> None:
    ids = set()
    for stars in (1, 5):
        world = World()
        rate(world)
        world.does(ev.Rated(stars))
        (sent,) = world.gateway.ratings
        ids.add(sent.id)
        assert REFERENCE not in repr(sent)
        assert sent.procedure == "1.001193"
    assert len(ids) == 1


def test_who_has_just_taken_a_number_can_rate_and_its_code_does_not_go_along() -> None:
    world = World()
    visit = world.does(ev.PickedProcedure("1.001193"), ev.WantsNumber())
    assert world.does(ev.Went(RATE), ev.Rated(5)).at == RATED
    (sent,) = world.gateway.ratings
    assert (sent.stars, sent.procedure) == (5, "1.001193")
    assert visit.ticket is not None
    assert visit.ticket.token not in repr(sent)


def test_who_has_just_handed_in_rates_that_slip_and_it_stays_one_rating_later() -> None:
    world = World()
    submission = filled(SCENES["handed_in"](world)).submission
    assert submission is not None
    assert world.does(ev.Went(RATE), ev.Rated(2)).at == RATE_WHY
    world.does(ev.Left())
    status = SubmissionStatus(
        reference=submission.reference,
        procedure=submission.procedure,
        state=DossierState.DONE,
        since=world.clock.now(),
    )
    world.session._visit = world.visit.having(Following(status))
    world.does(ev.Went(RATE), ev.Rated(5))
    assert len({one.id for one in world.gateway.ratings}) == 1
    assert given(world) == [(2, None), (5, None)]


def test_without_a_slip_nothing_is_rated() -> None:
    world = World()
    assert world.does(ev.Went(RATE)).at == HOME
    assert world.does(ev.Rated(5)).at == HOME
    assert given(world) == []


@pytest.mark.parametrize("event", [ev.Rated(0), ev.Rated(6), ev.RatedWhy("waited"), ev.RatedWhy("weather")])
def test_what_is_no_answer_here_changes_nothing(event: ev.Event) -> None:
    world = World()
    rate(world)
    assert world.does(event).at == RATE
    assert given(world) == []


def test_who_walks_away_is_gone_after_half_a_minute_and_the_face_counts() -> None:
    world = World()
    rate(world)
    world.does(ev.Rated(2))
    assert world.waits(29).at == RATE_WHY
    assert world.waits(2).at == HOME
    assert given(world) == [(2, None)]


def test_every_reason_has_words_for_citizens_and_for_officers() -> None:
    assert set(REASONS) == set(WORDS) == set(RatingReason)
    assert len(FACES) == 5
