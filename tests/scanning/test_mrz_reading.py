"""The back of a card before the camera: read exactly or not at all, whichever way it is held."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.scanning.card_reader import CameraReader
from devices.scanning.mrz.reading import MrzRead, in_colour, read_mrz
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from devices.simulators import specimens
from devices.simulators.specimen_back import LINE_PITCH, LINES_AT, PITCH, Lines, back_2021, zone_lines
from devices.simulators.specimen_card import CORNER, FATHER, GRANDMOTHER, HEIGHT, MOTHER, WIDTH
from devices.simulators.specimen_photo import Photo, Shot, photograph, wooden_desk
from kiosk.identity.mrz import MrzCard, check_digit, parse
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from tests.scanning.hands import TurnedWaiter, code_picture, photo
from tests.scanning.people import invented
from ui.commands.__main__ import main

HELD = Shot(width=1280, height=720, fill=0.86, turn=3.0, tilt=(6.0, -8.0), corner=CORNER / WIDTH)
GOOD = zone_lines(GRANDMOTHER)


@cache
def shown(
    lines: Lines = GOOD, shot: Shot = HELD, line_pitch: float = LINE_PITCH, weight: float = 0.0
) -> Photo:
    """A photo of a card's back on a desk."""
    return photograph(back_2021(lines, line_pitch, weight), wooden_desk(shot), shot)


def grey(taken: Photo) -> Pixels:
    return np.ascontiguousarray(taken.pixels[:, :, 1])


def smeared(pixels: Pixels, sigma: float) -> Pixels:
    import cv2

    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def shining(pixels: Pixels, at: tuple[float, float], reach: float) -> Pixels:
    """With a lamp's reflection at a point, so strong that ink and paper look the same."""
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    light = 260 * np.exp(-(((x - at[0]) ** 2 + (y - at[1]) ** 2) / reach**2))
    return np.asarray(np.clip(pixels + light, 0, 255), np.uint8)


def through_a_lens(pixels: Pixels, bend: float) -> Pixels:
    """As a lens shows it whose magnification changes by `bend` from the middle to the sides."""
    import cv2

    height, width = pixels.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    u, v = x - width / 2, y - height / 2
    swell = 1 + bend * (u**2 + v**2) / (width / 2) ** 2
    x, y = u * swell + width / 2, v * swell + height / 2
    return np.asarray(cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def cell(taken: Photo, column: float, row: float) -> tuple[float, float]:
    """Where the photo shows a place of the zone (in columns and lines)."""
    import cv2

    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, np.array(taken.quad, np.float32))
    mm = np.array([[[LINES_AT[0] + column * PITCH, LINES_AT[1] + row * LINE_PITCH]]], np.float32)
    x, y = cv2.perspectiveTransform(mm, warp)[0, 0]
    return float(x), float(y)


@pytest.mark.parametrize(
    "shot",
    [
        HELD,
        replace(HELD, turn=184.0),
        replace(HELD, turn=-90.0, fill=0.95),
        replace(HELD, turn=37.0, fill=0.95),
        replace(HELD, tilt=(26.0, -12.0)),
        replace(HELD, tilt=(-14.0, 27.0)),
        replace(HELD, blur=1.4, noise=9.0, slope=0.5, light=0.6),
        replace(HELD, width=1920, height=1080, fill=0.95),
        replace(HELD, fill=0.6, blur=0.6, noise=4.0),
    ],
    ids=["as held", "upside down", "on its side", "askew", "tilted", "tilted back", "dim", "large", "small"],
)
def test_lines_are_exact_however_the_card_is_held(shot: Shot) -> None:
    found = read_mrz(grey(shown(shot=shot)))
    assert found is not None
    assert found.lines == GOOD


@pytest.mark.parametrize(("line_pitch", "weight"), [(4.0, 0.0), (5.0, 0.0), (4.3, 0.02), (4.5, -0.015)])
def test_other_printers_space_and_ink_differently(line_pitch: float, weight: float) -> None:
    found = read_mrz(grey(shown(line_pitch=line_pitch, weight=weight)))
    assert found is not None
    assert found.lines == GOOD


