"""Loads a centre as one value: its unit, queue fields, counters, hours, days off and
reserved numbers.

A centre's own folder holds any of the files named in `FILES`; what it leaves out is taken from
`config/centre/`. It is checked as a whole, and every problem is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as value
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from config.booking import NO_BOOKING, BookingRule
from config.calendar import Calendar
from config.calling import CallingRule, load_calling_rule
from config.errors import checked, read_toml
from config.hours import Closing, OpeningHours, Timetable
from config.lines import placed
from config.problems import N_, BadFile, Problem, nearest, refuse_if, tried
from config.retention import RetentionRule, default_retention, load_retention
from config.rows import csv_rows, toml_rows, used_twice
from config.schema import Centre, Counter, Priority, QueueField, UnitCode
from config.text import Frozen, Id, Nfc

FOLDER = Path(__file__).resolve().parent
DEFAULTS = FOLDER / "centre"
WARDS = FOLDER / "wards.csv"
"""The wards of the city, each with its centre; and the wards before July 2025 that became them."""
FILES = (
    *("centre.toml", "fields.toml", "counters.toml", "holidays.csv"),
    *("priorities.toml", "calling.toml", "appointments.toml", "retention.toml"),
)

# Circular 01/2018/TT-VPCP, article 19: V1V2V3.Z1Z2.Y1Y2.MX1X2, the first group left out where it is empty.
_UNIT = re.compile(r"(\d{3}\.)?\d{2,3}\.\d{2,3}\.[A-Z]\d{2}")
_NO_UNIT = re.compile(r"[0.]+\.[A-Z]\d{2}")


def _unit_part(text: str) -> str:
    if not _UNIT.fullmatch(text):
        raise ValueError(N_("needs a unit code such as 000.00.01.H29"))
    if _NO_UNIT.fullmatch(text):
        raise ValueError(N_("is the code of the whole city or province, not of a centre"))
    return text


def _callable_numbers(numbers: tuple[int, int]) -> tuple[int, int]:
    first, last = numbers
    if not 100 <= first < last <= 9999:
        raise ValueError(N_("needs two numbers from 100 to 9999, the smaller one first"))
    return numbers


class BankAccount(Frozen):
    """Describes the centre's account for fees: the bank by its 6 digits (NAPAS), number and holder."""

    bank: Annotated[str, Field(pattern=r"^\d{6}$")]
    number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,19}$")]
    holder: Nfc


class CentreFacts(Frozen):
    """Holds the content of `centre.toml`. `version` counts the folder's editions. `centre` says whose folder
    it is; names left out are those of `wards.csv`.
    """

    version: Annotated[int, Field(ge=1)]
    centre: UnitCode | None = None
    unit: Annotated[str, AfterValidator(_unit_part)] | None = None
    name: Nfc | None = None
    full_name: Nfc | None = None
    full_name_en: str | None = None
    reserved: Annotated[tuple[int, int], AfterValidator(_callable_numbers)]
    hours: OpeningHours | None = None
    field_hours: dict[Id, OpeningHours] = Field(default_factory=dict)
    closing: tuple[Closing, ...] = ()
    cut_off_minutes: Annotated[int, Field(ge=0, le=240)] = 0
    account: BankAccount | None = None


