"""A kiosk and its hub meet: where they differ, the kiosk gives no number that the hub would never call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config.centre import CentreBundle
from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Ticket
from kiosk.handover.agreement import Side
from kiosk.handover.meeting import MEET_EVERY_S, WATCH_EVERY, HubWatch, Meeting
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft
from tests.handover.kiosk_and_hub import KioskAndHub, kiosk_and_hub
from tests.handover.test_hub_away import wish
from tests.hub.scene import BUNDLE, CENTRE, FIELDS, MORNING

OTHER_CENTRE = replace(BUNDLE, centre=CENTRE.model_copy(update={"code": "26740"}))
OTHER_LETTER = replace(BUNDLE, fields=(FIELDS[0].model_copy(update={"letter": "X"}), FIELDS[1]))
MORE_FIELDS = replace(BUNDLE, fields=(*FIELDS, FIELDS[1].model_copy(update={"id": "bao_tro", "letter": "B"})))


def met(place: KioskAndHub, kiosk: str = "K1", numbers: tuple[int, int] = (800, 899)) -> Meeting:
    """Another kiosk of the same hub, after its meeting."""
    meeting = Meeting(place.http, Side(kiosk, place.bundle, numbers), place.clock)
    assert meeting.look()
    return meeting


def own_number(place: KioskAndHub, field: str = "ho_tich") -> Ticket | NoTimeLeft | Fault:
    """The hub has been met and is then away; what the kiosk gives by itself."""
    place.hub_on()
    place.gateway.take_number(wish(field))
    place.hub_off()
    place.clock.advance(20)
    return place.gateway.take_number(wish(field))


def test_where_both_agree_the_kiosk_gives_its_own_numbers(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        ticket = own_number(place)
    assert isinstance(ticket, Ticket)
    assert (ticket.number, ticket.origin) == ("H 800", "kiosk")


@pytest.mark.parametrize(
    ("bundle", "numbers", "kind"),
    [
        (OTHER_CENTRE, (800, 899), "hub_other_centre"),
        (OTHER_LETTER, (800, 899), "hub_other_fields"),
        (BUNDLE, (700, 799), "hub_other_range"),
        (BUNDLE, (890, 905), "hub_other_range"),
    ],
)
def test_where_they_differ_no_number_is_given_that_the_hub_never_calls(
    tmp_path: Path, bundle: CentreBundle, numbers: tuple[int, int], kind: str
) -> None:
    with kiosk_and_hub(tmp_path, numbers, bundle) as place:
        given = own_number(place)
        assert isinstance(given, Fault), given
        assert given.id == "hub_refused"
        assert [fault.id for fault in place.meeting.faults] == [kind]


def test_a_hub_of_another_centre_gives_no_number_either(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path, bundle=OTHER_CENTRE) as place:
        place.hub_on()
        given = place.gateway.take_number(wish())
        assert isinstance(given, Fault)
        with place.officer() as officer:
            assert officer.post("/v1/counters/1/call", json={}).json()["ticket"] is None


def test_a_field_that_the_hub_does_not_know_stops_no_other(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path, bundle=MORE_FIELDS) as place:
        assert isinstance(own_number(place), Ticket)
        (fault,) = place.meeting.faults
        assert (fault.id, fault.detail) == ("hub_other_fields", "bao_tro")


def test_two_kiosks_cannot_give_the_same_numbers(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        place.hub_on()
        assert met(place, "K2", (850, 869)).faults == ()
        (fault,) = met(place, "K1", (800, 859)).faults
        assert fault.id == "hub_range_taken"
        assert "K2" in fault.detail
        place.clock.advance(3 * MEET_EVERY_S + 1)
        assert met(place, "K1", (800, 859)).faults == ()


def test_a_kiosk_may_change_its_own_range(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        place.hub_on()
        assert met(place, "K1", (800, 849)).faults == ()
        assert met(place, "K1", (840, 899)).faults == ()


def test_what_answers_at_the_address_is_told_apart(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        address = f"http://127.0.0.1:{place.port}"
        side = Side("K1", BUNDLE, (800, 899))
        away = Meeting(HttpClient(address, token=place.token), side, place.clock)
        assert not away.look()
        assert away.faults == ()
        place.hub_on()
        stranger = Meeting(HttpClient(address, token="of-another-hub-entirely"), side, place.clock)
        assert stranger.look()
        assert [fault.id for fault in stranger.faults] == ["hub_token_wrong"]
        lost = Meeting(HttpClient(f"{address}/elsewhere", token=place.token), side, place.clock)
        assert lost.look()
        assert [fault.id for fault in lost.faults] == ["hub_not_ours"]


def test_each_difference_is_told_once_and_again_when_it_comes_back(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        meeting, told = place.meeting, list[str]()
        watch = HubWatch(meeting, lambda fault: told.append(fault.id))
        for wrong in (False, True, True, False, True):
            meeting.faults = (Fault("hub_token_wrong"),) if wrong else ()
            for _ in range(WATCH_EVERY):
                watch.look()
        assert told == ["hub_token_wrong", "hub_token_wrong"]


def test_the_hub_is_met_at_the_first_look_and_at_every_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[bool] = []
    meeting = Meeting(HttpClient("http://127.0.0.1:9"), Side("K1", BUNDLE, (800, 899)), VirtualClock(MORNING))
    monkeypatch.setattr(Meeting, "look", lambda _self: met.append(True))
    watch, looks = HubWatch(meeting, lambda fault: None), list[int]()
    for at in range(2 * WATCH_EVERY + 1):
        watch.look()
        if len(met) > len(looks):
            looks.append(at)
    assert looks == [0, WATCH_EVERY, 2 * WATCH_EVERY]


def test_a_meeting_is_held_anew_after_five_minutes_and_at_once_while_nobody_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, asked = VirtualClock(MORNING), list[bytes]()
    answers: list[Answer | Fault] = [Fault("hub_unreachable"), Fault("hub_unreachable")]
    facts = {
        "code": "26734",
        "name": "Sài Gòn",
        "version": 1,
        "digest": "d",
        "unit": None,
        "reserved": [800, 899],
    }
    well = Answer(
        201, {"centre": facts | {"fields": [{"id": "ho_tich", "letter": "H"}], "kiosks": []}}, ours=True
    )

    def post(_self: HttpClient, _path: str, body: bytes) -> Answer | Fault:
        asked.append(body)
        return answers.pop() if answers else well

    monkeypatch.setattr(HttpClient, "post", post)
    meeting = Meeting(HttpClient("http://127.0.0.1:9"), Side("K1", BUNDLE, (800, 899)), clock)
    assert [meeting.look() for _ in range(4)] == [False, False, True, True]
    assert len(asked) == 3
    clock.advance(MEET_EVERY_S - 1)
    assert meeting.look()
    assert len(asked) == 3
    clock.advance(1)
    assert meeting.look()
    assert len(asked) == 4
    assert asked[0] == b'{"kiosk":"K1","centre":"26734","numbers":[800,899]}'
