"""A citizen who does anything at all: touches, types, shows cards, walks away; and what is left of her.

Everything that she gives is a secret of her visit. When the visit has ended, none of its secrets may be found
in the visit that runs, on the screen, in what is read aloud, or in the kiosk's memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, get_args

from kiosk.catalogue.elsewhere import PREFIX
from kiosk.contract.ticket import Ticket
from kiosk.ports.device import Fault
from kiosk.ports.speech import Heard
from kiosk.queue.model import NoTimeLeft, TicketRequest
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import Step
from kiosk.visit.journeys.exploring import OFFER
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import HOME
from kiosk.visit.spoken import spoken
from tests.visits.gateway import FakeGateway
from tests.visits.world import CONTEXT, World
from ui.citizen.screens import screen_for

LETTERS = "bcghklmnpt"
"""Letters that no way of typing composes."""
CODES = tuple(code for code in CONTEXT.catalogue.entries if not code.startswith(PREFIX))
FIELDS = tuple(one.id for one in CONTEXT.fields)
PLACES = ("search", "robot", "show_code", "another", "rate", "type_code", "show_card")
HOW = get_args(ev.SpeechStep)
SWITCHES = get_args(ev.ComfortSwitch)


def word(number: int) -> str:
    """A word that nobody else types, nor two words side by side."""
    letters = []
    for _ in range(4):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return f"q{''.join(letters)}v"


@dataclass
class Gateway(FakeGateway):
    """Gives every number a token of its own."""

    def take_number(self, request: TicketRequest) -> Ticket | NoTimeLeft | Fault:
        given = super().take_number(request)
        return (
            given.model_copy(update={"token": f"TOKEN{given.id:0>11}"})
            if isinstance(given, Ticket)
            else given
        )


@dataclass
class Wanderer:
    """Acts on one kiosk. `choose(n)` decides everything: a number from 0 to n - 1."""

    choose: Callable[[int], int]
    world: World = field(default_factory=World)
    secrets: set[str] = field(default_factory=set)
    past: set[str] = field(default_factory=set)
    given: int = 0
    visits: int = 0

    def __post_init__(self) -> None:
        self.world.gateway = Gateway(self.world.clock)
        runner = self.world.session._runner
        runner.ports = type(runner.ports)(
            hub=self.world.gateway,
            assistant=runner.ports.assistant,
            audit=runner.ports.audit,
            devices=runner.ports.devices,
        )
        self.id = self.world.visit.id

    def step(self) -> str:
        """Does one thing, and says where and what; AssertionError where a secret of an ended visit shows."""
        actions = ACTIONS if self.choose(3) else GOING_ON
        action = actions[self.choose(len(actions))]
        did = f"{self.world.visit.at}: {action.__name__}"
        action(self)
        self._note()
        left = left_of(self.past, self.world)
        assert not left, f"after {did} the screen {self.world.visit.at} still knows {left}"
        return did

    def secret(self) -> str:
        """A new word that belongs to this visit."""
        self.given += 1
        found = word(self.given)
        self.secrets.add(found)
        return found

    def _note(self) -> None:
        visit = self.world.visit
        if visit.id != self.id:
            self.past |= self.secrets
            self.secrets = set()
            self.world.reader.shows.clear()  # she takes her card with her
            self.id = visit.id
            self.visits += 1
        self.secrets |= {ticket.token for ticket in visit.tickets.values()}


def left_of(past: set[str], world: World) -> list[str]:
    """The secrets of ended visits that can be found."""
    if not past:
        return []
    context, visit = world.session.context, world.visit
    texts = [
        *strings(visit),
        json.dumps(screen_for(context, visit).view(context, visit), ensure_ascii=False),
        spoken(context, visit),
        *(page.decode() for page in world.session._runner.pages.values()),
    ]
    found = "\n".join(texts).lower()
    return sorted(secret for secret in past if secret.lower() in found)


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value, those that its repr hides too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from strings(key)
            yield from strings(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings(getattr(value, each.name))
    elif hasattr(value, "model_dump"):
        yield from strings(value.model_dump())


def lays_down_a_card(one: Wanderer) -> None:
    """A card with a name of its own, for whoever reads next."""
    name = one.secret()
    number = f"0791570{one.given:05d}"
    one.secrets.add(number)
    card = f"{number}|012345678|Nguyễn Thị {name} MẪU|01011957|Nữ|12 Đường {name}, Phường Mẫu|01012021"
    one.world.reader.shows.append(card.encode())
    one.world.does(ev.WantsScan(one.world.visit.at))


def types(one: Wanderer) -> None:
    one.world.types(one.secret())


def types_digits(one: Wanderer) -> None:
    one.world.types(f"09{one.choose(10**6):06d}")


def waits(one: Wanderer) -> None:
    one.world.waits((1, 16, 45, 81)[one.choose(4)])


def a_lane_stands_still(one: Wanderer) -> None:
    """Delays effects: their results come later, perhaps to somebody else."""
    lanes = list(one.world.lanes.values())
    lanes[one.choose(len(lanes))].hold()


def all_lanes_go_on(one: Wanderer) -> None:
    for lane in one.world.lanes.values():
        lane.release()


def something_breaks_or_is_mended(one: Wanderer) -> None:
    fault = Fault("printer_paper_out") if one.choose(2) else None
    if one.choose(2):
        one.world.printer.fault = fault
    else:
        one.world.gateway.broken = Fault("store_failed") if fault else None


def goes_on(one: Wanderer) -> None:
    """The right answer to the page, whatever it is."""
    world = one.world
    step = current_step(world.session.context, world.visit)
    if step is None:
        offered = ev.TookOffer(world.visit.procedure or "")
        forward = {LEAVING: ev.GoesOn(), OFFER: offered}.get(world.visit.at, ev.WantsStart())
        world.does(forward)
        return
    _ANSWERS[step.kind](one, step)


def fills_in(one: Wanderer) -> None:
    """A dozen pages forward."""
    for _ in range(12):
        goes_on(one)


def goes_home(one: Wanderer) -> None:
    """Back, and back again, as somebody does who finds a stranger's page."""
    for _ in range(40):
        if one.world.visit.at in (HOME, LEAVING):
            return
        one.world.does(ev.Back())


