"""Follows the files of a running catalogue: what is changed is taken, what is broken stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from config.problems import BadFile
from kiosk.catalogue.catalogue import Catalogue, catalogue_in_memory, open_catalogue
from kiosk.catalogue.loader import procedure_files
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.sources import Gathered, Sources

Problems = tuple[str, ...]


class CatalogueWatch:
    """Follows the files by their times; `look()` is called once a second, always on the same thread.

    `take` gets each new catalogue: first one with the changed procedures over the old index, then the one
    compiled anew, for thousands of imported records take seconds. `tell` gets the problems, one line each,
    when they have changed and a second look has found the same: a file may just be half written.
    """

    def __init__(
        self,
        sources: Sources,
        folder: Path | None,
        catalogue: Catalogue,
        *,
        take: Callable[[Catalogue], object],
        tell: Callable[[Problems], object],
    ) -> None:
        self._sources, self._folder, self._catalogue = sources, folder, catalogue
        self._take, self._tell = take, tell
        self._stamps = _stamps(sources)
        self._problems = self._found = self._told = catalogue.problems

    def look(self) -> None:
        """Takes what has changed since the last look. Where nothing can be read, everything stays."""
        before, self._found = self._found, self._looked()
        if self._found == before and self._found != self._told:
            self._told = self._found
            self._tell(self._found)

    def _looked(self) -> Problems:
        try:
            stamps = _stamps(self._sources)
            if stamps != self._stamps:
                self._problems = self._renew()
                self._stamps = stamps
        except BadFile as error:
            self._stamps = {}
            return tuple(problem.line() for problem in error.problems)
        return self._problems

    def _renew(self) -> Problems:
        gathered = self._sources.gather()
        before = self._catalogue.procedures
        changed = {code: new for code, new in gathered.procedures.items() if before.get(code) != new}
        if changed:
            self._take(self._catalogue.with_changed(changed))
        self._catalogue = self._compiled(gathered, self._broken(gathered))
        self._take(self._catalogue)
        return tuple(problem.line() for problem in gathered.problems)

    def _broken(self, gathered: Gathered) -> dict[str, Procedure]:
        """Gives the running state of the procedures whose files are there and can't be used any more."""
        there = [path.stem for path in procedure_files(self._sources.procedures)]
        before = self._catalogue.procedures
        return {code: before[code] for code in there if code in before and code not in gathered.procedures}

    def _compiled(self, gathered: Gathered, kept: Mapping[str, Procedure]) -> Catalogue:
        """Compiles the index anew. What is kept against its file is kept until the next start only."""
        if not kept:
            return open_catalogue(self._sources, self._folder)
        return catalogue_in_memory(
            replace(
                gathered,
                procedures=dict(sorted({**gathered.procedures, **kept}.items())),
                imported={code: one for code, one in gathered.imported.items() if code not in kept},
            )
        )


def _stamps(sources: Sources) -> dict[Path, tuple[int, int]]:
    """Gives time and size of each file. Raises BadFile where a folder can't be read."""
    found = {}
    for path in sources.files():
        try:
            stat = path.stat()
            found[path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            found[path] = (0, -1)  # just removed; the next look knows
    return found
