"""Plays a whole task as text: a scripted person, the real visit, robot and catalogue; devices are fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import Consent, Dossier
from kiosk.visit import events as ev
from kiosk.visit.assistant import Guess, Reply, TurnContext
from kiosk.visit.effects import CALL_STAFF, Reading
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.status import STATUS
from kiosk.visit.model import Visit
from kiosk.visit.turn import turn_context
from tests.robot.noise import noisy
from tests.tasks.person import Act, Does, GivesUp, Person, Says
from tests.tasks.scripts import Part, Task, registers
from tests.visits.world import CONTEXT, NOW, World, real_robot

MOST_ACTS = 80
TOKEN = "TKEN000000000DXT"
_PEOPLE = {
    "requester": ("079090000012", "Trần Văn MẪU", "04051990", "Nam"),
    "mother": ("079192000013", "Lê Thị MẪU", "05061992", "Nữ"),
    "deceased": ("079050000014", "Trần Văn Cũ MẪU", "06071950", "Nam"),
}
_REGISTERS = registers()


@dataclass
class Played:
    """How a task went. `wrong`: deeds that the person did not want, and values that are not so."""

    task: Task
    stopped: str = ""
    wrong: list[str] = field(default_factory=list)
    acts: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Everything was reached and nothing wrong was done."""
        return not self.stopped and not self.wrong


