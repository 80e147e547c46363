"""A kiosk with a slow text printer at its serial line: its slips are words, on paper as on any other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.load import load_profile
from devices.simulators.second_opinion import decoded_by_both
from devices.simulators.vprinter import Piece, VirtualPrinter
from devices.simulators.vprinter_letters import letters_of
from devices.simulators.vprinter_serial import SerialFront
from kiosk.clock import SystemClock
from kiosk.paper.job import slip_job
from kiosk.paper.journal import Journal, JournaledPrinter
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, PrintJob, SlipPrinter
from kiosk.ports.slots import SLIP_PRINTER
from tests.faults.kiosk_at_work import MIGRATION
from tests.paper.samples import filled, messages
from ui.wiring.device_set import devices_of

PROFILE = """
role = "kiosk"
centre = "26740"

[devices.slip_printer]
driver = "printer.serial"
options = {{ port = "{port}", form = "text", models = "{models}", ack_s = 60, recover_s = 60, answer_s = 30 }}
"""


@pytest.fixture
def simulator() -> VirtualPrinter:
    return VirtualPrinter()


@pytest.fixture
def printer(simulator: VirtualPrinter, tmp_path: Path) -> Iterator[SlipPrinter]:
    """The printer of a profile, as the kiosk builds it."""
    with SerialFront(simulator) as port:
        (tmp_path / "kiosk.toml").write_text(PROFILE.format(port=port, models=tmp_path / "models"), "utf-8")
        found = devices_of(load_profile(tmp_path / "kiosk.toml")).get(SLIP_PRINTER)
        assert found is not None
        yield found
        found.close()


def say_the_model_has_the_letters(folder: Path) -> None:
    """As a technician does, having looked at a slip: in the file that the probe made."""
    (file,) = (folder / "models").iterdir()
    known: dict[str, Any] = json.loads(file.read_text("utf-8"))
    assert known["pages"] == "none"
    file.write_text(json.dumps({**known, "pages": "tcvn3"}), "utf-8")


def said(piece: Piece) -> str:
    return "".join(letters_of(page, data) for page, data in piece.texts)


def ticket(name: str) -> PrintJob:
    return slip_job(name, "ticket", filled("ticket"), messages(), 576)


def test_without_the_letters_words_lose_their_marks(printer: SlipPrinter, simulator: VirtualPrinter) -> None:
    assert printer.open() is None
    assert printer.print(ticket("one")) == Printed("one", confirmed=False)
    (piece,) = simulator.pieces
    for words in ("Phuong Sai Gon", "H 047", "Dang ky khai sinh", "09:05", "Thu Hai, 23/11/2026"):
        assert words in said(piece)
    assert "?" not in said(piece)
    assert simulator.events == []


def test_with_the_letters_words_are_vietnamese_and_the_code_can_be_read(
    printer: SlipPrinter, simulator: VirtualPrinter, tmp_path: Path
) -> None:
    assert printer.open() is None
    printer.close()
    say_the_model_has_the_letters(tmp_path)
    found = devices_of(load_profile(tmp_path / "kiosk.toml")).get(SLIP_PRINTER)
    assert found is not None
    assert found.print(ticket("one")) == Printed("one", confirmed=False)
    found.close()
    (piece,) = simulator.pieces
    assert "Trung tâm Phục vụ hành chính công" in said(piece)
    assert "Đăng ký khai sinh" in said(piece)
    assert piece.codes == (filled("ticket")["url"].encode(),)
    (tmp_path / "paper.png").write_bytes(piece.png())
    for text in decoded_by_both(tmp_path / "paper.png").values():
        assert text == {filled("ticket")["url"]}


def test_what_was_in_doubt_is_printed_again_with_its_mark(
    printer: SlipPrinter, simulator: VirtualPrinter
) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(MIGRATION.read_text("utf-8"))
    journal = Journal(connection, SystemClock())
    kiosk = JournaledPrinter(printer, journal)
    job = journal.begin(ticket("one"))
    journal.end(job, "in_doubt")
    assert kiosk.open() is None
    assert kiosk.print(ticket("one")) == Printed("one", confirmed=False)
    piece = simulator.pieces[-1]
    before = len(simulator.pieces)
    assert not isinstance(kiosk.print(ticket("one")), Fault)
    assert len(simulator.pieces) == before
    assert said(piece).startswith("BAN IN LAI")
    assert "H 047" in said(piece)
    connection.close()
