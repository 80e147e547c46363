"""The scenes of a rating, by the code of a slip."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.visit import events as ev
from kiosk.visit.journeys.rating import RATE
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import Visit
from tests.visits.world import World

REFERENCE = "K1-261122-0007"
BIRTH = "1.001193"


def rate(world: World) -> Visit:
    found = SubmissionStatus(
        reference=REFERENCE, procedure=BIRTH, state=DossierState.DONE, since=world.clock.now()
    )
    world.session._visit = world.visit.having(Following(found))
    return world.does(ev.Went(RATE))


def rate_why(world: World) -> Visit:
    rate(world)
    return world.does(ev.Rated(2))


def rated(world: World) -> Visit:
    rate(world)
    return world.does(ev.Rated(5))


SCENES: dict[str, Callable[[World], Visit]] = {scene.__name__: scene for scene in (rate, rate_why, rated)}
