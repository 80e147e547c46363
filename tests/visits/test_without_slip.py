"""Who has no slip finds the dossier by its code or by the citizen card, and gets a number to go on."""

from __future__ import annotations

import pytest

from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.status import (
    FOUND,
    MOST_TRIES,
    SHOW_CARD,
    STATUS,
    TYPE_CODE,
    Following,
    counter_field,
)
from kiosk.visit.model import HOME
from tests.visits.world import GRANDMOTHER, World

CARD = "079157000011"


def filed(reference: str = "K1-261122-0007", state: DossierState = DossierState.DONE) -> SubmissionStatus:
    return SubmissionStatus(reference=reference, procedure="1.001193", state=state, since=World().clock.now())


def typed(world: World, code: str = "k1-261122-0007") -> World:
    world.does(ev.Went(TYPE_CODE))
    world.types(code)
    world.does(ev.WantsLookUp())
    return world


def test_a_code_is_typed_as_it_stands_on_the_paper() -> None:
    world = World()
    world.gateway.findable = (filed(),)
    assert typed(world).visit.at == STATUS
    assert world.gateway.sought == [("K1-261122-0007", "")]


def test_the_card_finds_what_was_handed_in_by_it_and_is_not_kept() -> None:
    world = World()
    world.gateway.findable = (filed(),)
    world.reader.shows.append(GRANDMOTHER)
    assert world.does(ev.Went(SHOW_CARD)).at == STATUS
    assert world.gateway.sought == [("", CARD)]
    assert CARD not in repr(world.visit)
    assert not world.visit.pending


def test_of_several_the_citizen_picks_hers_and_can_look_at_the_other() -> None:
    world = World()
    world.gateway.findable = (filed(), filed("K1-261122-0009"))
    assert typed(world).visit.at == FOUND
    visit = world.does(ev.PickedDossier("K1-261122-0009"))
    status = visit.of(Following).status
    assert status is not None
    assert status.reference == "K1-261122-0009"
    assert world.does(ev.Back(), ev.PickedDossier("K1-261122-0007")).at == STATUS


def test_one_that_was_not_found_cannot_be_picked() -> None:
    world = World()
    world.gateway.findable = (filed(), filed("K1-261122-0009"))
    assert typed(world).does(ev.PickedDossier("K1-261122-0001")).at == FOUND


def test_a_code_that_nobody_has_is_said_and_cannot_be_tried_for_ever() -> None:
    world = World()
    world.does(ev.Went(TYPE_CODE))
    world.types("k1-261122-9999")
    for _ in range(MOST_TRIES + 3):
        assert world.does(ev.WantsLookUp()).problem == Fault("dossier_not_found")
    assert len(world.gateway.sought) == MOST_TRIES


def test_without_a_code_nothing_is_asked_and_a_letter_of_telex_stays_a_letter() -> None:
    world = World()
    world.does(ev.Went(TYPE_CODE), ev.WantsLookUp())
    assert world.gateway.sought == []
    assert world.types("aaw").draft == "AAW"
    assert world.does(ev.Keyed("backspace")).draft == "AA"
    assert world.does(ev.Keyed("tone:sac")).draft == "AA"


def test_while_the_hub_is_away_that_is_said() -> None:
    world = World()
    world.gateway.hub_on = False
    visit = typed(world).visit
    assert (visit.at, visit.problem) == (TYPE_CODE, Fault("hub_unreachable"))


def test_the_wrong_card_is_named_on_the_page_that_waits_for_a_citizen_card() -> None:
    world = World()
    world.reader.shows.append(Fault("code_unreadable"))
    visit = world.does(ev.Went(SHOW_CARD))
    assert (visit.at, visit.problem) == (SHOW_CARD, Fault("code_unreadable"))
    world.gateway.findable = (filed(),)
    world.reader.shows.append(GRANDMOTHER)
    assert world.does(ev.WantsScan(SHOW_CARD)).at == STATUS


@pytest.mark.parametrize(
    ("state", "wants"),
    [
        (DossierState.DONE, True),
        (DossierState.SUPPLEMENT, True),
        (DossierState.WAITING_CHECK, False),
        (DossierState.ACCEPTED, False),
        (DossierState.REFUSED, False),
        (DossierState.HANDED_OUT, False),
    ],
)
def test_a_number_is_offered_to_who_has_something_to_come_for(state: DossierState, wants: bool) -> None:
    world = World()
    world.gateway.findable = (filed(state=state),)
    visit = typed(world).visit
    assert bool(counter_field(world.session.context, visit)) is wants
    if wants:
        visit = world.does(ev.WantsNumber(counter_field(world.session.context, visit)))
        assert visit.ticket is not None
        assert visit.ticket.field == "ho_tich"


def test_each_looking_up_is_in_the_log_by_what_it_was_and_never_whose() -> None:
    for by in ("code", "card"):
        world = World()
        world.gateway.findable = (filed(),)
        world.reader.shows.append(GRANDMOTHER)
        typed(world) if by == "code" else world.does(ev.Went(SHOW_CARD))
        events = [fields for event, fields in world.log.events if event == "dossier_looked_up"]
        assert events == [{"by": by, "found": 1}]
    world = World()
    typed(world)
    assert ("dossier_looked_up", {"by": "code", "found": 0}) in world.log.events


def test_the_next_citizen_meets_nothing_of_it() -> None:
    world = World()
    world.gateway.findable = (filed(),)
    visit = typed(world).does(ev.Left())
    assert (visit.at, visit.of(Following), visit.draft) == (HOME, Following(), "")
