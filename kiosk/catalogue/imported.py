"""Reads the import store: procedures in the national portal's own words, beside those
kept by hand.

A folder of `*.jsonl`, UTF-8, one record a line, keys as of `Imported`:

    {"code": "1.000001", "name": "…", "names": [], "field": "ho_tich", "level": "commune",
     "seen": "2026-07-18", "url": "https://…", "passages": [{"heading": "…", "text": "…"}]}

Whoever writes a file writes it beside and renames it, so that a reader sees the old one or the new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from config.errors import checked
from config.problems import BadFile, Problem, did_you_mean
from config.reading import CannotRead, read_bytes
from config.text import Frozen, Id, Nfc
from kiosk.catalogue.procedure import Level

MOST_BYTES = 256 * 1024 * 1024

Origin = Literal["details", "text", "defence", "titles"]
"""The portal's format that a record was read from, the richest first."""


class Passage(Frozen):
    """Holds one part of the portal's text, with its heading there."""

    heading: Nfc
    text: Nfc


class Imported(Frozen):
    """Holds a procedure as the portal describes it: shown as plain text with `seen`,
    never filled in.

    `names`: further names to find it by. `field` is a queue field, so that a number can be given. `origin`:
    for the importer alone, which lays a richer format over a poorer one.
    """

    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$")]
    name: Annotated[Nfc, Field(min_length=1)]
    names: tuple[Nfc, ...] = ()
    field: Id
    level: Level
    seen: date
    url: str | None = None
    passages: tuple[Passage, ...] = ()
    origin: Origin | None = None


def imported_files(folder: Path | None) -> list[Path]:
    """Lists the store's files in the order of their names; none where there is no such folder."""
    try:
        return sorted(folder.glob("*.jsonl")) if folder is not None else []
    except OSError as error:
        raise BadFile(f"{folder}: cannot be read: {error.strerror}") from error


def read_imported(
    files: Iterable[Path], fields: frozenset[str] | None = None
) -> tuple[dict[str, Imported], list[Problem]]:
    """Gives the records by code, the newest of a code, and what is wrong, in which line
    of which file.

    A record that is wrong is left out, and the others count.
    """
    found: dict[str, Imported] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            lines = read_bytes(path, MOST_BYTES).split(b"\n")
        except CannotRead as error:
            problems.append(Problem("", f"{path.name}: {error}"))
            continue
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = _record(line, path.name, number, fields)
            except BadFile as error:
                problems += error.problems
                continue
            known = found.get(record.code)
            if known is None or known.seen < record.seen:
                found[record.code] = record
    return found, problems


def _record(line: bytes, file: str, number: int, fields: frozenset[str] | None) -> Imported:
    at = f"line {number}"
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{file}: {at}: not a line of JSON in UTF-8") from error
    record = checked(Imported, data, file, at)
    if fields is not None and record.field not in fields:
        near = did_you_mean(record.field, fields)
        raise BadFile(f"{file}: {at}: field: unknown field {record.field}{near}")
    return record
