"""Takes queue numbers while the centre serves, from the hub or the kiosk's own range, and shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from config.hours import DAYS, Opening, Standing
from config.schema import QueueField
from kiosk.catalogue.describe import words
from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.paper.data import ticket_data
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey, says
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting
from kiosk.visit.sayable import finish, rate
from kiosk.visit.slips import printing

NUMBER = "number"
ANOTHER = "another"
CLOSED = "closed"
FULL = "full"
PRIORITY = "priority"
LONGEST_KEY = 64
_DAYS = dict(
    zip(
        DAYS,
        (
            N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
            N_("Sunday"),
        ),
        strict=True,
    )
)  # fmt: skip
IN_TIME = N_("You have come for your appointment at {time}, and are called at about that time.")
SHARED = N_("This number is for: {services}. You are called for one after the other.")
HAD = N_("You have had this number before today: please use it. Each person has one number for a field.")
MANY = N_(
    "There is not enough time left today: {count} people wait before you, and the counters serve until "
    "{until}."
)
SHORT = N_("There is not enough time left today: the counters serve until {until}.")
TOO_LATE = N_("Your appointment was at {time}. It has passed, so this number waits like everybody's.")
LATE = N_("It is nearly closing time: it may not be your turn today.")


@dataclass(frozen=True, slots=True)
class Number(State):
    """Holds if the centre served when a number was last asked for; `opens` is when it does next. `too_late`
    is the time of an appointment that its holder missed, `full` says why no number is given any more. The
    number itself belongs to the visit, and every journey shows it.
    """

    standing: Standing = Standing.OPEN
    opens: Opening | None = None
    too_late: datetime | None = None
    full: NoTimeLeft | None = None


def serves(context: KioskContext, visit: Visit, now: Moment) -> bool:
    """Says if numbers are given now for what the visit is about."""
    return context.timetable.standing(now.wall, visit.field) is not Standing.CLOSED


def take(visit: Visit) -> fx.TakeNumber:
    """Makes the effect that takes this visit's one number for its field."""
    field = visit.field or ""
    key = f"{visit.id}-{field.replace('_', '-')}"[:LONGEST_KEY]
    priority, person = visit.priority or None, visit.shown_card
    return fx.TakeNumber(TicketRequest(key, field, visit.procedure, visit.lang, priority, person, visit.id))


def taken(context: KioskContext, visit: Visit, ticket: Ticket, of: str = "") -> tuple[Visit, fx.Awaited]:
    """Gives the visit with its number, and the effect that prints it. `of`: the field that it was asked for;
    several may share a number.
    """
    given = dict.fromkeys((ticket.field, *ticket.services, *([of] if of else [])), ticket)
    return printing(replace(visit, tickets={**visit.tickets, **given}), _slip(context, visit, ticket))


def no_time_left(context: KioskContext, visit: Visit, answer: NoTimeLeft) -> Visit:
    """Gives the visit that is told why there is no number any more today, and when there is one."""
    stated = context.timetable.states_hours(visit.field or "")
    opens = context.timetable.opens(answer.closes, visit.field) if stated else None
    return visit.having(Number(opens=opens, full=answer))


def why_full(context: KioskContext, visit: Visit) -> str:
    """Says why no number is given any more today; empty where one is."""
    full, text = visit.of(Number).full, context.messages.text
    if full is None:
        return ""
    until = f"{full.closes:%H:%M}"
    if full.ahead == 0:
        return text(visit.lang, SHORT, until=until)
    return text(visit.lang, MANY, count=full.ahead, until=until)


def _slip(context: KioskContext, visit: Visit, ticket: Ticket) -> fx.PrintSlip:
    data = ticket_data(
        centre=context.centre,
        ticket=ticket,
        fields=_fields_of(context, ticket),
        entry=context.catalogue.entries.get(ticket.procedure or ""),
        url=slip_url(context.public_url, "ticket", ticket.token),
        lang=visit.lang,
        messages=context.messages,
        specimen=context.specimen,
    )
    return fx.PrintSlip(f"{visit.id}:{ticket.id}", fx.SlipPurpose.TICKET, data, ticket=ticket.id)


def _fields_of(context: KioskContext, ticket: Ticket) -> tuple[QueueField, ...]:
    """Lists the fields that a number is for."""
    ids = ticket.services or (ticket.field,)
    return tuple(field for id in ids for field in context.fields if field.id == id)


