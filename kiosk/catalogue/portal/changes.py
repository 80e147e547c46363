"""Tells two states of the import store apart, field by field, and which procedures kept by hand that makes
stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.catalogue.imported import Imported
from kiosk.catalogue.procedure import Procedure

SHOWN = 60
BEFORE = 15
PORTAL = "portal"
"""The source of a procedure's file that stands for the portal's record."""


@dataclass(frozen=True, slots=True)
class Change:
    """Holds one difference: `what` is a field of `Imported` or the heading of a passage; None: not there."""

    what: str
    old: str | None
    new: str | None

    def shortened(self) -> tuple[str, str]:
        """Gives old and new text from shortly before where they part; "–" for nothing."""
        start = _parting(self.old or "", self.new or "")
        return _shown(self.old, start), _shown(self.new, start)


def changes(old: Imported, new: Imported) -> tuple[Change, ...]:
    """Lists what a citizen or a search would notice; that it was seen again is no change."""
    pairs = {
        "name": (old.name, new.name),
        "names": ("; ".join(old.names), "; ".join(new.names)),
        "level": (old.level, new.level),
        "field": (old.field, new.field),
        "url": (old.url, new.url),
    }
    before, after = _by_heading(old), _by_heading(new)
    pairs |= {heading: (before.get(heading), after.get(heading)) for heading in {**after, **before}}
    return tuple(Change(what, was, now) for what, (was, now) in pairs.items() if was != now)


def changed(
    before: Mapping[str, Imported], after: Mapping[str, Imported]
) -> Iterator[tuple[Imported, tuple[Change, ...]]]:
    """Gives each record that stood there before and is another one now, with its changes, by code."""
    for code in sorted(before.keys() & after.keys()):
        found = changes(before[code], after[code])
        if found:
            yield after[code], found


def stale(
    before: Mapping[str, Imported],
    after: Mapping[str, Imported],
    procedures: Mapping[str, Procedure],
    stamps: Mapping[str, date],
) -> list[Procedure]:
    """Lists the procedures kept by hand whose portal record changed after the day on which the file's writer
    saw the portal. `stamps`: the day on which the portal changed a record, where it says so.

    A change that no date tells apart counts as later: it is asked about once too often rather than missed.
    """
    new = {record.code for record, _ in changed(before, after) if _later(procedures, before, record)}
    return [
        procedure
        for code, procedure in sorted(procedures.items())
        if code in new or (code in stamps and stamps[code] > _seen(procedure))
    ]


def _later(procedures: Mapping[str, Procedure], before: Mapping[str, Imported], record: Imported) -> bool:
    procedure = procedures.get(record.code)
    if procedure is None:
        return False
    return _seen(procedure) <= record.seen or record.seen <= before[record.code].seen


def _seen(procedure: Procedure) -> date:
    source = procedure.sources.get(PORTAL)
    return source.seen if source else date.min


def _by_heading(record: Imported) -> dict[str, str]:
    return {passage.heading: passage.text for passage in record.passages}


def _parting(old: str, new: str) -> int:
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    return max(0, (min(len(old), len(new)) if same is None else same) - BEFORE)


def _shown(text: str | None, start: int) -> str:
    if not text:
        return "–"
    part = text[start : start + SHOWN]
    head, tail = "…" if start else "", "…" if start + SHOWN < len(text) else ""
    return f"“{head}{' '.join(part.split())}{tail}”"
