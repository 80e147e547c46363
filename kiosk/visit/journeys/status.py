"""Shows where a dossier is: by the slip's code, a typed code or the citizen card; then leads to a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kiosk.catalogue.describe import day_words, words
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.text import ALPHABET, APPOINTMENT_CODE_LENGTH
from kiosk.dossier.codes import SlipCode
from kiosk.language.messages import N_
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option
from kiosk.visit.effects import CheckIn, FindDossiers, ReadCard, Reading, ReadSlipCode, StopReading
from kiosk.visit.failures import shown
from kiosk.visit.journey import Journey, says
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more
from kiosk.visit.reading import at_slip
from kiosk.visit.sayable import finish, rate

SHOW_CODE = "show_code"
TYPE_CODE = "type_code"
SHOW_CARD = "show_card"
FOUND = "found"
STATUS = "status"
LONGEST_CODE = 40
NOT_FOUND = "dossier_not_found"
MOST_TRIES = 5
"""So often a visit may look for a code that nobody has: codes are counted up, and could be tried out."""


@dataclass(frozen=True, slots=True)
class Following(State):
    """Holds `status`, the hub's answer about the dossier; `found` are those to choose from, `tries` how often
    none was found.
    """

    status: SubmissionStatus | None = None
    found: tuple[SubmissionStatus, ...] = ()
    tries: int = 0


def _arrived(_context: KioskContext, visit: Visit) -> Result:
    match visit.at:
        case "show_code":
            return starting(visit, ReadSlipCode())
        case "show_card":
            return starting(visit, ReadCard(SHOW_CARD))
    return same(visit)


def _wants_scan(_context: KioskContext, visit: Visit, event: ev.WantsScan, _now: Moment) -> Result:
    if event.step != visit.at or visit.at not in (SHOW_CODE, SHOW_CARD):
        return same(visit)
    again: Reading = ReadSlipCode() if visit.at == SHOW_CODE else ReadCard(SHOW_CARD)
    visit, reading = awaiting(waiting_no_more(visit, Reading), again)
    return visit, (StopReading(), reading)


def _slip_read(context: KioskContext, visit: Visit, event: oc.SlipRead, _now: Moment) -> Result:
    """Shows where the dossier is; who has an appointment has come for it."""
    if isinstance(event.found, SlipCode):
        return starting(visit, CheckIn(token=event.found.token, lang=visit.lang))
    return go(context, visit.having(Following(event.found)), STATUS)


def _not_read(_context: KioskContext, visit: Visit, event: oc.Failed[Reading], _now: Moment) -> Result:
    """Handles a failed reading: goes on waiting if nothing was shown yet. Something unreadable: stop, and
    offer to try again.
    """
    fault = at_slip(event.fault) if visit.at == SHOW_CODE else event.fault
    visit = replace(visit, problem=fault)
    return starting(visit, event.effect) if event.fault.id == "no_code" else same(visit)


def _keyed(_context: KioskContext, visit: Visit, event: ev.Keyed, _now: Moment) -> Result:
    """Types a code: letters and digits as they are, large."""
    if visit.at != TYPE_CODE:
        return same(visit)
    match event.key:
        case "backspace":
            draft = visit.draft[:-1]
        case "clear":
            draft = ""
        case key if len(key) == 1 and key.isascii() and (key.isalnum() or key in "-."):
            draft = (visit.draft + key.upper())[:LONGEST_CODE]
        case _:
            return same(visit)
    return replace(visit, draft=draft), ()


def _wants_look_up(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    if visit.at != TYPE_CODE or not visit.draft or visit.waits_for(FindDossiers):
        return same(visit)
    if visit.of(Following).tries >= MOST_TRIES:
        return replace(visit, problem=Fault(NOT_FOUND)), ()
    code = visit.draft.replace("-", "")
    if len(code) == APPOINTMENT_CODE_LENGTH and set(code) <= set(ALPHABET):
        return starting(visit, CheckIn(code=code, lang=visit.lang))
    return starting(visit, FindDossiers(code=visit.draft))


def _card_read(_context: KioskContext, visit: Visit, event: oc.CardRead, _now: Moment) -> Result:
    """Looks for the card's dossiers; nothing of the card is kept but its number, until the hub answers."""
    return starting(visit, FindDossiers(card=event.card.id))


def _no_appointment(_context: KioskContext, visit: Visit, event: oc.Failed[CheckIn], _now: Moment) -> Result:
    """Shows why there is no number for it; what is typed in vain is counted, for codes could be tried out."""
    following = visit.of(Following)
    visit = visit.having(replace(following, tries=following.tries + bool(event.effect.code)))
    return replace(visit, problem=event.fault), ()


