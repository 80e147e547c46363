"""The procedures of one queue field, and a number for the field alone."""

from __future__ import annotations

from kiosk.visit.model import Known, Visit
from ui.citizen.common import Actions, View, pick, take_number, tell


def view(known: Known, visit: Visit) -> View:
    """The field's name and procedures."""
    field = next(field for field in known.fields if field.id == visit.field)
    return {
        "title": tell(known, visit, field.name),
        "examples": tell(known, visit, field.examples),
        "procedures": [
            {
                "code": procedure.code,
                "name": tell(known, visit, procedure.name),
                "summary": tell(known, visit, procedure.summary),
                "icon": procedure.icon,
            }
            for procedure in known.catalogue.of_field(field.id)
        ],
    }


ACTIONS: Actions = {"pick": pick, "number": take_number}
