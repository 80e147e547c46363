"""One card has one number of a field and day, with the hub and without; the card's number leaves no kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.contract.ticket import Ticket
from kiosk.dossier.ids import uuid7
from kiosk.handover.marks import Marks
from kiosk.queue.model import TicketRequest
from tests.handover.kiosk_and_hub import KioskAndHub, kiosk_and_hub

HER_CARD, HIS_CARD = "079157000123", "079157000999"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[KioskAndHub]:
    """A kiosk and its hub, which is off."""
    with kiosk_and_hub(tmp_path) as made:
        yield made


def ask(place: KioskAndHub, card: str = HER_CARD, field: str = "ho_tich") -> tuple[str, bool]:
    request = TicketRequest(uuid7(), field, None, "vi", person=card)
    assert HER_CARD not in repr(request)
    ticket = place.gateway.take_number(request)
    assert isinstance(ticket, Ticket), ticket
    place.gateway.number_shown(ticket.id, "paper")
    return ticket.number, ticket.again


def test_with_the_hub_a_card_has_one_number(place: KioskAndHub) -> None:
    place.hub_on()
    assert ask(place) == ("H 001", False)
    assert ask(place) == ("H 001", True)
    assert ask(place, HIS_CARD) == ("H 002", False)
    assert ask(place, field="dat_dai") == ("D 001", False)
    assert ask(place, "") == ("H 003", False)
    assert ask(place, "") == ("H 004", False)


def test_without_the_hub_a_card_has_one_number_too(place: KioskAndHub) -> None:
    assert ask(place) == ("H 800", False)
    assert ask(place) == ("H 800", True)
    assert ask(place, HIS_CARD) == ("H 801", False)
    assert ask(place, "") == ("H 802", False)


def test_a_number_of_the_hub_is_still_hers_while_the_hub_is_away(place: KioskAndHub) -> None:
    place.hub_on()
    assert ask(place) == ("H 001", False)
    place.hub_off()
    assert ask(place) == ("H 001", True)
    assert ask(place, HIS_CARD) == ("H 800", False)


def test_a_number_given_while_the_hub_was_away_is_known_there_afterwards(place: KioskAndHub) -> None:
    place.hub_on()
    ask(place, HIS_CARD)
    place.hub_off()
    assert ask(place) == ("H 800", False)
    place.hub_on()
    place.later()
    assert ask(place) == ("H 800", True)


def test_a_mark_that_the_hub_could_not_know_is_not_sent(place: KioskAndHub) -> None:
    ask(place)
    (adoption, *_) = place.outbox.pending()
    assert b'"holder":null' in adoption.body
    place.hub_on()
    place.later()
    assert ask(place) == ("H 001", False), "it was marked by a key that the kiosk alone had"


def test_the_next_day_the_card_gets_another_number(place: KioskAndHub) -> None:
    ask(place)
    place.clock.advance(24 * 3600)
    assert ask(place) == ("H 800", False)


def test_the_cards_number_is_in_no_file_and_in_nothing_that_is_sent(place: KioskAndHub) -> None:
    place.hub_on()
    ask(place)
    place.hub_off()
    ask(place, HIS_CARD)
    for delivery in place.outbox.pending():
        assert HIS_CARD.encode() not in delivery.body
    for path in place.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert HER_CARD.encode() not in content
        assert HIS_CARD.encode() not in content


def test_a_mark_tells_nothing_across_fields_days_and_keys() -> None:
    marks = Marks(lambda day: day.isoformat().encode() * 4)
    of = marks.mark(HER_CARD, "ho_tich", MONDAY, hub=True)
    assert of == marks.mark(HER_CARD, "ho_tich", MONDAY, hub=False), "the key is kept for the day"
    others = [
        marks.mark(HIS_CARD, "ho_tich", MONDAY, hub=True),
        marks.mark(HER_CARD, "dat_dai", MONDAY, hub=True),
        marks.mark(HER_CARD, "ho_tich", TUESDAY, hub=True),
        marks.mark(HER_CARD, "ho_tich", TUESDAY, hub=False),
        Marks(lambda day: None).mark(HER_CARD, "ho_tich", MONDAY, hub=True),
    ]
    texts = {one.text for one in others}
    assert of.text not in texts
    assert (len(texts), [one.of_hub for one in others]) == (4, [True, True, True, True, False])
    assert of.text not in repr(of)
