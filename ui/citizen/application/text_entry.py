"""Asks for one text, typed on the keyboard."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, answer, asked, key, see_sections, step_of, take_draft
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what was typed, and if the page may be left empty; `name`: it is one of a person."""
    step = step_of(context, visit)
    source = step.question or step.input
    return {
        **asked(context, visit),
        "draft": visit.draft,
        "optional": source is not None and source.optional,
        "suggested": list(step.input.suggested) if step.input else [],
        "vietnamese": step.input is not None,
        "name": step.input is not None and step.input.spelt,
    }


def skip(visit: Visit, _argument: str) -> ev.Event:
    """Leaves it empty."""
    return ev.Answered(visit.at, "")


ACTIONS: Actions = {"key": key, "done": take_draft, "skip": skip, "choose": answer, "sections": see_sections}
SCREEN = Screen("TextEntry", asks("text"), view, ACTIONS)
