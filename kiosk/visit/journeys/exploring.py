"""Explores: home, search, a field's procedures, the robot, one procedure or the portal's text of one, and the
better offer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.catalogue.describe import fee_lines, paper_lines, time_lines, words
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option, Reply, Thread
from kiosk.visit.effects import AskAssistant, Effect, Speak
from kiosk.visit.failures import shown
from kiosk.visit.journey import Journey, says
from kiosk.visit.model import HOME, KioskContext, Moment, State, Visit
from kiosk.visit.navigation import about, go, same
from kiosk.visit.pending import Result, awaiting, waiting_no_more
from kiosk.visit.reducer import advance
from kiosk.visit.turn import turn_context

SEARCH = "search"
FIELD = "field"
ROBOT = "robot"
PROCEDURE = "procedure"
PORTAL_TEXT = "portal_text"
OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Exploring(State):
    """Holds `hits`, the procedures that fit what is typed, best first; `reply` is the robot's last answer,
    `thread` its talk with the citizen so far.
    """

    hits: tuple[str, ...] = ()
    reply: Reply | None = None
    thread: Thread = field(default_factory=Thread)


def _picked_field(context: KioskContext, visit: Visit, event: ev.PickedField, _now: Moment) -> Result:
    if event.field not in {field.id for field in context.fields}:
        return same(visit)
    return go(context, replace(visit, field=event.field, procedure=None), FIELD)


def _picked_procedure(context: KioskContext, visit: Visit, event: ev.PickedProcedure, _now: Moment) -> Result:
    entry = context.catalogue.entries.get(event.code)
    if entry is None or entry.done_by is not None:
        return same(visit)
    place = PROCEDURE if entry.curated else PORTAL_TEXT
    return go(context, about(visit, event.code, entry.field), place)


def _keyed(context: KioskContext, visit: Visit, event: ev.Keyed, _now: Moment) -> Result:
    if visit.at not in (SEARCH, ROBOT):
        return same(visit)
    visit = visit.typing(event.key)
    if visit.at == SEARCH:
        hits = context.ranker.rank(visit.draft, visit.lang) if visit.draft.strip() else ()
        visit = visit.having(replace(visit.of(Exploring), hits=tuple(hit.code for hit in hits)))
    return visit, ()


def _asked(context: KioskContext, visit: Visit, event: ev.AskedRobot, _now: Moment) -> Result:
    text = (event.text or visit.written).strip()
    if not text:
        return same(visit)
    told = turn_context(context, visit, visit.of(Exploring).thread)
    after, effects = go(context, waiting_no_more(visit, AskAssistant), ROBOT)
    after = after.having(replace(after.of(Exploring), reply=None))
    after, asking = awaiting(replace(after, draft="", keys=""), AskAssistant(text, told))
    return after, (*effects, asking)


def _replied(context: KioskContext, visit: Visit, event: oc.RobotReplied, now: Moment) -> Result:
    """Shows and speaks the reply; what it proposes happens as if a finger had done it. That may hush the
    voice and change its language, so the reply is spoken afterwards, where the visit still goes on.
    """
    reply = event.reply
    visit = visit.having(replace(visit.of(Exploring), reply=reply, thread=reply.thread))
    after = visit
    effects: tuple[Effect, ...] = ()
    if reply.then is not None:
        after, effects = advance(context, visit, reply.then, now)
    if after.id != visit.id or isinstance(reply.then, ev.AboutSpeech):
        return after, effects
    return after, (*effects, Speak(reply.spoken, after.lang))


_TOUCH = says(N_("Touch the procedure you need."))
_AT_THE_COUNTER = says(
    N_("This is done at the counter. Take a number, or show your slip to see how far your application is.")
)


def _field(context: KioskContext, visit: Visit) -> str:
    has_any = visit.field is not None and context.catalogue.of_field(visit.field)
    return (_TOUCH if has_any else _AT_THE_COUNTER)(context, visit)


def _procedure(context: KioskContext, visit: Visit) -> str:
    procedure = context.catalogue.procedures[visit.procedure or ""]
    parts = [
        words(procedure.name, visit.lang, context.messages),
        *time_lines(procedure, visit.lang, context.messages),
        *fee_lines(procedure, visit.lang, context.messages),
        context.messages.text(visit.lang, "Papers to bring:"),
        *paper_lines(procedure, visit.lang, context.messages),
    ]
    return ". ".join(part.rstrip(".:") for part in parts) + "."


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    if visit.at == HOME:
        return tuple(
            Option(words(field.name, visit.lang, context.messages), ev.PickedField(field.id))
            for field in context.fields
        )
    if visit.at == FIELD and visit.field is not None:
        found = context.catalogue.of_field(visit.field)
        return tuple(
            Option(words(procedure.name, visit.lang, context.messages), ev.PickedProcedure(procedure.code))
            for procedure in found
        )
    return ()


def _has_what_it_shows(context: KioskContext, visit: Visit, place: str) -> bool:
    if place == FIELD:
        return visit.field is not None
    if place == PORTAL_TEXT:
        return visit.procedure in context.catalogue.entries
    kept_by_hand = visit.procedure is not None and context.catalogue.get(visit.procedure) is not None
    return kept_by_hand or place not in (PROCEDURE, OFFER)


JOURNEY = Journey(
    name="exploring",
    state=Exploring,
    places={
        HOME: says(N_("Welcome. Touch a tile, or touch the search field and type what you need.")),
        SEARCH: says(N_("Type what you need, then touch a procedure.")),
        FIELD: _field,
        ROBOT: says(N_("Type your question, then touch Ask.")),
        PROCEDURE: _procedure,
        PORTAL_TEXT: says(N_("This is the national portal's own text. You can take a number for it.")),
        OFFER: says(N_("Something else may fit better. Please choose what you need.")),
    },
    handlers={
        ev.PickedField: _picked_field,
        ev.PickedProcedure: _picked_procedure,
        ev.Keyed: _keyed,
        ev.AskedRobot: _asked,
        oc.RobotReplied: _replied,
    },
    failures={AskAssistant: shown},
    open_places=frozenset({SEARCH, ROBOT}),
    roots=frozenset({HOME}),
    options=_options,
    has_what_it_shows=_has_what_it_shows,
)
