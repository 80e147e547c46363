"""Answers who decides a procedure, whether it may be handed in at a given place, and who may sign.

The table is data (`config/competence/table.toml`), versioned and dated; so are the intake points
(`points.csv`). Exactly one rule answers for a procedure on a day: that of its code, else that of its level
and field, else that of its level. The table is refused where two would, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from config.errors import checked, read_toml
from config.load import FOLDER
from config.problems import N_, Problem, refuse_if
from config.rows import csv_rows, used_twice
from config.text import Frozen, Id, Nfc, Text
from kiosk.catalogue.entry import Entry
from kiosk.catalogue.procedure import Level, Source
from kiosk.catalogue.wards import Ward, Wards

COMPETENCE = FOLDER / "competence"
Signer = Literal["chair", "deputy_chair"]


class Authority(Frozen):
    """Describes who decides. `seat`: `ward` (one in each ward, at its centre), `city` (one for the city) or
    `elsewhere`. `phone` None: not published.
    """

    id: Id
    name: Text
    seat: Literal["ward", "city", "elsewhere"]
    phone: Nfc | None = None


class Dated(Frozen):
    """Holds from when to when something holds, both days included; None: no end known."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Says if it holds on that day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class Rule(Dated):
    """Describes who decides a kind of procedures. `which` ward: the `own` of the matter, or `any` where it is
    handed in. `filed`: `anywhere` in the city, or only with the deciding `authority`. `signers` empty: not
    published.
    """

    codes: tuple[str, ...] = ()
    level: Level | None = None
    field: Id | None = None
    decides: Id
    which: Literal["own", "any"] = "own"
    filed: Literal["anywhere", "authority"]
    signers: tuple[Signer, ...] = ()
    why: Text
    sources: tuple[str, ...]

    def subjects(self) -> tuple[str, ...]:
        """Gives what it answers for, by its most exact name."""
        if self.codes:
            return self.codes
        return (f"{self.level} {self.field}" if self.field else str(self.level),)


class Task(Frozen):
    """Describes one task of certification that a chair may delegate to a civil servant. `contracts`: only to
    one who is qualified, and not where the business has gone over to notaries.
    """

    number: int
    group: Literal["copies", "contracts"]
    name: Text
    codes: tuple[str, ...] = ()


class Delegation(Dated):
    """Lists the tasks that may be delegated (resolution 29/2025/NQ-HĐND: 13)."""

    source: str
    condition_source: str
    task: tuple[Task, ...]


class CompetenceTable(Frozen):
    """Holds the content of `table.toml`."""

    version: Annotated[int, Field(ge=1)]
    sources: dict[str, Source]
    authority: tuple[Authority, ...]
    rule: tuple[Rule, ...]
    delegation: Delegation


_OrNone = BeforeValidator(lambda text: text or None)


class Point(Dated):
    """Describes one of the city's points that take applications for every ward. What is None is not
    published.
    """

    id: str
    kind: Literal["city", "region", "team"]
    name: Annotated[Nfc | None, _OrNone]
    address: Annotated[Nfc | None, _OrNone]
    phone: Annotated[Nfc | None, _OrNone]
    counters: int
    valid_from: Annotated[date | None, _OrNone]
    valid_to: Annotated[date | None, _OrNone]


@dataclass(frozen=True, slots=True)
class Route:
    """Says what becomes of a procedure that is asked for at a place.

    `authority` decides it, that of `authority_ward` where it sits in a ward. `here`: it may be handed in at
    `at`; `slip`: a transfer slip goes with it to the authority. `tasks`: the delegated tasks it belongs to.
    """

    code: str
    ward: Ward
    at: Ward | Point
    authority: Authority
    authority_ward: Ward | None
    here: bool
    slip: bool
    why: Text
    sources: tuple[Source, ...]
    signers: tuple[Signer, ...]
    tasks: tuple[Task, ...]
    table_version: int


