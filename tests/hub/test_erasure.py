"""A dossier is erased: its persons, answers and the keys of its pages; what keeps it single and accounted for
stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.contract.officer import Permission
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Dossier
from kiosk.hub.erasure import destroy_unused, erase
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.service import running
from kiosk.hub.upstream.orders import order
from kiosk.store.sealed import HEADER
from tests.apps import app_of
from tests.clients import client
from tests.hub.scene import (
    GRANDMOTHER,
    HER_NUMBER,
    JPEG,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    open_scene,
)
from tests.officers import hire, sign_in


class Place:
    """A hub over HTTP, whose store a test may look into."""

    def __init__(self, hub: Hub, folder: Path, kiosk: httpx.Client, supervisor: httpx.Client) -> None:
        self.hub, self.folder, self.kiosk, self.supervisor = hub, folder, kiosk, supervisor

    def handed_over(self, *pages: bytes) -> Dossier:
        """A dossier with these pages at the hub."""
        dossier = birth_dossier(pages=pages)
        assert hand_over(self.kiosk, dossier, pages).status_code == 201
        return dossier

    def erase(self, dossier: Dossier) -> httpx.Response:
        """What the supervisor's wish is answered with."""
        return self.supervisor.post(f"/v1/dossiers/{dossier.id}/erase", json={"basis": "request"})

    def pages(self) -> set[str]:
        """What lies in the folder of pages."""
        return {path.name for path in (self.folder / "files").iterdir()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hub")
    hub = open_scene(folder, VirtualClock(MORNING))
    hire(hub, "TT", {Permission.SUPERVISE, Permission.RECEIVE, Permission.REFUSE})
    try:
        with (
            app_of(hub) as app,
            running(app) as address,
            kiosk_client(address, folder) as kiosk,
            client(address, headers={"X-Motcua": "1"}) as supervisor,
        ):
            assert sign_in(supervisor, "TT").status_code == 201
            yield Place(hub, folder, kiosk, supervisor)
    finally:
        hub.close()


def page() -> bytes:
    return JPEG + os.urandom(2000)


def test_nothing_personal_is_left_and_the_pages_open_no_more(place: Place) -> None:
    only, shared = page(), page()
    dossier = place.handed_over(only, shared)
    other = place.handed_over(shared)
    place.supervisor.post(
        f"/v1/dossiers/{dossier.id}/decision",
        json={"kind": "refuse", "reason": f"{GRANDMOTHER} …", "remark": HER_NUMBER},
    )
    kept = os.open(place.folder / "files" / digest_of(only), os.O_RDONLY)
    answer = place.erase(dossier)
    assert (answer.status_code, answer.json()["erased"]["pages"]) == (201, 1)
    assert place.erase(dossier).json()["erased"]["pages"] == 0
    assert os.pread(kept, HEADER, 0) == bytes(HEADER), "what is left of the file on the disk has no key"
    os.close(kept)
    assert digest_of(only) not in place.pages()
    assert place.hub.files.get(digest_of(shared)) == shared, f"{other.reference} has it too"
    shown = place.supervisor.get(f"/v1/dossiers/{dossier.id}")
    assert GRANDMOTHER not in shown.text
    assert HER_NUMBER not in shown.text
    told = shown.json()["dossier"]
    assert told["erased_at"] is not None
    assert not any(person["values"] for person in told["persons"])
    assert [one["kind"] for one in told["decisions"]] == ["refuse"]
    mark = place.hub.dossiers.card_mark(HER_NUMBER)
    found = place.hub.store.read(lambda reading: reading.dossiers.by_card(mark))
    assert other.id in {one.dossier.id for one in found}
    assert dossier.id not in {one.dossier.id for one in found}


def test_it_is_on_record_once_and_sent_again_it_is_what_it_was(place: Place) -> None:
    content = page()
    dossier = place.handed_over(content)
    first = place.kiosk.post(
        "/v1/dossiers", content=to_json(dossier), headers={"Idempotency-Key": dossier.id}
    )
    before = place.hub.store.read(lambda reading: reading.audit.listed())
    place.erase(dossier)
    place.erase(dossier)
    after = place.hub.store.read(lambda reading: reading.audit.listed())
    assert after[: len(before)] == before
    (line,) = [one for one in after if one.action == "dossier.erased" and one.subject == dossier.id]
    assert (line.actor, line.detail) == ("TT", "request")
    again = hand_over(place.kiosk, dossier, (content,))
    assert (again.status_code, again.json()) == (201, first.json())
    changed = to_json(replace(dossier, lang="en"))
    answer = place.kiosk.post("/v1/dossiers", content=changed, headers={"Idempotency-Key": dossier.id})
    assert answer.json()["id"] == "key_reused"
    decided = place.supervisor.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    assert (decided.status_code, decided.json()["id"]) == (409, "erased")
    waiting = place.hub.store.read(lambda reading: reading.dossiers.waiting())
    assert dossier.id not in {one.dossier.id for one in waiting}, "nobody is to check it any more"
    shown = place.supervisor.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    assert (shown["state"], shown["may_decide"]) == ("waiting_check", False)


def test_pages_that_no_dossier_names_go_after_a_week(place: Place) -> None:
    orphan, fresh = page(), page()
    dossier = place.handed_over(needed := page())
    for content in (orphan, fresh):
        place.hub.files.put(content)
    long_ago = (MORNING - timedelta(days=8)).timestamp()
    for content in (orphan, needed):
        os.utime(place.folder / "files" / digest_of(content), (long_ago, long_ago))
    gone = place.hub.store.submit(lambda tx: destroy_unused(tx, place.hub.files, MORNING)).result()
    assert gone == 1
    assert digest_of(orphan) not in place.pages()
    assert {digest_of(fresh), digest_of(needed)} <= place.pages()
    place.erase(dossier)


def test_what_a_backend_has_not_got_is_not_erased(place: Place) -> None:
    dossier = place.handed_over(page())
    place.hub.store.submit(lambda tx: order(tx, ["portal"], dossier, DossierState.WAITING_CHECK)).result()
    refused = place.erase(dossier)
    assert (refused.status_code, refused.json()["id"]) == (409, "handed_over_first")
    assert place.supervisor.post("/v1/dossiers/none-such/erase", json={"basis": "order"}).status_code == 404


def test_a_power_cut_between_the_erasure_and_its_pages_is_made_good_at_the_next_start(tmp_path: Path) -> None:
    hub = open_scene(tmp_path, VirtualClock(MORNING))
    content = page()
    dossier = birth_dossier(pages=(content,))
    hub.files.put(content)
    hub.store.submit(lambda tx: hub.dossiers.receive(tx, dossier, hub.files.has)).result()
    hub.store.submit(lambda tx: erase(tx, dossier.id, "TT", "retention")).result()
    assert hub.files.has(digest_of(content))
    hub.close()
    hub = open_scene(tmp_path, VirtualClock(MORNING))
    try:
        assert not hub.files.has(digest_of(content))
        with pytest.raises(ProblemError, match="unknown_dossier"):
            hub.store.submit(lambda tx: erase(tx, "another-one", "TT", "retention")).result()
    finally:
        hub.close()
