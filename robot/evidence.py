"""Decides by tables (`book/decisions.toml`): the first row that all its evidence is there for says what
follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from config.errors import checked, read_toml
from config.problems import BadFile, did_you_mean
from config.text import Frozen

Evidence = Mapping[str, float]
"""How much there is of what speaks for or against something; yes is 1, no is 0."""

MEASURED = {
    "matter": "others lead foreign ours meant sure covered command telling second asked named vague alien",
    "command": "phrase over beside chance likely sure whole about bare asked plain hits ticket thanks"
    " told_of",
}
"""What each table's evidence is called; a row may want nothing else."""


class Row(Frozen):
    """Wants at `least` so much of each evidence, and of each `below` less than that."""

    least: dict[str, float] = Field(default_factory=dict)
    below: dict[str, float] = Field(default_factory=dict)

    def holds(self, evidence: Evidence) -> bool:
        """Says if all that it wants is there."""
        return all(evidence[name] >= least for name, least in self.least.items()) and all(
            evidence[name] < most for name, most in self.below.items()
        )


class MatterRow(Row):
    """Says which procedures a sentence is about."""

    then: Literal["one", "several", "elsewhere", "unknown"]


class CommandRow(Row):
    """Says what becomes of a command that a sentence may be."""

    then: Literal["do", "leave"]


class Decisions(Frozen):
    """Holds the tables; the last row of each wants nothing."""

    matter: tuple[MatterRow, ...]
    command: tuple[CommandRow, ...]


_Row = TypeVar("_Row", bound=Row)


def first(rows: tuple[_Row, ...], evidence: Evidence) -> _Row:
    """Finds the first row that holds."""
    return next(row for row in rows if row.holds(evidence))


def load_decisions(path: Path) -> Decisions:
    """Reads the tables. Raises BadFile, one line, when a row is wrong."""
    tables = checked(Decisions, read_toml(path), path.name)
    for table, measured in MEASURED.items():
        rows: tuple[Row, ...] = getattr(tables, table)
        for at, row in enumerate(rows):
            for name in {*row.least, *row.below} - set(measured.split()):
                raise BadFile(
                    f"{path.name}: {table}.{at}: {name}: is not measured"
                    f"{did_you_mean(name, measured.split())}"
                )
        if not rows or rows[-1].least or rows[-1].below:
            raise BadFile(f"{path.name}: {table}: the last row must want nothing")
    return tables