@pytest.mark.parametrize("bend", [-0.09, 0.09])
def test_a_lens_may_bend_the_lines(bend: float) -> None:
    found = read_mrz(through_a_lens(grey(shown(shot=replace(HELD, turn=-4.0, tilt=(3.0, 3.0)))), bend))
    assert found is not None
    assert found.lines == GOOD


def test_columns_are_counted_right_where_the_ends_of_the_rows_are_lost() -> None:
    taken = shown(shot=replace(HELD, turn=0.0))
    picture = grey(taken)
    for row in (0.5, 1.5, 2.5):
        picture = shining(picture, cell(taken, 27.6, row), 40.0)
    found = read_mrz(picture)
    assert found is None or found.lines[:2] == GOOD[:2]


@pytest.mark.parametrize("seed", range(1, 7))
def test_cards_of_many_people_are_read(seed: int) -> None:
    person = invented(seed)
    lines = zone_lines(person, "310630")
    taken = shown(lines, replace(HELD, seed=seed, turn=seed * 61.0, fill=0.9))
    found = in_colour(taken.pixels)
    assert found is not None
    assert found.lines[:2] == lines[:2]
    card = parse("\n".join(found.lines).encode())
    assert isinstance(card, MrzCard)
    assert (card.id, card.birth_date, card.sex) == (person.id, person.birth_date, person.sex)


def test_the_corners_of_the_block_are_within_a_quarter_of_a_millimetre() -> None:
    taken = shown()
    found = read_mrz(grey(taken))
    assert found is not None
    px_per_mm = np.hypot(*(np.array(cell(taken, 30, 0)) - cell(taken, 0, 0))) / (30 * PITCH)
    wanted = [cell(taken, column, row) for column, row in ((0, 0), (30, 0), (30, 3), (0, 3))]
    assert np.abs(np.array(found.quad) - wanted).max() < 0.25 * px_per_mm


@pytest.mark.parametrize("column", [8.0, 18.5, 25.0])
def test_a_digit_lost_in_glare_is_filled_in_by_what_must_hold(column: float) -> None:
    """The number stands twice, and check digits cover it."""
    taken = shown()
    found = read_mrz(shining(grey(taken), cell(taken, column, 0.2), 15.0))
    assert found is not None
    assert found.lines[:2] == GOOD[:2]


def test_a_zone_half_lost_in_glare_is_not_guessed() -> None:
    taken = shown()
    assert read_mrz(shining(grey(taken), cell(taken, 12.0, 1.0), 220.0)) is None


@pytest.mark.parametrize("sigma", [2.0, 3.5, 5.0, 8.0])
def test_the_more_it_is_blurred_the_less_is_said_but_never_wrong(sigma: float) -> None:
    found = read_mrz(smeared(grey(shown()), sigma))
    assert found is None or found.lines[:2] == GOOD[:2]
    assert sigma < 5.0 or found is None


@pytest.mark.parametrize(
    ("row", "column"), [(0, 7), (0, 14), (0, 20), (0, 29), (1, 3), (1, 6), (1, 9), (1, 14), (1, 29)]
)
def test_one_misprinted_digit_and_the_card_is_refused(row: int, column: int) -> None:
    """Also where the other copy of the number would mend it: what was printed is not what would be said."""
    lines = [list(line) for line in GOOD]
    lines[row][column] = str((int(lines[row][column]) + 3) % 10)
    one, two, three = ("".join(line) for line in lines)
    assert read_mrz(grey(shown((one, two, three)))) is None


