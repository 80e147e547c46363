"""Reads the settings and the centre's data files beside this module.

Every error is a `BadSettings`: "file: key: what is wrong (did you mean X?)", one line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from config.calendar import Calendar
from config.errors import BadFile, checked, did_you_mean, read_toml
from config.reading import CannotRead, read_text
from config.schema import Centre, Counter, Profile, QueueField
from config.text import Frozen

FOLDER = Path(__file__).resolve().parent
PROCEDURES = FOLDER / "procedures"
PROFILES = FOLDER / "profiles"

BadSettings = BadFile

_Row = TypeVar("_Row", bound=Frozen)


def load_profile(path: Path) -> Profile:
    """One machine's profile. Relative paths in it are meant from the working directory."""
    profile = checked(Profile, read_toml(path), path.name)
    if profile.centre not in _centres():
        near = did_you_mean(profile.centre, _centres())
        raise BadSettings(f"{path.name}: centre: no unit of centres.csv has code {profile.centre}{near}")
    first, last = profile.offline_numbers
    if not 0 < first <= last:
        raise BadSettings(f"{path.name}: offline_numbers: needs two numbers above 0, the smaller one first")
    return profile


def load_centre(code: str) -> Centre:
    """The centre of that national 5-digit unit code."""
    centres = _centres()
    if code not in centres:
        raise BadSettings(f"centres.csv: no unit has code {code}{did_you_mean(code, centres)}")
    return centres[code]


def load_fields(folder: Path = FOLDER) -> tuple[QueueField, ...]:
    """The queue fields in the order of their tiles; ids and letters are unique."""
    fields = _rows(folder / "fields.toml", "field", QueueField)
    _unique("fields.toml", "id", [field.id for field in fields])
    _unique("fields.toml", "letter", [field.letter for field in fields])
    return fields


def load_counters(folder: Path = FOLDER) -> tuple[Counter, ...]:
    """The counters; every field they name exists and every field has a counter."""
    counters = _rows(folder / "counters.toml", "counter", Counter)
    _unique("counters.toml", "number", [counter.number for counter in counters])
    known = [field.id for field in load_fields(folder)]
    served = {field for counter in counters for field in counter.fields}
    for counter in counters:
        for field in counter.fields:
            if field not in known:
                near = did_you_mean(field, known)
                raise BadSettings(f"counters.toml: counter {counter.number}: unknown field {field}{near}")
    for field in known:
        if field not in served:
            raise BadSettings(f"counters.toml: no counter serves field {field}")
    return counters


def load_holidays(folder: Path = FOLDER) -> Calendar:
    """Days off and make-up workdays of `holidays.csv` (date, kind `off` or `work`, name)."""
    days: dict[str, dict[date, str]] = {"off": {}, "work": {}}
    for line, row in _csv(folder / "holidays.csv", ("date", "kind", "name")):
        try:
            day = date.fromisoformat(row["date"])
        except ValueError as error:
            raise BadSettings(
                f"holidays.csv: line {line}: date: needs YYYY-MM-DD, not {row['date']}"
            ) from error
        if row["kind"] not in days:
            raise BadSettings(f"holidays.csv: line {line}: kind: needs off or work, not {row['kind']}")
        if day in days["off"] or day in days["work"]:
            raise BadSettings(f"holidays.csv: line {line}: date: {day} stands there twice")
        days[row["kind"]][day] = row["name"]
    return Calendar(days_off=days["off"], workdays=days["work"])


def _centres() -> dict[str, Centre]:
    rows = _csv(FOLDER / "centres.csv", ("code", "name", "full_name", "full_name_en"))
    return {row["code"]: checked(Centre, row, "centres.csv", f"line {line}") for line, row in rows}


def _csv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and row of each line; the header must name exactly the columns needed, in any order."""
    try:
        text = read_text(path)
    except CannotRead as error:
        raise BadSettings(f"{path.name}: {error}") from error
    reader = csv.DictReader(text.splitlines())
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise BadSettings(f"{path.name}: column {column} is missing")
    for row in reader:
        yield reader.line_num, {column: (row[column] or "").strip() for column in columns}


def _rows(path: Path, name: str, model: type[_Row]) -> tuple[_Row, ...]:
    """The tables `[[name]]` of a TOML file."""
    data = read_toml(path)
    for key in data:
        if key != name:
            raise BadSettings(f"{path.name}: {key}: unknown key{did_you_mean(key, [name])}")
    rows = data.get(name, [])
    if not isinstance(rows, list) or not rows:
        raise BadSettings(f"{path.name}: needs at least one [[{name}]]")
    return tuple(checked(model, row, path.name, f"{name}.{index}") for index, row in enumerate(rows))


def _unique(file: str, key: str, values: list[str]) -> None:
    for value in values:
        if values.count(value) > 1:
            raise BadSettings(f"{file}: {key}: {value} is used twice")
