"""Telling a printer's answers apart, whatever comes between them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from devices.printing.escpos_status import (
    Answers,
    Cleared,
    Completed,
    Fence,
    Named,
    RealTime,
    Status,
    status_of,
)
from kiosk.ports.device import Fault

STREAM = b"\x12\x37\x22abcd\0\x11\x18\x08\x0c\x0f\x13\x37\x25\0\x00\x5fTM-T20\0\x1a"
MEANT = [
    RealTime(0x12),
    Completed(b"abcd"),
    Status(offline=True, cutter=True, paper_out=True),
    Cleared(),
    Fence(),
    Named("TM-T20"),
    RealTime(0x1A),
]


@given(st.lists(st.integers(1, len(STREAM) - 1)))
def test_cut_anywhere_it_is_understood_the_same(cuts: list[int]) -> None:
    answers = Answers()
    edges = [0, *sorted(cuts), len(STREAM)]
    pieces = [STREAM[start:end] for start, end in itertools.pairwise(edges)]
    assert [answer for piece in pieces for answer in answers.feed(piece)] == MEANT


@given(st.binary(max_size=60))
def test_noise_never_breaks_it(noise: bytes) -> None:
    list(Answers().feed(noise))


def test_the_bytes_of_the_reference_mean_what_they_say() -> None:
    assert status_of({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}) == Status()
    assert status_of({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x72}).fault() == Fault("printer_paper_out")
    assert status_of({1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}).fault() == Fault("printer_cover_open")
    assert status_of({1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}).fault() == Fault("printer_cutter")
    hot = status_of({1: 0x1A, 2: 0x52, 3: 0x52, 4: 0x12})
    assert (hot.offline, hot.fault()) == (True, None), "a hot head goes by itself"
    near = status_of({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E})
    assert (near.near_end, near.fault()) == (True, None)
