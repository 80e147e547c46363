"""What a printer can do is found out once, without a slip, and kept in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.printing.escpos_printer import EscposPrinter
from devices.printing.models import Model, Models
from devices.simulators.vprinter_switches import Switch
from kiosk.ports.device import Fault
from kiosk.ports.printing import Printed, PrintJob
from tests.faults.director import chance_of
from tests.faults.stages import MemoryStage
from tests.paper.samples import small_job

KINDS: list[tuple[Switch | None, Model]] = [
    (None, Model("MOT CUA VP-80", "id", status=True)),
    ("no_ack_support", Model("MOT CUA VP-80", "fence", status=True)),
    ("mute_status", Model("MOT CUA VP-80", "id", status=False)),
]


def printer_on(stage: MemoryStage, folder: Path | None = None) -> EscposPrinter:
    return EscposPrinter(stage.connect, 576, models=Models(folder), clock=stage.clock, pause=stage.pause)


@pytest.mark.parametrize(("switch", "model"), KINDS)
def test_an_unknown_printer_is_probed_and_prints(switch: Switch | None, model: Model, tmp_path: Path) -> None:
    stage = MemoryStage(chance_of(1, 1))
    if switch is not None:
        stage.machine.throw(switch)
    printer = printer_on(stage, tmp_path)
    assert printer.open() is None
    assert [*stage.machine.paper.pieces] == []
    assert stage.machine.paper.hanging is None
    assert Models(tmp_path).get("MOT CUA VP-80") == model
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    assert [piece.trimmed().rows for piece in stage.machine.paper.pieces] == [small_job("one").picture.rows]


def test_a_printer_that_tells_nothing_is_printed_on_unverified(tmp_path: Path) -> None:
    Models(tmp_path).put(Model("MOT CUA VP-80", "none", status=False))
    stage = MemoryStage(chance_of(1, 2))
    stage.machine.throw("mute_status")
    stage.machine.throw("no_ack_support")
    printer = printer_on(stage, tmp_path)
    printer._model = Models(tmp_path).get("MOT CUA VP-80")
    assert printer.print(small_job("one")) == Printed("one", confirmed=False)


def test_a_spoilt_file_is_probed_anew(tmp_path: Path) -> None:
    (tmp_path / "mot-cua-vp-80.json").write_text("{", encoding="utf-8")
    assert Models(tmp_path).get("MOT CUA VP-80") is None


def test_a_hung_printer_is_not_taken_for_a_mute_one() -> None:
    stage = MemoryStage(chance_of(1, 3))
    stage.machine.throw("hang")
    found = printer_on(stage).open()
    assert found == Fault("printer_unreachable", "no status answer")


def test_the_answer_that_comes_late_is_not_taken_for_the_next_job() -> None:
    stage = MemoryStage(chance_of(1, 4))
    printer = printer_on(stage)
    printer.open()
    stage.machine.throw("late_ack", seconds=4.0)
    assert printer.print(small_job("one")) == Printed("one", confirmed=True)
    stage.machine.throw("hang_after_cut", seconds=60.0)
    stage.machine.throw("drop_after_cut")
    late = PrintJob("two", "ticket", small_job("two").picture)
    assert isinstance(printer.print(late), Fault)
