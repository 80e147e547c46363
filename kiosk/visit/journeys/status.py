"""Shows where a dossier is: reads the slip's code, then asks the hub."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.contract.submission import SubmissionStatus
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option
from kiosk.visit.effects import Reading, ReadSlipCode, StopReading
from kiosk.visit.journey import Journey, says
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more
from kiosk.visit.reading import at_slip
from kiosk.visit.sayable import finish

SHOW_CODE = "show_code"
STATUS = "status"


@dataclass(frozen=True, slots=True)
class Following(State):
    """Holds `status`, the hub's answer about the dossier."""

    status: SubmissionStatus | None = None


def _arrived(_context: KioskContext, visit: Visit) -> Result:
    return starting(visit, ReadSlipCode()) if visit.at == SHOW_CODE else same(visit)


def _wants_scan(_context: KioskContext, visit: Visit, event: ev.WantsScan, _now: Moment) -> Result:
    if not event.step == SHOW_CODE == visit.at:
        return same(visit)
    visit, reading = awaiting(waiting_no_more(visit, Reading), ReadSlipCode())
    return visit, (StopReading(), reading)


def _status_found(context: KioskContext, visit: Visit, event: oc.StatusFound, _now: Moment) -> Result:
    return go(context, visit.having(Following(event.status)), STATUS)


def _not_read(_context: KioskContext, visit: Visit, event: oc.Failed[ReadSlipCode], _now: Moment) -> Result:
    """Handles a failed reading: goes on waiting if nothing was shown yet. Something unreadable: stop, and
    offer to try again.
    """
    visit = replace(visit, problem=at_slip(event.fault))
    return starting(visit, event.effect) if event.fault.id == "no_code" else same(visit)


def _has_what_it_shows(_context: KioskContext, visit: Visit, place: str) -> bool:
    return place != STATUS or visit.of(Following).status is not None


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    if visit.at == STATUS:
        rate = Option(context.messages.text(visit.lang, N_("Rate the service")), ev.Went("rate"), "rate")
        return (rate, finish(context, visit))
    again = context.messages.text(visit.lang, N_("Try again"))
    return (Option(again, ev.WantsScan(SHOW_CODE), "once_more"),)


JOURNEY = Journey(
    name="status",
    title=N_("Where the dossier is"),
    state=Following,
    places={
        SHOW_CODE: says(N_("Hold your slip's code before the reader.")),
        STATUS: says(N_("The screen shows where your dossier is.")),
    },
    handlers={ev.WantsScan: _wants_scan, oc.StatusFound: _status_found},
    failures={ReadSlipCode: _not_read},
    open_places=frozenset({SHOW_CODE}),
    options=_options,
    ends=frozenset({STATUS}),
    arrived=_arrived,
    has_what_it_shows=_has_what_it_shows,
)
