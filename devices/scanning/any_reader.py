"""Reads from several code readers at once, such as a camera and a hand scanner: the first result counts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from config.schema import DeviceChoice
from devices.registry import build, driver
from devices.worker import Crashed, Worker
from kiosk.clock import SystemClock
from kiosk.ports.codes import CodeReader, Glimpse, Reading, SightedReader
from kiosk.ports.device import Fault, Health, State

MISSING = frozenset({"camera_missing", "scanner_missing", "device_forbidden"})
LOOK_S = 0.05
ENDING_S = 2.0
HANGS_S = 10.0
"""A reader may go on so long after its time, to end what it has begun; then it is left behind."""


@driver("reader.any", port=CodeReader)
class AnyReader:
    """Waits for a code at all its readers. One that is not there holds up no other, and joins in when it is
    back.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `readers` are the code readers, each with its driver and options."""

        readers: Annotated[tuple[DeviceChoice, ...], Field(min_length=2)]

    def __init__(self, options: Options, readers: tuple[CodeReader, ...] | None = None) -> None:
        self.readers: tuple[CodeReader, ...] = readers or tuple(
            build(choice, CodeReader, production=False) for choice in options.readers
        )
        self._clock = SystemClock()
        self._stopped = threading.Event()
        self._workers: tuple[Worker, ...] = ()

    def open(self) -> Fault | None:
        """Connects all readers; gives a fault only where none can be connected."""
        faults = [reader.open() for reader in self.readers]
        return faults[0] if all(faults) else None

    def close(self) -> None:
        """Ends a waiting `read`, and closes all readers."""
        self.stop()
        workers, self._workers = self._workers, ()
        for worker in workers:
            worker.stop()
        for reader in self.readers:
            reader.close()

    def health(self) -> Health:
        """Reports ready while one reader is ready; the others' faults are warnings with their reasons."""
        healths = [reader.health() for reader in self.readers]
        faults = [health.fault for health in healths if health.fault is not None]
        identity = "; ".join(map(_named, healths))
        if len(faults) == len(healths):
            return Health(State.MISSING, faults[0], identity=identity)
        return Health(State.READY, warnings=tuple(fault.id for fault in faults), identity=identity)

    def stop(self) -> None:
        """Ends a waiting `read` at once with `no_code`; called from another thread."""
        self._stopped.set()
        for reader in self.readers:
            reader.stop()

    def watch(self, report: Callable[[Glimpse], object] | None) -> None:
        """Asks the readers with a camera to report what they see."""
        for reader in self.readers:
            if isinstance(reader, SightedReader):
                reader.watch(report)

    def read(self, wait_s: float) -> Reading | Fault:
        """Gives the first code that a reader reads or calls unreadable; the first reader's fault where all
        are missing.
        """
        self._stopped.clear()
        if not self._workers:
            self._workers = tuple(Worker("reader", recover=_reopening(reader)) for reader in self.readers)
        race = _Race(len(self.readers))
        until = self._clock.monotonic() + wait_s
        for index in range(len(self.readers)):
            self._start(race, index, wait_s)
        outcome = self._outcome(race, until)
        race.over = True
        self._end(race)
        return Fault("no_code", "stopped") if self._stopped.is_set() else outcome

    def _outcome(self, race: _Race, until: float) -> Reading | Fault:
        while race.running:
            heard = self._next(race, until + HANGS_S)
            if heard is None:
                break
            index, answer = heard
            if isinstance(answer, Reading):
                return answer
            fault = Fault("scanner_missing", answer.error) if isinstance(answer, Crashed) else answer
            race.last[index] = fault
            if fault.id == "code_unreadable" or self._stopped.is_set():
                return fault
            if race.all_missing:
                break
            left = until - self._clock.monotonic()
            if fault.id in MISSING and not isinstance(answer, Crashed) and left > 0:
                self._start(race, index, left)
        told = [race.last.get(index, Fault("scanner_missing", "hangs")) for index in range(race.count)]
        return next((fault for fault in told if fault.id not in MISSING), told[0])

    def _start(self, race: _Race, index: int, wait_s: float) -> None:
        reader = self.readers[index]

        def call() -> Reading | Fault:
            return Fault("no_code", "stopped") if race.over else reader.read(wait_s)

        race.running.add(index)
        self._workers[index].submit(call, lambda answer: race.answers.put((index, answer)))

    def _next(self, race: _Race, until: float) -> tuple[int, Reading | Fault | Crashed] | None:
        """Waits for the next reader's answer; None when there is none. A reader that was stopped a moment
        before it began to wait is stopped again.
        """
        while self._clock.monotonic() < until:
            try:
                index, answer = race.answers.get(timeout=LOOK_S)
            except queue.Empty:
                if self._stopped.is_set() or race.over:
                    self._stop_running(race)
                continue
            race.running.discard(index)
            return index, answer
        return None

    def _stop_running(self, race: _Race) -> None:
        for index in race.running:
            self.readers[index].stop()

    def _end(self, race: _Race) -> None:
        """Ends the readers that still wait; one that hangs is left behind."""
        self._stop_running(race)
        until = self._clock.monotonic() + ENDING_S
        while race.running and self._next(race, until) is not None:
            continue


@dataclass
class _Race:
    """Holds the state of one `read` of all readers: which still wait, and the last results of the others."""

    count: int
    answers: queue.SimpleQueue[tuple[int, Reading | Fault | Crashed]] = field(
        default_factory=queue.SimpleQueue, repr=False
    )
    running: set[int] = field(default_factory=set)
    last: dict[int, Fault] = field(default_factory=dict)
    over: bool = False

    @property
    def all_missing(self) -> bool:
        """Says that no reader is connected."""
        return len(self.last) == self.count and all(fault.id in MISSING for fault in self.last.values())


def _named(health: Health) -> str:
    """Formats the reader's name with the reason why it is missing."""
    return f"{health.identity} ({health.fault.detail})" if health.fault else health.identity


def _reopening(reader: CodeReader) -> Callable[[], object]:
    def reopen() -> None:
        reader.close()
        reader.open()

    return reopen
