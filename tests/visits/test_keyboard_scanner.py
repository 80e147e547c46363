"""A card through a scanner that types: what is sure is filled in, the rest is asked for."""

from __future__ import annotations

from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from tests.visits.test_birth_registration import at_the_card
from tests.visits.world import GRANDMOTHER, FakeReader, World, with_reader


class Typing(FakeReader):
    """Loses every letter beyond ASCII, as a keyboard does."""

    def read(self, wait_s: float) -> Reading | Fault:
        seen = super().read(wait_s)
        if isinstance(seen, Fault):
            return seen
        return Reading(seen.payload.decode().encode("ascii", "ignore"), symbology="", letters_lost=True)


def test_the_name_is_typed_and_number_and_birth_date_come_from_the_card() -> None:
    world = World()
    world.reader = Typing(shows=[GRANDMOTHER])
    world.session._runner.ports = with_reader(world.session._runner.ports, world.reader)
    at_the_card(world)
    person = filled(world.visit).persons["requester"]
    assert (person.text("id"), person.text("birth_date")) == ("079157000011", "1957-03-02")
    assert (person.text("name"), person.text("address")) == ("", "")
    visit = world.does(ev.Answered("card:requester"))
    assert visit.at == "requester.name"
    visit = world.answers("nguyeenx thij maaux")
    assert filled(visit).persons["requester"].text("name") == "Nguyễn Thị Mẫu"
    assert filled(visit).persons["requester"].values["name"].source == "typed"