@dataclass(frozen=True, slots=True)
class CentreBundle:
    """Holds everything of one centre. `reserved` are the sequences that only kiosks give (both ends
    included); `account` is None where fees are paid in cash only; `digest` changes with any of the files.
    """

    centre: Centre
    version: int
    digest: str
    fields: tuple[QueueField, ...]
    counters: tuple[Counter, ...]
    priorities: tuple[Priority, ...]
    calling: CallingRule
    timetable: Timetable
    reserved: tuple[int, int]
    account: BankAccount | None = None
    booking: BookingRule = NO_BOOKING
    retention: RetentionRule = value(default_factory=default_retention)

    @property
    def edition(self) -> str:
        """Names this edition of the folder: its count and its digest."""
        return f"{self.version} ({self.digest})"

    @classmethod
    def load(cls, code: str, folder: Path | None = None, *, named_by: str = "centre") -> CentreBundle:
        """Loads the centre of that national 5-digit unit code, with its own `folder`
        where it has one.

        Raises BadFile with every problem; `named_by` stands before what is wrong with the code itself.
        """
        problems: list[Problem] = list(_wrong_folder(folder))
        refuse_if(problems)
        files = {name: _file(folder, name) for name in FILES}
        centre = tried(problems, lambda: _unit(code, named_by))
        facts = tried(problems, lambda: _facts(folder))
        fields = tried(problems, lambda: load_fields(files["fields.toml"])) or ()
        counters = tried(problems, lambda: toml_rows(files["counters.toml"], "counter", Counter)) or ()
        priorities = tried(problems, lambda: _priorities(files["priorities.toml"]))
        calling = tried(problems, lambda: load_calling_rule(files["calling.toml"], priorities or ()))
        calendar = tried(problems, lambda: load_calendar(files["holidays.csv"]))
        booking = tried(problems, lambda: _booking(files["appointments.toml"]))
        retention = tried(problems, lambda: load_retention(files["retention.toml"]))
        problems += _wrong_counters(counters, fields)
        if booking is not None:
            problems += _wrong_bookings(booking, fields)
        if facts is not None:
            problems += _wrong_owner(facts, code, named_by)
            problems += _wrong_times(facts, fields)
        if (
            problems
            or centre is None
            or facts is None
            or calendar is None
            or calling is None
            or priorities is None
            or booking is None
            or retention is None
        ):
            for file in files.values():
                problems = list(placed(problems, file))
            raise BadFile(*problems)
        return cls(
            centre=_named(centre, facts),
            version=facts.version,
            digest=_digest(folder),
            fields=fields,
            counters=counters,
            priorities=priorities,
            calling=calling,
            timetable=Timetable(
                calendar,
                facts.hours,
                facts.field_hours,
                facts.closing,
                timedelta(minutes=facts.cut_off_minutes),
            ),
            reserved=facts.reserved,
            account=facts.account,
            booking=booking,
            retention=retention,
        )


def load_calendar(path: Path) -> Calendar:
    """Loads days off and make-up workdays of a `holidays.csv` (date, kind `off` or `work`, name)."""
    days: dict[str, dict[date, str]] = {"off": {}, "work": {}}
    problems: list[Problem] = []
    for line, row in csv_rows(path, ("date", "kind", "name")):
        where = f"{path.name}: line {line}"
        try:
            day = date.fromisoformat(row["date"])
        except ValueError:
            problems.append(
                Problem(f"{where}: date", N_("needs YYYY-MM-DD, not {value}"), {"value": row["date"]})
            )
            continue
        if row["kind"] not in days:
            problems.append(
                Problem(f"{where}: kind", N_("needs off or work, not {value}"), {"value": row["kind"]})
            )
        elif day in days["off"] or day in days["work"]:
            problems.append(Problem(f"{where}: date", N_("{value} stands there twice"), {"value": day}))
        else:
            days[row["kind"]][day] = row["name"]
    refuse_if(problems)
    return Calendar(days_off=days["off"], workdays=days["work"])


def _file(folder: Path | None, name: str) -> Path:
    """Gives the folder's own file, or that of the defaults."""
    own = folder / name if folder is not None else None
    return own if own is not None and own.exists() else DEFAULTS / name


def _wrong_folder(folder: Path | None) -> Iterator[Problem]:
    if folder is None:
        return
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield Problem(
            f"centre_dir: {folder}", N_("cannot be read: {reason}"), {"reason": error.strerror or error}
        )
        return
    for name in found:
        if name.endswith((".toml", ".csv")) and name not in FILES:
            yield Problem(
                f"{folder.name}/{name}", N_("no such file belongs to a centre"), {}, nearest(name, FILES)
            )


def _facts(folder: Path | None) -> CentreFacts:
    """Reads `centre.toml`; what the centre's own leaves out comes from the defaults, `version` excepted."""
    path = _file(folder, "centre.toml")
    default = read_toml(DEFAULTS / "centre.toml")
    if path.parent != DEFAULTS:
        del default["version"]
    data: dict[str, Any] = {**default, **read_toml(path)}
    return checked(CentreFacts, data, path.name)


