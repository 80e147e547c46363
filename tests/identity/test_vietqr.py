"""Bank transfer codes: checked to the last digit, or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.model import BankTransfer
from kiosk.identity.vietqr import checksum, parse
from kiosk.ports.device import Fault
from tests.identity.cards import Asked

ACCOUNT = Asked()
CARD = Asked(account="9704031101234567", service="QRIBFTTC")
BILL = {"amount": "180000", "bill": "NPS6869", "note": "thanh toan don hang"}
SAMPLE = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "53037045405150005802VN62240820LE PHI HS 079 0001236304B2EB"
)


def sealed(body: str) -> bytes:
    """A body that ends in 6304, with its checksum."""
    return f"{body}{checksum(body.encode())}".encode()


def transfer(payload: bytes) -> BankTransfer:
    found = parse(payload)
    assert isinstance(found, BankTransfer), found
    return found


@pytest.mark.parametrize(
    ("asked", "crc"),
    [(replace(ACCOUNT, **BILL), "2E2E"), (CARD, "4F52"), (replace(CARD, **BILL), "A203")],
)
def test_the_checksums_that_napas_publishes(asked: Asked, crc: str) -> None:
    assert checksum(asked.body.encode()) == crc
    assert transfer(f"{asked.body}{crc}".encode()) == BankTransfer(
        asked.bank, asked.account, asked.amount, asked.note
    )


def test_the_published_example_with_a_wrong_length_inside_is_refused() -> None:
    """Its checksum F4E5 is right, but its account is said to be shorter than it is: which digits count?"""
    body = ACCOUNT.body.replace("0113" + ACCOUNT.account, "0112" + ACCOUNT.account)
    assert checksum(body.encode()) == "F4E5"
    assert parse(f"{body}F4E5".encode()) == Fault("unknown_code", "item")


def test_the_sample_of_the_reference() -> None:
    assert transfer(SAMPLE.encode()) == BankTransfer(
        "970403", "0011012345678", "15000", "LE PHI HS 079 000123"
    )


def test_the_check_value_of_this_kind_of_checksum() -> None:
    assert checksum(b"123456789") == "29B1"


def test_a_code_without_amount_leaves_it_empty() -> None:
    assert transfer(sealed(ACCOUNT.body)) == BankTransfer("970403", "0011012345678", "", "")


def test_small_letters_in_the_checksum_and_a_terminator_change_nothing() -> None:
    payload = sealed(CARD.body)
    assert transfer(payload[:-4] + payload[-4:].lower() + b"\r\n") == transfer(payload)


def test_a_wrong_checksum_is_refused() -> None:
    for crc in ("B2EC", "B2E", "b2eb0", "0000", "ZZZZ", "", "２EB1"):
        assert isinstance(parse(f"{SAMPLE[:-4]}{crc}".encode()), Fault)


BODY = ACCOUNT.body


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("000201", "000202"),
        BODY.replace("5802VN", "5802TH"),
        BODY.replace("5303704", "5303840"),
        BODY.replace("5303704", ""),
        BODY.replace("A000000727", "A000000728"),
        BODY.replace("QRIBFTTA", "QRIBFTTX"),
        BODY.replace("0006970403", "000597040"),
        BODY.replace("0006970403", "000697O403"),
        BODY.replace("3857", "3856"),
        BODY.replace("3857", "3899"),
        BODY.replace("5802VN", "5803VN"),
        BODY.replace("5802VN", "5802VN5802VN"),
        BODY.replace("5802VN", "54011" * 2 + "5802VN"),
        BODY.replace("5802VN", "5406180.005802VN"),
        BODY.replace("5802VN", "5402-15802VN"),
        BODY.replace("5802VN", "540" + "５" + "5802VN"),
        BODY.replace("5802VN", "5802VN6205abcde"),
        BODY.replace("5802VN", "5802VN62060802\r\n"),
        BODY.replace("5802VN", "5802VN62090802" + "Mẫu"),
        BODY.replace("5802VN", "5802VN62070899abc"),
        BODY.replace("5802VN", "5802VN62070803ab"),
        BODY[:-4] + "6404",
        BODY.replace(BODY[:6], ""),
        "6304",
        "0002016304",
        "00020163041234" + "6304",
    ],
)
def test_broken_items_are_refused_though_the_checksum_is_right(body: str) -> None:
    assert isinstance(parse(sealed(body)), Fault)


def test_neither_a_transfer_nor_a_fault_shows_anything_of_itself() -> None:
    assert "0011012345678" not in repr(transfer(SAMPLE.encode()))
    assert "15000" not in repr(transfer(SAMPLE.encode()))
    assert "4711" not in repr(parse(sealed(replace(ACCOUNT, bank="47119").body)))


NOTES = st.text("ABCDEFGHIJ klm0123456789.-/", max_size=25).filter(lambda note: note == note.strip())
ASKED = st.builds(
    Asked,
    bank=st.from_regex(r"[0-9]{6}", fullmatch=True),
    account=st.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
    service=st.sampled_from(["QRIBFTTA", "QRIBFTTC"]),
    amount=st.one_of(st.just(""), st.integers(1, 10**12).map(str)),
    bill=st.sampled_from(["", "NPS6869"]),
    note=NOTES,
)


@given(ASKED)
def test_every_right_code_is_read_and_tells_the_truth(asked: Asked) -> None:
    found = transfer(sealed(asked.body))
    assert found == BankTransfer(asked.bank, asked.account, asked.amount, asked.note)


@given(ASKED, st.data())
def test_any_run_of_changed_bytes_that_the_checksum_covers_is_noticed(
    asked: Asked, data: st.DataObject
) -> None:
    """A CRC of 16 bits finds every change within two bytes side by side."""
    payload = sealed(asked.body)
    at = data.draw(st.integers(0, len(payload) - 2))
    two = data.draw(st.binary(min_size=2, max_size=2))
    changed = payload[:at] + two + payload[at + 2 :]
    found = parse(changed)
    same_checksum = changed[-4:].upper() == payload[-4:].upper()
    assert isinstance(found, Fault) or (changed[:-4] == payload[:-4] and same_checksum)


@given(ASKED, st.data())
def test_a_part_of_a_code_is_nothing(asked: Asked, data: st.DataObject) -> None:
    payload = sealed(asked.body)
    cut = data.draw(st.integers(1, len(payload) - 1))
    assert isinstance(parse(payload[:cut]), Fault)
    assert isinstance(parse(payload[cut:]), Fault)
