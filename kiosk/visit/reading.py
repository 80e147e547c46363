"""Interprets a scanned code on the screen that waits for it: what was asked for, or which
other paper it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.dossier.codes import SlipCode, SlipKind
from kiosk.identity.meaning import Understood
from kiosk.identity.model import BankTransfer, CitizenCard, HealthInsurance
from kiosk.ports.device import Fault

_NOT_A_CARD: Mapping[SlipKind, str] = {
    "ticket": "ticket_not_card",
    "dossier": "slip_not_card",
    "appointment": "appointment_not_card",
}
_AT_SLIP = {
    "no_code": "no_slip",
    "code_unreadable": "slip_unreadable",
    "camera_missing": "slip_reader_missing",
    "scanner_missing": "slip_reader_missing",
    "device_forbidden": "slip_reader_missing",
}


def card_of(found: Understood | Fault) -> CitizenCard | Fault:
    """Gives the citizen card that a person was asked to show, or what was shown instead of it."""
    match found:
        case HealthInsurance():
            return Fault("insurance_not_card")
        case BankTransfer():
            return Fault("payment_not_card")
        case SlipCode(kind=kind):
            return Fault(_NOT_A_CARD[kind])
        case Fault(id="unknown_code"):
            return Fault("not_a_card")
    return found


def slip_of(found: Understood | Fault) -> SlipCode | Fault:
    """Gives the slip of a dossier or the appointment that a person was asked to show, or what was shown
    instead of it.
    """
    match found:
        case CitizenCard():
            return Fault("card_not_slip")
        case HealthInsurance():
            return Fault("insurance_not_slip")
        case BankTransfer():
            return Fault("payment_not_slip")
        case SlipCode(kind="ticket"):
            return Fault("ticket_not_slip")
    return found


def at_slip(fault: Fault) -> Fault:
    """Translates a reader's fault into the words of the screen that waits for a slip: nothing can be typed
    there.
    """
    return Fault(_AT_SLIP.get(fault.id, fault.id), fault.detail)
