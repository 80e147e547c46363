"""A driver's thread: in order, one at a time, and never silent about a crash."""

from __future__ import annotations

import logging
import queue
import threading
import weakref
from functools import partial

import pytest

from devices.worker import Crashed, Worker

WAIT_S = 60


def test_calls_run_in_order_on_one_thread_that_is_not_the_callers() -> None:
    worker, out = Worker("trial"), queue.Queue[object]()
    numbers = iter(range(20))
    for _ in range(20):
        assert worker.submit(lambda: (next(numbers), threading.current_thread().name), out.put)
    assert [out.get(timeout=WAIT_S) for _ in range(20)] == [(n, "trial") for n in range(20)]
    assert worker.stop()


@pytest.mark.expects_log("trial: call crashed: KeyError at test_worker.py")
def test_a_crash_is_told_without_its_text_and_the_driver_is_reopened(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reopened = threading.Event()
    worker, out = Worker("trial", recover=reopened.set), queue.Queue[object]()

    def crash() -> None:
        raise KeyError("Trần Thị MẪU")

    with caplog.at_level(logging.ERROR):
        worker.submit(crash, out.put)
        assert out.get(timeout=WAIT_S) == Crashed("KeyError")
    assert reopened.is_set()
    assert "KeyError at test_worker.py:" in caplog.text
    assert "MẪU" not in caplog.text
    worker.submit(lambda: "next", out.put)
    assert out.get(timeout=WAIT_S) == "next"
    assert worker.stop()


@pytest.mark.expects_log("trial: (call|recovery|receiver of a result) crashed: RuntimeError")
def test_a_receiver_or_a_recovery_that_crashes_does_not_end_the_worker() -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    worker, out = Worker("trial", recover=broken), queue.Queue[object]()
    worker.submit(broken, broken)
    worker.submit(lambda: 1, out.put)
    assert out.get(timeout=WAIT_S) == 1
    assert worker.stop()


class Told:
    """Something that a citizen has told."""


def test_what_was_done_is_forgotten_while_the_next_is_waited_for() -> None:
    worker, out = Worker("trial"), queue.Queue[object]()
    told = Told()
    gone = weakref.ref(told, lambda _: out.put("forgotten"))
    worker.submit(partial(list, (told,)), lambda _: None)
    del told
    assert out.get(timeout=WAIT_S) == "forgotten"
    assert gone() is None
    assert worker.stop()


def test_after_stop_nothing_runs() -> None:
    worker, out = Worker("trial"), queue.Queue[object]()
    hold, held = threading.Event(), threading.Event()

    def long_call() -> None:
        held.set()
        hold.wait(WAIT_S)

    worker.submit(long_call, out.put)
    held.wait(WAIT_S)
    worker.submit(lambda: "waiting", out.put)
    assert not worker.stop(wait_s=0.01)
    hold.set()
    assert worker.stop(WAIT_S)
    assert not worker.submit(lambda: "late", out.put)
    assert out.qsize() == 1


def test_a_worker_may_stop_itself() -> None:
    worker, out = Worker("trial"), queue.Queue[object]()
    worker.submit(worker.stop, out.put)
    assert out.get(timeout=WAIT_S) is False
    assert worker.stop(WAIT_S)
