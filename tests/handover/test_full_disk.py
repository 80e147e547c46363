"""The kiosk's disk is full: citizen and staff are told the truth, and all is well once there is room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.audit import EventLog
from kiosk.contract.ticket import Ticket
from kiosk.gateway import HandedIn
from kiosk.paper.journal import JournaledPrinter, open_journal
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed
from kiosk.store.errors import StoreError
from tests.disks import Disk, small_disk
from tests.handover.kiosk_and_hub import KioskAndHub, kiosk_and_hub
from tests.handover.test_hub_away import PAGES, dossiers_at_hub, hand_in, number, wish
from tests.hub.scene import birth_dossier
from tests.paper.samples import small_job
from tests.paper.test_journal import Printer, ok

FAILED = "store_failed"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """The kiosk's own disk."""
    with small_disk(tmp_path / "kiosk") as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, disk: Disk) -> Iterator[KioskAndHub]:
    """A kiosk on that disk, and its hub, which is on."""
    with kiosk_and_hub(tmp_path) as made:
        made.hub_on()
        yield made


def queue(place: KioskAndHub) -> list[tuple[str, str]]:
    with place.officer() as officer:
        return [(one["number"], one["state"]) for one in officer.get("/v1/queue").json()["tickets"]]


def notices(place: KioskAndHub) -> list[str]:
    with place.officer() as officer:
        return [one["kind"] for one in officer.get("/v1/notices").json()["notices"]]


def failed(found: object) -> bool:
    return isinstance(found, Fault) and found.id == FAILED


def test_numbers_of_the_hub_are_given_and_called_although_the_disk_is_full(
    place: KioskAndHub, disk: Disk
) -> None:
    disk.fill()
    held = [number(place) for _ in range(3)]
    for ticket in held:
        place.gateway.number_shown(ticket.id, "paper")
    assert queue(place) == [(ticket.number, "waiting") for ticket in held]
    place.later()
    assert notices(place) == [FAILED], "told once"


def test_without_hub_and_room_no_number_is_promised_and_none_is_lost(place: KioskAndHub, disk: Disk) -> None:
    place.hub_off()
    disk.fill()
    request = wish()
    assert failed(place.gateway.take_number(request))
    assert failed(place.gateway.take_number(request))
    disk.free()
    ticket = number(place, request)
    assert ticket.number == "H 800"
    place.gateway.number_shown(ticket.id, "screen")
    place.hub_on()
    place.later()
    assert queue(place) == [("H 800", "waiting")]
    assert notices(place) == [FAILED]


def test_a_number_held_while_hub_and_room_are_gone_is_reported_when_they_are_back(
    place: KioskAndHub, disk: Disk
) -> None:
    ticket = number(place)
    disk.fill()
    place.hub_off()
    place.gateway.number_shown(ticket.id, "paper")
    place.gateway.tell_staff("call_staff")
    place.later()
    disk.free()
    place.later()
    place.restart_kiosk()
    place.hub_on()
    place.later()
    assert queue(place) == [(ticket.number, "waiting")]
    assert sorted(notices(place)) == ["call_staff", FAILED]


def test_a_dossier_that_finds_no_room_is_not_handed_in_and_goes_in_once_later(
    place: KioskAndHub, disk: Disk
) -> None:
    dossier = birth_dossier()
    disk.fill()
    assert failed(place.gateway.hand_in(dossier, PAGES))
    assert failed(place.gateway.next_reference())
    place.gateway.tell_staff(FAILED)
    assert notices(place) == [FAILED]
    assert dossiers_at_hub(place) == []
    disk.free()
    assert hand_in(place, dossier).delivered
    place.later()
    assert dossiers_at_hub(place) == [dossier.id]


def test_what_the_hub_confirms_while_there_is_no_room_to_note_it_is_sent_no_second_time(
    place: KioskAndHub, disk: Disk
) -> None:
    place.hub_off()
    dossier = birth_dossier()
    hand_in(place, dossier)
    disk.fill()
    place.hub_on()
    assert place.later() == 1
    sent: list[str] = []
    place.http.lose_request = lambda path: bool(sent.append(path))  # type: ignore[func-returns-value]
    place.later()
    assert "/v1/dossiers" not in sent
    assert isinstance(place.gateway.hand_in(dossier, PAGES), HandedIn)
    disk.free()
    place.later()
    assert place.gateway.waiting() == 0
    assert not any((disk.folder / "files").iterdir()), "nothing of the person is left"


def test_a_crash_with_a_number_in_somebodys_hand_leaves_nobody_waiting_for_ever(place: KioskAndHub) -> None:
    by_hub = number(place)
    place.restart_kiosk()
    place.later()
    assert queue(place) == [(by_hub.number, "waiting")]
    place.hub_off()
    own = number(place)
    place.restart_kiosk()
    place.restart_kiosk()
    place.hub_on()
    place.later()
    assert queue(place) == [(by_hub.number, "waiting"), (own.number, "waiting")]


def test_a_number_that_was_reported_is_not_reported_again_by_the_next_start(place: KioskAndHub) -> None:
    ticket = number(place)
    place.gateway.number_shown(ticket.id, "paper")
    place.restart_kiosk()
    assert place.gateway.waiting() == 0


def test_the_log_goes_on_when_there_is_room_and_says_what_it_lacks(place: KioskAndHub, disk: Disk) -> None:
    path = disk.folder / "events.jsonl"
    log = EventLog(path, place.clock)
    log.record("visit_wiped")
    disk.fill()
    for _ in range(200):
        log.record("visit_wiped")
    disk.free()
    log.record("card_read", warnings=0)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    written = [line["event"] for line in lines]
    assert written[-2:] == ["log_lines_lost", "card_read"]
    assert lines[-2]["count"] + written.count("visit_wiped") == 201
    log.record("card_read", warnings=0)
    assert path.read_text().count("log_lines_lost") == 1, "what was told is told once"


def test_a_log_without_a_disk_is_no_reason_to_stop(place: KioskAndHub, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.symlink_to("/dev/full")
    EventLog(path, place.clock).record("visit_wiped")


@pytest.mark.expects_log("the print journal is kept in memory")
def test_a_slip_is_printed_once_though_its_journal_has_no_room(place: KioskAndHub, disk: Disk) -> None:
    journal = open_journal(disk.folder, place.clock)
    paper = Printer(ok)
    printer = JournaledPrinter(paper, journal)
    disk.fill()
    first = small_job("first")
    for _ in range(3):
        assert isinstance(printer.print(first), Printed)
    assert len(paper.sheets) == 1
    disk.free()
    printer.print(small_job("another"))
    journal.close()
    again = open_journal(disk.folder, place.clock)
    assert again.state(first.id) == again.state("another") == "printed"
    again.close()


def test_a_ticket_is_a_ticket_for_the_same_wish(place: KioskAndHub, disk: Disk) -> None:
    disk.fill()
    request = wish()
    first, second = (place.gateway.take_number(request) for _ in range(2))
    assert isinstance(first, Ticket)
    assert first == second


def test_a_kiosk_that_starts_on_a_full_disk_says_so_in_one_line(place: KioskAndHub, disk: Disk) -> None:
    place.outbox.close()
    disk.fill()
    with pytest.raises(StoreError, match="the disk is full"):
        place.start_kiosk()
    disk.free()
    place.start_kiosk()
    assert number(place).number == "H 001"
