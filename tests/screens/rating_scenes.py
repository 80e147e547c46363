"""The scenes of a dossier looked for without its slip, and of a rating."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.visit import events as ev
from kiosk.visit.journeys.rating import RATE
from kiosk.visit.journeys.status import SHOW_CARD, TYPE_CODE, Following
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


def _status(procedure: str, reference: str, world: World) -> SubmissionStatus:
    return SubmissionStatus(
        reference=reference, procedure=procedure, state=DossierState.DONE, since=world.clock.now()
    )


def type_code(world: World) -> Visit:
    world.does(ev.Went(TYPE_CODE))
    return world.types("k1-261122-0007")


def type_code_unknown(world: World) -> Visit:
    type_code(world)
    return world.does(ev.WantsLookUp())


def show_card(world: World) -> Visit:
    world.lanes["reader"].hold()
    return world.does(ev.Went(SHOW_CARD))


def found(world: World) -> Visit:
    """The card was shown for two applications."""
    two = _status(BIRTH, REFERENCE, world), _status("2.000815", "K1-261122-0009", world)
    world.gateway.findable = two
    type_code(world)
    return world.does(ev.WantsLookUp())


def status_done(world: World) -> Visit:
    """The result is ready: a number to collect it."""
    found(world)
    return world.does(ev.PickedDossier(REFERENCE))


SCENES: dict[str, Callable[[World], Visit]] = {
    scene.__name__: scene
    for scene in (
        type_code,
        type_code_unknown,
        show_card,
        found,
        status_done,
        rate,
        rate_why,
        rated,
    )
}
