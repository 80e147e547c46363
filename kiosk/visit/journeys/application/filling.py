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
    REVIEW,
    after,
    current_step,
    is_complete,
    is_given,
    is_whole,
    missing,
    route,
    step_at,
)
from kiosk.visit.journeys.application.state import Application, Step, filled, filling
from kiosk.visit.journeys.application.taking import taken
from kiosk.visit.journeys.exploring import OFFER, PROCEDURE, offers_of
from kiosk.visit.journeys.leaving import LEAVING, Leaving, back_to_page
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import about, back, enter, go, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more

CONSENT_VERSION = "2026-11"
_ID_DIGITS = 12
ALL_PAPERS = "papers"
"""Stands for every paper that has no picture yet."""


def _wants_start(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Begins the dossier of the procedure on screen; what fits better is offered first."""
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    if procedure is None:
        return same(visit)
    if not _has_seen_offers(visit) and offers_of(context, procedure):
        return go(context, visit, OFFER)
    return go(context, visit, first_page(context, visit))


def _has_seen_offers(visit: Visit) -> bool:
    """Says that the page on screen showed what fits better; who is led by ear is asked."""
    return visit.at == PROCEDURE and not (visit.voice.leads or visit.comfort.listen)


def first_page(context: KioskContext, visit: Visit) -> str:
    """Gives the id of the page that a dossier begins with."""
    return route(context.catalogue.procedures[visit.procedure or ""], filled(visit))[0].id


def _goes_on(context: KioskContext, visit: Visit, event: ev.Event, now: Moment) -> Result:
    """Goes back to the page of the dossier that was left, or to the first that is not filled in yet."""
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    if visit.at != LEAVING:
        return same(visit)
    if procedure is None or step_at(context, visit, visit.of(Leaving).before) is not None:
        return back_to_page(context, visit, event, now)
    return enter(context, visit.having(Leaving()), after(procedure, filled(visit), LEAVING).id)


def _took_offer(context: KioskContext, visit: Visit, event: ev.TookOffer, _now: Moment) -> Result:
    procedure = context.catalogue.get(event.code)
    if visit.at not in (OFFER, PROCEDURE) or procedure is None:
        return same(visit)
    visit = about(visit, event.code, procedure.field)
    return go(context, visit, first_page(context, visit))


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
    """Gives what was entered on this page before, or read from a paper, as keyboard text: a date as its
    digits DDMMYYYY.
    """
    offer = known.offered.get(step.id)
    if offer is not None and not is_given(step, known):
        text = offer.text
    elif step.role is not None and step.input is not None:
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
    """Begins what the page waits for once it is agreed to; without that the dossier ends."""
    step = current_step(context, visit)
    if step is None or step.kind != "consent":
        return same(visit)
    if not event.yes:
        return enter(context, replace(visit.having(Application()), trail=()), PROCEDURE)
    return enter(context, filling(visit, consent=Consent(now.wall, CONSENT_VERSION, visit.lang)), visit.at)


def next_page(context: KioskContext, visit: Visit) -> Result:
    """Goes back to the page that a value was opened from, else to the next one that is not complete."""
    opened_from = _opened_from(context, visit)
    if opened_from is not None:
        return _back_to(context, visit, opened_from)
    step = after(context.catalogue.procedures[visit.procedure or ""], filled(visit), visit.at)
    if step.id == REVIEW.id:
        visit = filling(visit, change_from_review=False)
    return go(context, visit, step.id)


def _opened_from(context: KioskContext, visit: Visit) -> str | None:
    """Gives the page on which the value on screen stands together with others, if it was opened there."""
    for place in reversed(visit.trail):
        step = step_at(context, visit, place)
        if step is None or not (step.parts or step.input):
            return None
        if any(part.id == visit.at for part in step.parts):
            return place
    return None


def _back_to(context: KioskContext, visit: Visit, place: str) -> Result:
    """Goes back to a page on the trail; a person whom nobody can find yet is asked for first, unless a paper
    has something to say there.
    """
    step, known = step_at(context, visit, place), filled(visit)
    wanted = missing(step, known) if step and not from_papers.offered_on(step, known) else None
    trail = visit.trail[: len(visit.trail) - visit.trail[::-1].index(place) - 1]
    if wanted is None:
        return enter(context, replace(visit, trail=trail), place)
    return enter(context, replace(visit, trail=(*trail, place)), wanted.id)


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
    step = _here(context, visit, event.step) or _part_here(context, visit, event.step)
    if step is None or visit.waits_for(CapturePage):
        return same(visit)
    if step.kind in ("card", "paper", "sections"):
        return _confirmed(context, visit, step)
    if step.parts:
        return _enough(context, visit, step, rest=event.value is not None)
    text = visit.written if event.value is None else event.value
    given = taken(visit, step, text, now)
    if given is None:
        return same(visit)
    if given.problem is not None:
        return given, ()
    given = filling(given, before=step.id)
    return next_page(context, given) if step.id == visit.at else gone_on(context, given)


def gone_on(context: KioskContext, visit: Visit) -> Result:
    """Goes on by itself where everything on the page was answered by voice; a finger touches "Continue"."""
    step = current_step(context, visit)
    done = step is not None and step.kind != "card" and is_whole(step, filled(visit))
    return next_page(context, visit) if done and visit.voice.leads else same(visit)


def _confirmed(context: KioskContext, visit: Visit, step: Step) -> Result:
    """Goes on from what was read, photographed or looked at; what a card did not tell is asked for."""
    known = filled(visit)
    done = step.paper.id in known.papers if step.paper else step.role is None or step.role.id in known.persons
    if not done:
        return same(visit)
    wanted = missing(step, known)
    return next_page(context, visit) if wanted is None else go(context, visit, wanted.id)


def _enough(context: KioskContext, visit: Visit, step: Step, *, rest: bool) -> Result:
    """Goes on from a page with several values. What may be missing, or with `rest` everything, is left to the
    counter; a person whom nobody can find is asked for first.
    """
    known = filled(visit)
    wanted = None if rest else missing(step, known)
    if wanted is not None:
        return go(context, visit, wanted.id)
    if step.kind not in ("person", "details"):
        return next_page(context, visit) if is_whole(step, known) else same(visit)
    return next_page(context, filling(visit, left=known.left | {step.id}))


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
    """Leaves the paper on screen to the counter, or with it all that have no picture yet (`ALL_PAPERS`); of
    another one in the list it is noted here.
    """
    step = current_step(context, visit)
    if step is None or step.paper is None or visit.waits_for(CapturePage):
        return same(visit)
    entry, papers = PaperEntry(PaperState(event.how)), filled(visit).papers
    if event.step == ALL_PAPERS and event.how == "at_counter":
        steps = route(context.catalogue.procedures[visit.procedure or ""], filled(visit))
        rest = {one.paper.id: entry for one in steps if one.paper is not None}
        return next_page(context, filling(visit, papers={**rest, **papers}))
    wanted = step_at(context, visit, event.step)
    if wanted is None or wanted.paper is None or (event.how == "none" and wanted.paper.need != "asked"):
        return same(visit)
    given = filling(visit, papers={**papers, wanted.paper.id: entry})
    return next_page(context, given) if wanted.id == visit.at else same(given)


def _wants_change(context: KioskContext, visit: Visit, event: ev.WantsChange, _now: Moment) -> Result:
    """Opens a value of the page, the list of the sections, what is chosen there, or what the review shows."""
    step, wanted = current_step(context, visit), step_at(context, visit, event.step)
    if step is None or wanted is None or visit.waits_for(CapturePage) or step.kind == "consent":
        return same(visit)
    if step.id == REVIEW.id:
        visit = filling(visit, change_from_review=wanted.kind != "sections")
    elif not _may_open(step, wanted):
        return same(visit)
    return go(context, visit, wanted.id)


def _may_open(step: Step, wanted: Step) -> bool:
    if wanted.kind == "sections" or (step.paper is not None and wanted.paper is not None):
        return True
    return step.kind == "sections" or any(part.id == wanted.id for part in step.parts)


def _here(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """Gives the present page, if it is the one the event is about."""
    return current_step(context, visit) if visit.at == step_id else None


def _part_here(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """Gives the page of one value, if the present page asks for it together with others."""
    here = current_step(context, visit)
    parts = here.parts if here is not None and here.kind != "consent" else ()
    return next((part for part in parts if part.id == step_id), None)


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
