"""Holds what is read from papers: plain values, unsigned, so never proof. Reprs show no personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """Holds the values of a citizen card's QR, NFC.

    `birth_date` and `issue_date` are ISO 8601; a birth date may be reduced (`1957`, `1957-03`). `sex` is
    `Nam` or `Nữ`. `address` is as the card has it: `card.tidy_address` tidies it for people. `name`
    and `address` are empty where the reader lost letters. `rest` are items 7 and following of the card of
    2024, as they stand; `guessed` is what four of them look like (`cancelled_ids`, `father`, `mother`): their
    order is not published, so it is never shown as a fact.
    `warnings` name cross-checks that disagree: they warn, never reject. `raw` is the payload itself.
    """

    id: str = field(repr=False)
    old_id: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: str = field(repr=False)
    sex: str = field(repr=False)
    address: str = field(repr=False)
    issue_date: str = field(repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)
    guessed: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    warnings: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class HealthInsurance:
    """Holds the values of a health insurance card's QR, NFC.

    `number` has 10 digits, on older cards two letters and 13 digits. Dates are ISO 8601; `birth_date` may be
    reduced, `valid_to` is empty where the card names no end. `sex` is `Nam` or `Nữ`. `rest` are items 8 and
    following as they stand; `guessed` is what some of them look like (`issue_date`, `five_years_from`,
    `issuing_place`): their meaning is not published, so it is never shown as a fact.
    """

    number: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: str = field(repr=False)
    sex: str = field(repr=False)
    address: str = field(repr=False)
    facility: str = field(repr=False)
    valid_from: str = field(repr=False)
    valid_to: str = field(repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)
    guessed: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankTransfer:
    """Holds a VietQR code: where money goes. `amount` is in đồng, digits only; empty where the payer enters
    it.
    """

    bank_bin: str = field(repr=False)
    account: str = field(repr=False)
    amount: str = field(repr=False)
    note: str = field(repr=False)
