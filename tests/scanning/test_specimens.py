"""Specimens: the same for the same seed, invented, and as readable as they claim."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyzbar import pyzbar

from devices.scanning.decoder import Decoder
from devices.scanning.files import read_picture
from devices.simulators import specimens
from devices.simulators.specimen_card import FATHER, GRANDMOTHER, MOTHER, payload_2021, payload_2024
from kiosk.identity.card import parse
from kiosk.identity.model import CitizenCard
from tests.scanning.hands import code_picture

PEOPLE = (GRANDMOTHER, FATHER, MOTHER)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_person_is_marked_and_consistent(person: CitizenCard) -> None:
    assert person.name.endswith("MẪU")
    parsed = parse(payload_2021(person))
    assert isinstance(parsed, CitizenCard)
    assert parsed.warnings == ()


def test_a_card_photo_is_read_to_the_persons_fields(tmp_path: Path) -> None:
    """The whole way: drawn, photographed, saved as JPEG, decoded, parsed."""
    for name, rest in (("card_2021", ()), ("card_2024", ("", "", "", ""))):
        pixels = read_picture(specimens.write(name, tmp_path))
        assert pixels is not None
        (symbol,) = Decoder().look(pixels).symbols
        card = parse(symbol.payload)
        assert isinstance(card, CitizenCard)
        assert (card.id, card.old_id, card.name) == ("079157000001", "020000001", "Nguyễn Thị MẪU")
        assert (card.birth_date, card.sex) == ("1957-03-02", "Nữ")
        assert card.address == "12 Đường Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh"
        assert card.rest == rest


@pytest.mark.parametrize("seed", [2, 3])
def test_good_cards_are_readable_and_the_worn_one_is_not_by_anyone(seed: int) -> None:
    decoder = Decoder()
    assert decoder.look(specimens.card_2021(MOTHER, seed).pixels).symbols[0].payload == payload_2021(MOTHER)
    assert decoder.look(specimens.card_2024(FATHER, seed).pixels).symbols[0].payload == payload_2024(FATHER)
    worn = specimens.card_unreadable(seed=seed).pixels
    assert decoder.look(worn).symbols == ()
    assert pyzbar.decode(worn, symbols=[pyzbar.ZBarSymbol.QRCODE]) == []


def test_a_slip_held_to_the_camera_is_read(tmp_path: Path) -> None:
    payload = b"http://127.0.0.1:8480/d/0123456789abcdefghij"
    paper = np.full((1300, 576, 3), 255, np.uint8)
    code = code_picture(payload, 7)
    paper[900 : 900 + len(code), 140 : 140 + len(code)] = code
    file = specimens.save(paper, tmp_path / "slip.png")
    found = Decoder().look(specimens.slip_held_up(file).pixels).symbols
    assert [symbol.payload for symbol in found] == [payload]
    one_bit = paper[:, :, 0]
    assert Decoder().look(specimens.slip_held_up(one_bit, seed=5).pixels).symbols[0].payload == payload


def test_a_slip_that_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "slip.png").write_text("no")
    with pytest.raises(ValueError, match=r"slip\.png: not a picture"):
        specimens.slip_held_up(tmp_path / "slip.png")


def test_the_same_seed_gives_the_same_photo() -> None:
    first, again, other = (specimens.card_2021(seed=seed).pixels for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
