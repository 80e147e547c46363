"""Asks for one paper: photograph it, bring it to the counter, or say that there is none."""

from __future__ import annotations

from kiosk.contract.dossier import PaperState
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import CapturePage
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, asked, data_text, step_of, take_draft, translate
from ui.citizen.screen import Screen, asks

_HINTS = {
    "move_closer": N_("The paper is small in the picture: move it closer."),
    "tilt_glare": N_("Light shines on the paper: turn it a little."),
    "page_cut": N_("A corner is missing: lay the whole paper in the frame."),
    "covered": N_("Something covers the paper's edge: take the fingers away, fold the corners flat."),
    "blurred": N_("The picture is not sharp: keep the paper still."),
}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the paper, the picture just taken, and how many pages are kept."""
    paper = step_of(context, visit).paper
    if paper is None:
        raise LookupError(f"no paper at {visit.at}")
    known = filled(visit)
    page = known.page
    entry = known.papers.get(paper.id)
    kept = len(entry.files) if entry and entry.state is PaperState.CAPTURED else 0
    return {
        **asked(context, visit),
        "title": data_text(context, visit, paper.name),
        "note": data_text(context, visit, paper.note) if paper.note else "",
        "capturing": visit.waits_for(CapturePage),
        "page": known.page_digest if page else "",
        "ratio": page.height / max(1, page.width) if page else 1.4,
        "hints": [translate(context, visit, _HINTS[hint]) for hint in page.hints] if page else [],
        "kept": kept,
        "can_none": paper.need == "asked",
    }


ACTIONS: Actions = {
    "capture": lambda visit, _argument: ev.WantsCapture(visit.at),
    "keep": lambda visit, _argument: ev.KeptPage(visit.at, yes=True),
    "again": lambda visit, _argument: ev.KeptPage(visit.at, yes=False),
    "at_counter": lambda visit, _argument: ev.PaperElsewhere(visit.at, "at_counter"),
    "none": lambda visit, _argument: ev.PaperElsewhere(visit.at, "none"),
    "go_on": take_draft,
}
SCREEN = Screen("Paper", asks("paper"), view, ACTIONS)
