"""Shows the talk beside every page: speaking, what may be said, and what the kiosk says to it."""

from __future__ import annotations

from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import AskAssistant, Listen
from kiosk.visit.journeys import journey_of
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import ROBOT
from kiosk.visit.leading import may_say, prompt
from kiosk.visit.listening import can_speak
from kiosk.visit.model import HOME, KioskContext, Visit, Voice
from ui.citizen.common import Actions, View, heard_amiss, said_all, speak, translate


def view(context: KioskContext, visit: Visit) -> View:
    """Shows a line on what may be said, or how the hearing fares; `over` stands over the page, with what can
    be touched in answer.
    """
    return {
        "shown": context.hears and not _is_home_as_it_was(visit),
        "hears": can_speak(context, visit),
        "listening": visit.waits_for(Listen),
        "line": _line(context, visit) if context.hears else "",
        "news": visit.waits_for(Listen) or bool(heard_amiss(context, visit)),
        "over": _over(context, visit),
        "options": _options(context, visit),
    }


def _is_home_as_it_was(visit: Visit) -> bool:
    """Says that nobody speaks at home yet: its largest tile is there for that."""
    return visit.at == HOME and visit.voice == Voice() and not visit.waits_for(Listen)


def _line(context: KioskContext, visit: Visit) -> str:
    if visit.waits_for(Listen):
        listening = translate(context, visit, N_("Listening…"))
        return f"{listening} {may_say(context, visit)}".strip()
    if visit.waits_for(AskAssistant) and visit.at != ROBOT:
        return translate(context, visit, N_("One moment, please…"))
    return heard_amiss(context, visit) or may_say(context, visit) or translate(context, visit, _ASK)


_ASK = N_("Touch here, then say what you need")


def _over(context: KioskContext, visit: Visit) -> str:
    """Gives what stands over the page: what was told, read back, or the robot's answer."""
    if filled(visit).told:
        return journey_of(visit).led(context, visit) or prompt(context, visit)
    return visit.voice.over.text if visit.voice.over is not None else ""


def _options(context: KioskContext, visit: Visit) -> list[View]:
    if filled(visit).told:
        said = {option.then: option.words for option in journey_of(visit).options(context, visit)}
        return [{"key": key, "words": said[event]} for key, event in _READ_BACK.items() if event in said]
    over = visit.voice.over
    if over is None:
        return []
    found = [{"key": str(at), "words": option.words} for at, option in enumerate(over.options)]
    return found or [{"key": "away", "words": translate(context, visit, N_("Continue"))}]


_READ_BACK: dict[str, ev.ByPerson] = {"right": ev.ReadBack(right=True), "wrong": ev.ReadBack(right=False)}


def _answered(visit: Visit, argument: str) -> ev.Event:
    """Answers what stands over the page, or puts it away."""
    over = visit.voice.over
    if argument.isdecimal() and over is not None:
        return over.options[int(argument)].then
    return _READ_BACK.get(argument, ev.PutAway())


ACTIONS: Actions = {"speak": speak, "said_all": said_all, "reply": _answered}
