"""Staff hear of a reader that is out, once, and of its coming back."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from devices.worker import Worker
from kiosk.faults import FAULTS
from kiosk.ports.device import Fault, Health, State
from kiosk.visit.watch import SURE_AFTER, ReaderWatch
from tests.visits.world import Device
from ui.wiring.kiosk import PeriodicTask


@dataclass
class Cable(Device):
    fault: str = ""
    warnings: tuple[str, ...] = ()

    def health(self) -> Health:
        if not self.fault:
            return Health(State.READY, warnings=self.warnings)
        return Health(State.MISSING, Fault(self.fault))


class Office:
    def __init__(self, *devices: Cable) -> None:
        self.told: list[str] = []
        self.watch = ReaderWatch(devices, self.told.append)

    def after(self, seconds: int) -> list[str]:
        for _ in range(seconds):
            self.watch.look()
        return self.told


def test_a_reader_that_is_out_is_told_once_and_its_coming_back_too() -> None:
    scanner = Cable()
    office = Office(scanner)
    assert office.after(60) == []
    scanner.fault = "scanner_missing"
    assert office.after(60) == ["scanner_missing"]
    scanner.fault = ""
    assert office.after(60) == ["scanner_missing", "reader_well"]
    scanner.fault = "scanner_missing"
    assert office.after(60) == ["scanner_missing", "reader_well", "scanner_missing"]


def test_a_loose_cable_for_a_moment_is_no_news() -> None:
    scanner = Cable()
    office = Office(scanner)
    for _ in range(10):
        scanner.fault = "scanner_missing"
        office.after(SURE_AFTER - 1)
        scanner.fault = ""
        office.after(1)
    assert office.told == []


def test_one_camera_under_two_devices_is_one_trouble_and_another_is_another() -> None:
    reader, document = Cable(fault="camera_missing"), Cable(fault="camera_missing")
    office = Office(reader, document)
    assert office.after(10) == ["camera_missing"]
    reader.fault = "device_forbidden"
    assert office.after(10) == ["camera_missing", "device_forbidden"]
    reader.fault = document.fault = ""
    assert office.after(10)[2:] == ["reader_well"]


def test_one_of_two_readers_out_is_told_although_the_kiosk_reads() -> None:
    assert Office(Cable(warnings=("scanner_missing",))).after(10) == ["scanner_missing"]


def test_every_word_of_it_is_in_the_catalogue() -> None:
    assert {"camera_missing", "scanner_missing", "device_forbidden", "reader_well"} <= set(FAULTS)


def test_a_look_that_goes_on_is_not_begun_again() -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    looks: list[str] = []

    def look() -> None:
        looks.append("look")
        begun.set()
        assert go_on.wait(20)

    worker = Worker("round")
    task = PeriodicTask(look, worker)
    task.tick()
    assert begun.wait(20)
    for _ in range(5):
        task.tick()
    go_on.set()
    worker.submit(lambda: None, lambda _result: ended.set())
    assert ended.wait(20)
    assert looks == ["look"]
    worker.stop()
