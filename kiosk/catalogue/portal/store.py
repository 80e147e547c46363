"""Keeps the import store's file of the portal: reads it, lays new records over it, writes it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from config.problems import BadFile
from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.imported import Imported, Origin, read_imported
from kiosk.catalogue.portal.fields import FieldMap
from kiosk.catalogue.portal.record import PortalRecord

FILE = "portal.jsonl"
_ORIGINS: tuple[Origin, ...] = get_args(Origin)


def read_store(folder: Path) -> dict[str, Imported]:
    """Reads the portal's file of the store, by code; empty where there is none yet.

    Raises BadFile where a line of it is wrong: it is not written over, since it may be a newer program's.
    """
    path = folder / FILE
    try:
        records, problems = read_imported([path]) if path.exists() else ({}, [])
    except OSError as error:
        raise BadFile(f"{path}: cannot be read: {error.strerror}") from error
    for problem in problems:
        raise BadFile(f"{problem.line()}; the store is not written over")
    return records


def write_store(folder: Path, records: Mapping[str, Imported]) -> None:
    """Writes the file, sorted by code, whole or not at all, durable on return. Raises BadFile."""
    lines = (records[code].model_dump_json(exclude_defaults=True) for code in sorted(records))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / FILE, "".join(f"{line}\n" for line in lines).encode())
    except OSError as error:
        raise BadFile(f"{folder / FILE}: cannot be written: {error.strerror}; nothing has changed") from error


def laid_over(
    store: Mapping[str, Imported],
    records: Iterable[PortalRecord],
    fields: FieldMap,
    seen: date,
    sure: bool,
) -> dict[str, Imported]:
    """Gives the store with the records of one file in it, which was taken from the portal on day `seen`
    (`sure`: a person said so; otherwise then or later).
    """
    after = dict(store)
    for record in records:
        new = _imported(record, fields, seen)
        old = after.get(record.code)
        after[record.code] = new if old is None else _merged(old, new, sure)
    return after


def _imported(record: PortalRecord, fields: FieldMap, seen: date) -> Imported:
    return Imported(
        code=record.code,
        name=record.name,
        field=fields.field(record.field_names),
        level=record.level,
        seen=seen,
        url=record.url,
        passages=record.passages,
        origin=record.origin,
    )


def _merged(old: Imported, new: Imported, sure: bool) -> Imported:
    """Lays one record over another: the richer format wins, in one format the later record.

    Every name stays one to find it by. What is seen again keeps its newest day; a file that is known to be
    older changes nothing.
    """
    poorer = _rank(new) > _rank(old)
    older = new.origin == old.origin and sure and new.seen < old.seen
    top, other = (old, new) if poorer or older else (new, old)
    names = dict.fromkeys((*old.names, *other.names, other.name))
    seen = max(old.seen, new.seen) if new.origin == old.origin else top.seen
    update = {"names": tuple(name for name in names if name != top.name), "seen": seen}
    return top.model_copy(update=update)


def _rank(record: Imported) -> int:
    return _ORIGINS.index(record.origin) if record.origin else len(_ORIGINS)
