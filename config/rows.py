"""Reads the rows of a data file: tables of TOML, lines of CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from config.errors import checked, read_toml
from config.problems import N_, BadFile, Problem, nearest, refuse_if, tried
from config.reading import CannotRead, read_text
from config.text import Frozen

Row = TypeVar("Row", bound=Frozen)


def toml_rows(path: Path, name: str, model: type[Row]) -> tuple[Row, ...]:
    """Reads the tables `[[name]]` of a TOML file. Raises BadFile with all that is wrong in them."""
    data = read_toml(path)
    problems = [
        Problem(f"{path.name}: {key}", N_("unknown key"), near=nearest(key, [name]))
        for key in data
        if key != name
    ]
    refuse_if(problems)
    rows = data.get(name, [])
    if not isinstance(rows, list) or not rows:
        raise BadFile(Problem(path.name, N_("needs at least one [[{name}]]"), {"name": name}))
    found = [
        tried(problems, partial(checked, model, row, path.name, f"{name}.{index}"))
        for index, row in enumerate(rows)
    ]
    refuse_if(problems)
    return tuple(row for row in found if row is not None)


def csv_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Gives line number and row of each line; the header must name the columns needed, in any order."""
    try:
        text = read_text(path)
    except CannotRead as error:
        raise BadFile(f"{path.name}: {error}") from error
    reader = csv.DictReader(text.splitlines())
    refuse_if(
        Problem(path.name, N_("column {column} is missing"), {"column": column})
        for column in columns
        if column not in (reader.fieldnames or ())
    )
    for row in reader:
        yield reader.line_num, {column: (row[column] or "").strip() for column in columns}


def used_twice(file: str, key: str, values: Sequence[str]) -> Iterator[Problem]:
    """Gives a problem for each value that stands there more than once."""
    for value in dict.fromkeys(values):
        if values.count(value) > 1:
            yield Problem(f"{file}: {key}", N_("{value} is used twice"), {"value": value})
