"""Reads the facts out of a reply's text, and compares them with the procedure's file.

It shares no code with `robot/answers.py`, nor with what that stands on: the file is read by tomllib, the text
by the patterns below. A fact is an amount of money, a length of time, a date, an hour, or a paper. What
stands in no field and no text of the file is an invention.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROCEDURES = Path(__file__).resolve().parents[2] / "config" / "procedures"

Fact = tuple[str, str]
"""A kind and a value: ("money", "8000"), ("time", "3 working_day"), ("date", "2026-07-18"), ("hour",
        "15")."""
Answers = dict[str, str]
File = dict[str, Any]

_NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d+)"
_MONEY = re.compile(rf"{_NUMBER} ?(?:đồng|VND|dong|₫)", re.IGNORECASE)
_UNITS = (
    ("working_day", r"(?:ngày làm việc|working days?)"),
    ("hour", r"(?:giờ làm việc|working hours?)"),
    ("day", r"(?:ngày(?! làm)|days?)"),
    ("month", r"(?:tháng|months?)"),
    ("year", r"(?:năm|years?)"),
)
_TIMES = tuple((unit, re.compile(rf"(?<![\d/.]){_NUMBER} {words}", re.IGNORECASE)) for unit, words in _UNITS)
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_HOUR = re.compile(r"\b(\d{1,2})(?::00| giờ(?! làm))")
_LINE = re.compile(r"^• (.+)$", re.MULTILINE)
_HEADS = {"Giấy tờ cho việc", "Papers for"}
_CHANNELS = {
    "counter": ("nộp tại quầy", "at the counter"),
    "online": ("nộp trực tuyến", "online"),
    "post": ("nộp qua bưu điện", "by post"),
}


@dataclass(frozen=True)
class Row:
    """Holds one line of a list: what stands before its colon, and the facts after it, notes left out."""

    label: str
    facts: frozenset[Fact]


@cache
def file_of(code: str) -> File:
    """Reads a procedure's file."""
    return tomllib.loads((PROCEDURES / f"{code}.toml").read_text(encoding="utf-8"))


def facts_in(text: str) -> set[Fact]:
    """Reads every fact in a text but papers."""
    found: set[Fact] = {("money", _plain(number)) for number in _MONEY.findall(text)}
    rest = _MONEY.sub(" ", text)
    for year, month, day in ((y, m, d) for d, m, y in _DATE.findall(rest)):
        found.add(("date", f"{year}-{int(month):02}-{int(day):02}"))
    rest = _DATE.sub(" ", rest)
    for unit, pattern in _TIMES:
        found |= {("time", f"{_plain(number)} {unit}") for number in pattern.findall(rest)}
        rest = pattern.sub(" ", rest)
    return found | {("hour", str(int(hour))) for hour in _HOUR.findall(rest)}


def rows_in(text: str) -> list[Row]:
    """Reads the lines of a list."""
    rows = []
    for line in _LINE.findall(text):
        label, _, value = line.partition(": ")
        rows.append(Row(label, frozenset(facts_in(value.partition(" (")[0]))))
    return rows


def papers_in(text: str) -> list[str]:
    """Reads the papers that a list names; none where the text lists no papers."""
    if not any(text.startswith(head) for head in _HEADS):
        return []
    return [re.split(r" \((?=[^()]*\)$)", line)[0] for line in _LINE.findall(text)]


def inventions(text: str, code: str, also: str = "") -> set[Fact]:
    """Finds what the file of the procedure does not hold. `also`: other texts of the catalogue that a reply
    bears (the titles of cards).
    """
    file = file_of(code)
    known = _stated(file) | facts_in(also)
    for one in _texts(file):
        known |= facts_in(one)
    named = {name for paper in file["papers"] for name in paper["name"].values()}
    strange = {("paper", name) for name in papers_in(text) if not _is_named(name, named)}
    return (facts_in(text) - known) | strange


def fee_facts(code: str, known: Answers) -> set[Fact]:
    """Gives the amounts that hold in this case: rows that nothing known rules out."""
    rows = [row for row in file_of(code)["fees"] if _may(row, known)]
    wanted = known.get("channel")
    if wanted and any(row["channel"] == wanted for row in rows):
        rows = [row for row in rows if row["channel"] == wanted]
    return {("money", str(row["amount"])) for row in rows if "amount" in row}


def time_facts(code: str, known: Answers) -> set[Fact]:
    """Gives the lengths of time that hold in this case; one done on the day is told by its hour."""
    facts: set[Fact] = set()
    for row in file_of(code)["times"]:
        if _may(row, known) and "quantity" in row:
            if "same_day_until" in row:
                facts.add(("hour", str(row["same_day_until"])))
            else:
                facts.add(("time", f"{row['quantity']} {row.get('unit', 'working_day')}"))
    return facts


def paper_names(code: str, known: Answers, lang: str) -> set[str]:
    """Gives the papers that nothing known rules out."""
    return {paper["name"][lang] for paper in file_of(code)["papers"] if _may(paper, known)}


def deciding(code: str, part: str) -> dict[str, list[str]]:
    """Gives the questions on which fees, times or papers depend, with their options."""
    file = file_of(code)
    steps = {step for row in file[part] for step in row.get("when", {}).get("answers", {})}
    return {
        one["id"]: [option["id"] for option in one["options"]]
        for one in file.get("questions", [])
        if one["id"] in steps and one["kind"] == "choice"
    }


def option_name(code: str, question: str, option: str, lang: str) -> str:
    """Gives an option's words."""
    asked = next(one for one in file_of(code)["questions"] if one["id"] == question)
    return str(next(one for one in asked["options"] if one["id"] == option)["name"][lang])


def _may(row: File, known: Answers) -> bool:
    wanted = row.get("when", {}).get("answers", {})
    return all(known[step] in values for step, values in wanted.items() if step in known)


def _stated(file: File) -> set[Fact]:
    facts = {("money", str(row["amount"])) for row in file["fees"] if "amount" in row}
    for row in file["times"]:
        if "quantity" in row:
            facts.add(("time", f"{row['quantity']} {row.get('unit', 'working_day')}"))
        if "same_day_until" in row:
            facts.add(("hour", str(row["same_day_until"])))
    for source in file["sources"].values():
        facts |= {("date", str(source[key])) for key in ("seen", "valid_from", "valid_to") if key in source}
    return facts


def _texts(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case dict():
            for one in part.values():
                yield from _texts(one)
        case list():
            for one in part:
                yield from _texts(one)


def _is_named(name: str, named: set[str]) -> bool:
    return name in named or any(one.startswith(name) or name.startswith(one) for one in named)


def _plain(number: str) -> str:
    return re.sub(r"[.,]", "", number)
