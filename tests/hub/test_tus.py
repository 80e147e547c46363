"""Uploads in pieces by tus 1.0, as a client sends them that has read the specification alone."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.dossier.files import FileStore, digest_of
from kiosk.hub.uploads import LIVES
from kiosk.store.keys import derive
from tests.hub.scene import JPEG, MORNING, kiosk_client, serving
from tests.hub.test_bad_requests import refused
from tests.hub.tus_client import TusClient, checksum

PAGE = JPEG + os.urandom(200_000)


class Place:
    """A hub, and a client before it."""

    def __init__(self, folder: Path, clock: VirtualClock, http: httpx.Client) -> None:
        self.folder, self.clock, self.http = folder, clock, http
        self.tus = TusClient(http, "/v1/uploads")

    def stored(self, content: bytes) -> bool:
        """The hub has exactly this page, readable with its key."""
        key = derive((self.folder / "hub.key").read_bytes(), "files")
        store = FileStore(self.folder / "files", key)
        return store.has(digest_of(content)) and store.get(digest_of(content)) == content

    def names(self, folder: str = "uploads") -> set[str]:
        """What lies in a folder of the hub."""
        return {path.name for path in (self.folder / folder).iterdir()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, clock = tmp_path_factory.mktemp("hub"), VirtualClock(MORNING)
    with serving(folder, clock) as address, kiosk_client(address, folder) as http:
        made = Place(folder, clock, http)
        yield made
        made.tus.close()


def another(place: Place) -> bytes:
    """A page that nobody has sent yet."""
    return JPEG + os.urandom(150_000)


def test_the_server_says_what_it_can(place: Place) -> None:
    answer = place.http.options("/v1/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    extensions = set(answer.headers["Tus-Extension"].split(","))
    assert extensions == {"creation", "expiration", "checksum", "termination"}
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")
    assert int(answer.headers["Tus-Max-Size"]) == 20 * 1024 * 1024


def test_a_page_in_two_pieces_that_meet_inside_a_segment(place: Place) -> None:
    url = place.tus.begin(len(PAGE), sha256=digest_of(PAGE), filename="tờ khai MẪU.jpg")
    first = place.tus.patch(url, 0, PAGE[:100_001])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "100001")
    assert "Upload-Expires" in first.headers
    assert place.tus.offset(url) == 100_001
    answer = place.http.head(url, headers=place.tus.headers)
    assert answer.headers["Upload-Length"] == str(len(PAGE))
    names = dict(pair.split(" ") for pair in answer.headers["Upload-Metadata"].split(","))
    assert base64.b64decode(names["filename"]).decode() == "tờ khai MẪU.jpg"
    last = place.tus.patch(url, 100_001, PAGE[100_001:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PAGE)))
    assert place.stored(PAGE)
    assert place.tus.offset(url) == len(PAGE), "the last answer may have been lost"


def test_a_client_that_says_no_digest_finds_its_page_under_it(place: Place) -> None:
    page = another(place)
    url = place.tus.begin(len(page))
    assert place.tus.patch(url, 0, page).status_code == 204
    assert place.stored(page)


def test_nothing_readable_lies_on_the_disk_meanwhile(place: Place) -> None:
    url = place.tus.begin(len(PAGE) + 1, filename="Nguyễn Thị MẪU.jpg")
    place.tus.patch(url, 0, PAGE)
    raw = b"".join(path.read_bytes() for path in (place.folder / "uploads").iterdir())
    assert JPEG[:40] not in raw
    assert base64.b64encode("Nguyễn Thị MẪU.jpg".encode())[:20] not in raw
    assert len(raw) > len(PAGE)
    place.tus.delete(url)


def test_what_arrived_before_the_line_broke_stays(place: Place) -> None:
    page = another(place)
    url = place.tus.begin(len(page), sha256=digest_of(page))
    offset = 0
    for count in (1, 70_000, 13_000):
        place.tus.hanging(url, offset, page[offset : offset + count], 5)
        offset += count
        assert place.tus.until(url, offset) == offset, "a newer request ends the one that hangs"
    place.tus.cut_off(url, offset, page[offset:-1], 1)
    place.tus.finish(url, page)
    assert place.stored(page)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_bytes_with_a_checksum_count_all_or_not_at_all(place: Place, algorithm: str) -> None:
    page = another(place)
    url = place.tus.begin(len(page))
    first = checksum(page[:70_000], algorithm)
    assert place.tus.patch(url, 0, page[:70_000], Upload_Checksum=first).status_code == 204
    wrong = place.tus.patch(url, 70_000, page[70_000:], Upload_Checksum=checksum(b"other", algorithm))
    refused(wrong, 460, "checksum_differs")
    assert place.tus.offset(url) == 70_000
    place.tus.patch(url, 70_000, b"x" * 10, Upload_Checksum=checksum(b"other", algorithm))
    right = checksum(page[70_000:], algorithm)
    assert place.tus.patch(url, 70_000, page[70_000:], Upload_Checksum=right).status_code == 204
    assert place.stored(page)


def test_of_bytes_with_a_checksum_that_were_cut_off_nothing_counts(place: Place) -> None:
    page = another(place)
    url = place.tus.begin(len(page))
    place.tus.patch(url, 0, page[:50])
    wrong = place.tus.patch(url, 50, page[50:], Upload_Checksum="crc32 AAAA")
    refused(wrong, 400, "bad_request")
    refused(place.tus.patch(url, 50, page[50:], Upload_Checksum="sha1 ?"), 400, "bad_request")
    assert place.tus.offset(url) == 50


def test_an_upload_that_is_ended_is_gone(place: Place) -> None:
    before = place.names()
    url = place.tus.begin(1000)
    place.tus.patch(url, 0, JPEG[:500])
    assert place.tus.delete(url).status_code == 204
    assert place.http.head(url, headers=place.tus.headers).status_code == 404
    refused(place.tus.patch(url, 500, JPEG[500:]), 404, "unknown_upload")
    assert place.names() == before


def test_the_errors_of_the_protocol(place: Place) -> None:
    url = place.tus.begin(len(PAGE))
    differs = place.tus.patch(url, 5, PAGE)
    refused(differs, 409, "offset_differs")
    assert differs.json()["offset"] == 0
    other_type = place.http.patch(
        url, content=PAGE, headers=place.tus.headers | {"Upload-Offset": "0", "Content-Type": "image/jpeg"}
    )
    refused(other_type, 415, "wrong_media_type")
    other_version = place.http.head(url, headers={"Tus-Resumable": "0.2.2"})
    assert (other_version.status_code, other_version.headers["Tus-Version"]) == (412, "1.0.0")
    assert other_version.headers["Tus-Resumable"] == "1.0.0"
    refused(place.tus.create(20 * 1024 * 1024 + 1), 413, "too_large")
    refused(place.tus.create(10, sha256="short"), 422, "invalid")
    refused(place.tus.patch(url, 0, PAGE + b"more"), 413, "too_large")
    assert place.tus.offset(url) <= len(PAGE)
    assert place.tus.delete(url).status_code == 204


def test_without_the_token_nothing_is_taken(place: Place) -> None:
    with httpx.Client(base_url=place.http.base_url) as stranger:
        refused(TusClient(stranger, "/v1/uploads").create(10), 401, "device_token_wrong")


def test_another_page_than_was_said_leaves_nothing(place: Place) -> None:
    page, before = another(place), place.names("files")
    url = place.tus.begin(len(page), sha256=digest_of(page))
    refused(place.tus.patch(url, 0, page[:-1] + b"?"), 422, "digest_differs")
    assert place.http.head(url, headers=place.tus.headers).status_code == 404
    assert place.names("files") == before


@pytest.mark.parametrize("first", [1, 3, 30])
def test_what_is_no_picture_is_refused_at_its_beginning(place: Place, first: int) -> None:
    script = b"GIF89a, and much more of it, which nobody waits for"
    url = place.tus.begin(len(script))
    answer = place.tus.patch(url, 0, script[:first])
    if first < 8:
        answer = place.tus.patch(url, first, script[first:])
    refused(answer, 422, "not_a_picture")
    assert place.http.head(url, headers=place.tus.headers).status_code == 404


def test_an_upload_whose_time_is_over_is_gone_and_its_bytes_too(place: Place) -> None:
    url = place.tus.begin(1000)
    place.tus.patch(url, 0, JPEG[:100])
    place.clock.advance(LIVES.total_seconds() + 1)
    assert place.http.head(url, headers=place.tus.headers).status_code == 404
    name = url.rpartition("/")[2]
    assert f"{name}.part" in place.names()
    place.tus.delete(place.tus.begin(10))
    assert not {one for one in place.names() if one.startswith(name)}


def test_an_upload_goes_on_after_the_hub_was_started_again(tmp_path: Path) -> None:
    clock = VirtualClock(MORNING)
    with serving(tmp_path, clock) as address, kiosk_client(address, tmp_path) as http:
        tus = TusClient(http, "/v1/uploads")
        path = httpx.URL(tus.begin(len(PAGE), sha256=digest_of(PAGE))).path
        tus.patch(path, 0, PAGE[:99_999])
    with serving(tmp_path, clock) as address, kiosk_client(address, tmp_path) as http:
        tus = TusClient(http, "/v1/uploads")
        assert tus.offset(path) == 99_999
        assert tus.patch(path, 99_999, PAGE[99_999:]).status_code == 204
    assert Place(tmp_path, clock, http).stored(PAGE)
