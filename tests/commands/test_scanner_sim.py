"""The simulated hand scanner: what is typed is scanned, at a port that a profile can name."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.scanning.serial_reader import SerialReader
from devices.scanning.waiting import RealWaiter
from devices.simulators.specimen_card import GRANDMOTHER, payload_2021
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from ui.commands.__main__ import main


class Telling(RealWaiter):
    """Tells when the reader waits for something to come, or for a cable."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()

    def readable(self, handle: int, seconds: float) -> bool:
        if seconds > 0:
            self.waits.set()
        return super().readable(handle, seconds)

    def pause(self, seconds: float) -> None:
        self.waits.set()
        super().pause(seconds)


class Typist:
    """Types each line when the reader waits, and the next when that has come to something."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "usb-Bench_Scanner_0001-if00"
        self.seen: list[Reading | Fault] = []
        self._waiter = Telling()
        options = SerialReader.Options(port=self.port, silence_s=0.1, missing_s=0.1)
        self._reader = SerialReader(options, self._waiter)

    def __iter__(self) -> Iterator[str]:
        for line in ("card_2021", "hello there", "half", "plug", "plug", "card_2021"):
            self._waiter.waits.clear()
            seconds = 1.0 if line in ("half", "plug") else 60.0
            reading = threading.Thread(target=lambda: self.seen.append(self._reader.read(seconds)))  # noqa: B023
            reading.start()
            assert self._waiter.waits.wait(20)
            yield f"{line}\n"
            reading.join(20)
        self._reader.close()
        yield "q\n"


def test_what_is_typed_is_scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(tmp_path)
    monkeypatch.setattr("sys.stdin", typist)
    assert main(["--lang", "en", "scanner-sim", "--folder", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert str(typist.port) in told.err
    assert "The cable is out." in told.err
    card = Reading(payload_2021(GRANDMOTHER), symbology="")
    ids = [seen.id if isinstance(seen, Fault) else seen.payload for seen in typist.seen]
    assert ids[:3] == [card.payload, b"hello there", "code_unreadable"]
    assert ids[-1] == card.payload
    assert not typist.port.exists()


def test_a_folder_that_cannot_be_made_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["scanner-sim", "--folder", str(tmp_path / "file" / "below")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
