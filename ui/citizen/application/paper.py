"""Asks for one paper: photograph it, bring it to the counter, or say that there is none."""

from __future__ import annotations

from kiosk.contract.dossier import PaperState
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import CapturePage
from kiosk.visit.journeys.application.filling import ALL_PAPERS
from kiosk.visit.journeys.application.route import route
from kiosk.visit.journeys.application.saying import papers_to_come
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    asked,
    change,
    data_text,
    procedure_of,
    see_sections,
    step_of,
    take_draft,
    translate,
)
from ui.citizen.screen import Screen, asks

NOT_YET = N_("Not yet photographed")
_STATES = {
    PaperState.CAPTURED: N_("Photographed"),
    PaperState.AT_COUNTER: N_("Brought to the counter"),
    PaperState.NONE: N_("There is none"),
    PaperState.REPLACED: N_("No need to bring"),
}
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
        "icon": paper.icon,
        "note": data_text(context, visit, paper.note) if paper.note else "",
        "capturing": visit.waits_for(CapturePage),
        "page": known.page_digest if page else "",
        "ratio": page.height / max(1, page.width) if page else 1.4,
        "hints": [translate(context, visit, _HINTS[hint]) for hint in page.hints] if page else [],
        "kept": kept,
        "can_none": paper.need == "asked",
        "papers": _papers(context, visit),
        "more": len(papers_to_come(context, visit)) > 1,
    }


def _papers(context: KioskContext, visit: Visit) -> list[View]:
    """Lists all papers to be photographed with their states, where there are several."""
    steps = [step for step in route(procedure_of(context, visit), filled(visit)) if step.paper is not None]
    return [_row(context, visit, step) for step in steps] if len(steps) > 1 else []


def _row(context: KioskContext, visit: Visit, step: Step) -> View:
    entry = filled(visit).papers.get(step.paper.id) if step.paper else None
    return {
        "step": step.id,
        "icon": step.paper.icon if step.paper else "",
        "name": data_text(context, visit, step.paper.name) if step.paper else "",
        "state": translate(context, visit, _STATES[entry.state] if entry else NOT_YET),
        "here": step.id == visit.at,
        "done": entry is not None,
        "can_none": entry is None
        and step.id != visit.at
        and step.paper is not None
        and step.paper.need == "asked",
    }


ACTIONS: Actions = {
    "capture": lambda visit, _argument: ev.WantsCapture(visit.at),
    "keep": lambda visit, _argument: ev.KeptPage(visit.at, yes=True),
    "again": lambda visit, _argument: ev.KeptPage(visit.at, yes=False),
    "at_counter": lambda visit, _argument: ev.PaperElsewhere(visit.at, "at_counter"),
    "none": lambda visit, argument: ev.PaperElsewhere(argument or visit.at, "none"),
    "rest": lambda _visit, _argument: ev.PaperElsewhere(ALL_PAPERS, "at_counter"),
    "change": change,
    "go_on": take_draft,
    "sections": see_sections,
}
SCREEN = Screen("Paper", asks("paper"), view, ACTIONS)
