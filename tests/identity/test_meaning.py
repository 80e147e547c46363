"""Whatever is held up is one of the kinds we know, or unknown."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.dossier.codes import SlipCode, slip_url
from kiosk.identity import card, insurance, vietqr
from kiosk.identity.meaning import Meaning, meaning_of, understand
from kiosk.identity.model import BankTransfer, CitizenCard, HealthInsurance
from kiosk.identity.payload import without_terminator
from kiosk.identity.vietqr import checksum
from kiosk.ports.device import Fault
from tests.identity.cards import CHILD, OF_2021, OF_2024, Asked, Insured

HOST = "http://10.0.0.5:8480"
TOKEN = "0123456789ABCDEF"
TODAY = date(2026, 11, 22)
BODY = Asked(amount="15000", note="LE PHI HS 079 000123").body
TRANSFER = f"{BODY}{checksum(BODY.encode())}".encode()
TICKET, SLIP = (slip_url(HOST, kind, TOKEN).encode() for kind in ("ticket", "dossier"))
RIGHT: dict[bytes, str] = {
    OF_2021.payload: "citizen_card",
    OF_2024.payload: "citizen_card",
    CHILD.payload: "citizen_card",
    Insured().payload: "health_insurance",
    Insured(number="DN4790100000001", birth="1957", address="Ấp 3, Xã Mẫu").payload: "health_insurance",
    TRANSFER: "vietqr",
    TICKET: "ticket",
    SLIP: "dossier",
}


def test_the_fields_of_each_kind() -> None:
    assert meaning_of(OF_2021.payload, HOST, TODAY) == Meaning(
        "citizen_card",
        {
            "id": "079157000001",
            "old_id": "012345678",
            "name": "Trần Thị MẪU",
            "birth_date": "1957-03-02",
            "sex": "Nữ",
            "address": "12 Đường Mẫu, Phường Mẫu, Quận Mẫu, TP. Hồ Chí Minh",
            "issue_date": "2021-04-15",
        },
    )
    assert meaning_of(Insured().payload, HOST, TODAY) == Meaning(
        "health_insurance", {"number": "0100000001", "name": "Trần Thị MẪU", "birth_date": "1957-03-02"}
    )
    assert meaning_of(TRANSFER, HOST, TODAY) == Meaning(
        "vietqr",
        {
            "bank_bin": "970403",
            "account": "0011012345678",
            "amount": "15000",
            "note": "LE PHI HS 079 000123",
        },
    )
    assert meaning_of(TICKET, HOST) == Meaning("ticket", {"token": TOKEN})
    assert meaning_of(SLIP, HOST) == Meaning("dossier", {"token": TOKEN})


def test_what_is_guessed_of_a_card_is_marked() -> None:
    meaning = meaning_of(CHILD.payload, HOST, TODAY)
    assert (meaning.values["father"], meaning.values["mother"]) == ("Trần Văn MẪU", "Lê Thị MẪU")
    assert "cancelled_ids" not in meaning.values
    assert meaning.warnings == ("order_guessed",)
    assert meaning_of(OF_2024.payload, HOST, TODAY).warnings == ()


@pytest.mark.parametrize("payload", RIGHT, ids=RIGHT.values())
@pytest.mark.parametrize("end", [b"", b"\r\n"], ids=["bare", "terminated"])
def test_each_kind_is_told_with_and_without_a_scanners_terminator(payload: bytes, end: bytes) -> None:
    assert meaning_of(payload + end, HOST, TODAY).kind == RIGHT[payload]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"VNeID",
        b"https://vneid.gov.vn/qr?id=079157000001",
        b"eyJhbGciOiJFUzI1NiJ9.eyJpZCI6IjA3OTE1NzAwMDAwMSJ9.c2ln",
        b"javascript:alert(1)",
        b"WIFI:S:MAU;T:WPA;P:12345678;;",
        b"079157000001",
        b"MECARD:N:MAU;;",
        SLIP.replace(b"http:", b"https:"),
        SLIP.replace(b"10.0.0.5", b"evil.example"),
        OF_2021.payload.rpartition(b"|")[0],
    ],
)
def test_anything_else_is_unknown(payload: bytes) -> None:
    found = understand(payload, HOST, TODAY)
    assert isinstance(found, Fault)
    assert found.id == "unknown_code"
    assert meaning_of(payload, HOST, TODAY) == Meaning("unknown", {})


def test_damaged_bytes_are_told_from_other_codes() -> None:
    for damaged_text in (OF_2021.payload[:-3] + b"\xff", OF_2021.text.replace("ị", "\ufffd").encode()):
        found = understand(damaged_text, HOST)
        assert isinstance(found, Fault)
        assert found.id == "code_unreadable"
    assert meaning_of(b"\xff\x00", HOST) == Meaning("unknown", {})


def test_a_meaning_shows_nothing_of_itself_in_a_log() -> None:
    for payload in RIGHT:
        shown = repr(meaning_of(payload, HOST, TODAY))
        assert not re.search(r"0791|MẪU|1957|0100000001|0011012345678|15000", shown)


@settings(max_examples=500)
@given(
    st.one_of(
        st.binary(max_size=1200), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
@example(b"|" * 16 + b"$")
@example(b"0" * 5000)
@example(b"\r\n" * 400)
def test_random_payloads_mean_nothing_and_upset_nothing(payload: bytes) -> None:
    assert meaning_of(payload, HOST, TODAY).kind == "unknown"


PIECES = st.sampled_from(
    [b"|", b"\x00", b"\r\n", b" ", b"0", b"\xff", "ữ".encode(), b"-", b"$", b"6304", b"4e"]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A right code after what readers, cables and keyboards do to it."""
    payload = bytearray(draw(st.sampled_from(sorted(RIGHT))))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(payload) - 1, 0)))
        match draw(st.sampled_from(["cut", "front", "lose", "change", "put", "double", "swap"])):
            case "cut":
                del payload[at:]
            case "front":
                del payload[:at]
            case "lose":
                del payload[at : at + draw(st.integers(1, 12))]
            case "change" if payload:
                payload[at] = draw(st.integers(0, 255))
            case "put":
                payload[at:at] = draw(PIECES)
            case "swap":
                payload[at : at + 2] = reversed(payload[at : at + 2])
            case _:
                payload[at:at] = payload[at : at + draw(st.integers(1, 40))]
    return bytes(payload)


