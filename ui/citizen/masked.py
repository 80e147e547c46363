"""Masks the values of persons; the value itself is given only while its mask is held."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.identity.inputs import INPUTS
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import View


def masked(context: KioskContext, visit: Visit, role: str, name: str) -> View:
    """Shows a person's value as others may see it: `value`, and `hidden`, its key to `uncovered()`; empty
    where nothing of it is hidden. The same for every person, whether typed or read from a card.
    """
    text = filled(visit).persons.get(role, Person()).text(name)
    mask = INPUTS[name].hidden(text, visit.lang, context.messages)
    whole = INPUTS[name].words(text, visit.lang, context.messages)
    return {"value": mask, "hidden": f"{role}.{name}" if text and mask != whole else ""}


def uncovered(context: KioskContext, visit: Visit, key: str) -> str:
    """Gives the person's value of that key in words; empty where there is none."""
    role, _, name = key.rpartition(".")
    text = filled(visit).persons.get(role, Person()).text(name)
    return INPUTS[name].words(text, visit.lang, context.messages) if text else ""
