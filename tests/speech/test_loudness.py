"""Louder is louder, whatever comes, and never cracks."""

from __future__ import annotations

import io
import wave
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.speech.loudness import louder

SAMPLES = st.lists(st.integers(-32768, 32767), min_size=2, max_size=50)


def wav(samples: list[int]) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, 22050, 0, "NONE", ""))
        sound.writeframes(array("h", samples).tobytes())
    return made.getvalue()


def samples(sound: bytes) -> list[int]:
    with wave.open(io.BytesIO(sound)) as read:
        assert (read.getnchannels(), read.getframerate()) == (1, 22050)
        return list(array("h", read.readframes(read.getnframes())))


def test_nothing_is_changed_by_nothing() -> None:
    assert louder(wav([1, -2, 3]), 0.0) == wav([1, -2, 3])


@pytest.mark.parametrize(("gain_db", "factor"), [(6.0206, 2.0), (-6.0206, 0.5)])
def test_six_decibels_are_twice_the_amplitude(gain_db: float, factor: float) -> None:
    given_samples = [0, 1000, -1000, 8000, -8000]
    assert samples(louder(wav(given_samples), gain_db)) == [round(one * factor) for one in given_samples]


@given(SAMPLES, st.sampled_from([-8.0, -4.0, 4.0, 8.0]))
def test_the_form_of_the_wave_stays(given_samples: list[int], gain_db: float) -> None:
    changed = samples(louder(wav(given_samples), gain_db))
    for before, after in zip(given_samples, changed, strict=True):
        assert after * before >= 0
        assert abs(after) <= 32767
        if gain_db > 0:
            assert abs(after) >= min(abs(before), 32600)
    order = sorted(range(len(given_samples)), key=lambda at: given_samples[at])
    assert all(changed[one] <= changed[next_one] for one, next_one in pairwise(order))
