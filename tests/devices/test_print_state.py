"""Where a job stands, by what was seen of it: the state machine alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printing.escpos_status import Status
from devices.printing.print_state import Limits, Observation, Phase, PrintState
from kiosk.ports.device import Fault

LIMITS = Limits(ack_s=8, patience_s=15)
WELL = Status()
OUT = Status(offline=True, paper_out=True)


def went(*seen: Observation) -> PrintState:
    state = PrintState.begun(0.0)
    for one in seen:
        state = state.after(one, LIMITS)
    return state


def test_sent_and_acknowledged_it_is_printed() -> None:
    sending = went(Observation(0.1, WELL, progress=True))
    waiting = sending.after(Observation(0.2, WELL, progress=True, sent=True), LIMITS)
    done = waiting.after(Observation(0.9, WELL, sent=True, acknowledged=True), LIMITS)
    assert [sending.phase, waiting.phase, done.phase] == [Phase.SENDING, Phase.AWAIT_ACK, Phase.PRINTED]
    assert done.ended
    assert done.fault is None


def test_without_progress_it_is_in_doubt_after_its_time_and_not_before() -> None:
    assert not went(Observation(7.9, WELL, sent=True)).ended
    late = went(Observation(8.0, WELL, sent=True))
    assert (late.phase, late.fault) == (Phase.IN_DOUBT, Fault("printer_in_doubt", "no acknowledgement"))


def test_a_slow_line_that_goes_on_has_all_the_time_of_the_world() -> None:
    assert not went(*(Observation(7.0 * number, WELL, progress=True) for number in range(1, 200))).ended


BLOCKS = [
    (OUT, "paper", "printer_paper_out"),
    (Status(offline=True, cover_open=True), "cover", "printer_cover_open"),
    (Status(offline=True, cutter=True), "cutter", "printer_cutter"),
    (Status(offline=True, hot=True), "hot", "printer_in_doubt"),
    (Status(offline=True), "other", "printer_in_doubt"),
]


@pytest.mark.parametrize(("status", "cause", "fault"), BLOCKS)
def test_blocked_it_waits_for_staff_and_then_tells_why(status: Status, cause: str, fault: str) -> None:
    blocked = went(Observation(1.0, status))
    assert (blocked.phase, blocked.cause, blocked.ended) == (Phase.BLOCKED, cause, False)
    over = blocked.after(Observation(16.0, status), LIMITS)
    assert over.fault is not None
    assert over.fault.id == fault


def test_mended_it_goes_on_with_fresh_patience() -> None:
    mended = went(Observation(1.0, OUT), Observation(14.0, OUT), Observation(14.5, WELL, sent=True))
    assert (mended.phase, mended.cause) == (Phase.AWAIT_ACK, None)
    assert not mended.after(Observation(22.0, WELL, sent=True), LIMITS).ended
    assert mended.after(Observation(22.6, WELL, sent=True), LIMITS).phase is Phase.IN_DOUBT


def test_a_lost_connection_is_a_doubt_at_once() -> None:
    assert went(Observation(0.5, WELL, lost="reset")).phase is Phase.IN_DOUBT


SEEN = st.builds(
    Observation,
    now=st.just(0.0),
    status=st.sampled_from([WELL, OUT, Status(offline=True), Status(near_end=True)]),
    progress=st.booleans(),
    sent=st.booleans(),
    acknowledged=st.just(False),
    lost=st.sampled_from([None, None, None, "reset"]),
)


@given(st.lists(st.tuples(st.floats(0, 5), SEEN), max_size=40))
def test_without_an_acknowledgement_nothing_is_ever_printed_and_what_ended_stays(
    steps: list[tuple[float, Observation]],
) -> None:
    state, now = PrintState.begun(0.0), 0.0
    for seconds, seen in steps:
        now += seconds
        before = state
        state = state.after(replace(seen, now=now), LIMITS)
        assert state.phase is not Phase.PRINTED
        assert not before.ended or state is before
