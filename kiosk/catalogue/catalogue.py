"""Holds all that a centre can be asked for, in two tiers: entries for everything, whole
procedures on demand.

catalogue = open_catalogue(Sources(PROCEDURES, imported, fields, reserved), data_dir / "catalogue")
catalogue.entries["1.001193"].name          # light: lists, cards, tickets, names
catalogue.get("1.001193")                   # whole: its page, its dossier
catalogue.filed_under("1.001193", 3)        # whole, as it was when a dossier was filed
catalogue.imported("1.000894")              # the portal's own words, with their date
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from kiosk.catalogue import index as indexes
from kiosk.catalogue.archive import Archive
from kiosk.catalogue.entry import Entry, entry_of
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.index import Index, Named
from kiosk.catalogue.loader import BadCatalogue
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.sources import Gathered, Sources
from kiosk.catalogue.speech import load_speech
from kiosk.catalogue.terms import Words, may_mean
from kiosk.language.normal import fold

WHOLE_KEPT = 32
ENTRIES_KEPT = 256
FIELDS_KEPT = 8
MOST_TROUBLE = 150

NOTHING: Mapping[str, Procedure] = {}

_Tier = TypeVar("_Tier", Entry, Procedure)


class _OnDemand(Mapping[str, _Tier]):
    """Holds values by code, each read when it is asked for."""

    def __init__(self, codes: tuple[str, ...], read: Callable[[str], _Tier | None]) -> None:
        self._codes = dict.fromkeys(codes)
        self._read: Callable[[str], _Tier | None] = read

    def __getitem__(self, code: str) -> _Tier:
        found = self._read(code)
        if found is None:
            raise KeyError(code)
        return found

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


class Catalogue:
    """Holds entries, procedures and imported records of one index; immutable, safe across
    threads.

    `entries`: everything that can be found, by code. `procedures`: those kept by hand, whole, by code.
    `problems`: one line for each thing in the sources that is left out or wrong. `on_disk`: the index is a
    file, so that the next start is quick. `changed`: procedures read since the index was compiled; search
    finds their new words when it is compiled anew.
    """

    def __init__(
        self, index: Index, archive: Archive | None = None, changed: Mapping[str, Procedure] = NOTHING
    ) -> None:
        self.index = index
        self._changed = changed
        self.problems = index.problems
        self.on_disk = index.path is not None
        self._archive = archive
        self._entry = lru_cache(ENTRIES_KEPT)(self._read_entry)
        self._whole = lru_cache(WHOLE_KEPT)(self._read_whole)
        self._of_field = lru_cache(FIELDS_KEPT)(self._read_of_field)
        self.entries: Mapping[str, Entry] = _OnDemand((*index.codes, *changed), self._entry)
        self.procedures: Mapping[str, Procedure] = _OnDemand((*index.curated, *changed), self._whole)

    def with_changed(self, changed: Mapping[str, Procedure]) -> Catalogue:
        """Gives a catalogue over the same index in which these procedures lie over the compiled ones."""
        return Catalogue(self.index, self._archive, {**self._changed, **changed})

    def get(self, code: str, version: int | None = None) -> Procedure | None:
        """Gives the whole procedure, of an earlier version where one is named; None where
        there is none such.
        """
        now = self._whole(code)
        if version is None or (now is not None and now.version == version):
            return now
        return self._archive.get(code, version) if self._archive else None

    def filed_under(self, code: str, version: int) -> Procedure | None:
        """Gives the procedure as it was when a dossier was filed; where that is not kept, the present one."""
        return self.get(code, version) or self.get(code)

    def of_field(self, field: str) -> tuple[Entry, ...]:
        """Lists the entries of one queue field that are kept by hand, those asked for every
        day first; imported ones are found by their words.
        """
        return self._of_field(field)

    def frequent(self) -> tuple[Entry, ...]:
        """Lists the entries that are asked for every day."""
        codes = [code for code in self.index.frequent if code not in self._changed]
        codes += [code for code, procedure in self._changed.items() if procedure.frequent]
        return tuple(self.entries[code] for code in sorted(codes))

    def imported(self, code: str) -> Imported | None:
        """Gives the portal's own words on a procedure that nobody keeps by hand."""
        body = None if code in self.procedures else self.index.whole(code)
        return None if body is None else Imported.model_validate_json(zlib.decompress(body))

    def named_in(self, words: Words) -> list[Named]:
        """Finds the names and everyday names, of two or more telling words, that stand in a sentence."""
        words = load_speech().spelled(words)
        plain = [fold(word) for word in words]
        spans: dict[str, list[Words]] = {}
        for start in range(len(words)):
            for end in range(start + 2, min(start + self.index.longest_name, len(words)) + 1):
                spans.setdefault(" ".join(plain[start:end]), []).append(words[start:end])
        return [
            named
            for marked, named in self.index.names(spans)
            if any(all(map(may_mean, said, marked.split(" "))) for said in spans[fold(marked)])
        ]

    def trouble(self) -> str:
        """Describes the problems in one line for the staff: the first, and how many more; empty where there
        is none.
        """
        return trouble_of(self.problems)

    def close(self) -> None:
        """Closes the index."""
        self.index.close()

    def _read_of_field(self, field: str) -> tuple[Entry, ...]:
        compiled = map(Entry.model_validate_json, self.index.entries_of(field))
        found = [entry for entry in compiled if entry.code not in self._changed]
        found += [entry_of(one) for one in self._changed.values() if one.field == field]
        return tuple(sorted(found, key=lambda entry: (not entry.frequent, entry.code)))

    def _read_entry(self, code: str) -> Entry | None:
        if code in self._changed:
            return entry_of(self._changed[code])
        body = self.index.entry(code)
        return None if body is None else Entry.model_validate_json(body)

    def _read_whole(self, code: str) -> Procedure | None:
        if code in self._changed:
            return self._changed[code]
        entry = self._entry(code)
        body = self.index.whole(code) if entry is not None and entry.curated else None
        return None if body is None else Procedure.model_validate_json(zlib.decompress(body))


