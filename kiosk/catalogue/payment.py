"""Works out how a fee is paid: by a bank's code, in cash, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from config.centre import BankAccount
from kiosk.catalogue.fees import Breakdown
from kiosk.identity.model import BankTransfer
from kiosk.identity.vietqr import compose
from kiosk.language.messages import N_


class Way(Enum):
    """Lists the ways to pay; the value is the message id that says so."""

    UNKNOWN = N_("The officer says what is to be paid")
    NOTHING = N_("Nothing to pay; ask for the receipt of 0 VND")
    CASH = N_("In cash at the counter")
    CODE = N_("By bank transfer with this code, or in cash at the counter")


@dataclass(frozen=True, slots=True)
class Payment:
    """Says how a fee is paid. `code` is the VietQR code, and `note` the text of the transfer; empty where
    there is none.
    """

    way: Way
    code: str = ""
    note: str = ""


def payment(fees: Breakdown, account: BankAccount | None, reference: str) -> Payment:
    """Works out how `fees` are paid for the dossier of that reference; without an account of the centre, in
    cash. An amount that is not known is asked for by no code.
    """
    if fees.total is None:
        return Payment(Way.UNKNOWN)
    if fees.total == 0:
        return Payment(Way.NOTHING)
    if account is None:
        return Payment(Way.CASH)
    note = f"LE PHI {reference}"
    transfer = BankTransfer(account.bank, account.number, str(fees.total), note)
    return Payment(Way.CODE, compose(transfer), note)
