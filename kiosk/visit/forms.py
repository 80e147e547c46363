"""Filling in: consent, cards, questions, persons, papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from kiosk.contract.dossier import PaperState, ValueSource
from kiosk.dossier.model import Consent, PaperEntry, Person, Value
from kiosk.identity.inputs import read_from
from kiosk.identity.typed import past_date
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import CapturePage, ReadCard, Reading, ReadSlipCode, StopReading
from kiosk.visit.model import PROCEDURE, SHOW_CODE, KioskContext, Moment, Step, Visit
from kiosk.visit.navigation import current_step, enter, onward, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more
from kiosk.visit.route import CONSENT, REVIEW, after, step_of

CONSENT_VERSION = "2026-11"
_DATE_DIGITS = 8
_ID_DIGITS = 12


def start(context: KioskContext, visit: Visit) -> Result:
    """Begin the dossier of the procedure on screen."""
    return onward(context, visit, CONSENT)


def without_dossier(visit: Visit) -> Visit:
    """Another procedure is chosen: what was filled in for the first one goes."""
    return replace(
        visit, consent=None, typing=frozenset(), persons={}, answers={}, papers={}, change_from_review=False
    )


def digits_after(draft: str, key: str, step: Step) -> str:
    """The number pad: digits up to what the page can take."""
    if key == "backspace":
        return draft[:-1]
    if key == "clear":
        return ""
    if len(key) != 1 or key not in "0123456789":
        return draft
    return (draft + key)[: _DATE_DIGITS if step.kind == "date" else _ID_DIGITS]


def _consented(context: KioskContext, visit: Visit, event: ev.Consented, now: Moment) -> Result:
    if visit.at != CONSENT.id:
        return same(visit)
    if not event.yes:
        return enter(context, replace(without_dossier(visit), trail=()), PROCEDURE)
    given = replace(visit, consent=Consent(now.wall, CONSENT_VERSION, visit.lang))
    return _next(context, given)


def _next(context: KioskContext, visit: Visit) -> Result:
    procedure = context.catalogue.procedures[visit.procedure or ""]
    step = after(procedure, visit, visit.at)
    if step.id == REVIEW.id:
        visit = replace(visit, change_from_review=False)
    return onward(context, visit, step)


def _card_read(context: KioskContext, visit: Visit, event: oc.CardRead, _now: Moment) -> Result:
    step = _here(context, visit, event.effect.step)
    if step is None or step.kind != "card" or step.role is None:
        return same(visit)
    read = read_from(event.card, step.role.inputs)
    values = {name: Value(text, "card") for name, text in read.items()}
    kept = {
        name: value
        for name, value in visit.persons.get(step.role.id, Person()).values.items()
        if value.source == "typed" and name not in values
    }
    persons = {**visit.persons, step.role.id: Person({**kept, **values})}
    typing = visit.typing - {step.id}
    return replace(visit, persons=persons, typing=typing, problem=None), ()


def _wants_typing(context: KioskContext, visit: Visit, event: ev.WantsTyping, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.kind != "card":
        return same(visit)
    return _next(context, replace(visit, typing=visit.typing | {step.id}))


def _wants_scan(context: KioskContext, visit: Visit, event: ev.WantsScan, _now: Moment) -> Result:
    if event.step == SHOW_CODE == visit.at:
        return _read_again(visit, ReadSlipCode())
    step = _here(context, visit, event.step)
    if step is None or step.kind != "card" or step.role is None:
        return same(visit)
    persons = {role: person for role, person in visit.persons.items() if role != step.role.id}
    again = replace(visit, persons=persons, typing=visit.typing - {step.id})
    return _read_again(again, ReadCard(step.id))


def _read_again(visit: Visit, effect: Reading) -> Result:
    visit, reading = awaiting(waiting_no_more(visit, Reading), effect)
    return visit, (StopReading(), reading)


def _answered(context: KioskContext, visit: Visit, event: ev.Answered, now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or visit.waits_for(CapturePage):
        return same(visit)
    if step.kind in ("card", "paper"):
        return _confirmed(context, visit, step)
    text = visit.draft if event.value is None else event.value
    ask = _question if step.question is not None else _person_value
    return ask(context, visit, step, text, now)


def _confirmed(context: KioskContext, visit: Visit, step: Step) -> Result:
    done = step.paper.id in visit.papers if step.paper else bool(step.role and step.role.id in visit.persons)
    return _next(context, visit) if done else same(visit)


def _person_value(context: KioskContext, visit: Visit, step: Step, text: str, now: Moment) -> Result:
    role, asked = step.role, step.input
    if role is None or asked is None:
        return same(visit)
    checked = asked.checked(_spelled_date(text) if asked.kind == "date" else text, now.wall.date())
    if isinstance(checked, Fault):
        return replace(visit, problem=checked), ()
    person = visit.persons.get(role.id, Person())
    before = person.values.get(asked.name)
    source: ValueSource = "typed" if before is None or before.source == "typed" else "card_typed_over"
    values = {**person.values, asked.name: Value(checked, source)}
    return _next(context, replace(visit, persons={**visit.persons, role.id: Person(values)}))


def _question(context: KioskContext, visit: Visit, step: Step, text: str, now: Moment) -> Result:
    question = step.question
    if question is None:
        return same(visit)
    problem: Fault | None = None
    if question.kind == "choice":
        if text not in {option.id for option in question.options}:
            return same(visit)
    elif not text.strip():
        problem = None if question.optional else Fault("value_missing")
    elif question.kind == "number":
        if not text.isdecimal() or not question.least <= int(text) <= question.most:
            problem = Fault("number_out_of_range")
    elif question.kind == "date":
        checked = past_date(_spelled_date(text), now.wall.date())
        problem = checked if isinstance(checked, Fault) else None
        text = "" if isinstance(checked, Fault) else checked
    if problem is not None:
        return replace(visit, problem=problem), ()
    return _next(context, replace(visit, answers={**visit.answers, question.id: text.strip()}))


def _spelled_date(digits: str) -> str:
    """Keyboard digits DDMMYYYY, MMYYYY or YYYY with slashes; anything else as it is."""
    lengths = {8: (2, 4), 6: (2,), 4: ()}
    if not digits.isdecimal() or len(digits) not in lengths:
        return digits
    cuts = (0, *lengths[len(digits)], len(digits))
    return "/".join(digits[a:b] for a, b in pairwise(cuts))


def _wants_capture(context: KioskContext, visit: Visit, event: ev.WantsCapture, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.kind != "paper" or visit.waits_for(CapturePage):
        return same(visit)
    return starting(replace(visit, page=None, page_digest=""), CapturePage(step.id))


def _page_captured(context: KioskContext, visit: Visit, event: oc.PageCaptured, _now: Moment) -> Result:
    if _here(context, visit, event.effect.step) is None:
        return same(visit)
    return replace(visit, page=event.page, page_digest=event.digest, problem=None), ()


def _kept_page(context: KioskContext, visit: Visit, event: ev.KeptPage, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.paper is None or visit.page is None:
        return same(visit)
    digest = visit.page_digest
    visit = replace(visit, page=None, page_digest="")
    if not event.yes:
        return starting(visit, CapturePage(step.id))
    entry = visit.papers.get(step.paper.id)
    files = entry.files if entry is not None and entry.state is PaperState.CAPTURED else ()
    kept = PaperEntry(PaperState.CAPTURED, (*files, digest))
    return replace(visit, papers={**visit.papers, step.paper.id: kept}), ()


def _paper_elsewhere(context: KioskContext, visit: Visit, event: ev.PaperElsewhere, _now: Moment) -> Result:
    step = _here(context, visit, event.step)
    if step is None or step.paper is None or visit.waits_for(CapturePage):
        return same(visit)
    if event.how == "none" and step.paper.need != "asked":
        return same(visit)
    entry = PaperEntry(PaperState(event.how))
    return _next(context, replace(visit, papers={**visit.papers, step.paper.id: entry}))


def _wants_change(context: KioskContext, visit: Visit, event: ev.WantsChange, _now: Moment) -> Result:
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    step = step_of(procedure, visit, event.step) if procedure else None
    if visit.at != REVIEW.id or step is None:
        return same(visit)
    return onward(context, replace(visit, change_from_review=True), step)


def _here(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """The present page, if it is the one the event is about."""
    return current_step(context, visit) if visit.at == step_id else None


HANDLERS: dict[type[ev.Event], Callable[[KioskContext, Visit, Any, Moment], Result]] = {
    ev.Consented: _consented,
    oc.CardRead: _card_read,
    ev.WantsTyping: _wants_typing,
    ev.WantsScan: _wants_scan,
    ev.Answered: _answered,
    ev.WantsCapture: _wants_capture,
    oc.PageCaptured: _page_captured,
    ev.KeptPage: _kept_page,
    ev.PaperElsewhere: _paper_elsewhere,
    ev.WantsChange: _wants_change,
}
