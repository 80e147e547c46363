"""The hub is off, slow, lossy or broken: citizens still get numbers, and dossiers arrive exactly once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import uuid7
from kiosk.dossier.model import Dossier
from kiosk.gateway import HandedIn
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from tests.handover.kiosk_and_hub import KioskAndHub, kiosk_and_hub
from tests.hub.scene import GRANDMOTHER, HER_NUMBER, JPEG, birth_dossier

PAGES = {digest_of(JPEG): JPEG}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[KioskAndHub]:
    """A kiosk and its hub, which is off."""
    with kiosk_and_hub(tmp_path) as made:
        yield made


def wish(field: str = "ho_tich", key: str | None = None) -> TicketRequest:
    return TicketRequest(key or uuid7(), field, None, "vi")


def number(place: KioskAndHub, request: TicketRequest | None = None) -> Ticket:
    ticket = place.gateway.take_number(request or wish())
    assert isinstance(ticket, Ticket), ticket
    return ticket


def hand_in(place: KioskAndHub, dossier: Dossier) -> HandedIn:
    result = place.gateway.hand_in(dossier, PAGES)
    assert isinstance(result, HandedIn), result
    return result


def dossiers_at_hub(place: KioskAndHub) -> list[str]:
    with place.officer() as officer:
        return sorted(one["id"] for one in officer.get("/v1/dossiers").json()["dossiers"])


def test_with_the_hub_the_number_is_the_hubs_and_is_called_once_shown(place: KioskAndHub) -> None:
    place.hub_on()
    ticket = number(place)
    assert (ticket.number, ticket.origin, ticket.ahead) == ("H 001", "hub", 0)
    with place.officer() as officer:
        assert officer.post("/v1/counters/1/call", json={}).json()["ticket"] is None
        place.gateway.number_shown(ticket.id, "paper")
        assert officer.post("/v1/counters/1/call", json={}).json()["ticket"]["id"] == ticket.id


def test_without_the_hub_the_number_comes_from_the_own_range_and_is_called_once_it_is_back(
    place: KioskAndHub,
) -> None:
    ticket = number(place)
    assert (ticket.number, ticket.origin, ticket.ahead, ticket.counters) == (
        "H 800",
        "kiosk",
        None,
        ("1", "2"),
    )
    place.gateway.number_shown(ticket.id, "screen")
    place.hub_on()
    assert place.later() == 2
    with place.officer() as officer:
        assert officer.post("/v1/counters/1/call", json={}).json()["ticket"]["number"] == "H 800"
    assert number(place).number == "H 001", "the hub gives numbers again"


def test_why_somebody_goes_first_comes_to_the_hub_with_a_number_given_while_it_was_away(
    place: KioskAndHub,
) -> None:
    everybody = number(place)
    first = number(place, TicketRequest(uuid7(), "ho_tich", None, "vi", "child"))
    for ticket in (everybody, first):
        place.gateway.number_shown(ticket.id, "paper")
    place.hub_on()
    place.later()
    with place.officer() as officer:
        called = officer.post("/v1/counters/1/call", json={}).json()["ticket"]
    assert (called["number"], bool(called["priority"])) == (first.number, True)


def test_an_own_number_that_was_not_shown_is_known_to_the_hub_but_not_called(place: KioskAndHub) -> None:
    number(place)
    place.hub_on()
    place.later()
    with place.officer() as officer:
        assert [one["state"] for one in officer.get("/v1/queue").json()["tickets"]] == ["issued"]


def test_own_numbers_go_on_after_a_restart_without_gap_or_repetition(place: KioskAndHub) -> None:
    key = uuid7()
    first = number(place, wish(key=key))
    place.restart_kiosk()
    assert number(place, wish(key=key)) == first, "the same request, the same number"
    assert number(place).number == "H 801"
    assert number(place, wish("dat_dai")).number == "D 800"


def test_the_own_range_ends_and_begins_anew_the_next_day(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path, own_numbers=(800, 801)) as place:
        assert [number(place).number, number(place).number] == ["H 800", "H 801"]
        assert place.gateway.take_number(wish()) == Fault("hub_unreachable", "own range used up")
        place.clock.advance(24 * 3600)
        assert number(place).number == "H 800"


def test_a_field_the_centre_does_not_have_is_refused_with_and_without_hub(place: KioskAndHub) -> None:
    assert place.gateway.take_number(wish("no_such")) == Fault("hub_refused", "unknown_field")
    place.hub_on()
    place.clock.advance(60)
    assert place.gateway.take_number(wish("no_such")) == Fault("hub_refused", "unknown_field")


def test_a_dossier_waits_for_the_hub_and_is_delivered_once(place: KioskAndHub) -> None:
    dossier = birth_dossier()
    result = hand_in(place, dossier)
    assert not result.delivered
    assert result.submission.reference == dossier.reference
    place.restart_kiosk()
    place.hub_on()
    assert place.later() == 1
    assert place.later() == 0
    assert dossiers_at_hub(place) == [dossier.id]
    assert place.gateway.waiting() == 0


def test_with_the_hub_it_is_delivered_at_once(place: KioskAndHub) -> None:
    place.hub_on()
    dossier = birth_dossier()
    assert hand_in(place, dossier).delivered
    assert hand_in(place, dossier).delivered, "handing in again changes nothing"
    assert dossiers_at_hub(place) == [dossier.id]


def test_a_lost_answer_makes_no_second_dossier_and_no_second_number(place: KioskAndHub) -> None:
    place.hub_on()
    place.http.lose_answer = lambda path: True
    dossier = birth_dossier()
    assert not hand_in(place, dossier).delivered
    place.clock.advance(60)
    ticket = number(place)
    assert ticket.origin == "kiosk", "whether the hub gave one is unknown"
    place.gateway.number_shown(ticket.id, "paper")
    place.http.lose_answer = lambda path: False
    place.later()
    place.later()
    assert dossiers_at_hub(place) == [dossier.id]
    with place.officer() as officer:
        called = [officer.post("/v1/counters/1/call", json={}).json()["ticket"]]
        officer.post("/v1/counters/1/finish", json={})
        called.append(officer.post("/v1/counters/1/call", json={}).json()["ticket"])
    assert [one and one["number"] for one in called] == ["H 800", None], "the one nobody holds is not called"


def test_the_slip_can_be_looked_up_before_during_and_after(place: KioskAndHub) -> None:
    dossier = birth_dossier()
    assert place.gateway.look_up(dossier.token).id == "hub_unreachable"  # type: ignore[union-attr]
    hand_in(place, dossier)
    waiting = place.gateway.look_up(dossier.token)
    assert isinstance(waiting, SubmissionStatus)
    assert (waiting.reference, waiting.state) == (dossier.reference, DossierState.WAITING_CHECK)
    place.hub_on()
    place.later()
    with place.officer() as officer:
        officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    accepted = place.gateway.look_up(dossier.token)
    assert isinstance(accepted, SubmissionStatus)
    assert (accepted.state, accepted.code) == (DossierState.ACCEPTED, "000.00.01.H29-261123-0001")
    assert place.gateway.look_up("0" * 16) == Fault("unknown_code")
    place.hub_off()
    assert isinstance(place.gateway.look_up(dossier.token), Fault), (
        "the kiosk no longer knows, and does not guess"
    )


def test_a_dossier_the_hub_refuses_does_not_hold_up_the_others_and_the_staff_is_told(
    place: KioskAndHub,
) -> None:
    poison = replace(birth_dossier(), centre="99999", reference="K1-261123-0009")
    good = birth_dossier()
    hand_in(place, poison)
    hand_in(place, good)
    place.hub_on()
    place.later()
    place.later()
    assert dossiers_at_hub(place) == [good.id]
    assert place.gateway.waiting() == 0
    assert place.gateway.look_up(poison.token) == Fault("hub_refused")
    with place.officer() as officer:
        (notice,) = officer.get("/v1/notices").json()["notices"]
    assert (notice["kind"], notice["detail"]) == ("hub_refused", "K1-261123-0009")
    kept = place.outbox.content(digest_of(JPEG))
    assert kept == JPEG, "for the staff"


def test_one_that_fails_for_now_does_not_hold_up_the_others(place: KioskAndHub) -> None:
    first, second = birth_dossier(), birth_dossier()
    hand_in(place, first)
    hand_in(place, second)
    place.hub_on()
    with place.officer():
        pass
    real = place.http.post

    def sick(path: str, body: bytes, *, key: str = "") -> object:
        answer = real(path, body, key=key)
        return (
            replace(answer, status=503, body={})
            if key == first.id and not isinstance(answer, Fault)
            else answer
        )

    place.http.post = sick  # type: ignore[method-assign,assignment]
    assert place.later() == 1
    place.http.post = real  # type: ignore[method-assign]
    assert place.gateway.waiting() == 1
    assert place.later() == 1
    assert dossiers_at_hub(place) == sorted([first.id, second.id])


def test_notices_and_shown_numbers_arrive_in_order_once_the_hub_is_back(place: KioskAndHub) -> None:
    tickets = [number(place) for _ in range(3)]
    for ticket in reversed(tickets):
        place.gateway.number_shown(ticket.id, "paper")
    place.gateway.tell_staff("call_staff")
    place.hub_on()
    assert place.later() == 7
    with place.officer() as officer:
        assert [n["kind"] for n in officer.get("/v1/notices").json()["notices"]] == ["call_staff"]
        waiting = officer.get("/v1/queue").json()["tickets"]
    assert [one["number"] for one in waiting] == ["H 800", "H 801", "H 802"]


def test_while_the_hub_is_away_it_is_not_asked_all_the_time(place: KioskAndHub) -> None:
    asked: list[str] = []
    place.http.lose_request = lambda path: not asked.append(path)  # type: ignore[func-returns-value]
    for _ in range(50):
        number(place)
        place.gateway.deliver_due()
        place.clock.advance(1)
    assert 4 <= len(asked) <= 20


def test_references_are_gap_free_and_never_repeated(place: KioskAndHub) -> None:
    first = [place.gateway.next_reference() for _ in range(2)]
    place.restart_kiosk()
    assert [*first, place.gateway.next_reference()] == ["K1-261123-0001", "K1-261123-0002", "K1-261123-0003"]
    place.clock.advance(24 * 3600)
    assert place.gateway.next_reference() == "K1-261124-0001"


def test_the_kiosk_keeps_nothing_of_a_delivered_dossier(place: KioskAndHub) -> None:
    dossier = birth_dossier()
    hand_in(place, dossier)
    place.hub_on()
    place.later()
    assert list((place.folder / "kiosk" / "files").iterdir()) == []
    assert place.outbox.pending() == []
    rows = "".join(str(tuple(row)) for row in place.outbox._db.execute("SELECT * FROM delivery").fetchall())
    assert GRANDMOTHER not in rows
    assert HER_NUMBER not in rows
    assert place.outbox.submission(dossier=dossier.id) is not None
    assert (place.folder / "kiosk" / "kiosk.db-wal").stat().st_size == 0


def test_a_page_of_two_dossiers_stays_until_the_second_is_delivered(place: KioskAndHub) -> None:
    hand_in(place, birth_dossier())
    second = birth_dossier()
    hand_in(place, second)
    place.hub_on()
    place.http.lose_request = lambda path: path == "/v1/dossiers" and place.gateway.waiting() == 1
    assert place.later() == 1
    assert place.outbox.content(digest_of(JPEG)) == JPEG
    place.http.lose_request = lambda path: False
    place.later()
    assert list((place.folder / "kiosk" / "files").iterdir()) == []


def test_the_kiosks_disk_shows_no_person_while_a_dossier_waits(place: KioskAndHub) -> None:
    hand_in(place, birth_dossier())
    raw = b"".join(path.read_bytes() for path in (place.folder / "kiosk").rglob("*") if path.is_file())
    for canary in (GRANDMOTHER, HER_NUMBER, unicodedata.normalize("NFD", GRANDMOTHER), "grandparent"):
        assert canary.encode() not in raw
    assert JPEG[:64] not in raw


def test_pages_of_a_hand_in_that_was_cut_off_are_cleared(place: KioskAndHub) -> None:
    place.outbox._files.put(JPEG)
    place.restart_kiosk()
    assert list((place.folder / "kiosk" / "files").iterdir()) == []


def test_a_full_disk_is_a_fault_and_nothing_is_promised(
    place: KioskAndHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, content: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.dossier.files.FileStore.put", full)
    dossier = birth_dossier()
    assert place.gateway.hand_in(dossier, PAGES) == Fault("store_failed", "OSError")
    monkeypatch.undo()
    assert place.outbox.submission(dossier=dossier.id) is None
    assert hand_in(place, dossier).submission.dossier == dossier.id


def test_a_file_that_is_not_what_the_dossier_says_is_a_programming_error(place: KioskAndHub) -> None:
    with pytest.raises(ValueError, match="digest"):
        place.gateway.hand_in(birth_dossier(), {digest_of(JPEG): b"something else"})


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(["dossier", "number", "lose", "heal", "lose_request", "restart", "tick"]), max_size=14
    )
)
def test_whatever_the_line_does_nothing_is_lost_and_nothing_doubled(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    with kiosk_and_hub(tmp_path_factory.mktemp("line")) as place:
        place.hub_on()
        handed_in, held = [], []
        for act in acts:
            match act:
                case "dossier":
                    dossier = birth_dossier()
                    hand_in(place, dossier)
                    handed_in.append(dossier.id)
                case "number":
                    ticket = number(place)
                    place.gateway.number_shown(ticket.id, "paper")
                    held.append(ticket.number)
                case "lose":
                    place.http.lose_answer = lambda path: True
                case "lose_request":
                    place.http.lose_request = lambda path: True
                case "heal":
                    place.http.lose_answer = place.http.lose_request = lambda path: False
                case "restart":
                    place.restart_kiosk()
                case "tick":
                    place.later()
        place.http.lose_answer = place.http.lose_request = lambda path: False
        place.later()
        place.later()
        assert place.gateway.waiting() == 0
        assert dossiers_at_hub(place) == sorted(handed_in)
        with place.officer() as officer:
            tickets = officer.get("/v1/queue").json()["tickets"]
        assert sorted(one["number"] for one in tickets if one["state"] == "waiting") == sorted(held)


def test_an_outbox_of_a_range_from_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        KioskAndHub(tmp_path, own_numbers=(0, 9))


def test_a_corrected_range_holds_at_once_and_repeats_no_number(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path, own_numbers=(800, 849)) as place:
        assert [number(place).number for _ in range(2)] == ["H 800", "H 801"]
        for own, expected in (((850, 899), "H 850"), ((800, 899), "H 851"), ((800, 849), "H 802")):
            place.own_numbers = own
            place.restart_kiosk()
            assert number(place).number == expected
