"""Reads the sources of a catalogue: the procedures kept by hand, and the import store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.problems import Problem, tried
from kiosk.catalogue.elsewhere import (
    Elsewhere,
    Everyday,
    elsewhere_files,
    everyday_of,
    read_elsewhere,
    read_everyday,
)
from kiosk.catalogue.imported import Imported, imported_files, read_imported
from kiosk.catalogue.loader import procedure_files, read_procedures
from kiosk.catalogue.procedure import Procedure

_PROGRAM = Path(__file__).resolve().parents[2]
_RULES_OF_READING = (
    "config/speech.toml",
    "config/text.py",
    "kiosk/catalogue/*.py",
    "kiosk/language/normal.py",
    "kiosk/language/syllable.py",
)
"""The program's own files that decide what stands in an index: a newer program compiles anew."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Holds the content of the sources: usable procedures and records by code, and the problems of the
    others; the everyday names of records, by code; and what other bodies do, by id.
    """

    procedures: Mapping[str, Procedure]
    imported: Mapping[str, Imported]
    problems: tuple[Problem, ...]
    everyday: Mapping[str, Everyday] = field(default_factory=dict)
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sources:
    """Names the folders of a catalogue, and what its files are checked against (see `read_procedures`)."""

    procedures: Path
    imported: Path | None = None
    fields: frozenset[str] | None = None
    reserved: frozenset[str] = frozenset()
    elsewhere: Path | None = None
    everyday: Path | None = None

    def fingerprint(self) -> str:
        """Computes a digest of all that decides the index: names and contents of the
        files, checks, program.

        Raises BadFile where the folder of the procedures can't be read.
        """
        digest = hashlib.sha256(repr((sorted(self.fields or ()), sorted(self.reserved))).encode())
        for path in (*self.files(), *_program()):
            digest.update(f"\n{path.name}\n".encode("utf-8", "surrogateescape"))
            digest.update(_digest_of(path))
        return digest.hexdigest()

    def gather(self) -> Gathered:
        """Reads everything. What is kept by hand lies over what was imported under the
        same code.

        Raises BadFile where the folder of the procedures can't be read.
        """
        procedures, problems = read_procedures(self.procedures, self.fields, self.reserved)
        records, wrong = read_imported(imported_files(self.imported), self.fields)
        imported = {code: record for code, record in records.items() if code not in procedures}
        held = {**imported, **procedures}
        names_wrong: list[Problem] = []
        elsewhere = tried(names_wrong, lambda: read_elsewhere(self.elsewhere)) or {}
        everyday = tried(names_wrong, lambda: read_everyday(self.everyday)) or {}
        names = {one.code: one for one in everyday_of(elsewhere)} | everyday
        return Gathered(
            procedures,
            imported,
            (*problems, *wrong, *names_wrong),
            {code: one for code, one in names.items() if code in imported},
            {key: one for key, one in elsewhere.items() if one.code not in held},
        )

    def files(self) -> Iterator[Path]:
        """Lists the files that people write or import. Raises BadFile where a folder can't be read."""
        yield from procedure_files(self.procedures)
        yield from imported_files(self.imported)
        yield from elsewhere_files(self.elsewhere)
        yield from (self.everyday,) if self.everyday is not None else ()


def _program() -> Iterator[Path]:
    for pattern in _RULES_OF_READING:
        yield from sorted(_PROGRAM.glob(pattern))


def _digest_of(path: Path) -> bytes:
    """Computes the SHA-256 of a file; of the reason, where it can't be read."""
    if not path.is_file():
        return b"no regular file"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        return hashlib.sha256(repr(error.errno).encode()).digest()
