"""Checks every figure of the procedures' files against the records they were written from.

It shares no code with the loader: TOML, JSON and gzip by the standard library, and rules of its own.
A figure that stands in no record is excused by a remark right above its key or block:
`# not in the record: why`; one that a file leaves out, by any remark of the file that names it.

    python -m tests.catalogue.facts_checker [CODE …]
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.catalogue.facts_records import (
    ACT,
    CODE,
    COPIED_WORDS,
    DAY,
    SPAN,
    UNITS,
    Library,
    Record,
    days,
    days_as_numbers,
    holds,
    nfc,
    numbers,
    read_library,
    says_free,
    states,
    strings,
    words,
)

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "config/procedures"
SHARED = ROOT.parent / "shared"
EXCUSE = "# not in the record"

CHANNELS = {"DIRECT": "counter", "ONLINE": "online", "POSTAL": "post"}


@dataclass
class Block:
    """Holds one block of a file: its header, its values, and which of its keys a remark excuses."""

    header: str
    values: dict[str, Any]
    excused: set[str]


def blocks(text: str) -> list[Block]:
    """Splits a file at its headers; remarks right above a header belong to what follows."""
    parts: list[list[str]] = [[]]
    remarks: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            remarks.append(line)
            continue
        if line.startswith("["):
            parts.append([*remarks, line])
        else:
            parts[-1] += [*remarks, line]
        remarks = []
    return [_block(lines) for lines in parts]


def _block(lines: list[str]) -> Block:
    header, excused, excusing = "", set(), False
    for line in lines:
        if line.startswith("#"):
            excusing = excusing or line.startswith(EXCUSE)
            continue
        if line.startswith("["):
            header = line.strip("[] ")
            excused |= {"*"} if excusing else set()
        elif excusing and "=" in line:
            excused.add(line.split("=")[0].strip())
        excusing = False
    body = "\n".join(line for line in lines if not line.startswith("["))
    return Block(header, nfc(tomllib.loads(body)), excused)


def faults(path: Path, library: Library) -> list[str]:
    """Lists what a file says that its records do not, and what they say that it leaves out."""
    return list(_File(path, library).faults())


class _File:
    def __init__(self, path: Path, library: Library) -> None:
        self.text = nfc(path.read_text(encoding="utf-8"))
        self.data = tomllib.loads(self.text)
        self.code = path.stem
        self.library = library
        self.record = library.records[self.code]
        self.remarks = "\n".join(line for line in self.text.splitlines() if line.lstrip().startswith("#"))
        self.blocks = blocks(self.text)

    def faults(self) -> Iterator[str]:
        for block in self.blocks:
            for fault in self._of_block(block):
                yield f"{self.code} [{block.header or 'beginning'}] {fault}"
        for fault in (*self._sources(), *self._left_out(), *self._copied()):
            yield f"{self.code} {fault}"

    def _of_block(self, block: Block) -> Iterator[str]:
        if block.header == "aliases" or block.header.startswith("sources."):
            return
        source = self._of_source(block.values.get("source"))
        offered = self.library.records.get(block.values.get("procedure", ""))
        source = [offered] if offered else source
        for key, value in block.values.items():
            if "*" in block.excused or key in block.excused:
                continue
            named = self._of_source(self.data.get(f"{key}_source")) if not block.header else source
            yield from self._texts(key, value, named)
        if "*" not in block.excused:
            yield from self._figures(block, source)

    def _of_source(self, key: str | None) -> list[Record]:
        """Gives the records that a source of the file stands for; all of them where no source is named."""
        keys = list(self.data["sources"]) if key is None else [key]
        found = []
        for name in keys:
            title = self.data["sources"][name]["title"]["vi"]
            codes = [code for code in CODE.findall(title) if code in self.library.records]
            found += [self.library.records[code] for code in codes]
            if name == "ward":
                found.append(self.record)
            elif not codes:
                found.append(self.library.elsewhere)
        return found

    def _texts(self, key: str, value: Any, records: list[Record]) -> Iterator[str]:
        """Checks figures, dates and acts in texts, and that both languages say the same."""
        if isinstance(value, dict) and set(value) == {"vi", "en"}:
            vi, en = value["vi"], value["en"]
            if numbers(vi) | days_as_numbers(vi) != numbers(en) | days_as_numbers(en):
                yield f"{key}: the languages differ in figures: {vi!r} / {en!r}"
            for number in sorted(numbers(vi) - {number for record in records for number in record.numbers}):
                yield f"{key}: {number:g} is in no record: {vi!r}"
            for number, unit in SPAN.findall(vi):
                if not any(states(record, float(number), unit.lower()) for record in records):
                    yield f"{key}: {number} {unit} is in no record: {vi!r}"
            for day in days(vi) - {day for record in records for day in record.days}:
                yield f"{key}: the date {day} is in no record"
            for act in ACT.findall(DAY.sub(" ", vi)):
                if not any(holds(record, act) for record in records):
                    yield f"{key}: {act} is in no record"
        elif isinstance(value, dict):
            inner = self._of_source(value["source"]) if "source" in value else records
            for name, item in value.items():
                yield from self._texts(f"{key}.{name}", item, inner)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._texts(f"{key}.{index}", item, records)

    def _figures(self, block: Block, records: list[Record]) -> Iterator[str]:
        values, excused = block.values, block.excused
        stated = {number for record in records for number in record.numbers}
        if (
            block.header == "fees"
            and values.get("amount")
            and "amount" not in excused
            and values["amount"] not in stated
        ):
            yield f"amount {values['amount']} is in no record"
        if (
            block.header == "fees"
            and values.get("amount") == 0
            and not any(says_free(record) for record in records)
        ):
            yield "amount 0: no record says that nobody pays"
        if block.header == "times" and "quantity" in values and "quantity" not in excused:
            units = UNITS[values.get("unit", "working_day")]
            if not any((values["quantity"], unit) in record.spans for record in records for unit in units):
                yield f"{values['quantity']} {values.get('unit')} is in no record"
        hour = values.get("same_day_until")
        if hour is not None and not any(re.search(rf"\b{hour}\s*(giờ|h)", record.text) for record in records):
            yield f"{hour}:00 is in no record"
        if (
            block.header == "papers"
            and values.get("need") != "shown"
            and not excused & {"originals", "copies"}
        ):
            yield from self._paper_counts(values, records)
        if not block.header:
            for act in values.get("legal_basis", ()):
                if "legal_basis" not in excused and not holds(self.record, act):
                    yield f"legal_basis: {act} is not in the record"
        rule = (values.get("replaced_by") or {}).get("rule")
        if rule and not holds(self.record, rule) and not holds(self.library.elsewhere, rule):
            yield f"replaced_by.rule: {rule} is in no record"

    def _paper_counts(self, paper: dict[str, Any], records: list[Record]) -> Iterator[str]:
        """Compares with the papers of the record that are most like it by their words."""
        pair = (paper.get("originals", 1), paper.get("copies", 0))
        wanted = set(words(paper["name"]["vi"]))
        rated = [
            (len(wanted & set(words(text))) / len(wanted), (originals, copies))
            for record in records
            for text, originals, copies in record.counts
        ]
        best = max((share for share, _ in rated), default=0.0)
        like = {counts for share, counts in rated if share >= max(best - 0.2, 0.6)}
        like = {counts for counts in like or {counts for _, counts in rated} if any(counts)} or {(0, 0)}
        if rated and pair not in {(0, 0), *like}:
            yield f"{paper['id']}: originals, copies {pair}; the record counts {sorted(like)}"

    def _sources(self) -> Iterator[str]:
        """Compares address, day and confidence of the main source."""
        portal, facts = self.data["sources"].get("portal", {}), self.record.facts
        if not facts:
            return
        if portal.get("url") and portal["url"] != facts["portal_url"]:
            yield "sources.portal.url: is not the record's"
        known = str(facts["confidence"]).split(" ")[0]
        allowed = {"high": ("high", "medium", "low"), "medium": ("medium", "low")}.get(known, ("low",))
        if portal.get("confidence") not in allowed:
            yield f"sources.portal.confidence: {portal.get('confidence')}, the record's is {known}"

    def _left_out(self) -> Iterator[str]:
        facts = self.record.facts
        if not facts:
            return
        told = {(time.get("quantity"), time.get("unit", "working_day")) for time in self.data["times"]}
        said = numbers(self.remarks) | {
            number for value in strings(self.data["times"]) for number in numbers(value)
        }
        for limit in facts["time_limit"].get("detail") or ():
            unit = str(limit.get("unit", "")).lower()
            if unit in UNITS and (limit["qty"], unit) not in told and limit["qty"] not in said:
                yield f"left out: the record's time {limit['qty']} {unit}"
            for number, of in SPAN.findall(limit.get("text", "")):
                if float(number) not in {quantity for quantity, _ in told} | said:
                    yield f"left out: the record's time {number} {of}"
        if facts.get("same_day_cutoff_15h") and 15 not in numbers(self.text):
            yield "left out: the record's 15:00"
        yield from self._fees_left_out(facts)
        acts = self.data.get("legal_basis", [])
        for act in facts.get("legal_basis") or ():
            number = ACT.search(act)
            if number and number.group() not in acts and number.group() not in self.remarks:
                yield f"left out: the record's legal act {number.group()}"
        if facts.get("result") and "chưa công bố" in self.data["result"]["vi"].casefold():
            yield f"left out: the record's result {facts['result']}"
        if "who" not in self.data and any(part.get("subjects") for part in self.record.raw):
            yield "left out: whom it is for"

    def _fees_left_out(self, facts: dict[str, Any]) -> Iterator[str]:
        rows = self.data["fees"]
        for fee in facts["fee"].get("national") or ():
            channel, amount = CHANNELS.get(fee.get("method") or ""), fee.get("amount_vnd")
            if channel and channel not in {row["channel"] for row in rows}:
                yield f"left out: the record's channel {channel}"
            mine = [row for row in rows if channel in (None, row["channel"])]
            said = numbers(self.remarks) | {number for value in strings(mine) for number in numbers(value)}
            if amount and amount not in said:
                yield f"left out: the record's fee {amount} ({channel})"

    def _copied(self) -> Iterator[str]:
        own = self.record.runs
        title = " ".join(words(self.record.facts.get("name", "")))
        for text in self._sentences():
            said = words(NAMES.sub(" # ", text))
            runs = (tuple(said[n : n + COPIED_WORDS]) for n in range(len(said) - COPIED_WORDS + 1))
            yield from (
                f"copied: {' '.join(run)}" for run in runs if run in own and " ".join(run) not in title
            )

    def _sentences(self) -> Iterator[str]:
        """Lists the texts of a file but those that are names: of papers, results and fees."""
        data = self.data
        yield from strings([data[key] for key in ("name", "summary", "where", "who") if key in data])
        for row in (*data["fees"], *data["papers"]):
            yield from strings([row[key] for key in ("note", "exempt") if key in row])
        yield from strings([data.get(key, []) for key in ("times", "questions", "roles", "checks", "offers")])


# What has no other words: databases and offices that any sentence about them must name, papers with long
# names, the kinsfolk whom a law lists. A procedure's own title passes as well.
NAMES = re.compile(
    r"(?i)cơ sở dữ liệu (?:quốc gia về (?:dân cư|đất đai)|hộ tịch điện tử|về cư trú)"
    r"|trung tâm phục vụ hành chính công|giấy chứng nhận đăng ký nghĩa vụ quân sự"
    r"|giấy xác nhận (?:khuyết tật|thân nhân (?:của )?người có công)"
    r"|cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột"
)


def main(codes: list[str]) -> int:
    paths = [path for path in sorted(FILES.glob("*.toml")) if not codes or path.stem in codes]
    texts = "".join(path.read_text(encoding="utf-8") for path in paths)
    library = read_library(SHARED, set(CODE.findall(texts)))
    found = [fault for path in paths for fault in faults(path, library)]
    print(*found, sep="\n")
    print(f"{len(paths)} files, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
