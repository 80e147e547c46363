"""A quick campaign of faults: what is promised about paper holds, and what is wrong on purpose is caught."""

from __future__ import annotations

import pytest

from devices.simulators.vprinter_switches import FAULTS, Switch
from tests.faults.director import chance_of
from tests.faults.kiosk_at_work import KioskAtWork, simple_slips
from tests.faults.mutants import MUTANTS
from tests.faults.plan import COMBINED, EIGHT, NONE, OTHERS, Case, cases
from tests.faults.print_campaign import campaign, mutant
from tests.faults.stages import MemoryStage


def test_nothing_is_lost_nothing_comes_twice_unmarked_nobody_is_called_in_vain() -> None:
    found = campaign(200, seed=11)
    assert found.bad == []
    assert (found.told_ok_but_lost, found.unmarked_duplicates, found.called_without_paper_or_screen) == (
        0,
        0,
        0,
    )
    assert found.marked_without_doubt == 0
    assert found.fault_free_printed == found.fault_free == 20
    assert found.left_to_staff <= 0.05 * found.recoverable
    assert set(found.faults) >= {*EIGHT, *OTHERS}


def test_every_switch_of_the_virtual_printer_is_in_the_campaign() -> None:
    """Except three: a button the staff press, a printer to be mended, and a manner of some makes."""
    assert {*EIGHT, *OTHERS} == {*FAULTS} - {"feed_button", "broken", "forgets_buffer"}
    assert len({*EIGHT, *OTHERS}) == len(EIGHT) + len(OTHERS)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_driver_that_is_wrong_on_purpose_is_caught(name: str) -> None:
    assert mutant(name, 120, seed=3) == "caught"


def test_the_same_seed_is_the_same_campaign() -> None:
    assert cases(300, 5) == cases(300, 5)
    assert cases(300, 5) != cases(300, 6)


def test_a_long_campaign_meets_every_fault_often_enough() -> None:
    names = [case.name for case in cases(10_000, 1)]
    assert len(names) == 11_000
    assert all(names.count(name) >= 1_000 for name in EIGHT)
    assert all(names.count(name) >= 100 for name in OTHERS)
    assert all(name in names for name in (*COMBINED, NONE))


TOLD = [
    ("paper_out", "printer_paper_out"),
    ("cover_open", "printer_cover_open"),
    ("cutter_jam", "printer_cutter"),
]


@pytest.mark.parametrize(("switch", "kind"), TOLD)
def test_staff_hear_within_two_seconds_also_in_the_middle_of_a_job(switch: Switch, kind: str) -> None:
    stage = MemoryStage(chance_of(4, 4))
    kiosk = KioskAtWork(stage)
    at = stage.clock.monotonic()
    stage.machine.arm(switch, "rows", 20, 9.0)
    with simple_slips():
        kiosk.gives_number(Case(1, switch, 120))
    times = [when for when, told in kiosk.office.notices if told == kind]
    assert len(times) == 1, "told once"
    assert times[0] - at <= 2.0 + PRINTING_S


@pytest.mark.parametrize("switch", ["paper_out", "cover_open"])
def test_staff_hear_within_two_seconds_between_jobs_and_when_it_is_over(switch: Switch) -> None:
    stage = MemoryStage(chance_of(4, 5))
    kiosk = KioskAtWork(stage)
    stage.pause(3)
    stage.machine.throw(switch)
    stage.pause(2)
    assert [kind for _, kind in kiosk.office.notices] == [dict(TOLD)[switch]]
    stage.machine.throw(switch, on=False)
    stage.pause(2)
    assert [kind for _, kind in kiosk.office.notices][1:] == ["printer_well"]


def test_paper_near_its_end_is_told_once_a_roll() -> None:
    stage = MemoryStage(chance_of(4, 6))
    kiosk = KioskAtWork(stage)
    stage.machine.throw("near_end")
    stage.pause(10)
    stage.machine.throw("near_end", on=False)
    stage.pause(5)
    stage.machine.throw("near_end")
    stage.pause(5)
    assert [kind for _, kind in kiosk.office.notices] == ["printer_near_end"] * 2


def test_after_the_power_was_off_it_prints_within_ten_seconds_without_a_restart() -> None:
    stage = MemoryStage(chance_of(4, 7))
    kiosk = KioskAtWork(stage)
    stage.machine.arm("power_off", "rows", 30)
    stage.machine.after(30.0, lambda: stage.machine.throw("power_off", on=False))
    with simple_slips():
        assert kiosk.gives_number(Case(1, "power_off", 120)).on_screen
        stage.pause(30.0 + stage.machine.make.start_s - stage.clock.monotonic())
        back = stage.clock.monotonic()
        assert kiosk.gives_number(Case(2, "none", 120)).ok
    assert stage.clock.monotonic() - back <= 10.0


def test_another_printer_in_its_place_is_noticed_and_gets_no_slip() -> None:
    stage = MemoryStage(chance_of(4, 8))
    kiosk = KioskAtWork(stage)
    stage.machine.throw("swap")
    stage.machine.throw("power_off", seconds=1.0)
    stage.pause(10)
    with simple_slips():
        told = kiosk.gives_number(Case(1, "swap", 120))
    assert (told.on_screen, told.fault) == (True, "printer_swapped")
    assert [piece for piece in stage.machine.paper.pieces if piece.rows.strip(b"\0")] == []


PRINTING_S = 0.2
"""What the rows before the trouble take to print."""
