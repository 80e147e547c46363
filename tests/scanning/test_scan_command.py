"""`./run scan`: one line a picture, exact bytes, the right exit status."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.scanning.decoder import Decoder, DecodeResult, View
from devices.simulators import specimens
from devices.simulators.specimen_card import GRANDMOTHER, payload_2021
from kiosk.dossier.codes import slip_url
from kiosk.dossier.ids import new_token
from kiosk.identity.meaning import meaning_of
from tests.scanning.hands import code_picture, side_by_side
from ui.commands.__main__ import main

URL = "https://motcua.example.vn"
DESK = np.full((200, 300, 3), 60, np.uint8)


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return specimens.write("card_2021", tmp_path_factory.mktemp("cards"))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_card_is_one_line_with_exact_bytes_and_fields(
    card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", "--json", str(card)]) == 0
    (line,) = lines(capsys)
    (symbol,) = line["symbols"]
    assert line["file"] == str(card)
    assert line["ms"] > 0
    assert bytes.fromhex(symbol["bytes"]) == payload_2021(GRANDMOTHER)
    assert symbol["text"].encode() == payload_2021(GRANDMOTHER)
    assert symbol["kind"] == "citizen_card"
    assert symbol["fields"]["name"] == "Nguyễn Thị MẪU"
    assert symbol["fields"]["birth_date"] == "1957-03-02"


def test_names_on_standard_input_are_answered_in_order(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = specimens.save(DESK, tmp_path / "desk.png")
    names = f"{desk}\n\n{card}\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(names)))
    assert main(["scan", "--json", "--stdin"]) == 0
    assert [len(line["symbols"]) for line in lines(capsys)] == [0, 1]


def test_where_a_zone_is_read_no_code_of_large_modules_is_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines 1 and 2 of a card's back are in the frame: any code beside them is small."""
    back = specimens.write("card_2021_back", tmp_path)
    looked: list[View] = []

    def spy(_self: Decoder, view: View) -> DecodeResult:
        looked.append(view)
        return DecodeResult()

    monkeypatch.setattr(Decoder, "_small_frame", spy)
    assert main(["scan", "--json", str(back)]) == 0
    (line,) = lines(capsys)
    assert line["mrz"][0].startswith("IDVNM")
    assert not looked
    assert main(["scan", "--json", str(specimens.save(DESK, tmp_path / "desk.png"))]) == 0
    assert looked


def test_a_burst_is_one_line_and_stops_at_the_frame_that_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for index, picture in enumerate((DESK, DESK, code_picture(b"third"), code_picture(b"fourth"))):
        specimens.save(picture, tmp_path / f"{index}.png")
    assert main(["scan", "--json", "--burst", str(tmp_path)]) == 0
    (line,) = lines(capsys)
    assert line["frames_used"] == 3
    assert line["symbols"][0]["text"] == "third"


def test_a_file_that_is_no_picture_still_gets_its_line(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8 broken")
    assert main(["--lang", "en", "scan", "--json", str(broken), str(tmp_path / "none.png"), str(card)]) == 1
    captured = capsys.readouterr()
    assert [len(json.loads(line)["symbols"]) for line in captured.out.splitlines()] == [0, 0, 1]
    assert captured.err == "scan: 2 of 3 files are missing or not pictures.\n"


def test_a_name_that_no_file_has_is_one_that_is_missing(
    card: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = b"a\0b.png\n" + bytes(card) + b"\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(names)))
    assert main(["--lang", "en", "scan", "--json", "--stdin"]) == 1
    captured = capsys.readouterr()
    assert ["error" in json.loads(line) for line in captured.out.splitlines()] == [True, False]
    assert captured.err == "scan: 1 of 2 files are missing or not pictures.\n"


def test_what_never_ends_is_no_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, huge = tmp_path / "pipe", tmp_path / "huge.png"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(100_000_001)
    for name in ("/dev/zero", str(pipe), str(huge), str(tmp_path)):
        assert main(["--lang", "en", "scan", name]) == 1
        captured = capsys.readouterr()
        assert captured.out == f"{name}: missing, or not a picture\n"
        assert captured.err == "scan: 1 of 1 files are missing or not pictures.\n"


@pytest.mark.parametrize("words", [[], ["a.png", "--stdin"], ["--stdin", "--burst", "."], ["--nonsense"]])
def test_wrong_use_is_one_line_and_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_an_empty_burst_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        assert main(["scan", "--burst", str(folder)]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_people_see_masked_values(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "vi", "scan", str(card)]) == 0
    said = capsys.readouterr().out
    assert "thẻ căn cước 079•••••0001" in said
    assert GRANDMOTHER.id not in said
    assert "Nguyễn" not in said


def test_our_slips_are_known_and_other_addresses_are_not() -> None:
    token = new_token()
    assert meaning_of(slip_url(URL, "dossier", token).encode(), URL).kind == "dossier"
    assert meaning_of(slip_url(URL, "ticket", token).encode(), URL).values == {"token": token}
    for other in (slip_url("https://evil.example", "dossier", token), "VNeID", "0790|", ""):
        assert meaning_of(other.encode(), URL).kind == "unknown"


def test_two_codes_are_two_symbols_and_bytes_that_are_no_text_stay_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = side_by_side(code_picture(b"\xff\x00"), code_picture(b"plain", 9))
    assert main(["scan", "--json", str(specimens.save(frame, tmp_path / "two.png"))]) == 0
    (line,) = lines(capsys)
    assert [symbol["bytes"] for symbol in line["symbols"]] == [b"plain".hex(), "ff00"]
