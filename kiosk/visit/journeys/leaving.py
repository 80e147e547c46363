"""Asks the citizen once before something unfinished is left for home; otherwise all of it is wiped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as value

from kiosk.catalogue.describe import words
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Handler, Journey
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import back, go
from kiosk.visit.pending import Result

LEAVING = "leaving"
_SURE = N_("End, and erase everything you entered?")


@dataclass(frozen=True, slots=True)
class Leaving(State):
    """Holds what was half typed on the page `before`, for the way back. What is unfinished stays with its
    journey until the answer.
    """

    before: str = ""
    draft: str = value(default="", repr=False)
    keys: str = value(default="", repr=False)


def asking(context: KioskContext, visit: Visit) -> Result:
    """Asks whether to go on; what is typed on the page now is kept."""
    return go(context, visit.having(Leaving(visit.at, visit.draft, visit.keys)), LEAVING)


def back_to_page(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Goes back to the page on which leaving was asked for, as it was."""
    kept = visit.of(Leaving)
    after, effects = back(context, visit)
    if after.at == kept.before:
        after = replace(after, draft=kept.draft, keys=kept.keys)
    return after.having(Leaving()), effects


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


HANDLERS: Mapping[type[ev.Event], Handler] = {ev.Back: back_to_page}
JOURNEY = Journey(
    name="leaving",
    title=N_("Leaving the kiosk"),
    state=Leaving,
    places={LEAVING: _spoken},
    handlers=HANDLERS,
    options=_options,
    ends_after_s=20.0,
)
