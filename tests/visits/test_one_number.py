"""Who has shown her card asks with it for the one number of a field; who had it before is told so kindly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.contract.dossier import ValueSource
from kiosk.dossier.model import Person, Value
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import REQUESTER, Application
from kiosk.visit.journeys.number import ANOTHER, NUMBER, remarks, take
from kiosk.visit.model import Visit
from tests.visits.world import World
from ui.citizen.number import another

CARD = "079157000123"


def filled_in(source: ValueSource, role: str = REQUESTER) -> Visit:
    persons = {role: Person({"id": Value(CARD, source)})}
    return replace(World().visit, field="ho_tich", journey=Application(persons=persons))


@pytest.mark.parametrize(
    ("source", "person"), [("card", CARD), ("typed", ""), ("card_typed_over", ""), ("paper", "")]
)
def test_only_a_card_that_was_read_marks_its_holder(source: ValueSource, person: str) -> None:
    visit = filled_in(source)
    assert (visit.shown_card, take(visit).request.person) == (person, person)
    assert CARD not in repr(take(visit))


def test_the_card_of_somebody_else_marks_nobody() -> None:
    assert filled_in("card", "child").shown_card == ""


def test_the_card_counts_on_the_other_pages_of_the_visit_too() -> None:
    visit = filled_in("card")
    assert replace(visit, journey=World().visit.journey, aside=(visit.journey,)).shown_card == CARD
    assert World().visit.shown_card == ""


def test_services_that_share_a_number_have_it_on_every_page() -> None:
    world = World()
    world.gateway.sharing = frozenset({"ho_tich", "chung_thuc"})
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    visit = world.does(ev.Went(ANOTHER), ev.WantsNumber("chung_thuc"))
    assert [(one.field, one.visit) for one in world.gateway.requests] == [
        ("ho_tich", visit.id),
        ("chung_thuc", visit.id),
    ]
    assert visit.at == NUMBER
    assert {field: ticket.number for field, ticket in visit.tickets.items()} == {
        "ho_tich": "H 001",
        "chung_thuc": "H 001",
    }
    context = world.session.context
    assert remarks(context, visit) == (
        "Số này dùng cho: Hộ tịch, Chứng thực. Ông/bà lần lượt được gọi cho từng việc.",
    )
    assert another.view(context, visit)["numbers"] == "H 001"


def test_who_had_the_number_before_is_told_to_use_it() -> None:
    world = World()
    world.gateway.again = True
    visit = world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert visit.at == NUMBER
    assert remarks(world.session.context, visit) == (
        "Hôm nay ông/bà đã có số này, mời dùng tiếp. Mỗi người có một số cho mỗi lĩnh vực.",
    )
