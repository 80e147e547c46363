"""What every `HubGateway` keeps to, with the hub on and off, and the fake that the visits are tested with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.contract.notice import NoticeState
from kiosk.contract.rating import RatingReason
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.text import TOKEN_LENGTH
from kiosk.contract.ticket import Ticket
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import uuid7
from kiosk.gateway import HandedIn, HubGateway, Rating
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from kiosk.queue.numbers import parsed
from tests.handover.kiosk_and_hub import kiosk_and_hub
from tests.hub.scene import JPEG, MORNING, birth_dossier
from tests.visits.gateway import FakeGateway


@pytest.fixture(params=["hub on", "hub off", "fake"])
def gateway(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubGateway]:
    """Each kind of gateway."""
    if request.param == "fake":
        yield FakeGateway(VirtualClock(MORNING))
        return
    with kiosk_and_hub(tmp_path) as place:
        if request.param == "hub on":
            place.hub_on()
        yield place.gateway


def test_a_number_can_be_printed(gateway: HubGateway) -> None:
    ticket = gateway.take_number(TicketRequest(uuid7(), "ho_tich", None, "vi"))
    assert isinstance(ticket, Ticket)
    assert parsed(ticket.number)
    assert ticket.day == MORNING.date()
    assert len(ticket.token) == TOKEN_LENGTH
    assert ticket.counters
    gateway.number_shown(ticket.id, "paper")
    gateway.number_shown(ticket.id, "paper")


def test_the_same_request_gives_the_same_number(gateway: HubGateway) -> None:
    request = TicketRequest(uuid7(), "ho_tich", None, "vi")
    first, again = gateway.take_number(request), gateway.take_number(request)
    assert isinstance(first, Ticket)
    assert isinstance(again, Ticket)
    assert (first.id, first.number, first.token) == (again.id, again.number, again.token)


def test_references_differ(gateway: HubGateway) -> None:
    assert len({gateway.next_reference() for _ in range(5)}) == 5


def test_a_dossier_handed_in_can_be_looked_up(gateway: HubGateway) -> None:
    dossier = birth_dossier()
    result = gateway.hand_in(dossier, {digest_of(JPEG): JPEG})
    assert isinstance(result, HandedIn)
    assert (result.submission.dossier, result.submission.reference) == (dossier.id, dossier.reference)
    assert (result.submission.token, result.submission.procedure) == (dossier.token, dossier.procedure)
    status = gateway.look_up(dossier.token)
    assert isinstance(status, SubmissionStatus)
    assert (status.reference, status.state) == (dossier.reference, DossierState.WAITING_CHECK)


def test_an_unknown_slip_is_a_fault(gateway: HubGateway) -> None:
    found = gateway.look_up("0" * 16)
    assert isinstance(found, Fault)
    assert found.id in ("unknown_code", "hub_unreachable")


def test_a_code_that_nobody_has_finds_nothing(gateway: HubGateway) -> None:
    found = gateway.find(code="K1-261123-9999")
    assert found == () or (isinstance(found, Fault) and found.id == "hub_unreachable")


def test_a_rating_is_kept_and_can_be_changed(gateway: HubGateway) -> None:
    gateway.rate(Rating("0199c1f2-11aa", 2))
    gateway.rate(Rating("0199c1f2-11aa", 2, RatingReason.WAITED, "1.001193"))


def test_the_staff_can_be_called(gateway: HubGateway) -> None:
    gateway.tell_staff("call_staff", "Lấy số", "0199c1f2-11aa")
    assert gateway.notice_state("0199c1f2-11aa") in (NoticeState.OPEN, None)
    assert gateway.notice_state("0199c1f2-99ff") is None


def test_an_appointment_that_nobody_booked_is_a_fault(gateway: HubGateway) -> None:
    for come in ({"token": "0" * 16}, {"code": "0" * 8}, {"code": "no code"}):
        found = gateway.check_in(**come)
        assert isinstance(found, Fault)
        assert found.id in ("appointment_unknown", "check_in_away")