def trouble_of(problems: Sequence[str]) -> str:
    """Describes problems in one line for the staff: the first, and how many more; empty where none is."""
    first = next(iter(problems), "")[:MOST_TROUBLE]
    return f"{first} (+{len(problems) - 1})" if len(problems) > 1 else first


def catalogue_in_memory(gathered: Gathered) -> Catalogue:
    """Compiles a catalogue that is not those sources' own, and so is not kept for the next start."""
    return Catalogue(indexes.in_memory(gathered, fingerprint=""))


def open_catalogue(sources: Sources, folder: Path | None = None) -> Catalogue:
    """Opens the catalogue of these sources, from its index in `folder`, which is compiled where it is
    missing.

    The index is named after the content of its sources, so that a changed file has another one. Without a
    folder, or where it can't be written, the index is in memory; earlier versions are then not kept.
    Raises BadCatalogue, one line, where not one procedure or record can be used.
    """
    fingerprint = sources.fingerprint()
    path = index_file(folder, fingerprint) if folder is not None else None
    index = indexes.on_disk(path) if path is not None else None
    if index is None or index.fingerprint != fingerprint:
        index = _compiled(sources.gather(), fingerprint, path)
    catalogue = Catalogue(index, Archive(folder / "versions") if folder is not None else None)
    if not catalogue.entries:
        raise BadCatalogue(
            next(iter(catalogue.problems), f"{sources.procedures.name}: holds no procedure (*.toml)")
        )
    return catalogue


def index_file(folder: Path, fingerprint: str) -> Path:
    """Names the file of the index of the sources with that digest."""
    return folder / f"index-{fingerprint[:20]}.sqlite"


def _compiled(gathered: Gathered, fingerprint: str, path: Path | None) -> Index:
    """Compiles the index, written to `path` where that can be."""
    if path is not None:
        try:
            Archive(path.parent / "versions").keep(gathered.procedures.values())
            indexes.write(gathered, fingerprint, path)
            index = indexes.on_disk(path)
            if index is not None:
                _forget_others(path)
                return index
        except OSError:
            pass  # in memory then: a kiosk with a full disk still serves
    return indexes.in_memory(gathered, fingerprint)


def _forget_others(path: Path) -> None:
    """Removes the indexes of earlier sources. Whoever still reads one keeps it until it ends."""
    for other in path.parent.glob("index-*.sqlite"):
        if other != path:
            other.unlink(missing_ok=True)
