"""Reads what the references say of each procedure: the facts' file, the portal's records, the fees' rules.

A helper of `facts_checker.py`, by the standard library alone.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

PORTAL_FILES = ("portal_details_502", "portal_text_2642", "portal_bqp_207")
CODE = re.compile(r"\b\d\.\d{6}\b")
ACRONYM = r"[A-ZĐ][A-ZĐa-z0-9]*(?:-[A-ZĐ][A-ZĐa-z0-9]*)*"
ACT = re.compile(rf"(?<![\d/.])\d+(?:\.\d+)?/(?:\d{{4}}(?:/{ACRONYM})?|{ACRONYM})")
DAY = re.compile(r"\b(\d{1,2})(?:[/-]| tháng )(\d{1,2})(?:[/-]| năm )(\d{4})\b")
YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()
ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
CLOCK = re.compile(r"\b(\d{1,2}):00\b")
ARTICLE = re.compile(r"\b([Aa]rticle \d+)\.(\d+)")
NUMBER = re.compile(r"\d+(?:[.,]\d{3})*(?:[.,]\d+)?")
SPAN = re.compile(
    r"(\d+)\s*(?:\([^)]*\))?\s*(ngày làm việc|giờ làm việc|ngày|giờ|tháng|năm|tuổi|%)", re.IGNORECASE
)
UNITS = {
    "hour": ("HOUR", "giờ", "giờ làm việc"),
    "day": ("DAY", "ngày"),
    "working_day": ("WORKING_DAY", "ngày làm việc"),
}
COPIED_WORDS = 8


def nfc(value: Any) -> Any:
    """Composes every string of a value, keys included."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(item) for item in value]
    if isinstance(value, dict):
        return {nfc(key): nfc(item) for key, item in value.items()}
    return value


def strings(value: Any) -> Iterator[str]:
    """Lists every string and number inside a value."""
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)


def without_acts(text: str) -> str:
    """Removes numbers of legal acts and codes of procedures, which have checks of their own."""
    return CODE.sub(" ", ACT.sub(" ", text))


def numbers(text: str) -> set[float]:
    """Lists the numbers of a text: 2.000 and 2,000 are two thousand, 07 is 7, 15:00 is 15."""
    plain = ENGLISH_DAY.sub(" ", DAY.sub(" ", without_acts(text)))
    plain = ARTICLE.sub(r"\1 \2", CLOCK.sub(r"\1", plain))
    joined = (re.sub(r"[.,](?=\d{3}(?:\D|$))", "", written) for written in NUMBER.findall(plain))
    return {float(number.replace(",", ".")) for number in joined}


def days(text: str) -> set[tuple[int, int, int]]:
    """Lists the dates of a text as (day, month, year)."""
    found = {(int(day), int(month), int(year)) for day, month, year in DAY.findall(text)}
    return found | {
        (int(day), MONTHS.index(month) + 1, int(year)) for day, month, year in ENGLISH_DAY.findall(text)
    }


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@dataclass
class Record:
    """Holds all that the references say of one procedure."""

    facts: dict[str, Any] = field(default_factory=dict)
    raw: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def texts(self) -> list[str]:
        return [text for part in (self.facts, *self.raw) for text in strings(part)]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def numbers(self) -> set[float]:
        return numbers(self.text)

    @cached_property
    def days(self) -> set[tuple[int, int, int]]:
        return days(self.text)

    @cached_property
    def spans(self) -> set[tuple[float, str]]:
        """Lists (number, unit) as stated: by fields, and in the text."""
        found = {(float(number), unit.lower()) for number, unit in SPAN.findall(self.text)}
        for part in self._tables():
            number = part.get("qty", part.get("processingTime"))
            unit = part.get("unit") or part.get("processingTimeUnit") or part.get("type")
            if isinstance(number, int | float) and isinstance(unit, str):
                found.add((float(number), unit))
        return found

    @cached_property
    def counts(self) -> list[tuple[str, int, int]]:
        """Lists the papers: text, originals, copies."""
        found = []
        for part in self._tables():
            for text, originals, copies in (
                ("text", "originals", "copies"),
                ("name", "originals", "copies"),
                ("name", "originalQty", "copyQty"),
            ):
                if isinstance(part.get(text), str) and originals in part:
                    found.append((part[text], part[originals] or 0, part.get(copies) or 0))
            note = part.get("ghi_chú") or part.get("ghi_chu")
            if isinstance(note, str):
                pair = re.findall(r"Bản (?:chính|sao)\s*:\s*(\d+)", note)
                if len(pair) == 2:
                    found.append(
                        (str(part.get("tên_giấy_tờ") or part.get("ten_giay_to")), int(pair[0]), int(pair[1]))
                    )
        return found

    @cached_property
    def runs(self) -> set[tuple[str, ...]]:
        """Lists every run of COPIED_WORDS words of its sentences."""
        found = set()
        for text in self.texts:
            said = words(text)
            found |= {tuple(said[n : n + COPIED_WORDS]) for n in range(len(said) - COPIED_WORDS + 1)}
        return found

    def _tables(self) -> Iterator[dict[str, Any]]:
        waiting: list[Any] = [self.facts, *self.raw]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                yield part
                waiting += part.values()
            elif isinstance(part, list):
                waiting += part


@dataclass
class Library:
    """Holds the records by code, and what else is allowed as a source of figures."""

    records: dict[str, Record]
    elsewhere: Record


def read_library(shared: Path, codes: set[str]) -> Library:
    """Reads the records of these codes from the references."""
    domain = shared / "domain"
    records = {code: Record() for code in codes}
    facts = json.loads((domain / "procedures_facts.json").read_text(encoding="utf-8"))
    for fact in facts["procedures"]:
        if fact["code"] in records:
            records[fact["code"]].facts = nfc(fact)
    for name in PORTAL_FILES:
        with gzip.open(domain / f"{name}.jsonl.gz", "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                if codes.intersection(CODE.findall(line[:1500])):
                    _keep(nfc(json.loads(line)), records)
    fees = (shared / "reference/domain.md").read_text(encoding="utf-8").split("### 4.7")[1].split("\n### ")[0]
    rules = (domain / "rules.yaml").read_text(encoding="utf-8")
    return Library(records, Record(raw=[{"rules": nfc(rules), "fees": nfc(fees)}]))


def _keep(found: dict[str, Any], records: dict[str, Record]) -> None:
    about = found.get("data") or found
    code = about.get("code") or about.get("thu_tuc_id")
    if code in records:
        records[code].raw.append(about)


def days_as_numbers(text: str) -> set[float]:
    return {float(part) for day in days(text) for part in day}


def states(record: Record, number: float, unit: str) -> bool:
    """Says if a record states so many of a unit; its minors (chưa thành niên) are those below 18."""
    minors = (number, unit) == (18.0, "tuổi") and "chưa thành niên" in record.text
    return minors or (number, unit) in record.spans


def holds(record: Record, act: str) -> bool:
    """Says if a record names that legal act, in the print of whose number there may be spaces."""
    printed = re.sub(r"\\?([/-])", r"\\s*\1\\s*", re.escape(act))
    return re.search(rf"(?<![\d.]){printed}", record.text) is not None


FREE = re.compile(
    r"(?i)miễn lệ phí|không thu|(?<![\d.,])0 đồng|không (?:phải )?(?:nộp|mất) (?:lệ )?phí"
    r"|miễn phí (?:theo|cho|đối với|khi)"
)


def says_free(record: Record) -> bool:
    """Says if a text waives the fee; the bare “Miễn phí” that the portal prints for a stored 0 does not."""
    return FREE.search(record.text) is not None
