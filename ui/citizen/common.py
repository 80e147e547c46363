"""Holds what all view-models share: the shape of a view and of its actions, and small helpers for texts."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast, get_args

from config.text import Text
from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure
from kiosk.faults import text_of
from kiosk.visit import events as ev
from kiosk.visit.aim_hints import hint_text
from kiosk.visit.journeys.application.route import SECTIONS, current_step
from kiosk.visit.journeys.application.sections import possible, section_of
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.journeys.number import guidance
from kiosk.visit.model import KioskContext, Visit

View = dict[str, Any]
Action = Callable[[Visit, str], ev.Event]
Actions = Mapping[str, Action]


def translate(context: KioskContext, visit: Visit, message: str, **values: object) -> str:
    """Translates `message` (marked by N_) to the language of the visit."""
    return context.messages.text(visit.lang, message, **values)


def data_text(context: KioskContext, visit: Visit, text: Text) -> str:
    """Gives a text of the data files in the language of the visit."""
    return words(text, visit.lang, context.messages)


def problem(context: KioskContext, visit: Visit) -> str:
    """Says what went wrong on this screen, for the citizen; empty when nothing did, or a hearing alone."""
    return "" if heard_amiss(context, visit) else _citizens_text(context, visit)


def heard_amiss(context: KioskContext, visit: Visit) -> str:
    """Says that a hearing failed; that stands beside every page."""
    return _citizens_text(context, visit) if context.hears and visit.voice.unheard else ""


def _citizens_text(context: KioskContext, visit: Visit) -> str:
    return translate(context, visit, text_of(visit.problem).citizen) if visit.problem else ""


def aim(context: KioskContext, visit: Visit) -> View:
    """Shows what the reader sees while it waits: `hint` in words, its `sign`, and `glimpse`, the name of the
    picture now, which changes with it; empty where there is none.
    """
    glimpse = visit.glimpse
    text = hint_text(visit)
    return {
        "hint": translate(context, visit, text) if text else "",
        "sign": (glimpse.hint or "") if glimpse else "",
        "glimpse": f"{zlib.crc32(glimpse.picture):08x}" if glimpse and glimpse.picture else "",
    }


def procedure_of(context: KioskContext, visit: Visit) -> Procedure:
    """Gives the procedure on screen; KeyError where there is none, which the screen table rules out."""
    return context.catalogue.procedures[visit.procedure or ""]


def step_of(context: KioskContext, visit: Visit) -> Step:
    """Gives the step on screen, which the screen table guarantees."""
    step = current_step(context, visit)
    if step is None:
        raise LookupError(f"no step at {visit.at}")
    return step


def progress(context: KioskContext, visit: Visit) -> View:
    """Counts which section of at most how many; the review is the end of the last one."""
    step, found = step_of(context, visit), possible(procedure_of(context, visit), filled(visit))
    section = section_of(step)
    done = found.index(section) + 1 if section in found and step.kind != "review" else len(found)
    return {"step": done, "steps": 0 if step.kind == "consent" else len(found)}


def asked(context: KioskContext, visit: Visit) -> View:
    """Shows the head of every page that asks: progress, whose value it is, the question, its hint, what went
    wrong.
    """
    step = step_of(context, visit)
    title, hint = "", ""
    if step.question is not None:
        title = data_text(context, visit, step.question.ask)
        hint = data_text(context, visit, step.question.hint) if step.question.hint else ""
    elif step.input is not None:
        title = translate(context, visit, step.input.label)
        hint = translate(context, visit, step.input.hint) if step.input.hint else ""
    return {
        **progress(context, visit),
        "overline": data_text(context, visit, step.role.name) if step.role else "",
        "title": title,
        "hint": hint,
        "problem": problem(context, visit),
    }


def capital(text: str) -> str:
    """Capitalises the first letter."""
    return text[:1].upper() + text[1:]


def spelled_moment(moment: datetime) -> str:
    """Writes a moment as 09:05, 22/11/2026."""
    return moment.strftime("%H:%M, %d/%m/%Y")


def take_draft(visit: Visit, _argument: str) -> ev.Event:
    """Takes what was typed as the answer."""
    return ev.Answered(visit.at)


def answer(visit: Visit, argument: str) -> ev.Event:
    """Takes the option as the answer."""
    return ev.Answered(visit.at, argument)


def key(_visit: Visit, argument: str) -> ev.Event:
    """Presses one key of the keyboard."""
    return ev.Keyed(argument)


def pick(_visit: Visit, argument: str) -> ev.Event:
    """Picks a procedure's card."""
    return ev.PickedProcedure(argument)


def speak(_visit: Visit, _argument: str) -> ev.Event:
    """Begins to speak."""
    return ev.WantsToSpeak()


def said_all(_visit: Visit, _argument: str) -> ev.Event:
    """Says that all is said."""
    return ev.SaidAll()


def ask_robot(_visit: Visit, argument: str) -> ev.Event:
    """Asks the robot: the argument, or what was typed."""
    return ev.AskedRobot(argument)


def see_sections(_visit: Visit, _argument: str) -> ev.Event:
    """Opens the list of the sections."""
    return ev.WantsChange(SECTIONS.id)


def change(_visit: Visit, argument: str) -> ev.Event:
    """Opens the page of one value."""
    return ev.WantsChange(argument)


def finish(_visit: Visit, _argument: str) -> ev.Event:
    """Finishes: everything is wiped."""
    return ev.Left()


def rate(_visit: Visit, _argument: str) -> ev.Event:
    """Asks how content the citizen is."""
    return ev.Went("rate")


def take_number(_visit: Visit, _argument: str) -> ev.Event:
    """Asks for a number."""
    return ev.WantsNumber()


def take_priority(_visit: Visit, argument: str) -> ev.Event:
    """Asks for a number that may be called first; the argument is a field, such as the guidance desk's."""
    return ev.WantsPriority(argument or None)


def asks_priority(context: KioskContext, visit: Visit) -> bool:
    """Says if a number that is called first can be asked for: the reason is asked once a visit."""
    return bool(context.priorities) and visit.ticket is None and visit.priority is None


def guidance_field(context: KioskContext) -> str:
    """Gives the id of the guidance desk's field; empty where the centre has none."""
    desk = guidance(context)
    return desk.id if desk else ""


def _toggle(_visit: Visit, argument: str) -> ev.Event:
    if argument not in get_args(ev.ComfortSwitch):
        raise ValueError(f"no switch {argument}")
    return ev.ToggledComfort(cast(ev.ComfortSwitch, argument))


def _adjust_speech(_visit: Visit, argument: str) -> ev.Event:
    if argument not in get_args(ev.SpeechStep):
        raise ValueError(f"no step {argument}")
    return ev.AdjustedSpeech(cast(ev.SpeechStep, argument))


ALWAYS: Actions = {
    "back": lambda _visit, _argument: ev.Back(),
    "exit": lambda _visit, _argument: ev.WantsToLeave(),
    "language": lambda _visit, argument: ev.ChoseLanguage(argument),
    "toggle": _toggle,
    "speech": _adjust_speech,
    "repeat": lambda _visit, _argument: ev.WantsRepeat(),
    "staff": lambda _visit, _argument: ev.CalledStaff(),
    "more_time": lambda _visit, _argument: ev.MoreTime(),
    "touched": lambda _visit, _argument: ev.Touched(),
    "leave": finish,
}
