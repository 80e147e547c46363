"""Loads the calling rule of a centre, and proves its bound: nobody is overtaken by somebody who came much
later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.errors import checked, read_toml
from config.problems import N_, Problem, nearest, refuse_if
from config.schema import Priority
from config.text import Frozen, Id

Minutes = Annotated[int, Field(ge=0, le=240)]
APPOINTMENT = "appointment"
SUPPLEMENT = "supplement"
OWN_REASONS = (SUPPLEMENT, APPOINTMENT)
"""The reasons to go ahead that the program gives itself; the others are those of `priorities.toml`."""


class AppointmentRule(Frozen):
    """Says how long before its time an appointment may be called, and how late it may come."""

    early_minutes: Minutes
    late_minutes: Minutes


class MissedRule(Frozen):
    """Says when somebody who was not there is called again, and how often at most."""

    again_after_minutes: Minutes
    most: Annotated[int, Field(ge=1, le=9)]


class SkillRule(Frozen):
    """Says how long a number waits for a counter with the skill that it wants."""

    wait_minutes: Minutes


class UndoRule(Frozen):
    """Says how long an officer may take back what was done with a number."""

    seconds: Annotated[int, Field(ge=0, le=120)]


class CallingRule(Frozen):
    """Holds the content of `calling.toml`. `ahead_minutes` is by reason; no reason goes further ahead than
    `longest_overtaken_minutes`, the bound that `kiosk.queue.calling` keeps.
    """

    longest_overtaken_minutes: Minutes
    ahead_minutes: dict[Id, Minutes]
    appointment: AppointmentRule
    missed: MissedRule
    skills: SkillRule
    undo: UndoRule

    def ahead(self, reason: str | None) -> timedelta:
        """Gives how far a reason moves a place forward: nothing for none; as far as is allowed for one that
        the files no longer have, since its holder was told so.
        """
        if not reason:
            return timedelta(0)
        return timedelta(minutes=self.ahead_minutes.get(reason, self.longest_overtaken_minutes))

    def is_in_time(self, appointment: datetime, came: datetime) -> bool:
        """Says if who came at that moment keeps the place of the appointment."""
        return came <= appointment + timedelta(minutes=self.appointment.late_minutes)


def load_calling_rule(path: Path, priorities: Iterable[Priority]) -> CallingRule:
    """Loads `calling.toml`, and adds the reasons of the centre's `priorities`.

    Raises BadFile: a reason of another name, or one that would break the bound.
    """
    rule = checked(CallingRule, read_toml(path), path.name)
    refuse_if(_wrong_own(path.name, rule))
    asked = {one.id: one.ahead_minutes for one in priorities}
    refuse_if(_too_far(f"{path.name}: ahead_minutes", rule, rule.ahead_minutes))
    refuse_if(_too_far("priorities.toml", rule, asked))
    return rule.model_copy(update={"ahead_minutes": {**asked, **rule.ahead_minutes}})


def _wrong_own(file: str, rule: CallingRule) -> Iterator[Problem]:
    for reason in rule.ahead_minutes:
        if reason not in OWN_REASONS:
            where = f"{file}: ahead_minutes.{reason}"
            near = nearest(reason, OWN_REASONS)
            yield Problem(where, N_("unknown reason {reason}"), {"reason": reason}, near)


def _too_far(where: str, rule: CallingRule, ahead: Mapping[str, int]) -> Iterator[Problem]:
    """Finds the reasons that would break the bound. An appointment may also come late, and is not overtaken
    meanwhile by more than that.
    """
    most = rule.longest_overtaken_minutes
    for reason, minutes in ahead.items():
        moved = minutes + (rule.appointment.late_minutes if reason == APPOINTMENT else 0)
        if moved > most:
            yield Problem(
                f"{where}.{reason}",
                N_("goes {minutes} minutes ahead, more than longest_overtaken_minutes ({most})"),
                {"minutes": moved, "most": most},
            )
