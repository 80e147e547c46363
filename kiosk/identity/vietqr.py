"""Reads and writes VietQR (NAPAS): an EMV merchant-presented code that names an account of a
Vietnamese bank.

Items of two digits id, two digits length and a value, some holding items again; the last is
CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) over everything before it, its own id and length included.
ASCII only.
"""

from __future__ import annotations

import re
from binascii import crc_hqx

from kiosk.identity.model import BankTransfer
from kiosk.identity.payload import LONGEST, without_terminator
from kiosk.ports.device import Fault

_CRC_START = 0xFFFF
_CRC_LENGTH = 4
_BEGINNING, _CRC_ITEM = "000201", "6304"
_NAPAS = "A000000727"
_ITEM = re.compile(r"(\d\d)(\d\d)", re.ASCII)
_FIXED = {"53": "704", "58": "VN"}
_TO_ACCOUNT = "QRIBFTTA"
_SERVICES = (_TO_ACCOUNT, "QRIBFTTC")
_BANK = re.compile(r"\d{6}", re.ASCII)
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,13})?", re.ASCII)


def parse(payload: bytes) -> BankTransfer | Fault:
    """Parses the transfer that `payload` asks for, or gives `unknown_code`: a checksum, a length or an item
    is not right.

    A fault's detail names what is wrong, never its content.
    """
    try:
        return _transfer(_checked(without_terminator(payload)))
    except ValueError as error:
        return Fault("unknown_code", str(error))


def compose(transfer: BankTransfer) -> str:
    """Writes the code that asks for `transfer` to an account, once ("dynamic", code 12) where an amount is
    named, else as often as one likes (11).

    ValueError where it cannot be read back as it was meant: a bank that is no 6 digits, letters with marks.
    """
    beneficiary = _item("00", transfer.bank_bin) + _item("01", transfer.account)
    merchant = _item("00", _NAPAS) + _item("01", beneficiary) + _item("02", _TO_ACCOUNT)
    body = "".join(
        (
            _BEGINNING,
            _item("01", "12" if transfer.amount else "11"),
            _item("38", merchant),
            _item("53", _FIXED["53"]),
            _item("54", transfer.amount),
            _item("58", _FIXED["58"]),
            _item("62", _item("08", transfer.note)),
            _CRC_ITEM,
        )
    )
    code = body + checksum(body.encode())
    if parse(code.encode()) != transfer:
        raise ValueError("cannot be written as a transfer code")
    return code


def _item(key: str, value: str) -> str:
    """Writes one item; nothing where it has no value."""
    return f"{key}{len(value):02}{value}" if value else ""


def checksum(payload: bytes) -> str:
    """Computes the CRC-16/CCITT-FALSE of `payload` as four capital hexadecimal digits."""
    return f"{crc_hqx(payload, _CRC_START):04X}"


def _checked(payload: bytes) -> str:
    """Gives the text of a payload with the right frame and checksum; ValueError otherwise."""
    if len(payload) > LONGEST or not payload.isascii():
        raise ValueError("layout")
    text = payload.decode("ascii")
    body, crc = text[:-_CRC_LENGTH], text[-_CRC_LENGTH:]
    if not text.isprintable() or not body.startswith(_BEGINNING) or not body.endswith(_CRC_ITEM):
        raise ValueError("layout")
    if crc.upper() != checksum(body.encode("ascii")):
        raise ValueError("checksum")
    return text


def _transfer(text: str) -> BankTransfer:
    items = _items(text)
    if any(items.get(item) != value for item, value in _FIXED.items()):
        raise ValueError("currency or country")
    merchant = _items(items.get("38", ""))
    if merchant.get("00") != _NAPAS or merchant.get("02") not in _SERVICES:
        raise ValueError("service")
    beneficiary = _items(merchant.get("01", ""))
    transfer = BankTransfer(
        bank_bin=beneficiary.get("00", ""),
        account=beneficiary.get("01", ""),
        amount=items.get("54", ""),
        note=_items(items.get("62", "")).get("08", ""),
    )
    if not _BANK.fullmatch(transfer.bank_bin) or not _ACCOUNT.fullmatch(transfer.account):
        raise ValueError("account")
    if not _AMOUNT.fullmatch(transfer.amount):
        raise ValueError("amount")
    return transfer


def _items(text: str) -> dict[str, str]:
    """Gives the values by id. ValueError where a length leads beyond the end, or an id comes twice."""
    items: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = _ITEM.match(text, at)
        if head is None:
            raise ValueError("item")
        at = head.end() + int(head[2])
        if at > len(text) or head[1] in items:
            raise ValueError("length")
        items[head[1]] = text[head.end() : at]
    return items