@pytest.mark.parametrize(("column", "read"), [(0, True), (7, False), (20, False)])
def test_a_misprint_shows_in_a_poor_picture_too(column: int, read: bool) -> None:
    """Where every character is a little doubtful, one that contradicts still stands out."""
    digit = GOOD[0][column]
    wrong = digit if column == 0 else str((int(digit) + 3) % 10)
    lines = (GOOD[0][:column] + wrong + GOOD[0][column + 1 :], *GOOD[1:])
    clear = smeared(grey(shown(lines)), 2.0)
    noise = np.random.default_rng(1).normal(0, 30, clear.shape)
    found = read_mrz(np.asarray(np.clip(clear + noise, 0, 255), np.uint8))
    assert (found is not None) == read


def test_a_sex_of_the_other_kind_is_read_as_printed() -> None:
    two = GOOD[1][:7] + "M" + GOOD[1][8:]
    found = read_mrz(grey(shown((GOOD[0], two, GOOD[2]))))
    assert found is not None
    assert found.lines[1] == two


@pytest.mark.parametrize(
    "lines",
    [
        (
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ),
        ("1" * 30, "2" * 30, "3" * 30),
        (GOOD[2], GOOD[1], GOOD[0]),
    ],
    ids=["another state", "digits", "lines exchanged"],
)
def test_other_lines_in_the_same_letters_are_refused(lines: Lines) -> None:
    assert read_mrz(grey(shown(lines))) is None


@pytest.mark.parametrize("name", ["card_2021", "card_2024", "card_unreadable", "birth_notice"])
def test_what_has_no_valid_zone_gives_none(name: str) -> None:
    """The lines on the specimen of 2024 are spoilt on purpose."""
    assert in_colour(photo(name)) is None


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (40, 60), (720, 1280)])
def test_a_bare_or_tiny_picture_gives_none(size: tuple[int, int]) -> None:
    assert read_mrz(np.full(size, 200, np.uint8)) is None
    assert read_mrz(np.random.default_rng(1).integers(0, 256, size, np.uint8)) is None


def test_nothing_personal_is_in_the_repr() -> None:
    found = read_mrz(grey(shown()))
    assert isinstance(found, MrzRead)
    assert GRANDMOTHER.id not in repr(found)
    assert "MAU" not in repr(found)


def reader_of(picture: Pixels) -> CameraReader:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(picture)
    options = CameraReader.Options(camera=DeviceChoice(driver="camera.picture"), frame_s=1.0)
    return CameraReader(options, camera, TurnedWaiter())


def test_the_card_reader_takes_the_back_of_a_card_of_2021() -> None:
    outcome = reader_of(photo("card_2021_back")).read(9.0)
    assert outcome == Reading("\n".join(GOOD).encode(), "MRZ")


def test_a_code_beside_the_zone_is_what_is_read() -> None:
    """The code says more: the name with its marks, and the address."""
    both = photo("card_2021_back").copy()
    code = code_picture(b"code", 5)
    both[40 : 40 + len(code), 40 : 40 + code.shape[1]] = code
    assert reader_of(both).read(9.0) == Reading(b"code")


def test_a_refused_zone_is_no_reading() -> None:
    lines = (GOOD[0][:29] + str((int(GOOD[0][29]) + 1) % 10), *GOOD[1:])
    assert isinstance(reader_of(shown(lines).pixels).read(5.0), Fault)


def test_specimens_lines_are_right() -> None:
    for person in (GRANDMOTHER, FATHER, MOTHER):
        one, two, name = zone_lines(person)
        assert one[14] == check_digit(person.id[3:])
        assert name.rstrip("<").endswith("MAU")
        assert {len(line) for line in (one, two, name)} == {30}


def test_the_scan_command_tells_the_lines_and_masks_them_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = specimens.save(shown().pixels, tmp_path / "back.png")
    desk = specimens.save(np.full((200, 300, 3), 60, np.uint8), tmp_path / "desk.png")
    assert main(["scan", "--json", str(back), str(desk)]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["mrz"], second["mrz"]) == (list(GOOD), None)
    assert first["symbols"] == []
    assert main(["scan", str(back)]) == 0
    told = capsys.readouterr().out
    assert "079•••••0001" in told
    assert GRANDMOTHER.id not in told
