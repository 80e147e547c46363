"""Pictures made smaller by whole factors keep their means and their places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from devices.scanning.pictures import shrunk


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_each_pixel_is_the_mean_of_a_square(height: int, width: int, by: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    small = shrunk(picture, by)
    rows, columns = max(1, height // by), max(1, width // by)
    assert small.shape == (rows, columns)
    if min(height, width) >= by:
        whole = picture[: rows * by, : columns * by].reshape(rows, by, columns, by)
        assert np.abs(small - whole.mean(axis=(1, 3))).max() <= 1.01
