"""What the camera tells somebody who holds a card: the one thing that helps, steadily, without a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.scanning.advice import Measured, edge_width, hint_of, measure, shining_share
from devices.scanning.card_finder import SmallFrame, find_card
from devices.scanning.coach import GLIMPSE_WIDTH, Coach, Steady, glimpse_of
from devices.scanning.decoder import Decoder, DecodeResult
from devices.scanning.pictures import Pixels, Quad
from devices.simulators.specimen_photo import Shot, blurred_hall, wooden_desk
from devices.simulators.specimen_views import SHOT, VIEWS, View, seen
from kiosk.ports.codes import Hint

EXPECTED: dict[str, Hint | None] = {
    "good": None,
    "too_far": "move_closer",
    "glare": "tilt_glare",
    "blurred": "hold_still",
    "wrong_side": "show_the_code",
    "too_bright": "too_bright",
    "cut_off": "whole_card",
}
DECODER = Decoder()


def told(pixels: Pixels) -> Hint | None:
    return hint_of(measure(pixels, DECODER.look(pixels))[0])


@pytest.mark.parametrize("place", [wooden_desk, blurred_hall])
@pytest.mark.parametrize("name", EXPECTED)
def test_each_way_of_holding_a_card_wrong_has_its_hint(name: str, place: Callable[[Shot], Pixels]) -> None:
    view = replace(VIEWS[name], place=place)
    assert [told(seen(view, seed).pixels) for seed in (1, 2)] == [EXPECTED[name]] * 2


@pytest.mark.parametrize("name", ["glare", "blurred", "wrong_side", "cut_off"])
def test_a_camera_of_more_pixels_says_the_same(name: str) -> None:
    view = VIEWS[name]
    larger = replace(view, shot=replace(view.shot, width=1920, height=1080), motion=view.motion * 1.5)
    assert told(seen(larger).pixels) == EXPECTED[name]


def test_a_card_in_the_dark_is_told_so_unless_it_is_read_all_the_same() -> None:
    pixels = seen(VIEWS["too_dark"], 2).pixels
    read = DECODER.look(pixels).symbols
    assert told(pixels) == (None if read else "more_light")
    assert hint_of(measure(pixels, DecodeResult(resisting=(code_of(VIEWS["good"]),)))[0]) == "more_light"


def code_of(view: View) -> Quad:
    """Corners of the code."""
    return DECODER.look(seen(view).pixels).symbols[0].quad


def test_an_empty_place_is_told_nothing() -> None:
    for place in (wooden_desk, blurred_hall):
        for seed in range(4):
            assert told(place(Shot(width=1280, height=720, seed=seed))) is None
    assert told(np.full((720, 1280, 3), 250, np.uint8)) is None
    assert told(np.zeros((720, 1280, 3), np.uint8)) is None


def test_a_card_that_does_not_come_to_rest_is_asked_to() -> None:
    view = replace(VIEWS["good"], shot=replace(VIEWS["good"].shot, width=1920, height=1080))
    here = seen(view).pixels
    there = np.roll(here, 60, axis=1)
    sight = DecodeResult(resisting=(code_of(view),))
    measured, before = measure(there, sight)
    assert hint_of(measured) != "hold_still"
    assert hint_of(measure(here, sight, before)[0]) == "hold_still"
    assert hint_of(measure(here, sight, SmallFrame.of(here))[0]) != "hold_still"


def test_a_card_held_before_the_lens_out_of_focus_is_asked_back() -> None:
    assert hint_of(Measured(code=((0, 0),) * 4, module=9.0, edge=0.9)) == "move_back"
    assert hint_of(Measured(code=((0, 0),) * 4, module=4.0, edge=0.9)) == "hold_still"


def test_whatever_is_read_needs_no_hint() -> None:
    assert hint_of(Measured(read=True, module=0.5, glare=1.0, moved=1.0, cut=True)) is None


@settings(max_examples=25, deadline=None, derandomize=True)
@given(spread=st.floats(1.2, 6.0), turn=st.floats(0, 180))
def test_the_width_of_edges_is_the_spread_that_blurred_them(spread: float, turn: float) -> None:
    modules = np.random.default_rng(3).integers(0, 2, (14, 14))
    sharp = (40 + 170 * np.kron(modules, np.ones((28, 28)))).astype(np.float32)
    turned = cv2.warpAffine(sharp, cv2.getRotationMatrix2D((196, 196), turn, 1.0), (392, 392))
    middle = cv2.GaussianBlur(turned, (0, 0), spread)[96:296, 96:296]
    assert edge_width(middle.astype(np.uint8)) == pytest.approx(spread, rel=0.25, abs=0.35)


def test_a_hand_that_moves_along_one_direction_is_noticed() -> None:
    code = np.kron(np.random.default_rng(1).integers(0, 2, (45, 45)), np.ones((4, 4))).astype(np.uint8) * 200
    smeared = cv2.blur(code, (15, 1))
    assert edge_width(smeared.astype(np.uint8)) > 3 * edge_width(code)


def test_white_paper_is_no_glare_as_long_as_dark_modules_stand_in_it() -> None:
    code = np.kron(np.random.default_rng(2).integers(0, 2, (45, 45)), np.ones((3, 3))).astype(np.uint8) * 255
    assert shining_share(code, 3.0) < 0.002
    code[40:95, 40:95] = 255
    assert shining_share(code, 3.0) > 0.05


def test_the_card_is_found_where_it_lies() -> None:
    photo = seen(VIEWS["wrong_side"])
    found = find_card(SmallFrame.of(photo.pixels)).quad
    assert found is not None
    for x, y in photo.quad:
        assert min(np.hypot(x - u, y - v) for u, v in found) < 28


def test_a_sheet_of_paper_and_a_phone_are_no_cards() -> None:
    for width, height in ((800, 566), (300, 660)):
        desk = wooden_desk(SHOT)
        desk[30 : 30 + height, 200 : 200 + width] = 235
        assert hint_of(measure(desk, DecodeResult())[0]) is None


def test_a_hint_shows_once_it_is_steady_and_stays_a_second() -> None:
    steady = Steady()
    seconds = [i / 8 for i in range(40)]
    far: list[Hint | None] = ["move_closer"]
    glare: list[Hint | None] = ["tilt_glare"]
    frames = far * 3 + glare * 5 + [None] * 32
    shown = [steady.after(hint, now) for hint, now in zip(frames, seconds, strict=True)]
    assert shown == [None] * 7 + ["tilt_glare"] * 8 + [None] * 25


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["move_closer", "tilt_glare", None]), st.floats(0.01, 0.5))))
def test_no_hint_ever_flickers(frames: list[tuple[Hint | None, float]]) -> None:
    steady, now, since = Steady(), 0.0, -10.0
    last: Hint | None = None
    for hint, pause in frames:
        now += pause
        shown = steady.after(hint, now)
        if shown != last:
            assert last is None or now - since >= 1.0
            last, since = shown, now


def test_no_letter_and_no_code_of_the_card_is_left_in_the_glimpse() -> None:
    photo = seen(VIEWS["good"])
    glimpse = glimpse_of(SmallFrame.of(photo.pixels), None)
    assert (glimpse.width, glimpse.height) == (GLIMPSE_WIDTH, 36)
    assert len(glimpse.picture) == 3 * glimpse.width * glimpse.height
    card_mm = 85.6
    across = np.hypot(*np.subtract(photo.quad[0], photo.quad[1])) * glimpse.width / 1280
    assert across / card_mm < 0.67, "the largest print, 3.5 mm, must stay below three pixels"
    rgb = np.frombuffer(glimpse.picture, np.uint8).reshape(glimpse.height, glimpse.width, 3)
    large = cv2.resize(rgb, None, fx=12, fy=12, interpolation=cv2.INTER_CUBIC)
    sight = DECODER.look(large.astype(np.uint8))
    assert not sight.symbols
    assert "picture" not in repr(glimpse)


def test_the_glimpse_shows_the_card_where_it_is_and_turned_round_for_a_camera_that_faces_her() -> None:
    view = View(replace(SHOT, fill=0.4, shift=(-0.25, 0.0)))
    pixels = seen(view).pixels
    for mirrored, brighter in ((False, "left"), (True, "right")):
        glimpse = Coach(mirrored=mirrored).saw(pixels, DecodeResult(), 0.0)
        rgb = np.frombuffer(glimpse.picture, np.uint8).reshape(glimpse.height, glimpse.width, 3)
        left, right = rgb[:, : GLIMPSE_WIDTH // 2].mean(), rgb[:, GLIMPSE_WIDTH // 2 :].mean()
        assert ("left" if left > right else "right") == brighter
