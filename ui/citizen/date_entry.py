"""A date on the number pad: day, month, year; month and day may be left out where nobody knows them."""

from __future__ import annotations

from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, key, take_draft
from ui.citizen.text_entry import skip
from ui.citizen.text_entry import view as text_view


def view(context: KioskContext, visit: Visit) -> View:
    """The digits so far in their places."""
    return {**text_view(context, visit), "parts": parts(visit.draft)}


def parts(digits: str) -> list[str]:
    """Day, month and year as typed so far."""
    return [digits[:2], digits[2:4], digits[4:8]]


ACTIONS: Actions = {"key": key, "done": take_draft, "skip": skip}
