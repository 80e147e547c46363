"""The contract of `SheetPrinter`, and A4 sheets as PDF."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.registry import Driver, build, drivers
from devices.simulators.vprinter import VirtualPrinter
from kiosk.paper.sheet import HEIGHT, WIDTH, sheet
from kiosk.ports.device import Fault, State
from kiosk.ports.printing import Printed, Sheet, SheetPrinter
from tests.contract.lines import spooler
from tests.contract.opening import opens
from tests.paper.samples import filled, messages

REACH: dict[str, Callable[[Path], dict[str, Any]]] = {
    "sheets.folder": lambda folder: {"folder": str(folder / "sheets")},
    "sheets.cups": lambda _folder: {"queue": "office", "patience_s": 20.0, "look_s": 0.05},
}


@pytest.fixture(params=drivers(SheetPrinter), ids=lambda known: known.name)
def known(request: pytest.FixtureRequest) -> Driver:
    found: Driver = request.param
    return found


@pytest.fixture
def printer(known: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetPrinter]:
    with VirtualPrinter() as simulator:
        queue = spooler(simulator, tmp_path / "cups")
        monkeypatch.setenv("PATH", f"{queue}{os.pathsep}{os.environ['PATH']}")
        choice = DeviceChoice(driver=known.name, options=REACH[known.name](tmp_path))
        yield build(choice, SheetPrinter, production=True)


def documents(folder: Path) -> list[bytes]:
    found = [*folder.glob("cups/spool/*.doc"), *folder.glob("sheets/*.pdf")]
    return [file.read_bytes() for file in found]


def test_a_sheet_arrives_once_and_whole(printer: SheetPrinter, known: Driver, tmp_path: Path) -> None:
    opens(printer)
    assert printer.health().state is State.READY
    done = printer.put(Sheet("one", b"%PDF-1.4 one"))
    assert done == Printed("one", confirmed=known.name == "sheets.folder")
    assert printer.put(Sheet("one", b"%PDF-1.4 one")) == done
    assert documents(tmp_path) == [b"%PDF-1.4 one"]
    printer.close()
    printer.close()


def test_where_nothing_can_be_reached_it_is_a_fault(
    printer: SheetPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    (tmp_path / "sheets").write_text("no folder")
    fault = printer.open()
    assert fault is not None
    assert fault.id == "sheets_unreachable"
    assert isinstance(printer.put(Sheet("one", b"%PDF")), Fault)
    assert printer.health().state is State.MISSING


def test_kept_sheets_are_private_and_go_after_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    choice = DeviceChoice(driver="sheets.folder", options={"folder": str(folder)})
    kept = build(choice, SheetPrinter, production=True)
    kept.open()
    kept.put(Sheet("old", b"%PDF"))
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "old.pdf").stat().st_mode & 0o077 == 0
    day_before = time.time() - 25 * 3600
    os.utime(folder / "old.pdf", (day_before, day_before))
    kept.put(Sheet("new", b"%PDF"))
    assert [file.name for file in folder.iterdir()] == ["new.pdf"]
    with pytest.raises(ValueError, match="file name"):
        kept.put(Sheet("../away", b"%PDF"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_receipt_is_one_page_of_a4(lang: str) -> None:
    pdf = sheet("receipt", filled("receipt", lang), lang, messages())
    assert pdf.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox \[ ?([\d. ]+)\]", pdf)
    assert len(boxes) == 1
    assert [round(float(edge)) for edge in boxes[0].split()] == [0, 0, 595, 842]
    assert f"/Width {WIDTH}".encode() in pdf
    assert f"/Height {HEIGHT}".encode() in pdf


def test_a_long_receipt_goes_on_on_a_second_page() -> None:
    rows = [{"name": f"Giấy tờ số {number} MẪU", "originals": "1", "copies": "1"} for number in range(40)]
    pdf = sheet("receipt", {**filled("receipt"), "papers": rows}, "vi", messages())
    assert len(re.findall(rb"/MediaBox", pdf)) == 2