def guidance(context: KioskContext) -> QueueField | None:
    """Gives the field of the desk for who does not know what to choose; None: the centre has none."""
    return next((field for field in context.fields if field.guidance), None)


def of_subjects(context: KioskContext) -> tuple[QueueField, ...]:
    """Lists the fields that are a subject: all but that of the guidance desk."""
    return tuple(field for field in context.fields if not field.guidance)


def _wants_number(context: KioskContext, visit: Visit, event: ev.WantsNumber, now: Moment) -> Result:
    """Takes the number, one for each field; while nobody is served, says when somebody is."""
    about = _about_field(context, visit, event.field)
    if about is None:
        return same(visit)
    return go(context, about, NUMBER) if about.ticket is not None else _take(context, about, now)


def _wants_priority(context: KioskContext, visit: Visit, event: ev.WantsPriority, now: Moment) -> Result:
    """Asks for the reason to be called first, once a visit; without a reason to choose from, or while nobody
    is served, as for any number.
    """
    about = _about_field(context, visit, event.field)
    if about is None:
        return same(visit)
    if about.ticket is None and about.priority is None and context.priorities and serves(context, about, now):
        return go(context, about, PRIORITY)
    return _wants_number(context, about, ev.WantsNumber(), now)


def _chose_priority(context: KioskContext, visit: Visit, event: ev.ChosePriority, now: Moment) -> Result:
    if visit.at != PRIORITY or event.reason not in {"", *(one.id for one in context.priorities)}:
        return same(visit)
    return _wants_number(context, replace(visit, priority=event.reason), ev.WantsNumber(), now)


def _about_field(context: KioskContext, visit: Visit, field: str | None) -> Visit | None:
    """Gives the visit as about that field alone; None where the centre has no such field, or the visit is
    about none.
    """
    if field is None:
        return visit if visit.field is not None else None
    return replace(visit, field=field, procedure=None) if field in _ids(context) else None


def _ids(context: KioskContext) -> set[str]:
    return {field.id for field in context.fields}


def _take(context: KioskContext, visit: Visit, now: Moment) -> Result:
    standing = context.timetable.standing(now.wall, visit.field)
    opens = context.timetable.opens(now.wall, visit.field) if standing is Standing.CLOSED else None
    asked = visit.having(Number(standing, opens))
    if standing is Standing.CLOSED:
        return go(context, asked, CLOSED)
    after, effects = go(context, asked, NUMBER)
    after, taking = awaiting(after, take(after))
    return after, (*effects, taking)


def _number_taken(context: KioskContext, visit: Visit, event: oc.NumberTaken, _now: Moment) -> Result:
    if isinstance(event.ticket, NoTimeLeft):
        return go(context, no_time_left(context, visit, event.ticket), FULL)
    visit, slip = taken(context, visit, event.ticket, event.effect.request.field)
    return replace(visit, problem=None), (slip,)


def _not_taken(_context: KioskContext, visit: Visit, event: oc.Failed[fx.TakeNumber], _now: Moment) -> Result:
    """Shows the citizen that there is no number, and notifies the staff of the cause."""
    problem = Fault("number_not_taken", event.fault.id)
    return replace(visit, problem=problem), (fx.TellStaff(event.fault.id),)


def opening(context: KioskContext, visit: Visit) -> str:
    """Says when citizens are served next, as far as it is known; empty where it is not."""
    opens = visit.of(Number).opens
    if opens is None:
        return ""
    day = day_named(context, visit, opens.day)
    if opens.at is None:
        return context.messages.text(visit.lang, "Numbers are given again on {day}.", day=day)
    at = f"{opens.at:%H:%M}"
    return context.messages.text(visit.lang, "Numbers are given again at {time}, {day}.", time=at, day=day)


def day_named(context: KioskContext, visit: Visit, day: date) -> str:
    """Names a day with its weekday, in the language of the visit."""
    name = context.messages.text(visit.lang, _DAYS[DAYS[day.weekday()]])
    return f"{name} {day:%d/%m/%Y}"


