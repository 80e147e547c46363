"""Leads a visit by voice: says what the page asks and what may be said, and never hears itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.faults import text_of
from kiosk.language.messages import N_
from kiosk.visit.assistant import MACHINE, AskedKind
from kiosk.visit.effects import AskAssistant, Effect, Listen, Speak, StopListening
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.pending import Result, waiting_no_more
from kiosk.visit.sayable import shown_words
from kiosk.visit.spoken import spoken

EXAMPLES: dict[AskedKind, str] = {
    "digits": N_("the digits, a few at a time"),
    "number": N_("the number"),
    "date": N_("the day, the month, the year"),
    "name": N_("the letters one by one, “next word” between the words"),
    "text": N_("the words as you would write them"),
}
"""What may be said where a value is asked for, by its kind; a choice has its answers."""


def may_say(context: KioskContext, visit: Visit) -> str:
    """Says in a line what may be said on the page; empty where it has nothing of its own."""
    text = context.messages.text
    asked = None if _is_asked_over(visit) else journey_of(visit).asked(context, visit)
    shown = [f"“{words}”" for words in shown_words(context, visit)]
    if asked is not None and asked.kind in EXAMPLES:
        shown = [text(visit.lang, EXAMPLES[asked.kind]), *shown]
    return text(visit.lang, "You can say: {words}.", words=", ".join(shown)) if shown else ""


def prompt(context: KioskContext, visit: Visit) -> str:
    """Gives what is said to who leads by voice: what the page asks, shortly, and what may be said."""
    if _is_asked_over(visit):
        return may_say(context, visit)
    led = journey_of(visit).led(context, visit)
    asked = spoken(context, visit) if led is None else led
    return f"{asked} {may_say(context, visit)}".strip()


def _is_asked_over(visit: Visit) -> bool:
    """Says that a question stands over the page, and waits for its yes or no."""
    return visit.voice.over is not None and visit.voice.over.confirm


def led(context: KioskContext, before: Visit, after: Visit, effects: tuple[Effect, ...]) -> Result:
    """Adds what is to be said after an event."""
    text = " ".join(_to_say(context, before, after))
    if text:
        effects = (*effects, Speak(text, after.lang))
    return after.speaking(line=""), effects


def saying(visit: Visit, effects: tuple[Effect, ...]) -> Result:
    """Notes what is being said now; while the kiosk speaks, it does not listen."""
    said = next((one for one in reversed(effects) if isinstance(one, Speak)), None)
    if said is None:
        return visit, effects
    visit = visit.speaking(saying=said, introduced=visit.voice.introduced or visit.voice.leads)
    if not visit.waits_for(Listen):
        return visit, effects
    return waiting_no_more(visit, Listen), (StopListening(), *effects)


def _to_say(context: KioskContext, before: Visit, after: Visit) -> Iterator[str]:
    """Gives the line that waits to be said, and the page's words where they are new to who listens."""
    voice = after.voice
    if not voice.leads:
        if voice.line:
            yield voice.line
        elif (
            after.comfort.listen
            and not after.comfort.keys
            and after.at != before.at
            and not after.waits_for(AskAssistant)
        ):
            yield spoken(context, after)
        return
    trouble = after.problem if after.problem != before.problem and not voice.line else None
    page = prompt(context, after)
    if not voice.line and trouble is None and page == prompt(context, replace(before, voice=voice)):
        return
    machine = context.messages.text(after.lang, MACHINE)
    if not voice.introduced and machine not in voice.line:
        yield machine
    if voice.line:
        yield voice.line
    if trouble is not None:
        yield context.messages.text(after.lang, text_of(trouble).citizen)
    yield page
