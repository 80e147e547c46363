"""How a kiosk becomes the centre's own, and who is not let in: over HTTP, by the kiosk's own client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VirtualClock
from kiosk.contract.officer import Permission
from kiosk.contract.pairing import PairingState
from kiosk.contract.upload import TUS_MEDIA_TYPE
from kiosk.dossier.files import digest_of
from kiosk.handover.agreement import Side
from kiosk.handover.meeting import MEET_EVERY_S, WATCH_EVERY, HubWatch, Meeting
from kiosk.handover.pairing import Pairing, ask_pairing
from kiosk.handover.uploading import PIECE, PageSender
from kiosk.http import Answer, HttpClient
from kiosk.hub.pairing.rules import Range, _is_within, _meet, free_range
from kiosk.hub.service import running
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.device import Fault
from kiosk.signing import ONLY_LOOKS
from tests.apps import app_of
from tests.hub.conftest import Office
from tests.hub.scene import BUNDLE, CENTRE, MORNING, open_scene
from tests.officers import hire, sign_in


class Place(Office):
    """A hub that takes paired kiosks alone, and its administrator."""

    def code(self, **wanted: object) -> str:
        return str(self.made(**wanted)["code"])

    def made(self, **wanted: object) -> dict[str, object]:
        answer = self.administer("POST", "/v1/pairing-codes", wanted)
        assert answer.status == 201, answer
        return dict(answer.body)

    def administer(self, method: str, path: str, body: object = None) -> Answer:
        hire(self.hub, "QT", {Permission.ADMINISTER})
        with self.browser() as browser:
            sign_in(browser, "QT")
            answer = browser.request(method, path, json=body)
        return Answer(answer.status_code, answer.json(), ours=True)

    def pair(self, code: str, centre: str = CENTRE.code) -> Pairing | Fault:
        return ask_pairing(HttpClient(self.address), self.address, centre, code)

    def paired(self, **wanted: object) -> Pairing:
        found = self.pair(self.code(**wanted))
        assert isinstance(found, Pairing), found
        return found

    def http(self, pairing: Pairing, instance: str = "run-1", ahead: timedelta = timedelta()) -> HttpClient:
        """What that kiosk speaks with; `ahead` is its clock's error."""
        signer = pairing.signer(instance, lambda: self.clock.now() + ahead)
        return HttpClient(self.address, signer=signer, timeout_s=30)

    def refused(self, pairing: Pairing, instance: str = "run-1") -> str:
        """The refusal of a request of that kiosk; empty where it is let in."""
        answer = self.http(pairing, instance).get("/v1/centre")
        assert isinstance(answer, Answer)
        return answer.problem

    def told(self) -> list[str]:
        """What the staff are told of refused kiosks."""
        notices = self.hub.store.read(lambda reading: reading.notices.listed(done=False))
        return [one.detail for one in notices if one.kind == "kiosk_refused"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, clock = tmp_path_factory.mktemp("hall"), VirtualClock(MORNING)
    hub = open_scene(folder, clock, paired_only=True)
    try:
        with app_of(hub) as app, running(app) as address:
            yield Place(hub, address, folder, clock)
    finally:
        hub.close()


@pytest.fixture
def place(hall: Place) -> Place:
    """The hub without a kiosk: those of the test before are ended, its codes have expired."""

    def clear(tx: Transaction) -> None:
        for one in tx.pairings.holding():
            tx.pairings.end(one.id, PairingState.REVOKED, tx.now)
        for notice in tx.notices.listed(done=False):
            tx.notices.finish(notice.id, "QT", tx.now)

    hall.hub.store.submit(clear).result()
    hall.clock.advance(timedelta(days=1).total_seconds())
    return hall


def test_a_code_makes_one_kiosk_with_a_name_and_numbers_of_its_own(place: Place) -> None:
    first, second = place.paired(), place.paired(count=20)
    assert (first.kiosk, first.numbers) == ("K1", (800, 849))
    assert (second.kiosk, second.numbers) == ("K2", (850, 869))
    assert place.refused(first) == place.refused(second) == ""
    assert first.key.hex() not in repr(first)


def test_a_code_works_once_within_ten_minutes_and_at_its_own_centre(place: Place) -> None:
    code = place.code()
    assert place.pair(code, "99999") == Fault("pairing_refused", "wrong_centre")
    assert isinstance(place.pair(f" {code.lower()} "), Pairing), "as people type it"
    assert place.pair(code) == Fault("pairing_refused", "pairing_code_ended")
    late = place.code()
    place.clock.advance(600)
    assert place.pair(late) == Fault("pairing_refused", "pairing_code_ended")


def test_codes_cannot_be_tried_out(place: Place) -> None:
    refusals = [place.pair(f"AAAA-BBBB-CCC{turn}") for turn in range(6)]
    assert refusals[:5] == [Fault("pairing_refused", "wrong_code")] * 5
    assert refusals[5] == Fault("pairing_refused", "too_many_tries")


def test_two_open_codes_never_name_the_same_kiosk_or_numbers(place: Place) -> None:
    one, other = place.made(count=40), place.made(count=40)
    assert (one["kiosk"], one["numbers"]) == ("K1", [800, 839])
    assert (other["kiosk"], other["numbers"]) == ("K2", [840, 879])
    full = place.administer("POST", "/v1/pairing-codes", {"count": 40})
    assert full.problem == "no_numbers_left"


def test_a_kiosk_that_says_it_is_another_is_refused_at_once(place: Place) -> None:
    kiosk = place.paired()
    place.paired()
    for name, numbers in (("K2", (800, 849)), ("K1", (800, 899)), ("K1", (850, 899))):
        meeting = Meeting(place.http(kiosk), Side(name, BUNDLE, numbers), place.clock)
        assert meeting.look()
        assert meeting.faults[0].id == "hub_other_range", (name, numbers)
    own = Meeting(place.http(kiosk), Side("K1", BUNDLE, (800, 849)), place.clock)
    assert own.look()
    assert own.faults == ()


def test_a_copied_key_is_found_out_and_neither_machine_is_let_in(place: Place) -> None:
    kiosk = place.paired()
    assert place.refused(kiosk, "run-1") == ""
    place.clock.advance(5)
    assert place.refused(kiosk, "run-2") == "", "the copy, or the kiosk started again"
    place.clock.advance(5)
    assert place.refused(kiosk, "run-1") == "kiosk_cloned", "both are alive"
    assert place.refused(kiosk, "run-2") == "kiosk_cloned"
    assert place.told() == ["K1: kiosk_cloned"]
    assert place.audit("kiosk.cloned") == [("hub", kiosk.id, "K1")]
    again = place.paired(kiosk="K1")
    assert again.numbers == kiosk.numbers
    assert place.told() == [], "taken down when the kiosk is paired anew"
    assert place.refused(again) == ""


def test_a_kiosk_that_is_started_again_and_again_is_no_copy(place: Place) -> None:
    kiosk = place.paired()
    for run in range(5):
        assert place.refused(kiosk, f"run-{run}") == ""
        place.clock.advance(2)


def test_a_program_that_only_looks_is_no_second_kiosk_and_changes_nothing(place: Place) -> None:
    kiosk = place.paired()
    for instance in ("run-1", ONLY_LOOKS, "run-1", ONLY_LOOKS, "run-1"):
        assert place.refused(kiosk, instance) == ""
    answer = place.http(kiosk, ONLY_LOOKS).post("/v1/notices", b"{}")
    assert isinstance(answer, Answer)
    assert answer.problem == "signature_wrong"


def test_who_was_revoked_is_refused_from_the_next_request_on(place: Place) -> None:
    kiosk = place.paired()
    assert place.refused(kiosk) == ""
    answer = place.administer("DELETE", f"/v1/pairings/{kiosk.id}")
    assert answer.body["kiosk"]["state"] == "revoked"
    assert place.refused(kiosk) == "kiosk_revoked"
    assert place.refused(kiosk) == "kiosk_revoked"
    assert place.told() == ["K1: kiosk_revoked"], "once"
    assert place.paired().kiosk == "K1", "name and numbers are free again"


def test_a_revoked_kiosk_gives_no_number_of_its_own_within_a_minute(place: Place) -> None:
    kiosk = place.paired()
    meeting = Meeting(place.http(kiosk), Side("K1", BUNDLE, kiosk.numbers), place.clock)
    told: list[str] = []
    served: list[str] = []
    watch = HubWatch(meeting, lambda fault: told.append(fault.id), served.append)
    watch.look()
    assert meeting.agreement is not None
    assert meeting.agreement.fields
    place.administer("DELETE", f"/v1/pairings/{kiosk.id}")
    second = 0
    while not told and second < 60:
        second += 1
        place.clock.advance(1)
        watch.look()
    assert told == served == ["hub_pairing_revoked"]
    assert second <= MEET_EVERY_S + WATCH_EVERY
    assert meeting.agreement.fields == frozenset()


def test_a_kiosk_that_speaks_is_renewed_and_a_silent_one_expires(place: Place) -> None:
    kiosk = place.paired()
    for _ in range(3):
        place.clock.advance(timedelta(days=20).total_seconds())
        assert place.refused(kiosk) == ""
    place.clock.advance(timedelta(days=30).total_seconds())
    assert place.refused(kiosk) == "kiosk_expired"
    assert place.told() == ["K1: kiosk_expired"]
    assert place.paired().kiosk == "K2", "an expired one keeps its name until somebody ends it"


def test_a_foreign_or_unknown_kiosk_is_refused_and_told_once(place: Place) -> None:
    kiosk = place.paired()
    assert place.refused(replace(kiosk, centre="26740")) == "", "the id decides"
    stranger = replace(kiosk, id="00000000-0000-7000-8000-000000000000")
    assert place.refused(stranger) == "kiosk_unknown"
    foreign = replace(stranger, centre="26740")
    assert place.refused(foreign) == place.refused(foreign) == "kiosk_other_centre"
    assert len(place.told()) == 2


def test_a_wrong_key_a_changed_body_and_a_repeated_request_are_refused(place: Place) -> None:
    kiosk = place.paired()
    assert place.refused(replace(kiosk, key=bytes(32))) == "signature_wrong"
    body = b'{"kiosk": "K1", "centre": "26734", "numbers": [800, 849]}'
    signer = kiosk.signer("run-1", place.clock.now)
    headers = {"Content-Type": "application/json", **signer.headers("POST", "/v1/kiosks", body)}
    with place.browser() as wire:
        changed = wire.post("/v1/kiosks", content=body.replace(b"849", b"899"), headers=headers)
        assert changed.json()["id"] == "signature_wrong"
        assert wire.post("/v1/kiosks", content=body, headers=headers).status_code == 201
        repeated = wire.post("/v1/kiosks", content=body, headers=headers)
        assert repeated.json()["id"] == "signature_wrong"
        elsewhere = wire.get("/v1/centre", headers=signer.headers("GET", "/v1/kiosks/day-key", b""))
        assert elsewhere.json()["id"] == "signature_wrong"


def test_a_page_is_signed_by_the_digest_in_its_path(place: Place) -> None:
    http = place.http(place.paired())
    page = b"\xff\xd8\xff\xe0 a page"
    stored = http.put(f"/v1/files/{digest_of(page)}", page)
    assert isinstance(stored, Answer)
    assert stored.status == 201
    wrong = http.put(f"/v1/files/{digest_of(b'another')}", page)
    assert isinstance(wrong, Answer)
    assert wrong.problem == "signature_wrong"


class Forgetful:
    """A kiosk's memory of where its pages go, which keeps nothing."""

    def upload_of(self, digest: str) -> str | None:
        return None

    def note_upload(self, digest: str, address: str | None) -> None:
        return None


def test_a_page_in_pieces_is_signed_by_the_checksum_of_each(place: Place) -> None:
    http = place.http(place.paired())
    page = b"\xff\xd8\xff\xe0 a page" + bytes(PIECE)
    assert PageSender(http, Forgetful()).send(digest_of(page), page) == "sent"
    begun = http.send("POST", "/v1/uploads", b"", {"Tus-Resumable": "1.0.0", "Upload-Length": "9"})
    assert isinstance(begun, Answer)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": TUS_MEDIA_TYPE}
    for checksum in ({}, {"Upload-Checksum": "sha256 AAAA"}, {"Upload-Checksum": "sha256 ?"}):
        wrong = http.send("PATCH", begun.headers["location"], page[:9], headers | checksum)
        assert isinstance(wrong, Answer)
        assert wrong.problem == "signature_wrong"


@pytest.mark.parametrize("ahead", [timedelta(hours=7), timedelta(days=-400)])
def test_a_kiosk_whose_clock_is_wrong_is_let_in_and_knows_it(place: Place, ahead: timedelta) -> None:
    kiosk = place.paired()
    signer = kiosk.signer("run-1", lambda: place.clock.now() + ahead)
    http = HttpClient(place.address, signer=signer, timeout_s=30)
    answer = http.post("/v1/kiosks", b'{"kiosk": "K1", "centre": "26734", "numbers": [800, 849]}')
    assert isinstance(answer, Answer)
    assert answer.status == 201
    assert signer.offset == -ahead


def test_no_token_is_shared_where_kiosks_are_paired(place: Place) -> None:
    assert not (place.folder / "device_token").exists()
    for token in ("", "None", "x" * 32):
        answer = HttpClient(place.address, token=token).get("/v1/centre")
        assert isinstance(answer, Answer)
        assert answer.problem == "device_token_wrong"


def test_the_page_lists_who_is_paired_and_when_each_was_heard(place: Place) -> None:
    kiosk = place.paired()
    place.refused(kiosk)
    place.clock.advance(42)
    place.paired(kiosk="K1")
    listed = place.administer("GET", "/v1/pairings").body["kiosks"]
    listed = [one for one in listed if one["kiosk"] == "K1"][-2:]
    assert [one["state"] for one in listed] == [PairingState.REPLACED.value, PairingState.VALID.value]
    assert [one["heard_at"] is None for one in listed] == [False, True]
    ago = place.clock.now() - datetime.fromisoformat(listed[0]["heard_at"])
    assert ago == timedelta(seconds=42)


ranges = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda two: (min(two), max(two)))


@given(ranges, ranges)
def test_ranges_meet_where_a_number_is_of_both(one: Range, other: Range) -> None:
    numbers, others = (set(range(first, last + 1)) for first, last in (one, other))
    assert _meet(one, other) == bool(numbers & others)
    assert _is_within(one, other) == (numbers <= others)


@pytest.mark.parametrize(
    ("taken", "count", "found"),
    [
        ([], 100, (800, 899)),
        ([], 101, None),
        ([(800, 849)], 50, (850, 899)),
        ([(850, 869)], 50, (800, 849)),
        ([(850, 869), (800, 819)], 30, (820, 849)),
        ([(850, 869), (800, 819)], 31, None),
        ([(700, 799)], 10, (800, 809)),
    ],
)
def test_a_free_range_is_found(
    taken: list[tuple[int, int]], count: int, found: tuple[int, int] | None
) -> None:
    assert free_range((800, 899), taken, count) == found
