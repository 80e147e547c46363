"""Asks who has a slip, shown or just printed, how content they are with the service: a face, and why where it
is a poor one.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.contract.rating import ASKS_WHY, BEST, RatingReason
from kiosk.gateway import Rating
from kiosk.language.messages import N_
from kiosk.rating import ASK, ASK_WHY, FACES, NO_ANSWER, REASONS, THANKS, rating_id
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey, says
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result
from kiosk.visit.sayable import finish

RATE = "rate"
RATE_WHY = "rate_why"
RATED = "rated"
_ENDS_AFTER_S = 30.0


@dataclass(frozen=True, slots=True)
class Rate(State):
    """Holds the stars that were given; None: none yet, or no answer."""

    stars: int | None = None


def _rated(context: KioskContext, visit: Visit, event: ev.Rated, _now: Moment) -> Result:
    """Sends the face at once, so that it counts even if nothing more is answered."""
    if visit.at != RATE or (event.stars is not None and not 1 <= event.stars <= BEST):
        return same(visit)
    asks = event.stars is not None and event.stars <= ASKS_WHY
    after, effects = go(context, visit.having(Rate(event.stars)), RATE_WHY if asks else RATED)
    return after, (*effects, fx.SendRating(_rating(visit, event.stars, None)))


def _why(context: KioskContext, visit: Visit, event: ev.RatedWhy, _now: Moment) -> Result:
    if visit.at != RATE_WHY or event.reason not in {"", *(one.value for one in RatingReason)}:
        return same(visit)
    after, effects = go(context, visit, RATED)
    if not event.reason:
        return after, effects
    sent = fx.SendRating(_rating(visit, visit.of(Rate).stars, RatingReason(event.reason)))
    return after, (*effects, sent)


def _rating(visit: Visit, stars: int | None, reason: RatingReason | None) -> Rating:
    """Makes the rating of the slip: one a slip, and nothing that leads back to it."""
    slip = _slip(visit)
    assert slip is not None
    reference, procedure = slip
    return Rating(rating_id(reference), stars, reason, procedure)


def _slip(visit: Visit) -> tuple[str, str | None] | None:
    """Gives what the slip is called and its procedure: of the dossier handed in, else the one looked for,
    else the number.
    """
    dossier = filled(visit).submission or visit.of(Following).status
    if dossier is not None:
        return dossier.reference, dossier.procedure
    return (visit.ticket.token, visit.ticket.procedure) if visit.ticket is not None else None


def _faces(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    faces = (Option(text(visit.lang, face), ev.Rated(stars)) for stars, face in enumerate(FACES, start=1))
    return (*faces, Option(text(visit.lang, NO_ANSWER), ev.Rated(None), "no_answer"))


def _reasons(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    reasons = (Option(text(visit.lang, words), ev.RatedWhy(one.value)) for one, words in REASONS.items())
    return (*reasons, Option(text(visit.lang, NO_ANSWER), ev.RatedWhy(""), "no_answer"))


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    match visit.at:
        case "rate":
            return _faces(context, visit)
        case "rate_why":
            return _reasons(context, visit)
    return (finish(context, visit),)


def _has_what_it_shows(_context: KioskContext, visit: Visit, _place: str) -> bool:
    return _slip(visit) is not None


JOURNEY = Journey(
    name="rating",
    title=N_("Rating the service"),
    state=Rate,
    places={
        RATE: says(ASK),
        RATE_WHY: says(ASK_WHY),
        RATED: says(THANKS),
    },
    handlers={ev.Rated: _rated, ev.RatedWhy: _why},
    open_places=frozenset({RATE}),
    options=_options,
    ends=frozenset({RATED}),
    ends_after_s=_ENDS_AFTER_S,
    has_what_it_shows=_has_what_it_shows,
)
