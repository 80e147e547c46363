"""Who comes for an appointment shows its code or types it, and gets a number, or is told when to come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.contract.appointment import Arrival, CheckedIn
from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.appointment import NOT_NOW, told
from kiosk.visit.journeys.number import NUMBER, remarks
from kiosk.visit.journeys.status import MOST_TRIES, SHOW_CARD, SHOW_CODE, TYPE_CODE
from kiosk.visit.model import Slip
from tests.visits.world import World

TOKEN = "0123456789ABCDEF"
CODE = "7K3M9QXP"


def booked(world: World, arrival: Arrival, minutes: float = 15) -> datetime:
    """The hub's answer about an appointment so many minutes from now."""
    at = world.clock.now() + timedelta(minutes=minutes)
    ticket = None
    if arrival in ("in_time", "late"):
        made = world.gateway.take_number(TicketRequest("appointment", "ho_tich", "1.001193", "vi"))
        assert isinstance(made, Ticket)
        ticket = made.model_copy(update={"appointment": at if arrival == "in_time" else None})
    opens = at - timedelta(minutes=45)
    world.gateway.booked = CheckedIn(arrival=arrival, field="ho_tich", at=at, opens=opens, ticket=ticket)
    return at


def types(world: World, code: str = CODE) -> World:
    world.does(ev.Went(TYPE_CODE))
    world.types(code)
    world.does(ev.WantsLookUp())
    return world


def shows(world: World, place: str = SHOW_CODE) -> World:
    world.reader.shows.append(slip_url(world.session.context.public_url, "appointment", TOKEN).encode())
    world.does(ev.Went(place))
    return world


def test_the_code_held_up_gives_the_number_of_the_appointment_and_its_slip() -> None:
    world = World()
    at = booked(world, "in_time")
    visit = shows(world).visit
    assert world.gateway.came == [(TOKEN, "", "vi")]
    assert (visit.at, visit.field, visit.procedure) == (NUMBER, "ho_tich", "1.001193")
    assert visit.ticket is not None
    assert visit.slip(SlipPurpose.TICKET) is Slip.PRINTED
    assert world.gateway.shown == [(visit.ticket.id, "paper")]
    assert remarks(world.session.context, visit) == (
        f"Ông/bà đến đúng hẹn lúc {at:%H:%M}, gần giờ đó sẽ được gọi.",
    )


@pytest.mark.parametrize("code", [CODE, "7K3M-9QXP", "7k3m9qxp"])
def test_the_code_is_typed_as_it_stands_there(code: str) -> None:
    world = World()
    booked(world, "in_time")
    assert types(world, code).visit.at == NUMBER
    assert world.gateway.came == [("", CODE, "vi")]
    assert world.gateway.sought == []


@pytest.mark.parametrize("code", ["7K3M9QX", "7K3M9QXPA", "7K3M9QXO"])
def test_what_is_no_code_of_an_appointment_is_looked_up_as_a_dossier(code: str) -> None:
    world = types(World(), code)
    assert world.gateway.came == []
    assert world.gateway.sought == [(code, "")]


def test_who_is_late_is_told_that_the_number_waits_like_everybodys() -> None:
    world = World()
    at = booked(world, "late", -60)
    visit = types(world).visit
    assert visit.at == NUMBER
    assert remarks(world.session.context, visit) == (
        f"Đã quá giờ hẹn {at:%H:%M}, nên số này chờ theo lượt như mọi người.",
    )


@pytest.mark.parametrize(
    ("arrival", "minutes", "words"),
    [
        ("early", 120, "Ông/bà đến sớm: lịch hẹn lúc {at:%H:%M}. Mời quay lại từ {opens:%H:%M}."),
        (
            "another_day",
            24 * 60,
            "Lịch hẹn của ông/bà lúc {at:%H:%M}, Thứ ba {at:%d/%m/%Y}. Mời đến vào lúc đó.",
        ),
        (
            "over",
            -48 * 60,
            "Lịch hẹn của ông/bà lúc {at:%H:%M}, Thứ bảy {at:%d/%m/%Y}, nay đã qua. "
            "Mời lấy số thường hoặc đặt lịch hẹn khác.",
        ),
    ],
)
def test_who_comes_at_another_time_is_told_when_and_may_take_an_ordinary_number(
    arrival: Arrival, minutes: float, words: str
) -> None:
    world = World()
    at = booked(world, arrival, minutes)
    visit = types(world).visit
    assert (visit.at, visit.ticket) == (NOT_NOW, None)
    assert told(world.session.context, visit) == words.format(at=at, opens=at - timedelta(minutes=45))
    visit = world.does(ev.WantsNumber())
    assert visit.at == NUMBER
    assert visit.ticket is not None
    assert visit.ticket.field == "ho_tich"


def test_a_code_that_nobody_has_or_a_hub_that_is_away_is_told_and_goes_nowhere() -> None:
    world = types(World())
    assert (world.visit.at, world.visit.problem) == (TYPE_CODE, Fault("appointment_unknown"))
    world = World()
    world.gateway.hub_on = False
    visit = shows(world).visit
    assert (visit.at, visit.problem) == (SHOW_CODE, Fault("check_in_away"))


def test_codes_of_appointments_cannot_be_tried_out() -> None:
    world = types(World())
    for _ in range(MOST_TRIES):
        world.does(ev.Keyed("clear"))
        world.types(CODE)
        world.does(ev.WantsLookUp())
    assert len(world.gateway.came) == MOST_TRIES
    assert world.visit.problem == Fault("dossier_not_found")


def test_an_appointment_is_no_card() -> None:
    assert shows(World(), SHOW_CARD).visit.problem == Fault("appointment_not_card")
