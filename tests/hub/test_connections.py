"""The hub stays reachable while somebody holds hundreds of sockets open and says nothing, or half of it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.hub.app import create_app
from kiosk.hub.connections import GuardedProtocol, Limits, Waiting
from kiosk.hub.service import running
from tests.hub.scene import MORNING, kiosk_client, open_scene, take

FEW = Limits(header_s=30, body_s=30, per_address=20, in_all=40)
IMPATIENT = Limits(header_s=0.2, body_s=0.2)
HALF_A_HEADER = b"GET /v1/board HTTP/1.1\r\nHost: hub\r\nX-Slow: "
HALF_A_BODY = b"POST /v1/session HTTP/1.1\r\nHost: hub\r\nContent-Length: 100\r\n\r\n{"
SAID = {"nothing": b"", "half headers": HALF_A_HEADER, "half a body": HALF_A_BODY}

Open = Callable[[Limits], str]


@pytest.fixture
def hub_with(tmp_path: Path) -> Iterator[Open]:
    """Serves a hub under these limits; its address."""
    with ExitStack() as stack:

        def open_with(limits: Limits) -> str:
            hub = open_scene(tmp_path, VirtualClock(MORNING))
            stack.callback(hub.close)
            return stack.enter_context(running(create_app(hub), limits=limits))

        yield open_with


@contextmanager
def sockets(address: str, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Connections that say so much and no more."""
    host, port = address.removeprefix("http://").split(":")
    with ExitStack() as stack:
        found = []
        for _ in range(count):
            one = stack.enter_context(socket.create_connection((host, int(port)), timeout=20))
            one.sendall(said)
            found.append(one)
        yield found


def is_closed(one: socket.socket) -> bool:
    """Whether the hub has ended the connection; waits up to 20 seconds."""
    try:
        while one.recv(4096):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_who_does_not_finish_a_request_is_cut_off(hub_with: Open, said: bytes) -> None:
    with sockets(hub_with(IMPATIENT), 3, said) as found:
        assert all(map(is_closed, found))


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_a_kiosk_gets_a_number_however_many_sockets_wait(hub_with: Open, tmp_path: Path, said: bytes) -> None:
    address = hub_with(FEW)
    with sockets(address, 60, said) as found, kiosk_client(address, tmp_path) as kiosk:
        assert take(kiosk)["number"] == "H 001"
        assert all(map(is_closed, found[:30])), "the ones that waited longest had to go"


def test_of_too_many_in_all_it_is_not_the_kiosks_that_goes(hub_with: Open, tmp_path: Path) -> None:
    """The kiosk came first, so its connection waits longest; the others hold more of them."""
    address = hub_with(FEW)
    host, port = address.removeprefix("http://").split(":")
    with ExitStack() as stack, kiosk_client(address, tmp_path) as kiosk:
        (first,) = stack.enter_context(sockets(address, 1, b""))
        for at in range(60):
            source = (f"127.0.0.{2 + at % 4}", 0)
            stack.enter_context(socket.create_connection((host, int(port)), 20, source))
        take(kiosk)
        first.sendall(b"GET /v1/board HTTP/1.1\r\nHost: hub\r\n\r\n")
        assert first.recv(12) == b"HTTP/1.1 200"


def test_what_is_sent_is_not_held_back_for_the_peers_acknowledgement(
    hub_with: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    add = Waiting.add

    def watched(self: Waiting, connection: GuardedProtocol, address: str) -> None:
        peer: socket.socket = connection.transport.get_extra_info("socket")
        seen.append(peer.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        add(self, connection, address)

    monkeypatch.setattr(Waiting, "add", watched)
    with kiosk_client(hub_with(FEW), tmp_path) as kiosk:
        take(kiosk)
    assert seen
    assert all(seen)
