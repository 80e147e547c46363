"""Has kept pages read, and keeps what they offer until the citizen says yes to it."""

from __future__ import annotations

from kiosk.reading.offer import Offered
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import ReadPaper
from kiosk.visit.journeys.application.route import has_card, is_complete, is_given, step_at
from kiosk.visit.journeys.application.state import Application, Step, filled, filling
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.pending import Result, starting


def reading(context: KioskContext, visit: Visit, step: Step, digest: str) -> Result:
    """Begins to read a kept page, for what its paper may fill in and nobody has yet."""
    wanted = tuple(
        name for name in (step.paper.reads if step.paper else ()) if _is_open(context, visit, name)
    )
    if not wanted or not context.reads_papers:
        return visit, ()
    return starting(visit, ReadPaper(step.id, digest, wanted))


def _is_open(context: KioskContext, visit: Visit, name: str) -> bool:
    step = step_at(context, visit, name)
    return step is not None and not is_complete(step, filled(visit))


def offered_on(step: Step, known: Application) -> dict[str, Offered]:
    """Gives what was read for the values of a page that nobody has given yet, in their order; beside a card
    only once that is read.
    """
    if step.kind == "consent" or (step.kind == "card" and not has_card(step, known)):
        return {}
    parts = (part for part in step.parts if part.id in known.offered)
    return {part.id: known.offered[part.id] for part in parts if not is_given(part, known)}


def paper_read(_context: KioskContext, visit: Visit, event: oc.PaperRead, _now: Moment) -> Result:
    """Keeps what is offered; where two papers say something else of one input, neither is."""
    if not isinstance(visit.journey, Application):
        return visit, ()
    known = filled(visit)
    read = {offer.input: offer for offer in event.offered}
    both = known.offered.keys() & read.keys()
    disputed = known.disputed | {name for name in both if known.offered[name].text != read[name].text}
    offers = {name: offer for name, offer in {**known.offered, **read}.items() if name not in disputed}
    return filling(visit, offered=offers, disputed=disputed), ()
