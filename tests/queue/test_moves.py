"""What may be done with a ticket in each state."""

from __future__ import annotations

import pytest

from kiosk.contract.ticket import TicketState
from kiosk.queue.moves import AT_COUNTER, ENDED, MOVES, WAITS, moved


def test_a_number_that_nobody_holds_is_never_called() -> None:
    assert moved(TicketState.ISSUED, "call") is None


@pytest.mark.parametrize("state", [TicketState.CALLED, TicketState.SERVING, TicketState.FINISHED])
def test_a_number_that_was_called_is_not_called_by_another_counter(state: TicketState) -> None:
    assert moved(state, "call") is None


def test_whoever_was_absent_can_be_called_again() -> None:
    assert moved(TicketState.NO_SHOW, "call") is TicketState.CALLED


def test_finished_is_the_end() -> None:
    assert not [move for move in MOVES if move[1] is TicketState.FINISHED]
    assert not [move for move in MOVES if move[1] is TicketState.LEFT]


def test_every_state_is_reached_and_every_state_but_the_last_ones_is_left() -> None:
    assert set(MOVES.values()) == set(TicketState) - {TicketState.ISSUED}
    assert {state for _, state in MOVES} == set(TicketState) - ENDED


def test_who_keeps_a_counter_busy_is_not_called() -> None:
    assert all(moved(state, "call") is None for state in AT_COUNTER)
    assert all(moved(state, "call") is TicketState.CALLED for state in WAITS)
