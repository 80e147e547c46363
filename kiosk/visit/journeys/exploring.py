"""Explores: home, search, a field's procedures, the robot, one procedure or the portal's text of one, and the
better offer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from config.text import Text
from kiosk.catalogue.describe import fee_lines, paper_lines, time_lines, words
from kiosk.catalogue.procedure import Offer, Procedure
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit import listening
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option, Reply
from kiosk.visit.effects import AskAssistant
from kiosk.visit.failures import shown
from kiosk.visit.journey import Journey, Words, says
from kiosk.visit.journeys.number import guidance, of_subjects
from kiosk.visit.model import HOME, KioskContext, Moment, State, Visit
from kiosk.visit.navigation import about, go, same
from kiosk.visit.pending import Result, awaiting, starting, waiting_no_more
from kiosk.visit.reducer import follow
from kiosk.visit.turn import turn_context

SEARCH = "search"
FIELD = "field"
ROBOT = "robot"
PROCEDURE = "procedure"
PORTAL_TEXT = "portal_text"
OFFER = "offer"
SHOWN = 5
"""Procedures that the search shows."""


@dataclass(frozen=True, slots=True)
class Exploring(State):
    """Holds `hits`, the procedures that fit what is typed, best first; `reply` is the robot's last answer."""

    hits: tuple[str, ...] = ()
    reply: Reply | None = None


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


def _asked(context: KioskContext, visit: Visit, event: ev.AskedRobot, now: Moment) -> Result:
    """Asks the robot what was typed or touched; from a page that is no place to ask, without leaving it."""
    text = (event.text or visit.written).strip()
    if not text:
        return same(visit)
    asking = AskAssistant(text, turn_context(context, visit, now))
    visit = waiting_no_more(visit, AskAssistant)
    if visit.at not in (SEARCH, ROBOT):
        return starting(visit, asking)
    after, effects = go(context, visit, ROBOT)
    after = after.having(replace(after.of(Exploring), reply=None))
    after, begun = awaiting(replace(after, draft="", keys=""), asking)
    return after, (*effects, begun)


def _replied(context: KioskContext, visit: Visit, event: oc.RobotReplied, now: Moment) -> Result:
    """Shows and speaks the reply; what it proposes happens as if a finger had done it. That may hush the
    voice and change its language, so the reply is spoken afterwards, where the visit still goes on.
    """
    reply = event.reply
    visit = visit.speaking(thread=reply.thread, over=None)
    if reply.action == "decline" and visit.voice.leads:
        visit = listening.lost(context, visit)
    else:
        visit = visit.speaking(lost=0)
    if reply.then is not None:
        shown = replace(visit.of(Exploring), reply=reply)
        before = visit.having(shown) if visit.at == ROBOT and reply.text else visit
        after, effects = follow(context, before, reply.then, now)
        if after.id != visit.id or isinstance(reply.then, ev.AboutSpeech):
            return after, effects
        return _saying(after, reply), effects
    if _stands_over(visit, reply):
        return _saying(visit.speaking(over=reply), reply), ()
    after, effects = go(context, visit, ROBOT)
    after = after.having(replace(after.of(Exploring), reply=reply))
    return _saying(after, reply), effects


def _saying(visit: Visit, reply: Reply) -> Visit:
    """Has the reply said before what is to be said already."""
    return visit.speaking(line=f"{reply.spoken} {visit.voice.line}".strip())


def _stands_over(visit: Visit, reply: Reply) -> bool:
    """Says if a reply stands over the page, so that its place is not lost; cards have a page of their own."""
    if visit.at == ROBOT or reply.action == "choose":
        return False
    if reply.confirm or not isinstance(visit.journey, Exploring):
        return True
    return visit.procedure is not None and reply.thread.procedure == visit.procedure


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
    return tuple(_OPTIONS[visit.at](context, visit)) if visit.at in _OPTIONS else ()


def _named(context: KioskContext, visit: Visit, message: str, then: ev.ByPerson, deed: str) -> Option:
    return Option(context.messages.text(visit.lang, message), then, deed)


def _number(context: KioskContext, visit: Visit, message: str) -> Option:
    ask = context.messages.text(visit.lang, "Take a queue number now?")
    return Option(context.messages.text(visit.lang, message), ev.WantsNumber(), "number", ask)


def _first(context: KioskContext, visit: Visit) -> Iterator[Option]:
    if context.priorities and visit.ticket is None and visit.priority is None:
        yield _named(context, visit, N_("Priority"), ev.WantsPriority(), "priority")


def _guidance(context: KioskContext, visit: Visit) -> Iterator[Option]:
    desk = guidance(context)
    if desk is not None:
        yield _named(context, visit, N_("I don't know what to choose"), ev.WantsPriority(desk.id), "guidance")


def _places(context: KioskContext, visit: Visit) -> Iterator[Option]:
    slip = N_("I have a slip: where is my dossier?")
    yield _named(context, visit, slip, ev.Went("show_code"), "show_code")
    yield _named(context, visit, N_("Type the procedure you need"), ev.Went(SEARCH), "search")


def _procedures(context: KioskContext, visit: Visit, codes: Iterable[str]) -> Iterator[Option]:
    for entry in (context.catalogue.entries[code] for code in codes):
        if entry.done_by is None:
            yield _procedure_named(context, visit, entry.code, entry.name)