def stands_there(found: object, payload: bytes) -> bool:
    """Whether every value that was read stands in the payload as a whole, between its separators. A text in
    hexadecimal may be padded as a whole code may.
    """
    fields = [field.strip() for field in payload.decode().replace("\x00", "").split("|")]
    match found:
        case CitizenCard():
            return [found.id, found.old_id, found.sex] == [fields[0], fields[1], fields[4]] and (
                found.name.split() == fields[2].split() and set(found.guessed.values()) <= set(fields[7:11])
            )
        case HealthInsurance():
            texts = [
                without_terminator(bytes.fromhex(fields[1])).decode(),
                "" if fields[4] == "-" else without_terminator(bytes.fromhex(fields[4])).decode(),
            ]
            return found.number == fields[0] and [found.name, found.address.strip()] == [
                " ".join(texts[0].split()),
                texts[1].strip(),
            ]
        case SlipCode():
            return payload.startswith(slip_url(HOST, found.kind, found.token).encode())
        case BankTransfer():
            return payload.rstrip(b"\r\n\x00")[:-4] == TRANSFER[:-4]
    return isinstance(found, Fault)


@settings(max_examples=600)
@given(damaged())
def test_a_damaged_code_is_nothing_or_just_what_stands_in_it(payload: bytes) -> None:
    found = understand(payload, HOST, TODAY)
    assert isinstance(found, Fault) or stands_there(found, payload)


@given(damaged())
def test_no_payload_is_of_two_kinds(payload: bytes) -> None:
    readings = (card.parse(payload), insurance.parse(payload), vietqr.parse(payload))
    assert sum(not isinstance(reading, Fault) for reading in readings) <= 1


@given(st.sampled_from(sorted(RIGHT)), st.data())
def test_the_parts_of_a_split_code_are_nothing(payload: bytes, data: st.DataObject) -> None:
    """All but one way: the card of 2024 without its later fields is a card of 2021, with the same values."""
    cut = data.draw(st.integers(1, len(payload) - 1))
    whole = understand(payload, HOST, TODAY)
    for part in (payload[:cut], payload[cut:]):
        found = understand(part, HOST, TODAY)
        if isinstance(found, CitizenCard):
            assert isinstance(whole, CitizenCard)
            assert part.count(b"|") == 6
            assert (found.id, found.name, found.issue_date) == (whole.id, whole.name, whole.issue_date)
        elif isinstance(found, HealthInsurance):
            assert isinstance(whole, HealthInsurance)
            assert found.number == whole.number[-10:]
        else:
            assert isinstance(found, Fault)


@pytest.mark.parametrize("charset", ["latin-1", "cp1252", "cp1258", "shift_jis", "big5", "cp437", "gb18030"])
@pytest.mark.parametrize(
    "payload", [OF_2021.payload, OF_2024.payload, CHILD.payload], ids=["2021", "2024", "child"]
)
def test_a_card_from_a_decoder_that_guessed_is_no_card(charset: str, payload: bytes) -> None:
    garbled = payload.decode(charset, "replace").encode()
    assert meaning_of(garbled, HOST, TODAY).kind == "unknown"
