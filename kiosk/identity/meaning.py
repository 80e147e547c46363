"""Recognises a code that was held up: one of the kinds we know, or unknown. Never guessed, never followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.dossier.codes import SlipCode, parse_slip_code
from kiosk.identity import card, gate, insurance, vietqr
from kiosk.identity.model import BankTransfer, CitizenCard, HealthInsurance
from kiosk.identity.payload import without_terminator
from kiosk.language.messages import N_
from kiosk.ports.device import Fault

Understood = CitizenCard | HealthInsurance | BankTransfer | SlipCode

_CARD_VALUES = ("id", "old_id", "name", "birth_date", "sex", "address", "issue_date")

KIND_NAMES = {
    "citizen_card": N_("citizen card"),
    "health_insurance": N_("health insurance card"),
    "vietqr": N_("bank transfer code"),
    "dossier": N_("submission slip"),
    "ticket": N_("queue ticket"),
    "unknown": N_("a code of another kind"),
}
"""What `Meaning.kind` is called: message ids."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Holds a payload's meaning in the words of the scanner protocol: kind, values, and cross-checks that
    disagree.
    """

    kind: str
    values: dict[str, str] = field(default_factory=dict, repr=False)
    warnings: tuple[str, ...] = ()


def understand(
    payload: bytes, public_url: str, today: date | None = None, *, letters_lost: bool = False
) -> Understood | Fault:
    """Interprets `payload`. `code_unreadable`: damaged bytes; `unknown_code`: none of our
    kinds.

    `public_url` is the address that our own slips carry; `today` is compared with dates on cards;
    `letters_lost` is the reader's own word (`kiosk.ports.codes.Reading`).
    """
    refused = gate.refusal(payload)
    if refused is not None:
        return refused
    as_card = card.parse(payload, today, letters_lost=letters_lost)
    readings = (
        as_card,
        insurance.parse(payload, today),
        vietqr.parse(payload),
        parse_slip_code(without_terminator(payload), public_url),
    )
    for found in readings:
        if not isinstance(found, Fault):
            return found
    damaged = isinstance(as_card, Fault) and as_card.id == "code_unreadable"
    return Fault("code_unreadable" if damaged else "unknown_code")


def meaning_of(payload: bytes, public_url: str, today: date | None = None) -> Meaning:
    """Gives the kind and the values of `payload`; `unknown` without values where it is
    none of ours.

    Dates are ISO 8601. What was only guessed of a card is there where it is not empty, and then
    `order_guessed` is among the warnings.
    """
    match understand(payload, public_url, today):
        case CitizenCard() as found:
            values = {name: str(getattr(found, name)) for name in _CARD_VALUES}
            guess = ("order_guessed",) if found.guessed else ()
            return Meaning("citizen_card", {**values, **found.guessed}, found.warnings + guess)
        case HealthInsurance() as found:
            values = {"number": found.number, "name": found.name, "birth_date": found.birth_date}
            return Meaning("health_insurance", values, found.warnings)
        case BankTransfer(bank_bin, account, amount, note):
            values = {"bank_bin": bank_bin, "account": account, "amount": amount, "note": note}
            return Meaning("vietqr", values)
        case SlipCode(kind, token):
            return Meaning(kind, {"token": token})
        case _:
            return Meaning("unknown")