def _spoken(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text
    if visit.ticket is None:
        return text(visit.lang, "Please wait a moment.")
    number = text(visit.lang, "Your number is {number}.", number=visit.ticket.number)
    return " ".join((number, *remarks(context, visit)))


def remarks(context: KioskContext, visit: Visit) -> tuple[str, ...]:
    """Says what is special about the number on screen, in the language of the visit."""
    text, asked, ticket = context.messages.text, visit.of(Number), visit.ticket
    found = []
    if ticket is not None and ticket.appointment is not None:
        found.append(text(visit.lang, IN_TIME, time=f"{ticket.appointment:%H:%M}"))
    if ticket is not None and len(ticket.services) > 1:
        names = (words(field.name, visit.lang, context.messages) for field in _fields_of(context, ticket))
        found.append(text(visit.lang, SHARED, services=", ".join(names)))
    if ticket is not None and ticket.again:
        found.append(text(visit.lang, HAD))
    if asked.too_late is not None:
        found.append(text(visit.lang, TOO_LATE, time=f"{asked.too_late:%H:%M}"))
    if asked.standing is Standing.ENDING:
        found.append(text(visit.lang, LATE))
    return tuple(found)


def _closed(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text(visit.lang, "We are closed now, so there is no number.")
    return f"{text} {opening(context, visit)}".strip()


def _full(context: KioskContext, visit: Visit) -> str:
    return f"{why_full(context, visit)} {opening(context, visit)}".strip()


def without_number(context: KioskContext, visit: Visit) -> tuple[QueueField, ...]:
    """Lists the fields for which the visit has no number yet."""
    return tuple(field for field in context.fields if field.id not in visit.tickets)


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    return _OPTIONS[visit.at](context, visit)


def _when_closed(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    start = Option(text(visit.lang, N_("Prepare my application now")), ev.WantsStart(), "start")
    search = Option(text(visit.lang, N_("Find a procedure")), ev.Went("search"), "search")
    slip = Option(text(visit.lang, N_("I have a slip")), ev.Went("show_code"), "show_code")
    return (*((start,) if visit.procedure in context.catalogue.procedures else ()), search, slip)


def _for_another(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    ask = text(visit.lang, "Take a queue number now?")
    return tuple(
        Option(words(field.name, visit.lang, context.messages), ev.WantsNumber(field.id), ask=ask)
        for field in without_number(context, visit)
    )


def _reasons(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    ask = text(visit.lang, "Take a queue number now?")
    none = Option(text(visit.lang, N_("None of these")), ev.ChosePriority(""), "no_priority", ask)
    return (
        *(
            Option(words(one.name, visit.lang, context.messages), ev.ChosePriority(one.id), ask=ask)
            for one in context.priorities
        ),
        none,
    )


def _on_number(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    if visit.ticket is None:
        again = Option(text(visit.lang, N_("Try again")), ev.WantsNumber(), "once_more")
        return () if visit.waits_for(fx.TakeNumber) else (again,)
    start = Option(text(visit.lang, N_("Prepare the papers while you wait")), ev.WantsStart(), "start")
    can_start = visit.procedure in context.catalogue.procedures
    another = Option(text(visit.lang, N_("Another number, for something else")), ev.Went(ANOTHER), "another")
    return (*((start,) if can_start else ()), another, rate(context, visit), finish(context, visit))


def _has_what_it_shows(_context: KioskContext, visit: Visit, place: str) -> bool:
    if place == FULL:
        return visit.of(Number).full is not None
    if place == PRIORITY:
        return visit.field is not None and visit.ticket is None
    return place != CLOSED or visit.of(Number).standing is Standing.CLOSED


_OPTIONS: Mapping[str, Callable[[KioskContext, Visit], tuple[Option, ...]]] = {
    NUMBER: _on_number,
    ANOTHER: _for_another,
    CLOSED: _when_closed,
    FULL: _when_closed,
    PRIORITY: _reasons,
}

JOURNEY = Journey(
    name="number",
    title=N_("Taking a number"),
    state=Number,
    places={
        NUMBER: _spoken,
        ANOTHER: says(N_("What do you need another number for? Touch it.")),
        CLOSED: _closed,
        FULL: _full,
        PRIORITY: says(N_("Is one of these so? Then you are called first. If not, touch “None of these”.")),
    },
    handlers={
        ev.WantsNumber: _wants_number,
        ev.WantsPriority: _wants_priority,
        ev.ChosePriority: _chose_priority,
        oc.NumberTaken: _number_taken,
    },
    failures={fx.TakeNumber: _not_taken},
    open_places=frozenset({ANOTHER}),
    options=_options,
    has_what_it_shows=_has_what_it_shows,
    ends=frozenset({NUMBER}),
    slips={NUMBER: fx.SlipPurpose.TICKET},
)
