"""The staff hear of the printer: at once what it says itself, of silence only when it lasts, each once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk.paper.watch import PrinterWatch
from kiosk.ports.device import Fault, Health, State

WELL = Health(State.READY)
NEAR_END = Health(State.READY, warnings=("printer_near_end",))


def trouble(fault: str) -> Health:
    return Health(State.BLOCKED, Fault(fault))


class Printer:
    """Says one thing after the other."""

    def __init__(self, says: Sequence[Health]) -> None:
        self._says = list(says)

    def open(self) -> Fault | None:
        return None

    def close(self) -> None:
        return None

    def health(self) -> Health:
        return self._says.pop(0)


def told(*says: Health) -> list[list[str]]:
    """What the staff are told at each look."""
    heard: list[str] = []
    watch = PrinterWatch(Printer(says), heard.append)
    looks = []
    for _ in says:
        watch.look()
        looks.append([*heard])
        heard.clear()
    return looks


@pytest.mark.parametrize("fault", ["printer_paper_out", "printer_cover_open", "printer_cutter"])
def test_what_the_printer_says_itself_is_told_at_the_first_look_and_once(fault: str) -> None:
    assert told(trouble(fault), trouble(fault), trouble(fault)) == [[fault], [], []]


def test_a_late_answer_is_no_trouble_and_silence_is() -> None:
    away = trouble("printer_unreachable")
    assert told(away, WELL, away, away, away) == [[], [], [], ["printer_unreachable"], []]


def test_the_end_of_trouble_is_told_and_the_next_trouble_again() -> None:
    out = trouble("printer_paper_out")
    assert told(WELL, out, WELL, out) == [[], ["printer_paper_out"], ["printer_well"], ["printer_paper_out"]]


def test_one_trouble_after_the_other_is_told() -> None:
    looks = told(trouble("printer_cover_open"), trouble("printer_paper_out"), WELL)
    assert looks == [["printer_cover_open"], ["printer_paper_out"], ["printer_well"]]


def test_paper_near_its_end_is_told_once_a_roll() -> None:
    out = trouble("printer_paper_out")
    assert told(NEAR_END, NEAR_END, out, WELL, NEAR_END) == [
        ["printer_near_end"],
        [],
        ["printer_paper_out"],
        ["printer_well"],
        ["printer_near_end"],
    ]