def _procedure_named(context: KioskContext, visit: Visit, code: str, name: Text, deed: str = "") -> Option:
    """Offers a procedure; where something unfinished would be lost by it, that is asked about first."""
    text = context.messages.text
    loses = code != visit.procedure and any(state.is_unfinished for state in visit.aside)
    ask = text(visit.lang, "Begin something else, and erase what you have filled in?") if loses else ""
    said = words(name, visit.lang, context.messages)
    return Option(said, ev.PickedProcedure(code), deed, ask)


def _on_home(context: KioskContext, visit: Visit) -> Iterator[Option]:
    for field in of_subjects(context):
        yield Option(words(field.name, visit.lang, context.messages), ev.PickedField(field.id))
    yield from _places(context, visit)
    yield from _guidance(context, visit)


def _on_field(context: KioskContext, visit: Visit) -> Iterator[Option]:
    found = context.catalogue.of_field(visit.field) if visit.field is not None else ()
    yield from _procedures(context, visit, (entry.code for entry in found))
    yield _number(context, visit, N_("Take a number for this field"))
    yield from _first(context, visit)
    yield from _places(context, visit)


def _on_search(context: KioskContext, visit: Visit) -> Iterator[Option]:
    yield from _procedures(context, visit, visit.of(Exploring).hits[:SHOWN])
    if nothing_found(visit):
        yield from _guidance(context, visit)


def nothing_found(visit: Visit) -> bool:
    """Says that nothing fits what is typed into the search."""
    return bool(visit.draft.strip()) and not visit.of(Exploring).hits


def _on_robot(context: KioskContext, visit: Visit) -> Iterator[Option]:
    """Lists what the robot's answer offers; what it spoke of can be begun, what is unfinished goes on."""
    reply, spoken_of = visit.of(Exploring).reply, visit.voice.thread.procedure
    if reply is not None:
        yield from reply.options
        yield from _procedures(context, visit, (card.code for card in reply.cards))
    spoken = context.catalogue.procedures.get(spoken_of or "")
    if spoken is not None and visit.voice.thread.asked is None:
        start = _procedure_named(context, visit, spoken.code, spoken.name, "start")
        yield replace(start, words=context.messages.text(visit.lang, "Start now"))
    if any(state.is_unfinished for state in visit.aside):
        yield _named(context, visit, N_("Go on"), ev.Back(), "next")


def _on_procedure(context: KioskContext, visit: Visit) -> Iterator[Option]:
    if visit.at == PROCEDURE:
        yield _named(context, visit, N_("Start now"), ev.WantsStart(), "start")
        yield from _others(context, visit)
    yield _number(context, visit, N_("Number only"))
    if visit.at == PROCEDURE and context.catalogue.procedures[visit.procedure or ""].papers:
        yield Option(context.messages.text(visit.lang, "Print this list to take home"), ev.Went("checklist"))
    yield from _first(context, visit)


def offers_of(context: KioskContext, procedure: Procedure) -> tuple[Offer, ...]:
    """Lists what may fit better than the procedure, as far as it can be prepared here."""
    return tuple(one for one in procedure.offers if one.procedure in context.catalogue.procedures)


def _others(context: KioskContext, visit: Visit) -> Iterator[Option]:
    for offer in offers_of(context, context.catalogue.procedures[visit.procedure or ""]):
        procedure = context.catalogue.procedures[offer.procedure]
        yield Option(words(procedure.name, visit.lang, context.messages), ev.TookOffer(procedure.code))


def _on_offer(context: KioskContext, visit: Visit) -> Iterator[Option]:
    chosen = context.catalogue.procedures[visit.procedure or ""]
    yield from _others(context, visit)
    yield _named(context, visit, N_("Only this one"), ev.TookOffer(chosen.code), "only_this")


_OPTIONS: Mapping[str, Callable[[KioskContext, Visit], Iterator[Option]]] = {
    HOME: _on_home,
    FIELD: _on_field,
    SEARCH: _on_search,
    ROBOT: _on_robot,
    PROCEDURE: _on_procedure,
    PORTAL_TEXT: _on_procedure,
    OFFER: _on_offer,
}

_LED: Mapping[str, Words] = {
    HOME: says(N_("What do you need today? Please say it in your own words.")),
    SEARCH: says(N_("Please say what you need.")),
    FIELD: says(N_("Which of these do you need?")),
    ROBOT: says(N_("Please say your question.")),
    OFFER: says(N_("Something else may fit better. Which one do you need?")),
}


def _led(context: KioskContext, visit: Visit) -> str | None:
    """Gives the words for who speaks. An answer with a question of its own is not asked over again."""
    if visit.at == PROCEDURE:
        name = words(context.catalogue.procedures[visit.procedure or ""].name, visit.lang, context.messages)
        ask = context.messages.text(
            visit.lang, "Shall I prepare it with you? You may ask about papers or fees."
        )
        return f"{name}. {ask}"
    if visit.at == ROBOT and visit.of(Exploring).reply is not None:
        return ""
    return _LED[visit.at](context, visit) if visit.at in _LED else None


def _has_what_it_shows(context: KioskContext, visit: Visit, place: str) -> bool:
    if place == FIELD:
        return visit.field is not None
    if place == PORTAL_TEXT:
        return visit.procedure in context.catalogue.entries
    kept_by_hand = visit.procedure is not None and context.catalogue.get(visit.procedure) is not None
    return kept_by_hand or place not in (PROCEDURE, OFFER)


JOURNEY = Journey(
    name="exploring",
    title=N_("Choosing what to do"),
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
    led=_led,
    has_what_it_shows=_has_what_it_shows,
)
