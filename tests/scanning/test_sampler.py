"""Small, blurred, tilted, bowed and noisy symbols are read; what is not certain is not handed out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from zxingcpp import read_barcodes

from devices.scanning.decoder import Decoder
from devices.scanning.pictures import Pixels
from devices.scanning.qr.fusion import Fusion
from devices.scanning.qr.layout import layout_of, masks
from devices.scanning.qr.sampler import Sampled, sample
from devices.scanning.spots import find_spots
from devices.simulators.pen import qr_modules
from devices.simulators.specimen_card import payload_2021, payload_2024
from tests.scanning.people import invented
from tests.scanning.shots import Camera, shot

WORN = Camera(module=1.9, blur=1.0, noise=7)
HOPELESS = Camera(module=1.5, blur=1.2, noise=10)


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    decoder = Decoder()
    decoder.open()
    return decoder


def sampled(frame: Pixels) -> Sampled | None:
    spot = find_spots(frame, 1)[0]
    return sample(frame, (spot.x, spot.y), spot.side)


def test_people_of_the_whole_country_are_read_where_no_other_decoder_does(decoder: Decoder) -> None:
    others = 0
    for seed in range(12):
        payload = (payload_2021 if seed % 2 else payload_2024)(invented(seed))
        frame = shot(payload, replace(WORN, turn=30.0 * seed), seed)
        others += any(code.valid for code in read_barcodes(frame))
        assert [symbol.payload for symbol in decoder.look(frame).symbols] == [payload], f"person {seed}"
    assert others <= 2


@pytest.mark.parametrize(
    "camera",
    [
        Camera(module=1.5, blur=0.7, noise=3),
        Camera(module=2.2, blur=1.1, noise=6, ink=100, light=160),
        Camera(module=3.5, blur=1.6, noise=10, tilt=0.08),
        Camera(module=6.0, blur=2.5, noise=10, tilt=0.1, turn=200),
        Camera(module=4.0, blur=1.8, noise=8, tilt=0.1),
        Camera(module=4.0, blur=0.8, noise=4, bow=1.4),
    ],
    ids=["far", "pale", "tilted", "near and out of focus", "from aside", "on a bowed card"],
)
def test_every_kind_of_bad_picture_is_read(decoder: Decoder, camera: Camera) -> None:
    payload = payload_2021(invented(40))
    frame = shot(payload, camera, 3, (480, 640))
    assert [symbol.payload for symbol in decoder.look(frame).symbols] == [payload]


def test_the_grid_lies_on_the_symbol() -> None:
    payload = payload_2021(invented(3))
    found = sampled(shot(payload, Camera(module=3, turn=0, tilt=0), 2))
    assert found is not None
    modules = qr_modules(payload)
    assert found.layout.size == len(modules)
    assert found.modules is not None
    assert (found.modules == modules).all()
    sides = np.linalg.norm(found.corners - np.roll(found.corners, -1, axis=0), axis=1)
    assert np.abs(sides / len(modules) - 3).max() < 0.06


def test_frames_none_of_which_can_be_read_are_read_together(decoder: Decoder) -> None:
    payload = payload_2024(invented(9))
    camera = Camera(module=1.8, blur=1.15, noise=11)
    frames = [shot(payload, camera, seed) for seed in range(8)]
    alone = [decoder.look(frame).symbols for frame in frames]
    assert not any(alone), "the frames are too good to show anything"
    fusion = Fusion()
    together = [decoder.look(frame, fusion).symbols for frame in frames]
    read = [symbol for symbols in together for symbol in symbols]
    assert {symbol.payload for symbol in read} == {payload}
    assert {symbol.by for symbol in read} == {"fusion"}


def test_frames_of_two_cards_are_never_mixed_into_a_third(decoder: Decoder) -> None:
    fusion = Fusion()
    payloads = {payload_2021(invented(seed)) for seed in (1, 2)}
    camera = Camera(module=1.8, blur=1.15, noise=11)
    for seed in range(10):
        frame = shot(sorted(payloads)[seed % 2], camera, seed)
        assert {symbol.payload for symbol in decoder.look(frame, fusion).symbols} <= payloads


def test_what_can_not_be_read_has_its_place_told(decoder: Decoder) -> None:
    payload = payload_2021(invented(5))
    sight = decoder.look(shot(payload, replace(HOPELESS, noise=14), 4))
    assert sight.symbols == ()
    assert sight.resisting
    middle = np.mean(sight.resisting[0], axis=0)
    assert np.abs(middle - (240, 180)).max() < 20


def test_symbols_of_noise_give_nothing(decoder: Decoder) -> None:
    """Finders, timing and format stand; the data is thrown at random."""
    layout = layout_of(8)
    for seed in range(6):
        rng = np.random.default_rng(seed)
        modules = np.where(layout.known, layout.signs > 0, rng.random((layout.size, layout.size)) < 0.5)
        grey = np.kron(np.pad(1 - modules, 4, constant_values=1), np.ones((3, 3))) * 180 + 40
        assert decoder.look(grey.astype(np.uint8)).symbols == ()


def test_the_first_card_takes_no_longer_than_the_second() -> None:
    """Whatever a card's symbol needs is worked out when the decoder is opened."""
    for table in (layout_of, masks):
        table.cache_clear()
    decoder = Decoder()
    decoder.open()
    made = [table.cache_info().misses for table in (layout_of, masks)]
    payload = payload_2021(invented(7))
    assert [symbol.payload for symbol in decoder.look(shot(payload, WORN, 7)).symbols] == [payload]
    assert [table.cache_info().misses for table in (layout_of, masks)] == made
