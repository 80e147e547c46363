"""How a fee is paid: by a bank's code that other people's programs read, in cash, or not at all."""

from __future__ import annotations

from typing import Literal

import hypothesis.strategies as st
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from PIL import Image
from pyzbar import pyzbar

from config.centre import BankAccount
from kiosk.catalogue.fees import Breakdown
from kiosk.catalogue.payment import Way, payment
from kiosk.identity.model import BankTransfer
from kiosk.identity.vietqr import compose, parse
from kiosk.paper.draw import qr_picture
from kiosk.paper.render import render
from tests.paper.samples import filled, messages, picture_of

ACCOUNT = BankAccount(bank="970403", number="0011012345678", holder="Ủy ban nhân dân Phường MẪU")
REFERENCE = "K1-1123-007"
SAMPLE = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "53037045405150005802VN62240820LE PHI HS 079 0001236304B2EB"
)


def fees(total: int | None) -> Breakdown:
    return Breakdown("counter", (), total)


def test_the_worked_example_of_the_reference_is_written_letter_by_letter() -> None:
    assert compose(BankTransfer("970403", "0011012345678", "15000", "LE PHI HS 079 000123")) == SAMPLE


@pytest.mark.parametrize(
    ("total", "account", "way"),
    [
        (None, ACCOUNT, Way.UNKNOWN),
        (None, None, Way.UNKNOWN),
        (0, ACCOUNT, Way.NOTHING),
        (15_000, None, Way.CASH),
        (15_000, ACCOUNT, Way.CODE),
    ],
)
def test_the_way_to_pay(total: int | None, account: BankAccount | None, way: Way) -> None:
    found = payment(fees(total), account, REFERENCE)
    assert found.way is way
    assert bool(found.code) is bool(found.note) is (way is Way.CODE)


def test_a_code_names_account_amount_and_dossier() -> None:
    found = payment(fees(54_000), ACCOUNT, REFERENCE)
    assert parse(found.code.encode()) == BankTransfer(
        "970403", "0011012345678", "54000", "LE PHI K1-1123-007"
    )


@pytest.mark.parametrize("level", ["M", "Q"])
@pytest.mark.parametrize("total", [2_000, 15_000, 54_000, 200_000, 99_999_999])
def test_two_decoders_that_are_not_ours_read_the_printed_code(total: int, level: Literal["M", "Q"]) -> None:
    code = payment(fees(total), ACCOUNT, REFERENCE).code
    printed = Image.eval(qr_picture(code, 6, level), lambda ink: 255 - ink)
    assert [found.text for found in zxingcpp.read_barcodes(np.asarray(printed))] == [code]
    assert [found.data.decode() for found in pyzbar.decode(printed)] == [code]


@given(st.integers(1, 10**12), st.from_regex(r"[A-Z][0-9]-[0-9]{4}-[0-9]{3}", fullmatch=True))
def test_every_code_reads_back_as_it_was_meant(total: int, reference: str) -> None:
    found = payment(fees(total), ACCOUNT, reference)
    read = parse(found.code.encode())
    assert isinstance(read, BankTransfer)
    assert (read.amount, read.note) == (str(total), found.note)


@pytest.mark.parametrize(
    "transfer",
    [
        BankTransfer("97040", "0011012345678", "15000", ""),
        BankTransfer("970403", "", "15000", ""),
        BankTransfer("970403", "0011012345678", "15.000", ""),
        BankTransfer("970403", "0011012345678", "15000", "lệ phí"),
        BankTransfer("970403", "0011012345678", "15000", "A" * 100),
    ],
)
def test_what_no_reader_would_understand_is_not_written(transfer: BankTransfer) -> None:
    with pytest.raises(ValueError, match="transfer code"):
        compose(transfer)


def test_the_receipt_asks_for_the_money_only_where_the_centre_has_an_account() -> None:
    code = payment(fees(15_000), ACCOUNT, REFERENCE).code
    with_code = picture_of("receipt", payment_code=code, payment="x", payment_note="y", payment_holder="z")
    assert filled("receipt")["payment_code"] == ""
    assert with_code.height > picture_of("receipt").height
    shown = np.unpackbits(np.frombuffer(with_code.rows, np.uint8)).reshape(with_code.height, -1)
    read = zxingcpp.read_barcodes(((1 - shown) * 255).astype(np.uint8))
    assert {found.text for found in read} == {filled("receipt")["url"], code}
    assert render("receipt", filled("receipt"), "vi", messages()).height == picture_of("receipt").height
