"""Defines the light tier of the catalogue: what a list, a card, a slip or a name shows of a procedure."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from config.text import Frozen, Nfc, Text
from kiosk.catalogue.elsewhere import PREFIX, Doer, Elsewhere, Everyday
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.procedure import Level, Procedure

LONGEST_NAME = 140
_ENDING = re.compile(r" ?\([^()]{1,30}\)$")


class Entry(Frozen):
    """Describes one thing that a citizen can ask for: a procedure kept by hand (`curated`) or taken from the
    portal, or something that another body does (`done_by`).

    An imported entry can be found, read and given a number for; it is never filled in. What another body does
    is only found, with who does it: it has no `field`. `version` and `seen` belong to one kind each.
    `bring`: the papers needed in every case, without what a database replaces; `bring_more`: some cases need
    others.
    """

    code: str
    field: str
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
    done_by: Doer | None = None


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


def entry_of_imported(record: Imported, everyday: Everyday | None = None) -> Entry:
    """Makes the entry of an imported record, found by its whole name and its `everyday` names as well:
    Vietnamese in every language, since the portal has nothing else.
    """
    name = short_name(record.name)
    names = record.names if name == record.name else (record.name, *record.names)
    aliases = {"vi": names}
    if everyday is not None:
        aliases = {"vi": (*names, *everyday.vi), "en": everyday.en}
    return Entry(
        code=record.code,
        field=record.field,
        level=record.level,
        curated=False,
        name=Text(vi=name, en=name),
        aliases=aliases,
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


def entry_of_elsewhere(one: Elsewhere) -> Entry:
    """Makes the entry of something that another body does: no field, so that no number can be given."""
    return Entry(
        code=f"{PREFIX}{one.id}",
        field="",
        level="other",
        curated=False,
        name=one.name,
        icon="map-pin",
        aliases=one.aliases,
        done_by=one.done_by,
    )
