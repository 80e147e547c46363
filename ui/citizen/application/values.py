"""Shows the values of one person, or what else the dossier asks for, together: each can be touched or typed,
and what is not known is left to the counter.
"""

from __future__ import annotations

import zlib

from kiosk.dossier.model import Person
from kiosk.identity.dates import show
from kiosk.identity.inputs import PersonInput
from kiosk.language.messages import N_
from kiosk.reading.offer import Offered
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.route import missing
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    asked,
    change,
    data_text,
    see_sections,
    step_of,
    take_draft,
    translate,
)
from ui.citizen.masked import masked, uncovered
from ui.citizen.screen import Screen, asks

SUGGESTED = 3
_NOTHING: View = {"value": "", "hidden": ""}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows each value, or else what can be touched for it."""
    step = step_of(context, visit)
    title = step.role.name if step.role else None
    head = {"overline": "", "title": data_text(context, visit, title)} if title else {}
    return {
        **asked(context, visit),
        "title": translate(context, visit, N_("More about the dossier")),
        **head,
        "person": step.role is not None,
        "found": missing(step, filled(visit)) is None,
        "read": read(context, visit, step),
        "rows": rows(context, visit, step),
    }


def rows(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    """Lists the values that stand on a page together, but for those that a paper offers."""
    offered = offered_on(step, filled(visit))
    return [_row(context, visit, part) for part in step.parts if part.id not in offered]


def read(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    """Lists what was read from a paper, for the citizen to compare: the value as it would be taken, and
    `clip`, the name of the picture of its place, empty where there is none.
    """
    offered = offered_on(step, filled(visit))
    return [_read(context, visit, part, offered[part.id]) for part in step.parts if part.id in offered]


def _read(context: KioskContext, visit: Visit, part: Step, offer: Offered) -> View:
    lang, messages = visit.lang, context.messages
    return {
        "step": part.id,
        "label": _label(context, visit, part),
        "value": part.input.words(offer.text, lang, messages) if part.input else offer.text,
        "clip": f"{part.id}/{zlib.crc32(offer.clip):08x}" if offer.clip else "",
    }


def _label(context: KioskContext, visit: Visit, part: Step) -> str:
    if part.input is not None:
        return translate(context, visit, part.input.label)
    return data_text(context, visit, part.question.ask) if part.question else ""


def _row(context: KioskContext, visit: Visit, part: Step) -> View:
    if part.role is not None and part.input is not None:
        value = filled(visit).persons.get(part.role.id, Person()).text(part.input.name)
        return {
            "step": part.id,
            "label": _label(context, visit, part),
            **(
                masked(context, visit, part.role.id, part.input.name)
                if value
                else {"value": "", "hidden": ""}
            ),
            "choices": _choices(context, visit, part.input),
            "closed": bool(part.input.choices),
        }
    value = filled(visit).answers.get(part.id, "")
    asks_date = part.kind == "date" and value
    return {
        "step": part.id,
        "label": _label(context, visit, part),
        "value": show(value, visit.lang) if asks_date else value,
        "hidden": "",
        "choices": [],
        "closed": True,
    }


def _choices(context: KioskContext, visit: Visit, wanted: PersonInput) -> list[View]:
    """Lists what can be touched instead of typing."""
    if wanted.choices:
        return [
            {"id": value, "icon": wanted.icons[value], "name": translate(context, visit, name)}
            for value, name in wanted.choices.items()
        ]
    return [{"id": value, "icon": "", "name": value} for value in wanted.suggested[:SUGGESTED]]


def choose(_visit: Visit, argument: str) -> ev.Event:
    """Takes a value that was touched: `<step>=<value>`."""
    step, _, value = argument.partition("=")
    return ev.Answered(step, value)


def right(visit: Visit, argument: str) -> ev.Event:
    """Says that what was read is right: of that step, or everything on the page."""
    return ev.JudgedReading(argument or visit.at, right=True)


def leave(visit: Visit, _argument: str) -> ev.Event:
    """Leaves everything that is missing to the counter."""
    return ev.Answered(visit.at, "")


ACTIONS: Actions = {
    "choose": choose,
    "change": change,
    "done": take_draft,
    "leave": leave,
    "right": right,
    "sections": see_sections,
}
SCREEN = Screen("Values", asks("person", "details"), view, ACTIONS, uncovered)