def _agrees(one: Wanderer, _step: Step) -> None:
    one.world.does(ev.Consented(yes=True))


def _card(one: Wanderer, step: Step) -> None:
    if one.choose(2):
        lays_down_a_card(one)
        one.world.does(ev.Answered(step.id, "yes"))
    else:
        one.world.does(ev.WantsTyping(step.id))


def _chooses(one: Wanderer, step: Step) -> None:
    options = [option.id for option in step.question.options] if step.question else ["Nam", "Nữ"]
    one.world.does(ev.Answered(step.id, options[one.choose(len(options))]))


def _together(one: Wanderer, step: Step) -> None:
    """Touches or opens one of the values that stand together, leaves them, or goes on with what is there."""
    part = step.parts[one.choose(len(step.parts))]
    usual = part.input.suggested if part.input else ()
    options = [option.id for option in part.question.options] if part.question else []
    if (usual or options) and one.choose(2):
        one.world.does(ev.Answered(part.id, [*usual, *options][0]))
    elif one.choose(2):
        one.world.does(ev.WantsChange(part.id))
    else:
        one.world.does(ev.Answered(step.id, "" if one.choose(2) else None))


def _sections(one: Wanderer, step: Step) -> None:
    one.world.does(ev.Answered(step.id))


def _text(one: Wanderer, _step: Step) -> None:
    one.world.does(ev.Keyed("clear"))
    one.world.answers(f"MAU {one.secret()} {one.secret()}")


def _date(one: Wanderer, _step: Step) -> None:
    one.world.does(ev.Keyed("clear"))
    one.world.answers("05032024")


def _number(one: Wanderer, step: Step) -> None:
    one.world.does(ev.Keyed("clear"))
    number = (
        "2" if step.question else "0900000000" if step.id.endswith(".phone") else f"079158{one.given:06d}"
    )
    one.world.answers(number)


def _paper(one: Wanderer, step: Step) -> None:
    if one.choose(2):
        one.world.does(ev.WantsCapture(step.id), ev.KeptPage(step.id, yes=True))
        one.secrets.add(f"page {one.world.camera.count}")
        one.world.does(ev.Answered(step.id, "yes"))
    else:
        one.world.does(ev.PaperElsewhere(step.id, "at_counter"))


def _review(one: Wanderer, _step: Step) -> None:
    one.world.does(ev.WantsHandIn())


_ANSWERS: Mapping[str, Callable[[Wanderer, Step], None]] = {
    "consent": _agrees,
    "card": _card,
    "choice": _chooses,
    "text": _text,
    "person": _together,
    "choices": _together,
    "details": _together,
    "sections": _sections,
    "date": _date,
    "number": _number,
    "paper": _paper,
    "review": _review,
}


