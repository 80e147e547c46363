"""Imports files of the portal into an import store: all of them, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.problems import BadFile
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.portal.fields import FieldMap
from kiosk.catalogue.portal.files import Found, PortalFile, gathered, read_file
from kiosk.catalogue.portal.store import laid_over, read_store, write_store

Progress = Callable[[str, int], None]
"""Hears the file and the number of records read of it, after each one."""


@dataclass(frozen=True, slots=True)
class Done:
    """Holds what an import did: the files with the day each was taken on, and the store before and after."""

    files: tuple[tuple[PortalFile, date], ...]
    before: dict[str, Imported]
    after: dict[str, Imported]

    @property
    def damaged(self) -> int:
        """Counts the records that could not be read."""
        return sum(one.damaged for file, _ in self.files for one in file.left_out)

    def stamps(self) -> dict[str, date]:
        """Gives the day on which the portal changed each record imported, where it says so: the id of a page
        tells when the page was made, which happened to all pages when the portal moved.
        """
        records = (record for file, _ in self.files for record in file.records)
        return {r.code: r.stamp for r in records if r.stamp and r.origin == "details"}

    def unlisted(self) -> list[str]:
        """Lists the codes of the store that the portal's list no longer has; none where no list was
        imported.
        """
        listed = {r.code for file, _ in self.files for r in file.records if r.origin == "titles"}
        return sorted(self.after.keys() - listed) if listed else []


def import_files(
    paths: Sequence[Path],
    store: Path,
    fields: FieldMap,
    today: date,
    *,
    seen: date | None = None,
    progress: Progress = lambda _file, _count: None,
) -> Done:
    """Imports the files in this order into the folder `store`; where nothing changes, nothing is written.

    `seen`: the day on which the files were taken from the portal. Without it, the newest day that a file's
    records show stands for it: the file is of that day or later. Raises BadFile; the store is then as before.
    """
    before = read_store(store)
    after, files = before, []
    for path in paths:
        file = gathered(path, _told(path.name, read_file(path, today), progress), today)
        day = seen or file.day
        if day is None:
            raise BadFile(f"{file.name}: shows no day; say when it was taken: --seen 2026-07-18")
        after = laid_over(after, file.records, fields, day, sure=seen is not None)
        files.append((file, day))
    if after != before:
        write_store(store, after)
    return Done(tuple(files), before, after)


def _told(file: str, found: Iterator[Found], progress: Progress) -> Iterator[Found]:
    for count, one in enumerate(found, 1):
        yield one
        progress(file, count)
