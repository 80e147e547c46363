"""Lists what can be said on the page on screen: its own answers and deeds, and what every page has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journeys import journey_of
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import KioskContext, Visit

MOST_WORDS = 110
"""So many letters of what may be said are shown and read aloud; the rest can be said all the same."""

_SURE = N_("End, and erase everything you entered?")
_EXIT = Option(N_("Exit"), ev.WantsToLeave(), "exit", _SURE)
NAMED: tuple[Option, ...] = (
    Option(N_("Back"), ev.Back(), "back"),
    Option(N_("Call staff"), ev.CalledStaff(), "staff"),
    Option(N_("Listen again"), ev.WantsRepeat(), "again"),
    Option(N_("More time"), ev.MoreTime(), "more_time"),
    Option(N_("Listen"), ev.ToggledComfort("listen"), "listen", N_("Read every page aloud, or stop that?")),
    Option(N_("Large text"), ev.ToggledComfort("large"), "large", N_("Change the size of the text?")),
    Option(N_("Contrast"), ev.ToggledComfort("contrast"), "contrast", N_("Change the contrast?")),
    Option(N_("Lower"), ev.ToggledComfort("reach"), "reach", N_("Move everything to the other height?")),
    _EXIT,
    Option(N_("End and erase"), ev.Left(), "leave", _SURE),
)
"""What can be said on every page, by message ids."""


def finish(context: KioskContext, visit: Visit) -> Option:
    """Makes the answer of a page on which everything is done: end, and leave nothing here."""
    ask = context.messages.text(visit.lang, "Are you done? Everything here is erased then.")
    return Option(context.messages.text(visit.lang, "Finish"), ev.Left(), "leave", ask)


def rate(context: KioskContext, visit: Visit) -> Option:
    """Makes the answer of a page on which everything is done: say how content you are."""
    return Option(context.messages.text(visit.lang, N_("Rate the service")), ev.Went("rate"), "rate")


def sayable(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """Lists what can be said now: the page's own first, in the order in which they stand there."""
    own = own_options(context, visit)
    deeds = {option.deed for option in own if option.deed}
    return (*own, *(option for option in _named(context, visit) if option.deed not in deeds))


def own_options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """Lists what the page has of its own; a question that stands over it has its own answers."""
    over = visit.voice.over
    if over is not None and over.confirm:
        return over.options
    return journey_of(visit).options(context, visit)


def _named(context: KioskContext, visit: Visit) -> Iterator[Option]:
    text = context.messages.text
    for option in NAMED:
        found = _exit(visit) if option is _EXIT else option
        ask = text(visit.lang, found.ask) if found.ask else ""
        yield Option(text(visit.lang, found.words), found.then, found.deed, ask)


def _exit(visit: Visit) -> Option:
    """Gives the way out. One question comes before it: that of the page about what is unfinished, or else one
    to who speaks.
    """
    if visit.at == LEAVING:
        return replace(_EXIT, then=ev.Left())
    return replace(_EXIT, ask="") if visit.is_unfinished else _EXIT


def shown_words(context: KioskContext, visit: Visit) -> tuple[str, ...]:
    """Gives the words of what may be said, as many as a line or two can hold."""
    found: list[str] = []
    for option in own_options(context, visit):
        if sum(map(len, found)) + len(option.words) > MOST_WORDS:
            break
        found.append(option.words)
    return tuple(found)
