"""The contract of `PaperReader`, for every driver that there is; each has a stand in the table."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.papers import two_engines
from devices.papers.two_engines import TwoEngines
from devices.registry import build, drivers
from devices.scanning.pictures import Pixels
from devices.simulators.specimen_filled import filled, sheet
from devices.simulators.typed_paper_reader import TypedPaperReader
from kiosk.ports.device import Fault, State
from kiosk.ports.papers import PaperReader, Transcript
from kiosk.reading.layout import load_layouts
from kiosk.reading.offer import known_names, offered
from tests.contract.opening import opens

NOTICE = filled("birth_notice", 1)
PATIENT = {"within_s": 120.0, "start_within_s": 120.0}
"""The suite may share its processors with others."""


@dataclass
class Stand:
    """A reader of papers, and somebody who lays the notice or a blank page before it."""

    reader: PaperReader
    lays_notice: Callable[[], bytes]
    lays_blank: Callable[[], bytes]


@cache
def notice() -> bytes:
    return jpeg(sheet(NOTICE))


def jpeg(pixels: Pixels) -> bytes:
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def blank() -> bytes:
    return jpeg(np.full((800, 1100, 3), 250, np.uint8))


def typed() -> Stand:
    reader = build(DeviceChoice(driver="papers.typed"), PaperReader, production=False)
    assert isinstance(reader, TypedPaperReader)

    def lays_notice() -> bytes:
        rows = ["   ".join(f"{label}: {value}" for label, value in row) for row in NOTICE.rows]
        reader.type(NOTICE.title, *rows)
        return notice()

    def lays_blank() -> bytes:
        reader.type()
        return blank()

    return Stand(reader, lays_notice, lays_blank)


def both_engines() -> Stand:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    choice = DeviceChoice(driver="papers.two_engines", options=PATIENT)
    return Stand(build(choice, PaperReader, production=True), notice, blank)


STANDS: dict[str, Callable[[], Stand]] = {"papers.typed": typed, "papers.two_engines": both_engines}


@pytest.fixture(scope="module", params=STANDS)
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    found = STANDS[request.param]()
    opens(found.reader)
    yield found
    found.reader.close()


def test_every_reader_of_papers_has_a_stand() -> None:
    assert {known.name for known in drivers(PaperReader)} == set(STANDS)


def read(reader: PaperReader, page: bytes) -> tuple[Transcript, ...]:
    found = reader.read(page)
    assert not isinstance(found, Fault), found
    return found


def test_two_engines_read_the_notice_and_their_values_are_right(stand: Stand) -> None:
    transcripts = read(stand.reader, stand.lays_notice())
    assert len({one.engine for one in transcripts}) == 2
    for one in transcripts:
        for line in one.lines:
            assert line.text == unicodedata.normalize("NFC", line.text)
            assert 0 <= line.box.left < line.box.right <= 1
            assert 0 <= line.box.top < line.box.bottom <= 1
            assert not line.text or line.text not in repr(line)
    offers = offered(load_layouts(), transcripts, tuple(NOTICE.truth), known_names(), "d")
    assert {offer.input: offer.text.lower() for offer in offers}.items() <= {
        name: text.lower() for name, text in NOTICE.truth.items()
    }.items()
    assert {"mother.id", "child.birth_date"} <= {offer.input for offer in offers}


def test_a_blank_page_has_no_lines(stand: Stand) -> None:
    assert all(not one.lines for one in read(stand.reader, stand.lays_blank()))


def test_what_is_no_picture_is_unread_and_the_next_page_is_read(stand: Stand) -> None:
    told = stand.reader.read(b"no picture")
    assert isinstance(told, Fault)
    assert told.id == "paper_unread"
    assert any(one.lines for one in read(stand.reader, stand.lays_notice()))


def test_it_may_be_closed_twice_and_opened_again(stand: Stand) -> None:
    stand.reader.close()
    stand.reader.close()
    assert stand.reader.health().state is State.MISSING
    opens(stand.reader)
    assert stand.reader.health().state is State.READY
    assert any(one.lines for one in read(stand.reader, stand.lays_notice()))


def test_a_page_that_takes_too_long_is_given_up_and_its_process_ended() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    reader = TwoEngines(TwoEngines.Options(within_s=0.01, start_within_s=120))
    assert reader.open() is None
    told = reader.read(notice())
    assert told == Fault("paper_unread", "time")
    assert reader.health().state is State.MISSING
    reader.close()


@pytest.mark.parametrize(
    ("there", "missing"),
    [((), "tesseract-ocr"), (("eng",), "tesseract-ocr-vie")],
    ids=["no program", "no Vietnamese"],
)
def test_an_engine_that_is_not_installed_is_named(
    there: tuple[str, ...], missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if there:
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\necho eng\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = two_engines.TwoEngines(two_engines.TwoEngines.Options()).open()
    assert told == Fault("paper_reader_missing", missing)