def _dossiers_found(context: KioskContext, visit: Visit, event: oc.DossiersFound, _now: Moment) -> Result:
    """Shows the dossier, or lets the citizen choose among several."""
    following = visit.of(Following)
    if not event.found:
        visit = visit.having(replace(following, tries=following.tries + 1))
        return replace(visit, problem=Fault(NOT_FOUND)), ()
    if len(event.found) == 1:
        return go(context, visit.having(Following(event.found[0])), STATUS)
    return go(context, visit.having(Following(found=event.found)), FOUND)


def _picked(context: KioskContext, visit: Visit, event: ev.PickedDossier, _now: Moment) -> Result:
    found = visit.of(Following).found
    picked = next((one for one in found if one.reference == event.reference), None)
    return same(visit) if picked is None else go(context, visit.having(Following(picked, found)), STATUS)


def counter_field(context: KioskContext, visit: Visit) -> str:
    """Gives the field of which a number helps on: to collect the result, or to bring what is missing; empty
    where there is nothing to come for.
    """
    status = visit.of(Following).status
    if status is None or status.state not in _COMES_FOR:
        return ""
    entry = context.catalogue.entries.get(status.procedure)
    return entry.field if entry else ""


def comes_for(visit: Visit) -> str:
    """Says what a number is taken for, as a message id; empty where there is nothing to come for."""
    status = visit.of(Following).status
    return _COMES_FOR.get(status.state, "") if status else ""


_COMES_FOR: Mapping[DossierState, str] = {
    DossierState.SUPPLEMENT: N_("Take a number to bring what is missing"),
    DossierState.DONE: N_("Take a number to collect the result"),
}


def _has_what_it_shows(_context: KioskContext, visit: Visit, place: str) -> bool:
    if place == FOUND:
        return bool(visit.of(Following).found)
    return place != STATUS or visit.of(Following).status is not None


def _named(context: KioskContext, visit: Visit, message: str, then: ev.ByPerson, deed: str) -> Option:
    return Option(context.messages.text(visit.lang, message), then, deed)


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    return tuple(_listed(context, visit))


def _listed(context: KioskContext, visit: Visit) -> Iterator[Option]:
    match visit.at:
        case "status":
            field = counter_field(context, visit)
            if field:
                ask = context.messages.text(visit.lang, "Take a queue number now?")
                number = _named(context, visit, comes_for(visit), ev.WantsNumber(field), "number")
                yield replace(number, ask=ask)
            yield rate(context, visit)
            yield finish(context, visit)
        case "found":
            for one in visit.of(Following).found:
                yield Option(found_name(context, visit, one), ev.PickedDossier(one.reference))
        case "type_code":
            yield _named(context, visit, N_("Look up"), ev.WantsLookUp(), "look_up")
            yield _named(context, visit, N_("Use my citizen card"), ev.Went(SHOW_CARD), "use_card")
        case _:
            yield _named(context, visit, N_("Try again"), ev.WantsScan(visit.at), "once_more")
            yield _named(context, visit, N_("Type the code"), ev.Went(TYPE_CODE), "type_code")
            if visit.at == SHOW_CODE:
                yield _named(context, visit, N_("Use my citizen card"), ev.Went(SHOW_CARD), "use_card")


def found_name(context: KioskContext, visit: Visit, status: SubmissionStatus) -> str:
    """Names a dossier that was found: its procedure, and the day since which it stands so."""
    entry = context.catalogue.entries.get(status.procedure)
    name = words(entry.name, visit.lang, context.messages) if entry else status.procedure
    return f"{name}, {day_words(status.since.date(), visit.lang)}"


JOURNEY = Journey(
    name="status",
    title=N_("Where the dossier is"),
    state=Following,
    places={
        SHOW_CODE: says(N_("Hold the code of your slip or appointment before the reader.")),
        TYPE_CODE: says(N_("Type the code of your application or appointment, then touch Look up.")),
        SHOW_CARD: says(N_("Hold your citizen card before the reader, to find your applications.")),
        FOUND: says(N_("Several applications were found. Touch yours.")),
        STATUS: says(N_("The screen shows where your dossier is.")),
    },
    handlers={
        ev.WantsScan: _wants_scan,
        ev.Keyed: _keyed,
        ev.WantsLookUp: _wants_look_up,
        ev.PickedDossier: _picked,
        oc.SlipRead: _slip_read,
        oc.CardRead: _card_read,
        oc.DossiersFound: _dossiers_found,
    },
    failures={ReadSlipCode: _not_read, ReadCard: _not_read, FindDossiers: shown, CheckIn: _no_appointment},
    open_places=frozenset({SHOW_CODE, TYPE_CODE, SHOW_CARD}),
    options=_options,
    ends=frozenset({STATUS}),
    arrived=_arrived,
    has_what_it_shows=_has_what_it_shows,
)
