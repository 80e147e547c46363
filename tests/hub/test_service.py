"""The hub's program: how it ends, and that it works alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.contract.ticket import WantedTicket
from kiosk.hub.queue import issuing
from kiosk.store.errors import StoreError
from tests.catalogues import place
from tests.hub.scene import kiosk_client, open_scene, take
from tests.hub.test_durability import free_port

ROOT = Path(__file__).parents[2]


@contextmanager
def program(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`./run hub` on this folder, and its address."""
    port = free_port()
    profile = folder / "ours.toml"
    profile.write_text(
        f'role = "hub"\nproduction = false\ncentre = "26740"\ndata_dir = "{folder}"\n'
        f'[hub]\nhost = "127.0.0.1"\nport = {port}\npublic_url = "http://127.0.0.1:{port}"\n',
        encoding="utf-8",
    )
    place(folder)
    command = [sys.executable, "-m", "ui.commands", "hub", "--profile", str(profile)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith(f"http://127.0.0.1:{port}/counter")
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def test_a_hub_that_is_told_to_end_closes_its_files_in_order(tmp_path: Path) -> None:
    with program(tmp_path) as (process, address), kiosk_client(address, tmp_path) as kiosk:
        assert take(kiosk)["number"] == "H 001"
        assert (tmp_path / "hub.db-wal").stat().st_size > 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not (tmp_path / "hub.db-wal").exists()


TOLD_AT_ONCE = """
import os, signal
from types import SimpleNamespace
from fastapi import FastAPI
from kiosk.hub.service import serve

app = FastAPI()
app.state.hub = SimpleNamespace(feed=SimpleNamespace(close=lambda: None))
serve(app, "127.0.0.1", 0, lambda: os.kill(os.getpid(), signal.SIGTERM))
print("ended")
"""


def test_a_hub_that_is_told_to_end_before_it_serves_ends() -> None:
    command = [sys.executable, "-c", TOLD_AT_ONCE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")


def test_a_second_hub_on_the_same_folder_is_refused_and_the_first_works_on(tmp_path: Path) -> None:
    first = open_scene(tmp_path)
    with pytest.raises(StoreError, match=r"another program works with hub\.db") as caught:
        open_scene(tmp_path)
    assert len(str(caught.value).splitlines()) == 1
    ticket = first.store.submit(
        lambda tx: issuing.issue(first.queue, tx, WantedTicket(field="ho_tich", kiosk="K1"))
    ).result(60)
    assert ticket.number == "H 001"
    first.close()
    open_scene(tmp_path).close()
