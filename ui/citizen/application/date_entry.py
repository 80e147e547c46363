"""Asks for a date on the number pad: day, month, year; month and day may be left out
where nobody knows them.
"""

from __future__ import annotations

from kiosk.identity.dates import on_pad
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.application.text_entry import skip
from ui.citizen.application.text_entry import view as text_view
from ui.citizen.common import Actions, View, key, see_sections, take_draft
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the digits so far in their places."""
    return {**text_view(context, visit), "parts": parts(visit.draft)}


def parts(digits: str) -> list[str]:
    """Splits into day, month and year as typed so far, each where it will be taken for one."""
    return list(on_pad(digits) or ("", "", ""))


ACTIONS: Actions = {"key": key, "done": take_draft, "skip": skip, "sections": see_sections}
SCREEN = Screen("DateEntry", asks("date"), view, ACTIONS)
