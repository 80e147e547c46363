"""Defines the light tier of the catalogue: what a list, a card, a slip or a name shows of a procedure."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from config.text import Frozen, Id, Nfc, Text
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.procedure import Level, Procedure

LONGEST_NAME = 140
_ENDING = re.compile(r" ?\([^()]{1,30}\)$")


class Entry(Frozen):
    """Describes one procedure that a citizen can ask for, kept by hand (`curated`) or
    taken from the portal.

    An imported entry can be found, read and given a number for; it is never filled in. `version` and `seen`
    belong to one kind each. `bring`: the papers needed in every case, without what a database replaces;
    `bring_more`: some cases need others.
    """

    code: str
    field: Id
    level: Level
    curated: bool
    name: Text
    summary: Text | None = None
    icon: str = "file-text"
    aliases: dict[str, tuple[Nfc, ...]] = Field(default_factory=dict)
    frequent: bool = False
    version: int | None = None
    seen: date | None = None
    bring: tuple[Text, ...] = ()
    bring_more: bool = False


def entry_of(procedure: Procedure) -> Entry:
    """Makes the entry of a procedure kept by hand."""
    brought = [paper for paper in procedure.papers if paper.replaced_by is None]
    sure = tuple(paper.name for paper in brought if paper.when is None and paper.need != "asked")
    return Entry(
        code=procedure.code,
        field=procedure.field,
        level=procedure.level,
        curated=True,
        name=procedure.name,
        summary=procedure.summary,
        icon=procedure.icon,
        aliases=procedure.aliases,
        frequent=procedure.frequent,
        version=procedure.version,
        bring=sure,
        bring_more=len(sure) < len(brought),
    )


def entry_of_imported(record: Imported) -> Entry:
    """Makes the entry of an imported record: Vietnamese in every language, since the
    portal has nothing else. Its whole name finds it as well.
    """
    name = short_name(record.name)
    names = record.names if name == record.name else (record.name, *record.names)
    return Entry(
        code=record.code,
        field=record.field,
        level=record.level,
        curated=False,
        name=Text(vi=name, en=name),
        aliases={"vi": names},
        seen=record.seen,
    )


def short_name(name: str) -> str:
    """Shortens a name for lists and slips; the portal has some of several hundred letters, told apart by
    their end ("… (cấp xã)").
    """
    if len(name) <= LONGEST_NAME:
        return name
    found = _ENDING.search(name)
    ending = found.group() if found else ""
    head, _, _ = name[: LONGEST_NAME - len(ending) - 1].rpartition(" ")
    return f"{head.rstrip(' ,;:(-')}…{ending}"
