"""A hub under a stand-in for systemd that follows the unit's own rules: ready, killed, hung, and back.

It reads `Type`, `Restart`, `RestartSec` and `WatchdogSec` of the unit that `./run install` writes; the
watchdog is made shorter. What real systemd makes of the rest (sandbox, users) is not shown here.
"""

from __future__ import annotations

import configparser
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.catalogues import place
from tests.clients import client
from ui.demo.stage import free_port
from ui.wiring.units import ROOT, Machine, units_of

HUNG_S = 2.0
PATIENCE_S = 60.0
PROFILE = """
role = "hub"
production = false
centre = "26740"
data_dir = "{folder}/data"
[hub]
port = {port}
public_url = "http://127.0.0.1:{port}"
"""


class Manager:
    """Starts a service as its unit says, and starts it again."""

    def __init__(self, unit: str, folder: Path, command: list[str]) -> None:
        rules = configparser.RawConfigParser(strict=False, allow_no_value=True)
        rules.optionxform = str  # type: ignore[assignment, method-assign]
        rules.read_string(unit)
        service = rules["Service"]
        assert (service["Type"], service["Restart"]) == ("notify", "always")
        self.restart_s = float(service["RestartSec"])
        assert float(service["WatchdogSec"]) >= HUNG_S
        self._command = command
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(folder / "notify"))
        self._environment = {
            **os.environ,
            "NOTIFY_SOCKET": str(folder / "notify"),
            "WATCHDOG_USEC": str(int(HUNG_S * 1_000_000)),
            "PYTHONPATH": str(ROOT),
        }
        self._log = (folder / "log").open("w")
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log
        )

    def hears(self, message: str, within_s: float) -> None:
        ends = time.monotonic() + within_s
        while (left := ends - time.monotonic()) > 0:
            self._socket.settimeout(left)
            if self._socket.recv(200).decode() == message:
                return
        raise TimeoutError(message)

    def watches(self) -> None:
        """Waits for a sign of life, and kills what gives none."""
        try:
            self.hears("WATCHDOG=1", HUNG_S)
        except TimeoutError:
            self.process.kill()

    def restarts(self) -> float:
        """Starts it again once it has ended; gives the seconds from its end until it is ready."""
        self.process.wait(PATIENCE_S)
        ended = time.monotonic()
        time.sleep(self.restart_s)
        self.process = self._start()
        self.hears("READY=1", PATIENCE_S)
        return time.monotonic() - ended

    def close(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        self._socket.close()
        self._log.close()


@contextmanager
def managed(folder: Path, profile: Path) -> Iterator[Manager]:
    machine = Machine("hub", ROOT, profile, folder / "data")
    command = [sys.executable, "-m", "ui.commands", "hub", "--profile", str(profile)]
    manager = Manager(units_of(machine)["mot-cua-hub.service"], folder, command)
    try:
        yield manager
    finally:
        manager.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Manager, str]]:
    folder, port = tmp_path_factory.mktemp("managed"), free_port()
    profile = folder / "hub.toml"
    profile.write_text(PROFILE.format(folder=folder, port=port), encoding="utf-8")
    place(folder / "data")
    with managed(folder, profile) as manager:
        manager.hears("READY=1", PATIENCE_S)
        yield manager, f"http://127.0.0.1:{port}"


def serves(address: str) -> bool:
    with client(address) as asked:
        return asked.get("/v1/board").status_code == 200


def test_a_hub_that_is_killed_is_back_and_serves(running: tuple[Manager, str]) -> None:
    manager, address = running
    assert serves(address), "it said that it was ready"
    manager.hears("WATCHDOG=1", HUNG_S)
    manager.process.kill()
    assert manager.restarts() >= manager.restart_s
    assert serves(address)


def test_a_hub_that_hangs_gives_no_sign_of_life_and_is_replaced(running: tuple[Manager, str]) -> None:
    manager, address = running
    manager.hears("WATCHDOG=1", PATIENCE_S)
    manager.process.send_signal(signal.SIGSTOP)
    while manager.process.poll() is None:
        manager.watches()
    manager.restarts()
    assert serves(address)


def test_a_hub_that_is_told_to_end_says_so(running: tuple[Manager, str]) -> None:
    manager, _ = running
    manager.process.terminate()
    manager.hears("STOPPING=1", PATIENCE_S)
    assert manager.process.wait(PATIENCE_S) == 0
    manager.restarts()