class Competence:
    """Holds the table, the intake points and the wards, and answers from them."""

    def __init__(self, table: CompetenceTable, points: tuple[Point, ...], wards: Wards) -> None:
        self.table = table
        self.points: Mapping[str, Point] = {point.id: point for point in points}
        self.wards = wards
        self._authorities = {authority.id: authority for authority in table.authority}
        self._rules: dict[str, list[Rule]] = {}
        for rule in table.rule:
            for key in rule.subjects():
                self._rules.setdefault(key, []).append(rule)

    @classmethod
    def load(cls, folder: Path = COMPETENCE, wards: Wards | None = None) -> Competence:
        """Loads table and points. Raises BadFile with what is wrong in either."""
        table = checked(CompetenceTable, read_toml(folder / "table.toml"), "table.toml")
        refuse_if(_wrong(table))
        return cls(table, _points(folder / "points.csv"), wards or Wards.load())

    def rule_for(self, entry: Entry, on: date) -> Rule:
        """Gives the one rule that answers for a procedure on that day."""
        for key in (entry.code, f"{entry.level} {entry.field}", entry.level):
            for rule in self._rules.get(key, ()):
                if rule.holds(on):
                    return rule
        raise KeyError(entry.code)  # not with a table that was loaded: each level has a rule without dates

    def place(self, at: str) -> Ward | Point:
        """Gives the ward's centre (5-digit code) or the intake point of that id; KeyError: there is none."""
        return self.wards[at] if at in self.wards else self.points[at]

    def route(self, entry: Entry, ward: Ward, at: Ward | Point, on: date) -> Route:
        """Answers for a procedure of `ward` (of the citizen, the event or the land) that is
        handed in at `at`.
        """
        rule = self.rule_for(entry, on)
        authority = self._authorities[rule.decides]
        deciding = at if rule.which == "any" and isinstance(at, Ward) else ward
        in_house = _sits(authority, deciding, at)
        here = in_house or rule.filed == "anywhere"
        tasks = self._tasks(entry.code, on)
        named = (*rule.sources, *((self.table.delegation.source,) if tasks else ()))
        return Route(
            code=entry.code,
            ward=ward,
            at=at,
            authority=authority,
            authority_ward=deciding if authority.seat == "ward" else None,
            here=here,
            slip=here and not in_house,
            why=rule.why,
            sources=tuple(self.table.sources[key] for key in dict.fromkeys(named)),
            signers=rule.signers,
            tasks=tasks,
            table_version=self.table.version,
        )

    def _tasks(self, code: str, on: date) -> tuple[Task, ...]:
        delegation = self.table.delegation
        return tuple(task for task in delegation.task if code in task.codes) if delegation.holds(on) else ()


def _sits(authority: Authority, ward: Ward, at: Ward | Point) -> bool:
    """Says if the authority is at that place: in its ward's own centre, or the city's departments at the
    city's.
    """
    if authority.seat == "ward":
        return at == ward
    return authority.seat == "city" and isinstance(at, Point) and at.kind == "city"


def _points(path: Path) -> tuple[Point, ...]:
    found = [checked(Point, row, path.name, f"line {line}") for line, row in csv_rows(path, _columns())]
    refuse_if(used_twice(path.name, "id", [point.id for point in found]))
    return tuple(found)


def _columns() -> tuple[str, ...]:
    return tuple(Point.model_fields)


def _wrong(table: CompetenceTable) -> Iterator[Problem]:
    """Finds names that nothing stands for, procedures that two rules answer for, and levels without one."""
    file = "table.toml"
    yield from used_twice(file, "authority", [authority.id for authority in table.authority])
    yield from used_twice(file, "delegation.task", [str(task.number) for task in table.delegation.task])
    authorities = {authority.id for authority in table.authority}
    rules: dict[str, list[Rule]] = {}
    for index, rule in enumerate(table.rule):
        at = f"{file}: rule.{index}"
        if bool(rule.codes) == bool(rule.level):
            yield Problem(at, N_("needs either codes or a level"))
        if rule.decides not in authorities:
            yield Problem(f"{at}.decides", N_("unknown authority {name}"), {"name": rule.decides})
        for key in rule.subjects():
            rules.setdefault(key, []).append(rule)
    named: list[Any] = [key for rule in table.rule for key in rule.sources]
    for key in (*named, table.delegation.source, table.delegation.condition_source):
        if key not in table.sources:
            yield Problem(f"{file}: sources", N_("unknown source {name}"), {"name": key})
    for key, several in rules.items():
        if any(_overlap(one, other) for one, other in combinations(several, 2)):
            yield Problem(file, N_("two rules answer for {name} on one day"), {"name": key})
    for level in get_args(Level):
        if not any(rule.valid_from is rule.valid_to is None for rule in rules.get(level, ())):
            yield Problem(file, N_("no rule without dates answers for the level {name}"), {"name": level})


def _overlap(one: Dated, other: Dated) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)