class _Overheard:
    """The real robot; keeps what it replied."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
        reply = real_robot().reply(text, about, guesses)
        self.replies.append(reply)
        return reply


def play(task: Task, share: float = 0.0, seed: int = 0) -> Played:
    """Plays a task with that share of the syllables of everything that is said spoilt."""
    return _Kiosk(task, share, seed).play()


class _Kiosk:
    """One kiosk, and one person before it."""

    def __init__(self, task: Task, share: float, seed: int) -> None:
        self.task, self.share, self.seed = task, share, seed
        self.robot = _Overheard()
        self.world = World(self.robot)
        self.world.lanes["reader"].hold()
        self.person = Person(task, _REGISTERS[task.register], CONTEXT, self.robot.replies)
        self.played = Played(task)
        self.lost = False
        self.began = ""
        if task.register == "english":
            self.world.does(ev.ChoseLanguage("en"))
        if any(part.goal == "status" for part in task.parts):
            self.world.gateway.dossiers.append(_dossier())

    def play(self) -> Played:
        try:
            for part in self.task.parts:
                self._part(part)
            self._questions()
        except GivesUp as stop:
            self.played.stopped = str(stop)
        self.played.wrong += dict.fromkeys(self._wrong_deeds())
        return self.played

    def _part(self, part: Part) -> None:
        begun = len(self.robot.replies)
        self.began = self.world.visit.id
        while True:
            self._do(self.person.act(self.world.visit, part))
            if _GOALS[part.goal](self, part, self.robot.replies[begun:]):
                return
            if self.played.acts >= MOST_ACTS:
                raise GivesUp(f"{self.world.visit.at}: still not there after {MOST_ACTS} acts")

    def _do(self, act: Act) -> None:
        self.played.acts += 1
        visit = self.world.visit
        before = visit.at
        if isinstance(act, Says):
            seed = self.seed * 1000 + self.played.acts
            text = noisy(act.text, self.share, seed) if self.share else act.text
            said = self.world.says(text).said
            self.played.log.append(f"{before}: “{text}” → {' / '.join(said)[:200]}")
        else:
            self._by_hand(act, self.world.visit)
            self.played.log.append(f"{before}: @{act.what} → {self.world.visit.at}")
        held = visit.procedure is not None or visit.tickets or filled(visit).consent is not None
        self.lost = self.lost or (self.world.visit.id != visit.id and bool(held))

    def _by_hand(self, act: Does, visit: Visit) -> None:
        if act.what == "card":
            self._shows(_card(act.text), visit)
        elif act.what == "show_slip":
            self._shows(slip_url(CONTEXT.public_url, "dossier", TOKEN).encode(), visit)
        else:
            asked = turn_context(CONTEXT, visit, NOW).asked
            self.world.does(ev.Answered(asked.step if asked else visit.at, act.text))

    def _shows(self, code: bytes, visit: Visit) -> None:
        if not visit.waits_for(Reading):
            raise GivesUp(f"{visit.at}: nothing reads")
        self.world.reader.shows.append(code)
        self.world.lanes["reader"].run_last()

    def _questions(self) -> None:
        """Every question that was asked in between has had its answer."""
        answered = {(one.thread.procedure, one.topic) for one in self.robot.replies if one.action == "answer"}
        for one in self.task.asks:
            if (one.answered, one.topic) not in answered:
                raise GivesUp(f"not answered: {one.say}")

    def _wrong_deeds(self) -> Iterator[str]:
        goals = {goal: [one.value for one in self.task.parts if one.goal == goal] for goal in _GOALS}
        may_take = [*goals["number"], *goals["handed_in"]]
        gateway = self.world.gateway
        for ticket in gateway.tickets.values():
            if ticket.procedure not in may_take:
                yield f"a number for {ticket.procedure}"
        if len(gateway.tickets) > len(may_take):
            yield "a number too many"
        if len(self.world.printer.printed) > len(gateway.tickets) + len(goals["handed_in"]):
            yield "printed too much"
        handed = [one for one in gateway.dossiers if one.token != TOKEN or not goals["status"]]
        for dossier in handed:
            if dossier.procedure not in goals["handed_in"]:
                yield f"handed in {dossier.procedure}"
            values = dict(dossier.answers)
            for role, person in dossier.persons.items():
                values |= _told(role, person.values)
            yield from self._not_so(values)
        if CALL_STAFF in gateway.notices and not goals["officer"]:
            yield "called an officer"
        visit = self.world.visit
        if self.lost and not goals["erased"]:
            yield "erased"
        if visit.lang != ("en" if self.task.register == "english" or goals["english"] else "vi"):
            yield f"switched to {visit.lang}"
        known = filled(visit)
        confirmed = dict(known.answers)
        for role, person in known.persons.items():
            confirmed |= _told(role, person.values)
        yield from self._not_so(confirmed)

    def _not_so(self, values: Mapping[str, str]) -> Iterator[str]:
        for step, value in values.items():
            fact = self.task.facts.get(step, "")
            if value and value != fact:
                yield f"{step} is {fact!r}, not {value!r}"


def _told(role: str, values: Mapping[str, object]) -> dict[str, str]:
    """What was not read from a card."""
    return {
        f"{role}.{name}": value.text  # type: ignore[attr-defined]
        for name, value in values.items()
        if value.source != "card"  # type: ignore[attr-defined]
    }


def _number(kiosk: _Kiosk, part: Part, _replies: list[Reply]) -> bool:
    return any(ticket.procedure == part.value for ticket in kiosk.world.gateway.tickets.values())


def _handed_in(kiosk: _Kiosk, part: Part, _replies: list[Reply]) -> bool:
    return any(dossier.procedure == part.value for dossier in kiosk.world.gateway.dossiers)


def _answered(_kiosk: _Kiosk, part: Part, replies: list[Reply]) -> bool:
    return any(
        one.action == "answer" and one.thread.procedure == part.value and one.topic == part.topic
        for one in replies
    )


def _declined(_kiosk: _Kiosk, part: Part, replies: list[Reply]) -> bool:
    name = CONTEXT.catalogue.entries[part.value].name
    return any(one.action == "decline" and (name.vi in one.text or name.en in one.text) for one in replies)


_GOALS: Mapping[str, Callable[[_Kiosk, Part, list[Reply]], bool]] = {
    "number": _number,
    "handed_in": _handed_in,
    "answered": _answered,
    "declined": _declined,
    "command": lambda _kiosk, part, replies: any(one.command == part.value for one in replies),
    "officer": lambda kiosk, _part, _replies: CALL_STAFF in kiosk.world.gateway.notices,
    "status": lambda kiosk, _part, _replies: kiosk.world.visit.at == STATUS,
    "erased": lambda kiosk, _part, _replies: kiosk.world.visit.id != kiosk.began,
    "english": lambda kiosk, _part, _replies: kiosk.world.visit.lang == "en",
}


def _card(role: str) -> bytes:
    number, name, born, sex = _PEOPLE[role]
    return "|".join((number, "", name, born, sex, "12 Đường Mẫu, Phường Sài Gòn", "15042021")).encode()


def _dossier() -> Dossier:
    consent = Consent(NOW.wall, "2026-11", "vi")
    return Dossier(
        "d1", "K1-261122-0001", TOKEN, "sgn", "K1", "1.001193", 1, "vi", NOW.wall, consent, {}, {}, {}
    )
