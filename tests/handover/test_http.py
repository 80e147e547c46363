"""The HTTP client believes only its own services: no portal page, no redirect, no endless answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import pytest

from kiosk.handover.client import Accepted, HubClient, Later, Outcome, Refused
from kiosk.handover.outbox import Delivery, Outbox
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault

ENVELOPE = b'{"notice":{"id":"n1"}}'
NOTICE = Delivery(1, "notice", "n1", b"{}")


@contextmanager
def service(status: int, body: bytes, media_type: str = "application/json", **headers: str) -> Iterator[str]:
    """Something that gives one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in {
                "Content-Type": media_type,
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = answer

        def log_message(self, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def deliver(status: int, body: bytes, media_type: str = "application/json", **headers: str) -> Outcome:
    with service(status, body, media_type, **headers) as address:
        return HubClient(HttpClient(address), "K1").deliver(NOTICE, cast(Outbox, None))


def test_only_201_with_our_envelope_means_accepted() -> None:
    assert isinstance(deliver(201, ENVELOPE), Accepted)


@pytest.mark.parametrize(
    ("status", "body", "media_type"),
    [
        (200, b"<html>Welcome to the WiFi</html>", "text/html"),
        (200, ENVELOPE, "application/json"),
        (201, ENVELOPE, "text/html"),
        (201, b"{}", "application/json"),
        (201, b"[]", "application/json"),
        (201, b'{"notice":', "application/json"),
        (201, b'{"notice":{"id":"other"}}', "application/json"),
        (302, b"", "text/html"),
        (404, b"<html>no such page</html>", "text/html"),
        (401, b'{"id":"device_token_wrong"}', "application/problem+json"),
        (404, b'{"id":"not_found"}', "application/problem+json"),
        (409, b'{"id":"files_missing"}', "application/problem+json"),
        (429, b"{}", "application/json"),
        (503, b'{"id":"store_failed"}', "application/problem+json"),
    ],
)
def test_everything_else_means_later(status: int, body: bytes, media_type: str) -> None:
    assert isinstance(deliver(status, body, media_type), Later)


@pytest.mark.parametrize(
    ("status", "problem"),
    [(422, "invalid"), (409, "number_taken"), (404, "unknown_ticket"), (413, "too_large")],
)
def test_a_refusal_by_the_hub_itself_is_final(status: int, problem: str) -> None:
    body = f'{{"id":"{problem}"}}'.encode()
    assert deliver(status, body, "application/problem+json") == Refused(problem)


def test_a_redirect_is_not_followed() -> None:
    with service(201, ENVELOPE) as elsewhere:
        assert isinstance(deliver(307, b"", Location=f"{elsewhere}/v1/notices"), Later)


def test_an_endless_answer_is_cut_off() -> None:
    with service(201, b'{"a":"' + b"x" * 2_000_000 + b'"}') as address:
        assert HttpClient(address).get("/") == Answer(201)


def test_nobody_there_is_a_fault() -> None:
    with service(200, b"") as address:
        pass
    found = HttpClient(address, timeout_s=2).get("/")
    assert isinstance(found, Fault)
    assert found.id == "hub_unreachable"


def test_an_answer_shows_nothing_in_a_log() -> None:
    assert "secret" not in repr(Answer(201, {"a": "secret"}))
    assert "secret" not in repr(Delivery(1, "notice", "n", b"secret"))
