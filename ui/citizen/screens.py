"""Which screen shows a visit: an ordered table, the first row that fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import Step
from kiosk.visit.journeys.exploring import FIELD, OFFER, PORTAL_TEXT, PROCEDURE, ROBOT, SEARCH
from kiosk.visit.journeys.number import NUMBER
from kiosk.visit.journeys.status import SHOW_CODE, STATUS
from kiosk.visit.model import KioskContext, Visit
from ui.citizen import (
    card,
    choice,
    consent,
    date_entry,
    field,
    handed_in,
    home,
    number,
    number_entry,
    offer,
    paper,
    portal_text,
    procedure,
    review,
    robot,
    search,
    show_code,
    status,
    text_entry,
)
from ui.citizen.common import Actions, View

Predicate = Callable[[Visit, Step | None], bool]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its QML file is `<name>.qml`, its view-model the two others."""

    name: str
    view: Callable[[KioskContext, Visit], View]
    actions: Actions


def _place(name: str) -> Predicate:
    return lambda visit, _step: visit.at == name


def _kind(*kinds: str) -> Predicate:
    return lambda _visit, step: step is not None and step.kind in kinds


def _always(_visit: Visit, _step: Step | None) -> bool:
    return True


SCREENS: tuple[tuple[Predicate, Screen], ...] = (
    (_place(SEARCH), Screen("Search", search.view, search.ACTIONS)),
    (_place(FIELD), Screen("FieldPage", field.view, field.ACTIONS)),
    (_place(ROBOT), Screen("Robot", robot.view, robot.ACTIONS)),
    (_place(PROCEDURE), Screen("Procedure", procedure.view, procedure.ACTIONS)),
    (_place(PORTAL_TEXT), Screen("PortalText", portal_text.view, portal_text.ACTIONS)),
    (_place(OFFER), Screen("Offer", offer.view, offer.ACTIONS)),
    (_place(NUMBER), Screen("Number", number.view, number.ACTIONS)),
    (_place(HANDED_IN), Screen("HandedIn", handed_in.view, handed_in.ACTIONS)),
    (_place(SHOW_CODE), Screen("ShowCode", show_code.view, show_code.ACTIONS)),
    (_place(STATUS), Screen("Status", status.view, status.ACTIONS)),
    (_kind("consent"), Screen("Consent", consent.view, consent.ACTIONS)),
    (_kind("card"), Screen("Card", card.view, card.ACTIONS)),
    (_kind("choice"), Screen("Choice", choice.view, choice.ACTIONS)),
    (_kind("text"), Screen("TextEntry", text_entry.view, text_entry.ACTIONS)),
    (_kind("date"), Screen("DateEntry", date_entry.view, date_entry.ACTIONS)),
    (_kind("number"), Screen("NumberEntry", number_entry.view, number_entry.ACTIONS)),
    (_kind("paper"), Screen("Paper", paper.view, paper.ACTIONS)),
    (_kind("review"), Screen("Review", review.view, review.ACTIONS)),
    (_always, Screen("Home", home.view, home.ACTIONS)),
)


def screen_for(context: KioskContext, visit: Visit) -> Screen:
    """The screen of `visit`."""
    step = current_step(context, visit)
    return next(screen for fits, screen in SCREENS if fits(visit, step))
