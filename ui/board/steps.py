"""Says on a dossier's page what was noted of it: result, fee, code at the portal. No name stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.catalogue.describe import money
from kiosk.contract.result import HandedTo, PaidBy, StepKind, ToldStep
from kiosk.language.messages import N_, Messages

LABELS: Mapping[StepKind, str] = {
    "ready": N_("Result ready"),
    "handed_out": N_("Result handed out"),
    "fee": N_("Fee paid"),
    "portal_code": N_("Code at the national portal"),
}
TO: Mapping[HandedTo, str] = {
    "holder": N_("to the person whose dossier it is"),
    "authorised": N_("to somebody with an authorisation"),
}
BY: Mapping[PaidBy, str] = {"cash": N_("{amount}, in cash"), "transfer": N_("{amount}, by transfer")}


@dataclass(frozen=True, slots=True)
class StepLine:
    """Holds a line of the page: what was noted, its words, and when."""

    label: str
    value: str
    at: datetime


def lines(steps: Iterable[ToldStep], lang: str, messages: Messages) -> list[StepLine]:
    """Writes the steps as lines of the page, in the order in which they were noted."""
    return [
        StepLine(messages.text(lang, LABELS[one.kind]), _words(one, lang, messages), one.at) for one in steps
    ]


def _words(step: ToldStep, lang: str, messages: Messages) -> str:
    if step.to is not None:
        return messages.text(lang, TO[step.to])
    if step.paid_by is not None:
        return messages.text(lang, BY[step.paid_by], amount=money(step.amount, lang, messages))
    return step.code or ""
