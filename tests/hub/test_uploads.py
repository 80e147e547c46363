"""Pages arrive piece by piece: nothing of a wrong one stays, and hanging uploads take no memory."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.dossier.files import FileStore, digest_of
from tests.hub.conftest import Centre
from tests.hub.scene import JPEG, kiosk_client
from tests.hub.test_bad_requests import refused
from tests.hub.test_service import program

MB = 1024 * 1024
LARGE = JPEG[:3] + os.urandom(2 * MB)


def left(centre: Centre) -> list[str]:
    return [path.name for path in (centre.folder / "files").iterdir()]


def test_a_large_page_arrives_whole_and_sent_again_mends_a_damaged_one(centre: Centre) -> None:
    address = f"/v1/files/{digest_of(LARGE)}"
    answer = centre.kiosk.put(address, content=LARGE)
    assert answer.json()["file"] == {"sha256": digest_of(LARGE), "bytes": len(LARGE)}
    (page,) = (centre.folder / "files").iterdir()
    page.write_bytes(page.read_bytes()[:1000])
    assert centre.kiosk.put(address, content=LARGE).status_code == 201
    assert left(centre) == [digest_of(LARGE)]
    assert page.stat().st_size > len(LARGE)


def test_what_is_sent_in_pieces_is_what_is_stored_at_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path, bytes(32))
    with store.receiving(digest_of(LARGE)) as page:
        for at in range(0, len(LARGE), 70_001):
            page.write(LARGE[at : at + 70_001])
        store.keep(page, digest_of(LARGE))
    assert store.get(digest_of(LARGE)) == LARGE


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (JPEG + b"another end", "digest_differs", 422),
        (b"GIF89a, and much more of it", "not_a_picture", 422),
        (b"\xff\xd8", "not_a_picture", 422),
        (b"", "not_a_picture", 422),
        (JPEG + bytes(20 * MB), "too_large", 413),
    ],
    ids=["another page", "another kind", "two bytes", "nothing", "too large"],
)
def test_of_a_wrong_page_nothing_stays(centre: Centre, content: bytes, name: str, status: int) -> None:
    refused(centre.kiosk.put(f"/v1/files/{digest_of(JPEG)}", content=content), status, name)
    assert left(centre) == []


def begin_upload(address: str, token: str, body: bytes) -> socket.socket:
    """Send most of a page, then nothing."""
    host, _, port = address.removeprefix("http://").partition(":")
    one = socket.create_connection((host, int(port)), timeout=20)
    one.sendall(
        f"PUT /v1/files/{digest_of(body)} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Length: {19 * MB}\r\n\r\n".encode()
    )
    try:
        one.sendall(body)
    except OSError:
        return one  # refused, so nobody reads on
    return one


def resident_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def test_hanging_uploads_take_no_memory_and_end_with_their_senders(tmp_path: Path) -> None:
    with (
        program(tmp_path) as (process, address),
        kiosk_client(address, tmp_path) as kiosk,
        ExitStack() as stack,
    ):
        token = (tmp_path / "device_token").read_text().strip()
        assert kiosk.put(f"/v1/files/{digest_of(LARGE)}", content=LARGE).status_code == 201
        before = resident_mb(process.pid)
        body = JPEG[:3] + bytes(9 * MB)
        for _ in range(20):
            stack.enter_context(begin_upload(address, token, body))
        answer = kiosk.put(f"/v1/files/{digest_of(JPEG)}", content=JPEG)
        refused(answer, 429, "too_many_uploads")
        assert resident_mb(process.pid) - before < 40, "20 x 9 MB were sent"
        assert len(list((tmp_path / "files").glob("*.part"))) == 4
        stack.close()
        for _ in range(200):
            answer = kiosk.put(f"/v1/files/{digest_of(JPEG)}", content=JPEG)
            if answer.status_code == 201:
                break
        assert answer.status_code == 201
        process.terminate()
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not list((tmp_path / "files").glob("*.part"))
