"""Shows where the dossier of a slip is. No name, no personal number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.catalogue.describe import day_words
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.status import STATUS, Following, comes_for, counter_field
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, finish, rate, spelled_moment, translate
from ui.citizen.screen import Screen, at


@dataclass(frozen=True, slots=True)
class _Shown:
    """Describes a state in words; `stage` counts the stages that the dossier has left behind."""

    kind: Literal["wait", "good", "bad"]
    words: str
    stage: int


_STATES = {
    DossierState.WAITING_CHECK: _Shown("wait", N_("Waiting for an officer to check"), 1),
    DossierState.ACCEPTED: _Shown("good", N_("Accepted, being worked on"), 2),
    DossierState.SUPPLEMENT: _Shown("wait", N_("Something is missing"), 1),
    DossierState.REFUSED: _Shown("bad", N_("Not accepted"), 1),
    DossierState.DONE: _Shown("good", N_("The result is ready"), 4),
    DossierState.HANDED_OUT: _Shown("good", N_("The result was handed out"), 4),
}

_STAGES = (
    N_("Dossier handed in"),
    N_("Checked by an officer"),
    N_("Being worked on"),
    N_("The result is ready"),
)


def view(context: KioskContext, visit: Visit) -> View:
    """Shows state, code, due date, what is missing."""
    status = visit.of(Following).status
    if status is None:
        return {"reference": ""}
    procedure = context.catalogue.get(status.procedure)
    shown = _STATES[status.state]
    papers = procedure.papers if procedure else ()
    names = {paper.id: data_text(context, visit, paper.name) for paper in papers}
    return {
        "reference": status.reference,
        "about": data_text(context, visit, procedure.name) if procedure else "",
        "kind": shown.kind,
        "state": translate(context, visit, shown.words),
        "stages": _stages(context, visit, status),
        "rows": _rows(context, visit, status),
        "reason": status.reason,
        "number": translate(context, visit, comes_for(visit)) if counter_field(context, visit) else "",
        "field": counter_field(context, visit),
        "papers": [names.get(paper, paper) for paper in status.papers],
    }


def _stages(context: KioskContext, visit: Visit, status: SubmissionStatus) -> list[View]:
    """Shows the stages of a dossier, and how far this one is."""
    reached = _STATES[status.state].stage
    return [
        {"name": translate(context, visit, name), "done": index < reached, "now": index == reached}
        for index, name in enumerate(_STAGES)
    ]


def _rows(context: KioskContext, visit: Visit, status: SubmissionStatus) -> list[View]:
    rows = [
        {"label": translate(context, visit, N_("Reference")), "value": status.reference},
        {"label": translate(context, visit, N_("Since")), "value": spelled_moment(status.since)},
    ]
    if status.code:
        rows.append({"label": translate(context, visit, N_("Dossier code")), "value": status.code})
    if status.due:
        rows.append(
            {
                "label": translate(context, visit, N_("Result due on")),
                "value": day_words(status.due, visit.lang),
            }
        )
    return rows


ACTIONS: Actions = {
    "finish": finish,
    "rate": rate,
    "number": lambda _visit, argument: ev.WantsNumber(argument),
}
SCREEN = Screen("Status", at(STATUS), view, ACTIONS)
