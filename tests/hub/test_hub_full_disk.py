"""The hub's disk is full: health is red, the console reads a sentence, kiosks go on, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.contract.ticket import Ticket
from kiosk.dossier.files import digest_of
from kiosk.gateway import HandedIn
from kiosk.ports.device import Fault
from tests.disks import Disk, small_disk
from tests.handover.kiosk_and_hub import KioskAndHub, kiosk_and_hub
from tests.handover.test_hub_away import PAGES, dossiers_at_hub, number, wish
from tests.hub.scene import birth_dossier, kiosk_client, public_client


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """The hub's own disk."""
    with small_disk(tmp_path / "hub") as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, disk: Disk) -> Iterator[KioskAndHub]:
    """A kiosk, and its hub on that disk."""
    with kiosk_and_hub(tmp_path) as made:
        made.hub_on()
        yield made


def fill(place: KioskAndHub, disk: Disk) -> None:
    """Fill the disk, and the room that the write-ahead log has left."""
    disk.fill()
    with kiosk_client(f"http://127.0.0.1:{place.port}", disk.folder) as kiosk:
        for at in range(2000):
            notice = {"id": f"0199c1f2-{at:04}", "kind": "call_staff", "detail": "d" * 200, "kiosk": "K1"}
            if kiosk.post("/v1/notices", json=notice).status_code == 503:
                return
    raise AssertionError("the disk is not full")


def test_kiosks_go_on_while_the_hub_has_no_room_and_all_arrives_once_it_has(
    place: KioskAndHub, disk: Disk
) -> None:
    by_hub = number(place)
    place.gateway.number_shown(by_hub.id, "paper")
    fill(place, disk)
    place.clock.advance(60)
    with public_client(f"http://127.0.0.1:{place.port}") as public:
        health = public.get("/health")
        assert (health.status_code, health.json()["id"]) == (503, "store_failed")
        assert public.get("/v1/board").status_code == 200
    own = place.gateway.take_number(request := wish())
    assert isinstance(own, Ticket)
    assert own.origin == "kiosk"
    place.gateway.number_shown(own.id, "paper")
    dossier = birth_dossier()
    kept = place.gateway.hand_in(dossier, PAGES)
    assert isinstance(kept, HandedIn)
    assert not kept.delivered
    place.later()
    disk.free()
    place.clock.advance(60)
    with public_client(f"http://127.0.0.1:{place.port}") as public:
        assert public.get("/health").status_code == 200
    for _ in range(3):
        place.later()
    assert place.gateway.waiting() == 0
    assert dossiers_at_hub(place) == [dossier.id]
    assert place.gateway.take_number(request) == own
    with place.officer() as officer:
        waiting = [one["number"] for one in officer.get("/v1/queue").json()["tickets"]]
        assert sorted(waiting) == ["H 001", "H 800"]
        page = officer.get(f"/v1/dossiers/{dossier.id}/files/{digest_of(next(iter(PAGES.values())))}")
        assert page.status_code == 200


def test_a_page_that_finds_no_room_leaves_nothing(place: KioskAndHub, disk: Disk) -> None:
    disk.fill()
    content = next(iter(PAGES.values())) + bytes(200_000)
    with kiosk_client(f"http://127.0.0.1:{place.port}", disk.folder) as kiosk:
        answer = kiosk.put(f"/v1/files/{digest_of(content)}", content=content)
    assert (answer.status_code, answer.json()["id"]) == (503, "store_failed")
    assert not list((disk.folder / "files").iterdir())


def test_a_page_that_the_kiosk_can_no_longer_read_holds_up_nobody(tmp_path: Path) -> None:
    with kiosk_and_hub(tmp_path) as place:
        lost, good = birth_dossier(), birth_dossier(pages=())
        place.gateway.hand_in(lost, PAGES)
        place.gateway.hand_in(good, {})
        (page,) = (place.folder / "kiosk" / "files").iterdir()
        page.write_bytes(page.read_bytes()[:-5])
        place.hub_on()
        place.later()
        place.later()
        place.later()
        assert dossiers_at_hub(place) == [good.id]
        with place.officer() as officer:
            (notice,) = officer.get("/v1/notices").json()["notices"]
        assert (notice["kind"], notice["detail"]) == ("page_damaged", lost.reference)
        page.unlink()
        assert place.gateway.hand_in(birth_dossier(), PAGES) != Fault("store_failed")
        place.later()
        assert lost.id in dossiers_at_hub(place), "its page is here again"
