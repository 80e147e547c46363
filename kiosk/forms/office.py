"""Says what the office adds to each of its forms: decision, deadlines, officer, the day's register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.clock import ICT
from kiosk.forms.data import HOME, Filled, Line, day_words, moment
from kiosk.language.messages import N_, Messages

HANDED_IN = N_("Handed in at the kiosk")
RECEIVED = N_("Received at the counter")


@dataclass(frozen=True, slots=True)
class Office:
    """Holds what an officer adds to a form of one dossier. `officer`: who signs; `papers`: names of those to
    be supplemented; `due` and `new_day`: the day promised, and the new one.
    """

    now: datetime
    officer: str = ""
    reason: str = ""
    papers: Sequence[str] = ()
    received: datetime | None = None
    due: date | None = None
    new_day: date | None = None

    def added_to(self, filled: Filled, messages: Messages) -> Filled:
        """Fills the form with it; what is not known stays a line to write on."""
        received = moment(self.received) if self.received else ""
        values = {
            "officer": self.officer,
            "reason": self.reason,
            "received": received,
            "due": day_words(self.due) if self.due else "",
            "new_day": day_words(self.new_day) if self.new_day else "",
        }
        tables: dict[str, tuple[Line, ...]] = {"papers": tuple({"name": name} for name in self.papers)}
        by = filled.values.get("submitter.name", "")
        known = (
            {"step": messages.text(HOME, HANDED_IN), "given": by, "at": filled.values.get("handed_in", "")},
            {"step": messages.text(HOME, RECEIVED), "taken": self.officer, "at": received},
        )
        tables["steps"] = tuple(step for step in known if step["at"])
        return filled.with_more(self.now.astimezone(ICT).date(), values, tables)


@dataclass(frozen=True, slots=True)
class Registered:
    """Holds one dossier of a day's register, as texts."""

    code: str
    procedure: str
    submitter: str
    received: datetime
    due: date | None

    def line(self) -> Line:
        """Gives the row of the register. A dossier of this house is one set."""
        return {
            "code": self.code,
            "procedure": self.procedure,
            "sets": "1",
            "submitter": self.submitter,
            "received": moment(self.received),
            "due": day_words(self.due) if self.due else "",
        }


def register_data(blank: Filled, day: date, dossiers: Iterable[Registered]) -> Filled:
    """Fills the register of one day, in the order of receipt."""
    lines = tuple(one.line() for one in sorted(dossiers, key=lambda one: one.received))
    values = {"day": day_words(day), "count": str(len(lines))}
    return blank.with_more(day, values, {"dossiers": lines})


OFFICE_KEYS = frozenset({"officer", "reason", "received", "due", "new_day", "day", "count"})
"""Values that only the office adds."""
TABLES = {
    "papers": frozenset({"name"}),
    "steps": frozenset({"step", "given", "taken", "at"}),
    "dossiers": frozenset({"code", "procedure", "sets", "submitter", "received", "due"}),
}
"""Tables that the office fills, and what each of their rows holds."""
