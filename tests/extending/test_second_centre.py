"""A second centre is a folder: a hub and a kiosk of it, over HTTP, with what the folder says."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.load import load_profile
from config.schema import Profile
from kiosk.contract.ticket import Ticket
from kiosk.dossier.ids import uuid7
from kiosk.ports.slots import DeviceSet
from kiosk.queue.model import TicketRequest
from tests.clients import client
from ui.wiring.context import load_context
from ui.wiring.hub import running_centre
from ui.wiring.kiosk import Kiosk, open_kiosk

CENTRE = """
version = 1
centre = "26737"
unit = "000.00.07.H29"
full_name = "Trung tâm MẪU Tân Định"
reserved = [500, 599]
"""
COUNTERS = """
[[counter]]
number = "12"
name = { vi = "Tất cả", en = "Everything" }
fields = ["ho_tich", "chung_thuc", "cu_tru", "dat_dai", "kinh_doanh", "bao_tro", "nop_ho_so", "huong_dan"]
"""
PROFILE = """
role = "{role}"
production = false
centre = "26737"
centre_dir = "{folder}/centre"
offline_numbers = [500, 549]
data_dir = "{folder}/{role}"
[hub]
port = {port}
[hub_link]
url = "http://127.0.0.1:{port}"
timeout_s = 10.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The centre's folder, and a profile for each of its two machines."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    (tmp_path / "centre").mkdir()
    (tmp_path / "centre/centre.toml").write_text(CENTRE, encoding="utf-8")
    (tmp_path / "centre/counters.toml").write_text(COUNTERS, encoding="utf-8")
    for role in ("hub", "kiosk"):
        text = PROFILE.format(role=role, folder=tmp_path, port=port)
        (tmp_path / f"{role}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def profile(folder: Path, role: str) -> Profile:
    return load_profile(folder / f"{role}.toml")


@contextmanager
def kiosk_of(folder: Path) -> Iterator[Kiosk]:
    token = (folder / "hub/device_token").read_text(encoding="utf-8").strip()
    ours = profile(folder, "kiosk")
    kiosk = open_kiosk(ours, load_context(ours), DeviceSet(), lambda call: call(), shown=token)
    try:
        yield kiosk
    finally:
        kiosk.close()


def number(kiosk: Kiosk) -> Ticket:
    ticket = kiosk.gateway.take_number(TicketRequest(uuid7(), "ho_tich", None, "vi"))
    assert isinstance(ticket, Ticket), ticket
    return ticket


def test_its_hub_and_its_kiosk_are_those_of_the_folder(folder: Path) -> None:
    with running_centre(profile(folder, "hub"), DeviceSet()) as address:
        with client(address) as visitor:
            board = visitor.get("/v1/board").json()
        assert board["centre"]["full_name"] == "Trung tâm MẪU Tân Định"
        with kiosk_of(folder) as kiosk:
            ticket = number(kiosk)
            assert (ticket.number, ticket.counters, ticket.origin) == ("H 001", ("12",), "hub")
            assert kiosk.session.context.centre.dossier_unit == "000.00.07.H29"
    with kiosk_of(folder) as kiosk:
        alone = number(kiosk)
    assert (alone.number, alone.counters, alone.origin) == ("H 500", ("12",), "kiosk")
