"""Runs the cases of a campaign on a stage: makes the trouble, mends it, and lets the paper be judged."""

from __future__ import annotations

import random
from typing import Any

from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_switches import Switch
from kiosk.paper.journal import process_id
from kiosk.ports.printing import PrintJob
from tests.faults.judge import Verdict, judge
from tests.faults.kiosk_at_work import KioskAtWork, Told, picture_of
from tests.faults.plan import BEFORE, Case, Trouble
from tests.faults.stages import Stage

AT_REST_S = 3.0
_LOOK_S = 0.5
_LEFT_ALONE_S = 30.0


def play(cases: list[Case], stage: Stage, **mutant: Any) -> Verdict:
    """All cases one after the other, on one printer."""
    kiosk = KioskAtWork(stage, **mutant)
    told: list[tuple[Case, Told]] = []
    try:
        for case in cases:
            cause(case, stage)
            told.append((case, kiosk.gives_number(case)))
            mend(stage)
        stage.pause(_LEFT_ALONE_S * stage.haste)
        with stage.hold():
            machine = stage.machine
            machine.paper.tear_off()
            pieces, delivered = machine.paper.pieces, list(machine.interface.delivered)
    finally:
        kiosk.printer.close()
        stage.close()
    return judge(told, pieces, kiosk.office, delivered, {case.number: _first_id(case) for case in cases})


def _first_id(case: Case) -> bytes:
    return process_id(PrintJob(f"{case.number}:ticket", "ticket", picture_of(case.number, case.rows)))


def cause(case: Case, stage: Stage) -> None:
    """Make the trouble of a case, or have it ready."""
    with stage.hold():
        for trouble in case.troubles:
            _arm(trouble, case, stage)


def _arm(trouble: Trouble, case: Case, stage: Stage) -> None:
    machine = stage.machine
    seconds = trouble.seconds * stage.haste if trouble.seconds is not None else None
    if trouble.name in BEFORE:
        machine.throw("drop")
    if trouble.name == "cutter_jam":
        machine.throw("cutter_jam")
        assert seconds is not None
        machine.after(seconds, lambda: _free_cutter(machine, case, stage.haste))
        return
    if trouble.name == "swap":
        machine.throw("swap")
        machine.arm("power_off", "rows", trouble.at, seconds)
        return
    more = case.troubles[1:]
    if more and trouble is more[0] and trouble.kind is None and trouble.name == "power_off":
        _when_stopped(machine, trouble.name, seconds, _LOOK_S * stage.haste)
    elif trouble.kind is None:
        machine.throw(trouble.name, seconds=seconds)
    else:
        machine.arm(trouble.name, trouble.kind, trouble.at, seconds)


def _when_stopped(machine: Machine, name: Switch, seconds: float | None, every_s: float) -> None:
    """Throw it a moment after the printer has stopped for another reason; not at all if it never stops."""
    looks = iter(range(40))

    def look() -> None:
        if machine.sensors.offline():
            machine.after(every_s, lambda: machine.throw(name, seconds=seconds))
        elif next(looks, None) is not None:
            machine.after(every_s / 5, look)

    look()


def _free_cutter(machine: Machine, case: Case, haste: float) -> None:
    """As staff do: under the open cover, or with the power off."""
    machine.throw("cutter_jam", on=False)
    if case.by == "power":
        machine.throw("power_off", seconds=haste)
    else:
        machine.throw("cover_open", seconds=1.5 * haste)


def mend(stage: Stage) -> None:
    """Everything is put right before the next citizen comes."""
    with stage.hold():
        machine = stage.machine
        machine.armed.disarm()
        swapped = machine.paper.width != 576
        jammed = machine.sensors.jammed
        for name in sorted(machine.on):
            machine.throw(name, on=False)
        if swapped or jammed:
            machine.throw("power_off")
            machine.throw("power_off", on=False)
        start_s = machine.make.start_s
    stage.pause(AT_REST_S * stage.haste + start_s)


def chunks(cases: list[Case], size: int) -> list[list[Case]]:
    """Cases by stage."""
    return [cases[start : start + size] for start in range(0, len(cases), size)]


def chance_of(seed: int, part: int) -> random.Random:
    """A stage's own luck."""
    return random.Random(f"{seed}:{part}")
