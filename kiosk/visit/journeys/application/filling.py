"""Fills in a dossier: consent, cards, questions, persons, papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import Consent, PaperEntry, Person, Value
from kiosk.identity.dates import on_pad
from kiosk.identity.inputs import read_from
from kiosk.identity.typed import YEARS_AHEAD
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import CapturePage, ReadCard, Reading, StopReading
from kiosk.visit.journey import Handler
from kiosk.visit.journeys.application import from_papers
from kiosk.visit.journeys.application.route import (
    CONSENT,
    REVIEW,
    after,
    current_step,
    input_step,
    is_complete,
    route,
    step_at,
)
from kiosk.visit.journeys.application.state import Application, Step, filled, filling
from kiosk.visit.journeys.application.taking import taken
from kiosk.visit.journeys.exploring import OFFER, PROCEDURE
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import about, back, enter, go, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more

CONSENT_VERSION = "2026-11"
_ID_DIGITS = 12


def _wants_start(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Begins the dossier of the procedure on screen; what fits better is offered first."""
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    if procedure is None:
        return same(visit)
    if any(offer.procedure in context.catalogue.procedures for offer in procedure.offers):
        return go(context, visit, OFFER)
    return go(context, visit, CONSENT.id)


def _goes_on(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Goes back to the first page that is not filled in yet."""
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    if visit.at != LEAVING or procedure is None:
        return same(visit)
    steps = route(procedure, filled(visit))
    step = next((step for step in steps if not is_complete(step, filled(visit))), REVIEW)
    return enter(context, visit, step.id)


def _took_offer(context: KioskContext, visit: Visit, event: ev.TookOffer, _now: Moment) -> Result:
    procedure = context.catalogue.get(event.code)
    if visit.at != OFFER or procedure is None:
        return same(visit)
    return go(context, about(visit, event.code, procedure.field), CONSENT.id)


def arrived(context: KioskContext, visit: Visit) -> Result:
    """Prepares a page on arrival: shows what was typed there before; a card page begins to read."""
    step = current_step(context, visit)
    if step is None:
        return same(visit)
    visit = replace(visit, draft=_typed_before(step, filled(visit)))
    if step.kind == "card" and not is_complete(step, filled(visit)):
        return starting(visit, ReadCard(step.id))
    return same(visit)


def leaving(visit: Visit) -> Visit:
    """Drops the picture just taken with its page, and what was told there and not yet said yes to."""
    return filling(visit, page=None, page_digest="", told=())


def _typed_before(step: Step, known: Application) -> str:
    """Gives what was entered on this page before, as keyboard text: a date as its digits DDMMYYYY."""
    if step.role is not None and step.input is not None:
        text = known.persons.get(step.role.id, Person()).text(step.input.name)
    elif step.kind in ("text", "date", "number"):
        text = known.answers.get(step.id, "")
    else:
        return ""
    return "".join(reversed(text.split("-"))) if step.kind == "date" else text


def _went_back(context: KioskContext, visit: Visit, _event: ev.Back, _now: Moment) -> Result:
    return back(context, filling(visit, change_from_review=False))


def _keyed(context: KioskContext, visit: Visit, event: ev.Keyed, now: Moment) -> Result:
    step = current_step(context, visit)
    if step is None or step.kind not in ("text", "date", "number"):
        return same(visit)
    if step.kind != "text":
        return digit_pressed(visit, event.key, step, now.wall.date()), ()
    return visit.typing(event.key), ()


def digit_pressed(visit: Visit, key: str, step: Step, today: date) -> Visit:
    """Handles the number pad: digits up to what the page can take; one that makes no date
    is refused at once.
    """
    draft = visit.draft
    if key == "backspace":
        return replace(visit, draft=draft[:-1])
    if key == "clear":
        return replace(visit, draft="")
    if len(key) != 1 or key not in "0123456789":
        return visit
    if step.kind != "date":
        return replace(visit, draft=(draft + key)[:_ID_DIGITS])
    last_year = today.year + (YEARS_AHEAD if step.question and step.question.ahead else 0)
    if on_pad(draft + key, last_year) is None:
        return replace(visit, problem=Fault("date_invalid"))
    return replace(visit, draft=draft + key)


def _consented(context: KioskContext, visit: Visit, event: ev.Consented, now: Moment) -> Result:
    if visit.at != CONSENT.id:
        return same(visit)
    if not event.yes:
        return enter(context, replace(visit.having(Application()), trail=()), PROCEDURE)
    given = filling(visit, consent=Consent(now.wall, CONSENT_VERSION, visit.lang))
    return next_page(context, given)


def next_page(context: KioskContext, visit: Visit) -> Result:
    """Goes to the page that follows; those whose value was told ahead are passed over."""
    procedure, known = context.catalogue.procedures[visit.procedure or ""], filled(visit)
    step = after(procedure, known, visit.at)
    while step.id in known.ahead and step.id != REVIEW.id:
        step = after(procedure, known, step.id)
    if step.id == REVIEW.id:
        visit = filling(visit, change_from_review=False)
    return go(context, visit, step.id)


def _card_read(context: KioskContext, visit: Visit, event: oc.CardRead, _now: Moment) -> Result:
    step = _here(context, visit, event.effect.step)
    if step is None or step.kind != "card" or step.role is None:
        return same(visit)
    known = filled(visit)
    read = read_from(event.card, step.role.inputs)
    values = {name: Value(text, "card") for name, text in read.items()}
    kept = {
        name: value
        for name, value in known.persons.get(step.role.id, Person()).values.items()
        if not value.of_card and name not in values
    }
    persons = {**known.persons, step.role.id: Person({**kept, **values})}
    visit = filling(visit, persons=persons, typing=known.typing - {step.id})
    return replace(visit, problem=None), ()


def _wants_typing(context: KioskContext, visit: Visit, event: ev.WantsTyping, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.kind != "card":
        return same(visit)
    return next_page(context, filling(visit, typing=filled(visit).typing | {step.id}))


def _wants_scan(context: KioskContext, visit: Visit, event: ev.WantsScan, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.kind != "card" or step.role is None:
        return same(visit)
    known = filled(visit)
    persons = {role: person for role, person in known.persons.items() if role != step.role.id}
    again = filling(visit, persons=persons, typing=known.typing - {step.id})
    again, reading = awaiting(waiting_no_more(again, Reading), ReadCard(step.id))
    return again, (StopReading(), reading)


def not_read(_context: KioskContext, visit: Visit, event: oc.Failed[ReadCard], _now: Moment) -> Result:
    """Handles a failed reading: goes on waiting if nothing was shown yet. Something unreadable: stop, and
    offer to try again or to type.
    """
    visit = replace(visit, problem=event.fault)
    return starting(visit, event.effect) if event.fault.id == "no_code" else same(visit)


def _answered(context: KioskContext, visit: Visit, event: ev.Answered, now: Moment) -> Result:
    step = _here(context, visit, event.step) or _detail_here(context, visit, event.step)
    if step is None or visit.waits_for(CapturePage):
        return same(visit)
    if step.kind in ("card", "paper"):
        return _confirmed(context, visit, step)
    if step.kind == "more":
        return _enough(context, visit, step)
    text = visit.written if event.value is None else event.value
    given = taken(visit, step, text, now)
    if given is None:
        return same(visit)
    if given.problem is not None or step.id != visit.at:
        return given, ()
    return next_page(context, filling(given, before=step.id))


def _confirmed(context: KioskContext, visit: Visit, step: Step) -> Result:
    known = filled(visit)
    done = step.paper.id in known.papers if step.paper else bool(step.role and step.role.id in known.persons)
    return next_page(context, visit) if done else same(visit)


def _enough(context: KioskContext, visit: Visit, step: Step) -> Result:
    """Leaves empty what is not filled in of a person's further details, and goes on."""
    if step.role is None:
        return same(visit)
    persons = filled(visit).persons
    person = persons.get(step.role.id, Person())
    empty = {asked.name: Value("") for asked in step.inputs if asked.name not in person.values}
    whole = Person({**person.values, **empty})
    return next_page(context, filling(visit, persons={**persons, step.role.id: whole}))


def _wants_capture(context: KioskContext, visit: Visit, event: ev.WantsCapture, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.kind != "paper" or visit.waits_for(CapturePage):
        return same(visit)
    return starting(leaving(visit), CapturePage(step.id))


def _page_captured(context: KioskContext, visit: Visit, event: oc.PageCaptured, _now: Moment) -> Result:
    if _here(context, visit, event.effect.step) is None:
        return same(visit)
    visit = filling(visit, page=event.page, page_digest=event.digest)
    return replace(visit, problem=None), ()


def _kept_page(context: KioskContext, visit: Visit, event: ev.KeptPage, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    known = filled(visit)
    if step is None or step.paper is None or known.page is None:
        return same(visit)
    visit = leaving(visit)
    if not event.yes:
        return starting(visit, CapturePage(step.id))
    entry = known.papers.get(step.paper.id)
    files = entry.files if entry is not None and entry.state is PaperState.CAPTURED else ()
    kept = PaperEntry(PaperState.CAPTURED, (*files, known.page_digest))
    visit = filling(visit, papers={**known.papers, step.paper.id: kept})
    return from_papers.reading(context, visit, step, known.page_digest)


def _paper_elsewhere(context: KioskContext, visit: Visit, event: ev.PaperElsewhere, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.paper is None or visit.waits_for(CapturePage):
        return same(visit)
    if event.how == "none" and step.paper.need != "asked":
        return same(visit)
    entry = PaperEntry(PaperState(event.how))
    return next_page(context, filling(visit, papers={**filled(visit).papers, step.paper.id: entry}))


def _wants_change(context: KioskContext, visit: Visit, event: ev.WantsChange, _now: Moment) -> Result:
    if _detail_here(context, visit, event.step) is not None:
        return go(context, visit, event.step)
    if visit.at != REVIEW.id or step_at(context, visit, event.step) is None:
        return same(visit)
    return go(context, filling(visit, change_from_review=True), event.step)


def _here(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """Gives the present page, if it is the one the event is about."""
    return current_step(context, visit) if visit.at == step_id else None


def _detail_here(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """Gives the page of one detail, if the present page asks for it together with others."""
    here = current_step(context, visit)
    if here is None or here.role is None:
        return None
    role = here.role
    return next(
        (input_step(role, asked.name) for asked in here.inputs if f"{role.id}.{asked.name}" == step_id), None
    )


HANDLERS: Mapping[type[ev.Event], Handler] = {
    ev.WantsStart: _wants_start,
    ev.GoesOn: _goes_on,
    ev.TookOffer: _took_offer,
    ev.Back: _went_back,
    ev.Keyed: _keyed,
    ev.Consented: _consented,
    oc.CardRead: _card_read,
    ev.WantsTyping: _wants_typing,
    ev.WantsScan: _wants_scan,
    ev.Answered: _answered,
    ev.WantsCapture: _wants_capture,
    oc.PageCaptured: _page_captured,
    ev.KeptPage: _kept_page,
    oc.PaperRead: from_papers.paper_read,
    ev.PaperElsewhere: _paper_elsewhere,
    ev.WantsChange: _wants_change,
}
