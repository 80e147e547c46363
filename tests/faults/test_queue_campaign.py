"""The campaign of the queue, a few steps of it: it counts what it plays, and tells what fails."""

from __future__ import annotations

from hypothesis.stateful import invariant

from tests.faults.queue_campaign import play
from tests.queue.test_queue_machine import Queue


def test_a_queue_that_holds_is_played_to_the_end() -> None:
    played = play(Queue, 30, 1)
    assert played["steps"] >= 30
    assert played["failed"] == ""


class Forgetful(Queue):
    """Finds somebody forgotten before anybody came."""

    @invariant()
    def has_somebody(self) -> None:
        assert self.known, "forgotten"


def test_what_fails_is_told_with_its_steps() -> None:
    failed = play(Forgetful, 30, 1)["failed"]
    assert "forgotten" in failed
    assert "state.has_somebody()" in failed
