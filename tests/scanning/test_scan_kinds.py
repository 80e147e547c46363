"""`./run scan` names every kind of code, in the fields of the scanner protocol, and masks it for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devices.simulators import specimens
from kiosk.dossier.codes import slip_url
from kiosk.identity.vietqr import checksum
from tests.identity.cards import CHILD, OF_2024, Asked, Insured
from tests.scanning.hands import code_picture
from ui.commands.__main__ import main

URL = "https://motcua.example.vn"
TOKEN = "0123456789ABCDEF"
BODY = Asked(note="LE PHI HS 079").body
TRANSFER = f"{BODY}{checksum(BODY.encode())}".encode()
CARD_FIELDS = {"id", "old_id", "name", "birth_date", "sex", "address", "issue_date"}


def scanned(payload: bytes, folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    picture = specimens.save(code_picture(payload), folder / "code.png")
    assert main([*words[:2], "scan", *words[2:], "--public-url", URL, str(picture)]) == 0
    return capsys.readouterr().out


def symbol(payload: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (found,) = json.loads(scanned(payload, folder, capsys, "--lang", "en", "--json"))["symbols"]
    assert bytes.fromhex(found["bytes"]) == payload
    assert isinstance(found, dict)
    return found


def test_a_card_of_2024_has_the_seven_fields_and_no_empty_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = symbol(OF_2024.payload, tmp_path, capsys)
    assert found["kind"] == "citizen_card"
    assert set(found["fields"]) == CARD_FIELDS
    assert found["fields"]["old_id"] == ""
    assert "warnings" not in found


def test_a_childs_parents_come_with_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = symbol(CHILD.payload, tmp_path, capsys)
    assert set(found["fields"]) == CARD_FIELDS | {"father", "mother"}
    assert found["warnings"] == ["order_guessed"]


def test_a_health_insurance_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = symbol(Insured(birth="1957").payload, tmp_path, capsys)
    assert found["kind"] == "health_insurance"
    assert found["fields"] == {"number": "0100000001", "name": "Trần Thị MẪU", "birth_date": "1957"}


def test_a_bank_transfer_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = symbol(TRANSFER, tmp_path, capsys)
    assert found["kind"] == "vietqr"
    assert found["fields"] == {
        "bank_bin": "970403",
        "account": "0011012345678",
        "amount": "",
        "note": "LE PHI HS 079",
    }


@pytest.mark.parametrize("kind", ["ticket", "dossier"])
def test_our_own_slips(kind: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = symbol(slip_url(URL, kind, TOKEN).encode(), tmp_path, capsys)
    assert (found["kind"], found["fields"]) == (kind, {"token": TOKEN})


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (Insured().payload, "thẻ bảo hiểm y tế"),
        (TRANSFER, "mã chuyển khoản"),
        (slip_url(URL, "ticket", TOKEN).encode(), "phiếu số thứ tự"),
        (slip_url(URL, "dossier", TOKEN).encode(), "phiếu nộp hồ sơ"),
        (b"https://vneid.example/079157000001", "mã loại khác"),
    ],
)
def test_people_are_told_the_kind_alone(
    payload: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = scanned(payload, tmp_path, capsys, "--lang", "vi")
    assert f": {said} (" in line
    assert not any(secret in line for secret in (TOKEN, "0100000001", "MẪU", "0011012345678", "vneid"))
