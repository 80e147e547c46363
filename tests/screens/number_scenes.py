"""The scenes around the counter: queue numbers, none while the centre is closed, and help that is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from config.hours import Opening, Standing
from kiosk.clock import ICT
from kiosk.contract.appointment import Arrival, CheckedIn
from kiosk.contract.ticket import Ticket
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.number import ANOTHER, CLOSED, Number
from kiosk.visit.journeys.status import TYPE_CODE
from kiosk.visit.model import Call, Slip, Visit
from tests.visits.world import World

BIRTH = "1.001193"


def number(world: World) -> Visit:
    world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH))
    return replace(world.does(ev.WantsNumber()), slips={SlipPurpose.TICKET: Slip.PRINTING})


def number_on_screen(world: World) -> Visit:
    visit = number(world)
    return replace(visit, slips={SlipPurpose.TICKET: Slip.ON_SCREEN}, problem=Fault("printer_paper_out"))


def number_failed(world: World) -> Visit:
    return replace(number(world), tickets={}, pending=(), problem=Fault("number_not_taken"))


def number_late(world: World) -> Visit:
    """Taken by somebody who comes just before the end."""
    return replace(number(world).having(Number(Standing.ENDING)), slips={SlipPurpose.TICKET: Slip.PRINTED})


def number_returning(world: World) -> Visit:
    """The slip is in the hand: the screen goes home by itself."""
    return replace(number(world), slips={SlipPurpose.TICKET: Slip.PRINTED}, pending=(), returns=15)


def came_for(arrival: Arrival, at: datetime, opens: datetime | None = None) -> Callable[[World], Visit]:
    """Somebody types the code of an appointment."""

    def come(world: World) -> Visit:
        ticket = None
        if arrival in ("in_time", "late"):
            ticket = world.gateway.take_number(TicketRequest("appointment", "ho_tich", BIRTH, "vi"))
            assert isinstance(ticket, Ticket)
            ticket = ticket.model_copy(update={"appointment": at if arrival == "in_time" else None})
        world.gateway.booked = CheckedIn(
            arrival=arrival, field="ho_tich", at=at, opens=opens or at, ticket=ticket
        )
        world.does(ev.Went(TYPE_CODE))
        world.types("7K3M-9QXP")
        return world.does(ev.WantsLookUp())

    return come


NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ICT)
"""When the world of the visits begins."""


def number_at_its_time(world: World) -> Visit:
    return came_for("in_time", NINE + timedelta(minutes=15))(world)


def number_after_its_time(world: World) -> Visit:
    return came_for("late", NINE - timedelta(hours=1))(world)


def too_early(world: World) -> Visit:
    return came_for("early", NINE + timedelta(hours=2), NINE + timedelta(minutes=75))(world)


def another_day(world: World) -> Visit:
    return came_for("another_day", NINE + timedelta(days=1))(world)


def number_again(world: World) -> Visit:
    """Her card has the number already."""
    world.gateway.again = True
    return replace(number(world), slips={SlipPurpose.TICKET: Slip.PRINTED})


def number_shared(world: World) -> Visit:
    """Two services that share a number."""
    world.gateway.sharing = frozenset({"ho_tich", "chung_thuc"})
    number(world)
    visit = world.does(ev.Went(ANOTHER), ev.WantsNumber("chung_thuc"))
    return replace(visit, slips={SlipPurpose.TICKET: Slip.PRINTED})


def another(world: World) -> Visit:
    number(world)
    return world.does(ev.Went(ANOTHER))


def search_nothing(world: World) -> Visit:
    """Nothing is found: the way to the guidance desk."""
    world.does(ev.Went("search"))
    return world.types("zzqqxx")


def priority(world: World) -> Visit:
    return world.does(ev.PickedField("ho_tich"), ev.WantsPriority())


def write(world: World) -> Visit:
    """In the middle of a search, help is called and written to."""
    world.does(ev.Went("search"), ev.CalledStaff(), ev.CalledStaff())
    return replace(world.types("tôi không nghe được"), call=Call("n1"))


def write_coming(world: World) -> Visit:
    """The line was sent, and somebody is on the way."""
    write(world)
    visit = world.does(ev.WroteStaff())
    return replace(visit, call=Call("n2", coming=True))


def closed(world: World) -> Visit:
    """A Sunday night."""
    visit = world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH))
    shut = Number(Standing.CLOSED, Opening(date(2026, 11, 23), time(7, 30)))
    visit = replace(visit.having(shut).taking_up(Number), at=CLOSED, trail=(*visit.trail, visit.at))
    world.session._visit = visit
    return visit


def nobody_more(world: World, answer: NoTimeLeft) -> Visit:
    world.gateway.full = answer
    number(world)
    visit = world.visit.having(Number(opens=Opening(date(2026, 11, 24), time(7, 30)), full=answer))
    world.session._visit = visit
    return visit


def full(world: World) -> Visit:
    """A quarter of an hour before noon, with many who wait."""
    return nobody_more(world, NoTimeLeft(23, NINE + timedelta(hours=2, minutes=30)))


def full_for_one(world: World) -> Visit:
    return nobody_more(world, NoTimeLeft(0, NINE + timedelta(hours=2, minutes=30)))


SCENES: dict[str, Callable[[World], Visit]] = {
    scene.__name__: scene
    for scene in (
        search_nothing,
        number,
        number_on_screen,
        number_failed,
        number_late,
        number_returning,
        number_at_its_time,
        number_after_its_time,
        number_again,
        number_shared,
        too_early,
        another_day,
        another,
        priority,
        closed,
        full,
        full_for_one,
        write,
        write_coming,
    )
}
