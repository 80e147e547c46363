"""What the service manager is told: a datagram each, to the socket that it names, and nothing without one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kiosk.manager import ALIVE, READY, alive_every_s, tell_manager


@pytest.mark.parametrize("abstract", [False, True])
def test_the_manager_hears_each_message(tmp_path: Path, abstract: bool) -> None:
    name = f"@mot-cua-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if abstract else name)
        for message in (READY, ALIVE):
            tell_manager(message, {"NOTIFY_SOCKET": name})
            assert manager.recv(100) == message.encode()


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/nobody/is/here"}])
def test_without_a_manager_nothing_happens(environment: dict[str, str]) -> None:
    tell_manager(READY, environment)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("30000000", 10.0), ("3000000", 1.0), ("0", None), ("", None), ("-5", None), ("x", None)],
)
def test_alive_is_due_three_times_in_the_time_that_is_given(told: str, seconds: float | None) -> None:
    assert alive_every_s({"WATCHDOG_USEC": told}) == seconds
    assert alive_every_s({}) is None