def load_fields(path: Path = DEFAULTS / "fields.toml") -> tuple[QueueField, ...]:
    """Loads the queue fields in the order of their tiles; ids and letters are unique. Raises BadFile."""
    fields = toml_rows(path, "field", QueueField)
    refuse_if(
        (
            *used_twice(path.name, "id", [field.id for field in fields]),
            *used_twice(path.name, "letter", [field.letter for field in fields]),
            *used_twice(path.name, "guidance", ["true" for field in fields if field.guidance]),
        )
    )
    return fields


def _priorities(path: Path) -> tuple[Priority, ...]:
    """Loads the reasons to be called first, in the order in which they are asked. Raises BadFile."""
    found = toml_rows(path, "priority", Priority)
    refuse_if(used_twice(path.name, "id", [one.id for one in found]))
    return found


def _booking(path: Path) -> BookingRule:
    return checked(BookingRule, read_toml(path), path.name)


def _wrong_bookings(booking: BookingRule, fields: tuple[QueueField, ...]) -> Iterator[Problem]:
    """Finds a field that is booked and does not exist."""
    known = [field.id for field in fields]
    for field in booking.capacity:
        if known and field not in known:
            where = f"appointments.toml: capacity.{field}"
            yield Problem(where, N_("unknown field {field}"), {"field": field}, nearest(field, known))


def _wrong_counters(counters: tuple[Counter, ...], fields: tuple[QueueField, ...]) -> Iterator[Problem]:
    """Finds a counter with a field that does not exist, and a field without a counter. Nothing where either
    file has problems of its own.
    """
    if not counters or not fields:
        return
    file = "counters.toml"
    yield from used_twice(file, "number", [counter.number for counter in counters])
    known = [field.id for field in fields]
    for counter in counters:
        for field in counter.fields:
            if field not in known:
                where = f"{file}: counter {counter.number}"
                yield Problem(where, N_("unknown field {field}"), {"field": field}, nearest(field, known))
    served = {field for counter in counters for field in counter.fields}
    for field in known:
        if field not in served:
            yield Problem(file, N_("no counter serves field {field}"), {"field": field})


def _wrong_owner(facts: CentreFacts, code: str, named_by: str) -> Iterator[Problem]:
    """Finds a folder of another centre; and a unit code in a folder that does not say whose it is, which two
    centres would then share.
    """
    if facts.centre is not None and facts.centre != code:
        values = {"code": code, "other": facts.centre}
        yield Problem(named_by, N_("is {code}, but its folder is that of {other}"), values)
    if facts.unit is not None and facts.centre is None:
        yield Problem("centre.toml: centre", N_("must say whose folder this is, for it gives a unit code"))
    if facts.account is not None and facts.centre is None:
        yield Problem("centre.toml: centre", N_("must say whose folder this is, for it gives an account"))


def _wrong_times(facts: CentreFacts, fields: tuple[QueueField, ...]) -> Iterator[Problem]:
    """Finds hours and closings of a field that the centre does not have."""
    known = [field.id for field in fields]
    named = [("field_hours", field) for field in facts.field_hours]
    named += [(f"closing.{index}", field) for index, one in enumerate(facts.closing) for field in one.fields]
    for key, field in named:
        if known and field not in known:
            where = f"centre.toml: {key}"
            yield Problem(where, N_("unknown field {field}"), {"field": field}, nearest(field, known))


def _unit(code: str, named_by: str) -> Centre:
    """Finds the unit of `wards.csv` with that code."""
    rows = {row["code"]: (line, row) for line, row in csv_rows(WARDS, _COLUMNS)}
    if code not in rows:
        raise BadFile(
            Problem(named_by, N_("no unit of wards.csv has code {code}"), {"code": code}, nearest(code, rows))
        )
    line, row = rows[code]
    return checked(Centre, row, WARDS.name, f"line {line}")


_COLUMNS = ("code", "name", "full_name", "full_name_en")


def _named(centre: Centre, facts: CentreFacts) -> Centre:
    """Gives the unit with the names and the unit code that the centre's folder gives it."""
    own = {key: getattr(facts, key) for key in _COLUMNS[1:] if getattr(facts, key) is not None}
    return centre.model_copy(update={**own, "dossier_unit": facts.unit})


def _digest(folder: Path | None) -> str:
    """Computes a short word that changes with the content of the files."""
    found = hashlib.sha256()
    for name in FILES:
        found.update(_file(folder, name).read_bytes())
    return found.hexdigest()[:12]
