"""The page on the desk: found, straightened, and judged."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.scanning.page_finder import find_page, straighten
from devices.scanning.page_quality import Captured, hints
from devices.scanning.pictures import Pixels, Quad
from devices.simulators.specimen_photo import Shot, photograph, wooden_desk

NEAR = 4.0
A4 = math.sqrt(2)
SHOT = Shot(width=1296, height=972, fill=0.85)
DESK = wooden_desk(SHOT)


def sheet() -> Pixels:
    """An A4 page with a heading, lines of print and a dark box at its top left."""
    page = np.full((1414, 1000, 3), 248, np.uint8)
    cv2.rectangle(page, (80, 80), (200, 200), (40, 40, 40), -1)
    cv2.rectangle(page, (300, 120), (820, 170), (60, 60, 60), -1)
    for row in range(300, 1300, 40):
        for column in range(90, 900 - (row * 7) % 190, 34):
            cv2.rectangle(page, (column, row), (column + 22, row + 14), (70, 70, 70), -1)
    return page


SHEET = sheet()


def far_off(found: Quad | None, true: Quad) -> float:
    """The largest distance of a found corner to the nearest true one."""
    assert found is not None, "no page found"
    return max(min(math.dist(corner, other) for other in true) for corner in found)


def captured(pixels: Pixels, longest: int = 2000) -> Captured:
    quad = find_page(pixels)
    assert quad is not None
    return Captured(straighten(pixels, quad, longest), quad, pixels.shape[1], pixels.shape[0])


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    turn=st.floats(-40, 40),
    tilt=st.tuples(st.floats(-18, 18), st.floats(-18, 18)),
    fill=st.floats(0.5, 0.95),
    slope=st.floats(0, 0.35),
    seed=st.integers(0, 10_000),
)
def test_corners_are_found_however_the_page_lies(
    turn: float, tilt: tuple[float, float], fill: float, slope: float, seed: int
) -> None:
    photo = photograph(SHEET, DESK, replace(SHOT, turn=turn, tilt=tilt, fill=fill, slope=slope, seed=seed))
    assert far_off(find_page(photo.pixels), photo.quad) < NEAR


@pytest.mark.parametrize(("turn", "tilt"), [(0, (0, 0)), (8, (-14, 9)), (-12, (16, 12)), (20, (10, -16))])
def test_a_straightened_page_keeps_its_proportions_and_is_upright(
    turn: float, tilt: tuple[float, float]
) -> None:
    photo = photograph(SHEET, DESK, replace(SHOT, turn=turn, tilt=tilt))
    page = captured(photo.pixels).page
    assert page.shape[0] / page.shape[1] == pytest.approx(A4, rel=0.03)
    height, width = page.shape[:2]
    box = page[int(0.075 * height) : int(0.125 * height), int(0.1 * width) : int(0.18 * width)]
    assert box.mean() < 90, "the dark box of the top left corner is elsewhere"


def test_a_page_is_never_enlarged_beyond_the_picture() -> None:
    photo = photograph(SHEET, DESK, replace(SHOT, fill=0.6))
    page = captured(photo.pixels).page
    assert max(page.shape[:2]) <= 0.62 * SHOT.height
    assert max(captured(photo.pixels, longest=300).page.shape[:2]) == 300


def test_a_covered_corner_costs_nothing() -> None:
    photo = photograph(SHEET, DESK, replace(SHOT, turn=5))
    x, y = photo.quad[2]
    cv2.circle(photo.pixels, (int(x), int(y)), 40, (60, 80, 120), -1)
    assert far_off(find_page(photo.pixels), photo.quad) < 6


def test_an_empty_desk_has_no_page() -> None:
    assert find_page(DESK) is None
    assert find_page(np.full_like(DESK, 250)) is None


def test_a_dark_thing_on_a_bright_desk_is_no_page() -> None:
    photo = photograph((255 - SHEET).astype(np.uint8), np.full_like(DESK, 210), SHOT)
    assert find_page(photo.pixels) is None


SHARP = replace(SHOT, width=2000, height=1500)
BIG_DESK = wooden_desk(SHARP)


def test_a_good_page_gets_no_hint() -> None:
    assert hints(captured(photograph(SHEET, BIG_DESK, replace(SHARP, slope=0.3)).pixels)) == ()


def test_a_small_page_is_asked_closer() -> None:
    assert "move_closer" in hints(captured(photograph(SHEET, BIG_DESK, replace(SHARP, fill=0.5)).pixels))


def test_a_blurred_page_is_called_blurred() -> None:
    assert hints(captured(photograph(SHEET, BIG_DESK, replace(SHARP, blur=5.0)).pixels)) == ("blurred",)


def test_a_white_spot_is_called_glare() -> None:
    pixels = photograph(SHEET, BIG_DESK, replace(SHARP, light=0.8)).pixels.astype(np.float32)
    y, x = np.mgrid[0:1500, 0:2000].astype(np.float32)
    pixels += (140 * np.exp(-(((x - 1000) / 90) ** 2 + ((y - 700) / 70) ** 2)))[..., None]
    assert "tilt_glare" in hints(captured(np.clip(pixels, 0, 255).astype(np.uint8)))


def test_a_page_over_the_edge_is_called_cut() -> None:
    photo = photograph(SHEET, BIG_DESK, replace(SHARP, shift=(0.0, 0.12)))
    assert "page_cut" in hints(captured(photo.pixels))
