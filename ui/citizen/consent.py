"""Yes or no to the use of personal data, before the first scan."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.model import Known, Visit
from ui.citizen.common import Actions, View, procedure_of, progress, tell


def view(known: Known, visit: Visit) -> View:
    """What the data is for, and who gets it."""
    return {
        **progress(known, visit),
        "procedure": tell(known, visit, procedure_of(known, visit).name),
        "centre": known.centre.named(visit.lang),
    }


ACTIONS: Actions = {
    "yes": lambda _visit, _argument: ev.Consented(yes=True),
    "no": lambda _visit, _argument: ev.Consented(yes=False),
}
