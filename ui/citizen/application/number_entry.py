"""Asks for a number on the number pad: the personal number, a telephone, how many copies."""

from __future__ import annotations

from kiosk.visit.model import KioskContext, Visit
from ui.citizen.application.text_entry import skip
from ui.citizen.application.text_entry import view as text_view
from ui.citizen.common import Actions, View, key, see_sections, step_of, take_draft
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the digits so far, in groups that the eye can follow."""
    shown = text_view(context, visit)
    grouping = step_of(context, visit).input is not None
    return {**shown, "digits": grouped(visit.draft) if grouping else visit.draft}


def grouped(digits: str) -> str:
    """Groups digits in threes."""
    return " ".join(digits[at : at + 3] for at in range(0, len(digits), 3))


ACTIONS: Actions = {"key": key, "done": take_draft, "skip": skip, "sections": see_sections}
SCREEN = Screen("NumberEntry", asks("number"), view, ACTIONS)
