"""Hold the slip's code before the reader."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.model import Known, Visit
from ui.citizen.common import Actions, View, problem


def view(known: Known, visit: Visit) -> View:
    """Whether the reader waits, and what went wrong."""
    return {"waiting": visit.doing == "slip_code", "problem": problem(known, visit)}


ACTIONS: Actions = {"again": lambda visit, _argument: ev.WantsScan(visit.at)}
