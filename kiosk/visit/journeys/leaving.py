"""Asks the citizen once before something unfinished is left for home; otherwise all of it is wiped."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.catalogue.describe import words
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey
from kiosk.visit.model import KioskContext, State, Visit

LEAVING = "leaving"
_SURE = N_("End, and erase everything you entered?")


@dataclass(frozen=True, slots=True)
class Leaving(State):
    """Keeps nothing of its own: what is unfinished stays with its journey until the answer."""


def _spoken(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text
    entry = context.catalogue.entries.get(visit.procedure or "")
    name = words(entry.name, visit.lang, context.messages) if entry else ""
    question = text(visit.lang, "Would you like to go on with this dossier, or end and erase everything?")
    return f"{name}. {question}" if name else question


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    return (
        Option(text(visit.lang, N_("Go on")), ev.GoesOn(), "yes"),
        Option(text(visit.lang, N_("End and erase")), ev.Left(), "leave", text(visit.lang, _SURE)),
    )


JOURNEY = Journey(
    name="leaving",
    title=N_("Leaving the kiosk"),
    state=Leaving,
    places={LEAVING: _spoken},
    options=_options,
    ends_after_s=20.0,
)
