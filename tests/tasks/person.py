"""A scripted person: looks at what is asked and answers from the script, says it again in other words when it
was not understood, compares what is read back, and changes to the finger where the script says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kiosk.language.numbers import digit_words
from kiosk.visit import events as ev
from kiosk.visit.assistant import Reply
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import Exploring
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.turn import turn_context
from tests.tasks.scripts import Part, Question, Task
from tests.visits.world import NOW

MOST_TRIES = 5
"""So often the same thing is said at the same place before a person gives up."""
MOST_ASKED = 3
GROUP = 3
"""Digits that a person says at a time who was not understood before."""
LONG = 8
"""A value of more letters than this, all digits, is a string of digits."""


class GivesUp(Exception):
    """The person gives up: the words say where."""


@dataclass(frozen=True)
class Says:
    """A sentence."""

    text: str


@dataclass(frozen=True)
class Does:
    """Something done by hand: "card", "type" (with the words), "show_slip"."""

    what: str
    text: str = ""


Act = Says | Does


@dataclass
class Person:
    """One person with a task. `tries`: how often something was said at a place; `replies`: all that the robot
    has replied.
    """

    task: Task
    register: dict[str, Any]
    context: KioskContext
    replies: list[Reply]
    tries: Counter[str] = field(default_factory=Counter)

    @property
    def lang(self) -> str:
        return str(self.register["lang"])

    def act(self, visit: Visit, part: Part) -> Act:
        """What the person says or does next, for this part of the task."""
        told = filled(visit).told
        if told:
            return self._read_back(dict(told))
        thread = visit.voice.thread
        if thread.pending is not None:
            wanted = self._is_wanted(thread.pending.then, visit, part)
            return self._say(f"pending:{wanted}:{part.value}", self.register["yes" if wanted else "no"])
        question = self._question(visit)
        if question is not None:
            self.tries[question.say] += 1
            return Says(question.say)
        if part.goal == "officer" and self._asked(visit) == part.at:
            return self._say("officer", self.register["officer"])
        if turn_context(self.context, visit, NOW).step is not None:
            return self._on_page(visit)
        return self._exploring(visit, part)

    def _read_back(self, told: dict[str, str]) -> Act:
        facts = {step: self.task.facts.get(step) for step in told}
        if facts == told:
            return self._say(f"right:{sorted(told)}", self.register["yes"])
        wrong = [step for step, value in told.items() if not (facts[step] or "").startswith(value)]
        beginnings = [step for step, value in told.items() if facts[step] != value]
        if not wrong and len(beginnings) == 1 and beginnings[0].endswith(("phone", ".id")):
            [step] = beginnings
            return self._digits((facts[step] or "")[len(told[step]) :])
        return self._say(f"wrong:{sorted(told)}", self.register["no"])

    def _is_wanted(self, then: ev.ByPerson | None, visit: Visit, part: Part) -> bool:
        match then:
            case ev.WantsNumber():
                return part.goal == "number" and visit.procedure == part.value
            case ev.PickedProcedure(code):
                return code == part.value
            case ev.WantsHandIn():
                return part.goal == "handed_in"
            case ev.Left():
                return part.goal == "erased"
            case ev.ChoseLanguage("en"):
                return part.goal == "english"
            case ev.CalledStaff():
                return part.goal == "officer"
        return False

    def _question(self, visit: Visit) -> Question | None:
        """A question for this page that has had no answer yet; asked three times at most."""
        answered = {(one.thread.procedure, one.topic) for one in self.replies if one.action == "answer"}
        for one in self.task.asks:
            waits = (one.answered, one.topic) not in answered and self.tries[one.say] < MOST_ASKED
            if one.at == self._asked(visit) and (waits or not self.tries[one.say]):
                return one
        return None

    def _asked(self, visit: Visit) -> str:
        """What is asked for now: a value, or what the place is about."""
        asked = turn_context(self.context, visit, NOW).asked
        return asked.step if asked is not None else visit.at

    def _on_page(self, visit: Visit) -> Act:
        step = self._asked(visit)
        kind = turn_context(self.context, visit, NOW).step
        known = filled(visit)
        if kind == "consent":
            return self._say(step, self.register["consent"])
        if kind == "card":
            role = step.partition(":")[2]
            if role in known.persons and any(v.source == "card" for v in known.persons[role].values.values()):
                return self._say(f"read:{step}", self.register["go_on"])
            return Does("card", role) if role in self.task.cards else self._say(step, self.register["type"])
        if kind == "paper":
            return self._with_paper(visit, step.partition(":")[2])
        if step.startswith(("person:", "choices:", "details")):
            return self._say(step, self.register["go_on"])
        if kind == "review":
            return self._say(step, self.register["hand_in"])
        said = self.task.says.get(step) or (self.register["skip"] if not self.task.facts.get(step) else None)
        if said is None:
            raise GivesUp(f"nothing to say at {step}")
        fact = self.task.facts.get(step, "")
        if fact.isdecimal() and len(fact) > LONG and self.tries[step] >= len(said):
            return self._digits(fact)
        act = self._say(step, said)
        return Does("type", self.task.facts[step]) if act == Says("@type") else act

    def _digits(self, rest: str) -> Act:
        """A few digits at a time, as the kiosk asks for them; none is left alone at the end."""
        size = GROUP if len(rest) > GROUP + 1 else len(rest)
        return self._say(f"digits:{rest}", [" ".join(digit_words(rest[:size], self.lang))])

    def _with_paper(self, visit: Visit, paper: str) -> Act:
        known = filled(visit)
        if known.page is not None:
            return self._say(f"keep:{paper}", self.register["keep"])
        if paper in known.papers:
            return self._say(f"kept:{paper}", self.register["go_on"])
        if self.task.facts.get(f"paper:{paper}") == "none":
            return self._say(f"paper:{paper}", self.register["none"])
        return self._say(f"paper:{paper}", self.register["capture"])

    def _exploring(self, visit: Visit, part: Part) -> Act:
        if visit.at == "show_code":
            return Does("show_slip")
        if visit.at == "offer" and self._fits(part, visit.procedure):
            return self._say("offer", self._only(visit.procedure or ""))
        if visit.at in ("procedure", "portal_text") and self._fits(part, visit.procedure):
            return self._wish(part)
        reply = visit.voice.over or (visit.of(Exploring).reply if visit.at == "robot" else None)
        if reply is not None and self.tries[f"open:{part.opens[0]}"]:
            codes = [card.code for card in reply.cards]
            place = next((at for at, code in enumerate(codes) if self._is_meant(part, code)), None)
            if reply.action == "choose" and place is not None and self.tries[f"pick:{codes}"] < 2:
                return self._say(f"pick:{codes}", [self.register["picks"][place], reply.cards[place].title])
            if self._fits(part, reply.thread.procedure):
                return self._wish(part)
        if part.goal == "officer" and not part.at:
            return self._say("officer", (*part.opens, *self.register["officer"]))
        return self._say(f"open:{part.opens[0]}", part.opens)

    def _is_meant(self, part: Part, code: str) -> bool:
        """Says if a procedure is the one that the part is about, as far as a person can tell."""
        procedure = self.context.catalogue.get(code)
        asks = procedure is not None and any(one.id == part.at for one in procedure.questions)
        return code == part.value or (part.goal == "officer" and asks)

    def _fits(self, part: Part, code: str | None) -> bool:
        """Says if that procedure shall be gone on with now."""
        wants = part.goal in ("number", "handed_in", "officer")
        return wants and code is not None and self._is_meant(part, code)

    def _wish(self, part: Part) -> Act:
        return self._say(f"wish:{part.value}", self.register["number" if part.goal == "number" else "start"])

    def _only(self, code: str) -> tuple[str, ...]:
        if self.lang == "en":
            return (self.context.catalogue.entries[code].name.en, "only this one")
        return (f"chỉ {self.context.catalogue.entries[code].name.vi} thôi", "chỉ cái này thôi")

    def _say(self, where: str, said: Any) -> Says:
        """The next way of saying it at that place."""
        tried = self.tries[where]
        if tried >= MOST_TRIES:
            raise GivesUp(f"{where}: said {tried} times: {said[0]}")
        self.tries[where] += 1
        return Says(said[tried % len(said)])
