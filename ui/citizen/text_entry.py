"""One text, typed on the keyboard."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.route import OPTIONAL_FIELDS
from ui.citizen.common import Actions, View, asked, key, step_of, take_draft


def view(context: KioskContext, visit: Visit) -> View:
    """What was typed, and whether the page may be left empty."""
    step = step_of(context, visit)
    optional = step.question.optional if step.question else step.field in OPTIONAL_FIELDS
    return {**asked(context, visit), "draft": visit.draft, "optional": optional, "field": step.field or ""}


def skip(visit: Visit, _argument: str) -> ev.Event:
    """Leave it empty."""
    return ev.Answered(visit.at, "")


ACTIONS: Actions = {"key": key, "done": take_draft, "skip": skip}