def any_event(one: Wanderer) -> None:
    """Any event there is, whether the page offers it or not."""
    at = one.world.visit.at
    pools: dict[type[ev.Event], Callable[[], ev.Event]] = {
        ev.Touched: ev.Touched,
        ev.Back: ev.Back,
        ev.Left: ev.Left,
        ev.GoesOn: ev.GoesOn,
        ev.WantsToLeave: ev.WantsToLeave,
        ev.MoreTime: ev.MoreTime,
        ev.CalledStaff: ev.CalledStaff,
        ev.WantsNumber: lambda: ev.WantsNumber((None, *FIELDS)[one.choose(len(FIELDS) + 1)]),
        ev.WantsPriority: lambda: ev.WantsPriority((None, *FIELDS)[one.choose(len(FIELDS) + 1)]),
        ev.ChosePriority: lambda: ev.ChosePriority(("", "child", "rich")[one.choose(3)]),
        ev.WroteStaff: ev.WroteStaff,
        ev.WantsLookUp: ev.WantsLookUp,
        ev.PickedDossier: lambda: ev.PickedDossier(one.secret()),
        ev.Rated: lambda: ev.Rated((None, 1, 5)[one.choose(3)]),
        ev.RatedWhy: lambda: ev.RatedWhy(("", "waited")[one.choose(2)]),
        ev.WantsStart: ev.WantsStart,
        ev.WantsHandIn: ev.WantsHandIn,
        ev.Went: lambda: ev.Went(PLACES[one.choose(len(PLACES))]),
        ev.ChoseLanguage: lambda: ev.ChoseLanguage(("vi", "en")[one.choose(2)]),
        ev.ToggledComfort: lambda: ev.ToggledComfort(SWITCHES[one.choose(len(SWITCHES))]),
        ev.WantsEar: ev.WantsEar,
        ev.PointedAt: lambda: ev.PointedAt(one.secret()),
        ev.AdjustedSpeech: lambda: ev.AdjustedSpeech(HOW[one.choose(len(HOW))]),
        ev.WantsRepeat: ev.WantsRepeat,
        ev.PickedField: lambda: ev.PickedField(FIELDS[one.choose(len(FIELDS))]),
        ev.PickedProcedure: lambda: ev.PickedProcedure(CODES[one.choose(len(CODES))]),
        ev.TookOffer: lambda: ev.TookOffer(CODES[one.choose(len(CODES))]),
        ev.Keyed: lambda: ev.Keyed(("backspace", "clear", "space", "tone:sac")[one.choose(4)]),
        ev.AskedRobot: lambda: ev.AskedRobot(one.secret()),
        ev.WantsToSpeak: lambda: _speaks(one),
        ev.SaidAll: ev.SaidAll,
        ev.PutAway: ev.PutAway,
        ev.Told: lambda: ev.Told(((at, one.secret()),)),
        ev.JudgedReading: lambda: ev.JudgedReading(
            (at, "child.name", "mother.name")[one.choose(3)], right=bool(one.choose(2))
        ),
        ev.ReadBack: lambda: ev.ReadBack(right=bool(one.choose(2))),
        ev.Consented: lambda: ev.Consented(yes=bool(one.choose(2))),
        ev.WantsTyping: lambda: ev.WantsTyping(at),
        ev.WantsScan: lambda: ev.WantsScan(at),
        ev.Answered: lambda: ev.Answered(at, one.secret() if one.choose(2) else None),
        ev.WantsCapture: lambda: ev.WantsCapture(at),
        ev.PaperElsewhere: lambda: ev.PaperElsewhere(at, ("at_counter", "none")[one.choose(2)]),
        ev.KeptPage: lambda: ev.KeptPage(at, yes=bool(one.choose(2))),
        ev.WantsChange: lambda: ev.WantsChange(
            ("card:requester", "requester.phone", "sections")[one.choose(3)]
        ),
    }
    missing = {kind for kind in _by_person() if kind not in pools}
    assert not missing, f"the wanderer does not know {missing}"
    one.world.does(list(pools.values())[one.choose(len(pools))]())


def _speaks(one: Wanderer) -> ev.Event:
    """Says something that nobody else may see again."""
    one.world.ear.hears.append(Heard(((one.secret(), 0.9),), "vi", "typed", 5))
    return ev.WantsToSpeak()


def _by_person() -> Iterator[type[ev.Event]]:
    return (
        kind
        for kind in vars(ev).values()
        if isinstance(kind, type) and issubclass(kind, ev.ByPerson) and not kind.__subclasses__()
    )


GOING_ON = (goes_on, fills_in)
ACTIONS = (
    any_event,
    any_event,
    any_event,
    any_event,
    goes_on,
    goes_home,
    types,
    types_digits,
    lays_down_a_card,
    waits,
    a_lane_stands_still,
    all_lanes_go_on,
    something_breaks_or_is_mended,
)
