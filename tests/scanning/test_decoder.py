"""Codes are read to the last byte, and nothing is made up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from devices.scanning.decoder import SMALL_SYMBOLS, Decoder, DecodeResult
from devices.scanning.files import read_picture
from devices.scanning.pictures import Pixels, area
from devices.scanning.spots import find_spots, outline
from devices.scanning.zbar import BinaryZbar
from devices.simulators import specimens
from devices.simulators.specimen_card import GRANDMOTHER, payload_2021, payload_2024
from devices.simulators.specimen_photo import Shot, wooden_desk
from tests.scanning.hands import code_picture, photo, side_by_side
from tests.scanning.people import invented


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    decoder = Decoder()
    decoder.open()
    return decoder


def payloads(decoder: Decoder, pixels: Pixels) -> list[bytes]:
    return [symbol.payload for symbol in decoder.look(pixels).symbols]


def test_card_texts_of_the_whole_country_come_back_byte_for_byte(decoder: Decoder) -> None:
    for seed in range(200):
        payload = (payload_2021 if seed % 2 else payload_2024)(invented(seed))
        assert payloads(decoder, code_picture(payload, 3)) == [payload], f"person {seed}"


def test_zbar_alone_keeps_every_letter(decoder: Decoder) -> None:
    zbar = BinaryZbar.load()
    assert zbar is not None, "libzbar is missing or too old"
    for seed in range(40):
        payload = payload_2021(invented(seed))
        assert [read for read, _ in zbar.read(code_picture(payload)[:, :, 0])] == [payload], f"person {seed}"
    zbar.close()
    zbar.close()


def test_zbar_reads_bytes_that_are_no_text() -> None:
    zbar = BinaryZbar.load()
    assert zbar is not None
    payload = b"\x00\xff|\x00end"
    assert [read for read, _ in zbar.read(code_picture(payload)[:, :, 0])] == [payload]


def test_two_codes_in_one_frame_are_both_read_the_larger_first(decoder: Decoder) -> None:
    frame = side_by_side(code_picture(b"small", 3), code_picture(b"large", 8))
    assert payloads(decoder, frame) == [b"large", b"small"]


def test_corners_are_where_the_code_is(decoder: Decoder) -> None:
    frame = np.full((300, 500, 3), 255, np.uint8)
    code = code_picture(b"here", 5)
    frame[40 : 40 + len(code), 200 : 200 + len(code)] = code
    quad = decoder.look(frame).symbols[0].quad
    inner = len(code) - 40
    expected = ((220, 60), (220 + inner, 60), (220 + inner, 60 + inner), (220, 60 + inner))
    assert np.abs(np.array(quad) - np.array(expected)).max() < 4


def test_a_small_code_is_found_and_its_corners_are_the_frames(decoder: Decoder) -> None:
    taken = specimens.card_2021()
    symbol = decoder.look(taken.pixels).symbols[0]
    left, right = taken.quad[0][0], taken.quad[1][0]
    assert all(left + 0.7 * (right - left) < x < right for x, _ in symbol.quad)


def test_the_first_spot_of_a_card_is_its_code_and_about_as_large() -> None:
    grey = photo("card_2024")[:, :, 1]
    spot = find_spots(grey, 1)[0]
    assert 1300 < spot.x < 1700
    assert 100 < spot.y < 500
    seen = outline(grey, spot)
    assert seen is not None
    assert 0.5 < spot.side / area(seen) ** 0.5 < 1.3


def test_a_coarse_picture_is_read_by_the_sampler(decoder: Decoder) -> None:
    """At about 1.6 pixels a module zxing alone gives up."""
    import cv2

    coarse = cv2.resize(photo("card_2021"), None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA).astype(
        np.uint8
    )
    found = decoder.look(coarse).symbols
    assert [symbol.by for symbol in found] == ["sampler"]


def test_a_bare_desk_holds_no_code_and_no_spot(decoder: Decoder) -> None:
    desk = wooden_desk(Shot())
    assert decoder.look(desk) == decoder.look(desk[:, :, 0])
    assert not decoder.look(desk).symbols
    assert not decoder.look(desk).resisting
    assert find_spots(desk[:, :, 0], 3) == []


@pytest.mark.parametrize("noise", [4, 10, 20])
def test_a_noisy_camera_makes_no_code_of_an_empty_desk(decoder: Decoder, noise: float) -> None:
    grain = np.random.default_rng(3).normal(90, noise, (360, 640, 3))
    assert decoder.look(np.clip(grain, 0, 255).astype(np.uint8)) == DecodeResult()


def test_a_worn_code_is_seen_but_never_guessed(decoder: Decoder) -> None:
    sight = decoder.look(photo("card_unreadable"))
    assert sight.symbols == ()
    assert sight.resisting


def test_a_code_whose_data_is_spoilt_is_seen_but_not_handed_out(decoder: Decoder) -> None:
    """Finders and format stand, most of the data is noise: the checksum must be believed."""
    code = code_picture(payload_2021(invented(1)), 6)
    side = len(code)
    noise = np.random.default_rng(2).integers(0, 2, (side // 12, side // 12)).astype(np.uint8) * 255
    patch = np.kron(noise, np.ones((6, 6), np.uint8))[..., None]
    middle = side // 4 // 6 * 6
    code[middle : middle + len(patch), middle : middle + len(patch)] = patch
    sight = decoder.look(code)
    assert sight.symbols == ()
    assert sight.resisting


def test_a_pattern_without_end_is_no_code(decoder: Decoder) -> None:
    """Half of the desk is a chequered cloth."""
    cells = np.random.default_rng(4).integers(0, 2, (90, 80)).astype(np.uint8) * 160 + 40
    frame = np.full((720, 1280, 3), 60, np.uint8)
    frame[:, :640] = np.kron(cells, np.ones((8, 8), np.uint8))[..., None]
    assert decoder.look(frame) == DecodeResult()


@pytest.mark.parametrize("shape", [(1, 1), (7, 3), (40, 2000), (2000, 40)])
def test_odd_frames_do_no_harm(decoder: Decoder, shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (*shape, 3)).astype(np.uint8)
    assert decoder.look(noise).symbols == ()


def large_under_noise() -> Pixels:
    """So much noise on every large module that only a smaller picture shows them."""
    clean = code_picture(payload_2021(invented(8)), 12)[:, :, 0]
    frame = np.pad(clean, ((60, 60), (200, 340)), constant_values=200).astype(np.float32) * 0.4 + 60
    noisy = frame + np.random.default_rng(5).normal(0, 55, frame.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def test_a_large_symbol_is_read_under_heavy_noise(decoder: Decoder) -> None:
    found = decoder.look(large_under_noise()).symbols
    assert [symbol.payload for symbol in found] == [payload_2021(invented(8))]
    corners = np.array(found[0].quad)
    assert np.abs(corners[0] - (248, 108)).max() < 12


def test_way_by_way_it_ends_where_one_look_does(decoder: Decoder) -> None:
    sights = list(decoder.looks(large_under_noise()))
    assert sights[-1] == decoder.look(large_under_noise())
    assert [bool(sight.symbols) for sight in sights] == [*[False] * (len(sights) - 1), True]
    assert len(sights) > SMALL_SYMBOLS
    assert len(list(decoder.looks(photo("card_2021")))) <= SMALL_SYMBOLS


def test_a_decoder_that_was_closed_can_be_opened_again() -> None:
    decoder = Decoder()
    for _ in range(2):
        decoder.open()
        assert payloads(decoder, photo("card_2021")) == [payload_2021(GRANDMOTHER)]
        decoder.close()


def test_a_code_in_light_on_dark_is_read(decoder: Decoder) -> None:
    payload = payload_2021(invented(2))
    assert payloads(decoder, 255 - code_picture(payload, 9)) == [payload]


def test_no_payload_shows_in_a_repr(decoder: Decoder) -> None:
    assert "secret" not in repr(decoder.look(code_picture(b"secret")))


def test_photos_of_the_shared_generator(decoder: Decoder, shared: Path, tmp_path: Path) -> None:
    script = shared / "scan" / "make_cards.py"
    if not script.is_file():
        pytest.skip("shared/scan/make_cards.py not here")
    options = [
        "--count",
        "6",
        "--negatives",
        "2",
        "--severities",
        "0,1",
        "--fills",
        "0.6,0.8",
        "--seed",
        "4242",
    ]
    made = subprocess.run(
        [sys.executable, "-B", script, tmp_path, *options], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    right = 0
    for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        pixels = read_picture(tmp_path / truth["file"])
        assert pixels is not None
        wanted = [bytes.fromhex(symbol["bytes"]) for symbol in truth["symbols"]]
        found = payloads(decoder, pixels)
        assert set(found) <= set(wanted), "a payload that is not there"
        right += bool(wanted) and found == wanted
    assert right >= 5
