"""Sheets as people lay them down: on dark and white desks, in shadow, held by a finger, any way round."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.scanning.document import CameraDocument
from devices.scanning.page_finder import find_page, straighten
from devices.scanning.page_quality import Captured, hints
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from devices.scanning.upright import quarter_turns, upright
from devices.simulators.specimen_pages import Desk, Laid, Lying, Trouble, laid, letter
from devices.simulators.specimen_paper import birth_notice
from kiosk.ports.papers import Page

NEAR = 9.0


@cache
def lying(
    trouble: Trouble = "none", desk: Desk = "dark", quarter: int = 0, sheet: str = "letter", seed: int = 7
) -> Laid:
    """A sheet on the desk, drawn once for all tests."""
    kind = "notice" if sheet == "notice" else "letter"
    return laid(
        Lying(
            sheet=kind,  # type: ignore[arg-type]
            quarter=quarter,
            turn=5.0,
            tilt=(-7.0, 6.0),
            desk=desk,
            trouble=trouble,
            width=1728,
            height=1296,
            seed=seed,
        )
    )


def found(sheet: Laid) -> Captured:
    pixels = sheet.photo.pixels
    quad = find_page(pixels)
    assert quad is not None, "no page found"
    off = max(min(math.dist(corner, true) for true in sheet.photo.quad) for corner in quad)
    assert off < NEAR, f"corners are {off:.0f} px off"
    return Captured(straighten(pixels, quad, 2339), quad, pixels.shape[1], pixels.shape[0])


def shrunk(page: Pixels, longest: int) -> Pixels:
    scale = longest / max(page.shape[:2])
    return np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("desk", ["dark", "grey", "white"])
def test_a_sheet_is_found_on_any_desk(desk: Desk) -> None:
    assert "page_cut" not in hints(found(lying(desk=desk)))


def test_a_shadow_over_half_the_sheet_changes_nothing() -> None:
    told = hints(found(lying("shadow")))
    assert not {"blurred", "covered", "tilt_glare"} & {*told}


@pytest.mark.parametrize(
    ("trouble", "hint"),
    [("finger", "covered"), ("folded", "covered"), ("glare", "tilt_glare"), ("blur", "blurred")],
)
def test_each_trouble_has_its_hint(trouble: Trouble, hint: str) -> None:
    assert hint in hints(found(lying(trouble)))
    assert hint not in hints(found(lying()))


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
@pytest.mark.parametrize("flat", [letter, birth_notice])
def test_print_tells_which_way_up_a_sheet_is(flat: object, quarter: int) -> None:
    assert callable(flat)
    sheet = shrunk(flat(), 2339)
    turned = np.ascontiguousarray(np.rot90(sheet, -(quarter // 90)))
    assert quarter_turns(turned) == (4 - quarter // 90) % 4
    back, sure = upright(turned)
    assert sure
    assert np.array_equal(back, sheet)


def test_small_print_of_a_small_picture_is_turned_as_well() -> None:
    sheet = shrunk(letter(), 1300)
    assert quarter_turns(np.ascontiguousarray(np.rot90(sheet, 2))) == 2


def test_what_bears_no_print_is_left_as_it_is() -> None:
    rng = np.random.default_rng(4)
    blank = np.full((1400, 1000, 3), 240, np.uint8)
    noisy = np.clip(240 + rng.normal(0, 6, blank.shape), 0, 255).astype(np.uint8)
    picture = cv2.resize(
        rng.integers(0, 255, (14, 10, 3), np.uint8), (1000, 1400), interpolation=cv2.INTER_CUBIC
    )
    ruled = blank.copy()
    ruled[100:1300:60] = 60
    for page in (blank, noisy, np.asarray(picture, np.uint8), ruled):
        same, sure = upright(page)
        assert not sure
        assert same is page


def test_a_sheet_laid_upside_down_is_kept_upright() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(lying(quarter=180, sheet="notice").photo.pixels)
    document = CameraDocument(CameraDocument.Options(camera=DeviceChoice(driver="x"), frames=1), camera)
    page = document.capture()
    assert isinstance(page, Page)
    kept = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert kept is not None
    assert quarter_turns(np.asarray(kept, np.uint8)) == 0


def test_a_page_of_print_at_200_dots_an_inch_fits_in_500_kilobytes_and_can_be_read() -> None:
    """Every line of 4 mm print is still as sharp as before, to a twentieth; the finest lines are there."""
    from devices.scanning.document import MAX_BYTES, _compressed
    from devices.scanning.page_quality import sharpness

    grain = np.random.default_rng(2).normal(0, 3.0, (2339, 1654, 3))
    page = np.clip(shrunk(letter(), 2339)[:2339, :1654] + grain[:2339, :1654], 0, 255).astype(np.uint8)
    jpeg, width, height = _compressed(page)
    assert len(jpeg) < MAX_BYTES
    assert (width, height) == (1654, 2339), "pixels were given up"
    kept = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert kept is not None
    assert sharpness(np.asarray(kept, np.uint8)) > 0.95 * sharpness(page)
    assert quarter_turns(np.asarray(kept, np.uint8)) == 0


def test_print_that_stands_both_ways_up_is_left_as_it_is() -> None:
    half = shrunk(letter(), 2339)[300:1400]
    both = np.ascontiguousarray(np.vstack([half, np.rot90(half, 2)]))
    assert quarter_turns(both) is None


def test_a_page_in_shadow_is_as_sharp_as_in_the_light() -> None:
    from devices.scanning.page_quality import sharpness

    page = shrunk(letter(), 1600)
    dim = page.astype(np.float32)
    dim[:1180] *= np.linspace(0.25, 0.3, 1180)[:, None, None]
    assert sharpness(np.asarray(dim, np.uint8)) > 0.85 * sharpness(page)
