"""The kiosk's clock is set back, or midnight passes between two looks at it: nothing is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Ticket
from kiosk.dossier.ids import uuid7
from kiosk.queue.model import TicketRequest
from tests.handover.kiosk_and_hub import KioskAndHub
from tests.hub.scene import MORNING
from tests.hub.test_clock_errors import TurnedClock


class Ticking(VirtualClock):
    """Goes on by a second with each look."""

    def now(self) -> datetime:
        self.advance(1)
        return super().now()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[KioskAndHub]:
    made = KioskAndHub(tmp_path)
    yield made
    made.outbox.close()


def on_clock(place: KioskAndHub, clock: VirtualClock) -> None:
    place.clock = clock
    place.restart_kiosk()


def number(place: KioskAndHub) -> tuple[str, str]:
    ticket = place.gateway.take_number(TicketRequest(uuid7(), "ho_tich", None, "vi"))
    assert isinstance(ticket, Ticket), ticket
    return ticket.day.isoformat(), ticket.number


@pytest.mark.parametrize("back", [timedelta(hours=5), timedelta(days=1), timedelta(days=365)])
def test_references_and_own_numbers_are_never_given_twice(place: KioskAndHub, back: timedelta) -> None:
    clock = TurnedClock(MORNING)
    on_clock(place, clock)
    given: list[object] = []
    for wrong_by in (timedelta(0), -back, timedelta(0), back, timedelta(0), -back):
        clock.wrong_by = wrong_by
        place.restart_kiosk()
        for _ in range(3):
            given += [place.gateway.next_reference(), number(place)]
    assert len(set(given)) == len(given) == 36


def test_midnight_between_two_looks_at_the_clock_gives_no_number_twice(place: KioskAndHub) -> None:
    midnight = MORNING.replace(hour=0) + timedelta(days=1)
    given = []
    for before_s in range(12):
        on_clock(place, Ticking(midnight - timedelta(seconds=12 - before_s)))
        given.append(number(place))
    assert len(set(given)) == len(given)
