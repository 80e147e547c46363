"""Blocks are mended as far as their check codewords reach, and no further."""

from __future__ import annotations

import numpy as np
import segno
from hypothesis import given
from hypothesis import strategies as st

from devices.scanning.qr.codewords import mended
from devices.scanning.qr.layout import format_words, layout_of
from devices.scanning.qr.reed_solomon import POWER, TIMES, corrected


def block_of(data: list[int], checks: int) -> np.ndarray:
    """Data with its check codewords: the rest of the division by the generator, worked out the long way."""
    generator = [1]
    for root in range(checks):
        shifted = [*generator, 0]
        for index, value in enumerate(generator):
            shifted[index + 1] ^= TIMES[value][POWER[root]]
        generator = shifted
    rest = [*data, *([0] * checks)]
    for index in range(len(data)):
        lead = rest[index]
        for offset, value in enumerate(generator):
            rest[index + offset] ^= TIMES[value][lead]
    return np.array([*data, *rest[len(data) :]], np.uint8)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int, list[int], int]:
    """(right, damaged, checks, erased, errors beside the erased ones)."""
    checks = draw(st.sampled_from((7, 10, 18, 22, 30)))
    right = block_of(draw(st.lists(st.integers(0, 255), min_size=1, max_size=60)), checks)
    places = draw(st.permutations(range(len(right))))
    erased = draw(st.integers(0, min(checks, len(right))))
    errors = draw(st.integers(0, (checks - erased) // 2))
    wrong = right.copy()
    for place in places[: erased + errors]:
        wrong[place] ^= draw(st.integers(1, 255))
    return right, wrong, checks, list(places[:erased]), errors


@given(damaged())
def test_errors_and_erasures_within_reach_are_mended(
    case: tuple[np.ndarray, np.ndarray, int, list[int], int],
) -> None:
    right, wrong, checks, erased, _ = case
    found = corrected(wrong, checks, erased)
    assert found is not None
    assert (found == right).all()


@given(damaged())
def test_codewords_kept_for_certainty_are_not_used_for_mending(
    case: tuple[np.ndarray, np.ndarray, int, list[int], int],
) -> None:
    right, wrong, checks, erased, _ = case
    true_errors = sum(
        int(wrong[index]) != int(right[index]) for index in range(len(right)) if index not in erased
    )
    found = corrected(wrong, checks, erased, 4)
    if len(erased) + 2 * true_errors > checks - 4:
        assert found is None or (wrong == right).all()
    else:
        assert found is not None
        assert (found == right).all()


def test_noise_is_hardly_ever_taken_for_a_block() -> None:
    rng = np.random.default_rng(1)
    taken = [corrected(rng.integers(0, 256, 60).astype(np.uint8), 22, range(8), 4) for _ in range(400)]
    assert all(one is None for one in taken)


def test_every_version_is_laid_out_as_another_maker_does() -> None:
    for version in range(1, 41):
        level = "lmqh"[version % 4]
        made = segno.make("MẪU", version=version, error=level, mode="byte", micro=False, mask=version % 8)
        modules = np.array([list(row) for row in made.matrix], np.float32)
        layout = layout_of(version)
        soft = 8 * (2 * modules - 1)
        assert (np.sign(soft)[layout.known] == layout.signs[layout.known]).all()
        row, column = layout.order[11]
        soft[row, column] *= -0.1
        found = mended(soft, layout)
        assert found is not None, f"{version}{level}"
        assert (found == modules).all()


def test_formats_are_far_apart() -> None:
    _, signs = format_words()
    agreement = signs @ signs.T
    assert (agreement - 16 * np.eye(32)).max() <= 1
