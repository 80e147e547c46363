"""Reads what people ask for that this centre does not do (`config/elsewhere/`), and the everyday names of
the portal's records (`config/everyday.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.errors import checked, read_toml
from config.problems import BadFile, Problem, did_you_mean
from config.text import Frozen, Id, Nfc, Text
from kiosk.catalogue.procedure import Source

LEAST_NAMES = 8
PREFIX = "elsewhere."
"""What the code of such an entry begins with; no procedure's does."""

Code = Annotated[str, Field(pattern=r"^\d\.\d{6}$")]
Names = Annotated[tuple[Nfc, ...], Field(min_length=LEAST_NAMES)]


class Everyday(Frozen):
    """Holds how people ask for the portal's record `code`."""

    code: Code
    vi: Names
    en: Names


class Doer(Frozen):
    """Says who does it, in a sentence, and where that is known from. `record`: the portal's record that says
    so.
    """

    who: Text
    source: Source
    record: Code | None = None


class Elsewhere(Frozen):
    """Describes something that another body does. Where the catalogue holds a record of `code`, that record
    is found by these names instead.
    """

    id: Id
    name: Text
    done_by: Doer
    code: Code | None = None
    aliases: dict[str, tuple[Nfc, ...]]


class _Row(Frozen):
    id: Id
    code: Code | None = None
    name: Text
    body: Id
    source: Id
    record: Code | None = None
    vi: Names
    en: Names


class _ElsewhereFile(Frozen):
    sources: dict[str, Source] = Field(default_factory=dict)
    bodies: dict[str, Text] = Field(default_factory=dict)
    elsewhere: tuple[_Row, ...] = ()


class _EverydayFile(Frozen):
    everyday: tuple[Everyday, ...]


def elsewhere_files(folder: Path | None) -> list[Path]:
    """Lists the folder's files by name; none where there is no folder."""
    return sorted(folder.glob("*.toml")) if folder is not None else []


def read_elsewhere(folder: Path | None) -> dict[str, Elsewhere]:
    """Reads the files of the folder together, by id. Raises BadFile, a line for each thing that is wrong."""
    files = [checked(_ElsewhereFile, read_toml(path), path.name) for path in elsewhere_files(folder)]
    whole = _ElsewhereFile(
        sources={key: one for file in files for key, one in file.sources.items()},
        bodies={key: one for file in files for key, one in file.bodies.items()},
        elsewhere=tuple(row for file in files for row in file.elsewhere),
    )
    problems = [Problem("", f"{folder.name if folder else ''}: {what}") for what in _wrong(whole)]
    if problems:
        raise BadFile(*problems)
    return {row.id: _made(row, whole) for row in whole.elsewhere}


def read_everyday(path: Path | None) -> dict[str, Everyday]:
    """Reads the file, by code. Raises BadFile, a line for each thing that is wrong."""
    if path is None:
        return {}
    file = checked(_EverydayFile, read_toml(path), path.name)
    codes = [row.code for row in file.everyday]
    problems = [Problem("", f"{path.name}: {code} is named twice") for code in _twice(codes)]
    problems += [
        Problem("", f"{path.name}: {what}")
        for what in _claimed((row.code, (*row.vi, *row.en)) for row in file.everyday)
    ]
    if problems:
        raise BadFile(*problems)
    return dict(zip(codes, file.everyday, strict=True))


def everyday_of(elsewhere: Mapping[str, Elsewhere]) -> Iterator[Everyday]:
    """Gives the names that lie on a record, where the catalogue holds it."""
    for one in elsewhere.values():
        if one.code is not None:
            yield Everyday(code=one.code, vi=one.aliases["vi"], en=one.aliases["en"])


def _made(row: _Row, file: _ElsewhereFile) -> Elsewhere:
    doer = Doer(who=file.bodies[row.body], source=file.sources[row.source], record=row.record)
    aliases = {"vi": row.vi, "en": row.en}
    return Elsewhere(id=row.id, name=row.name, done_by=doer, code=row.code, aliases=aliases)


def _wrong(file: _ElsewhereFile) -> Iterator[str]:
    for twice in _twice([row.id for row in file.elsewhere]):
        yield f"elsewhere: {twice} is used twice"
    for row in file.elsewhere:
        at = f"elsewhere.{row.id}"
        if row.body not in file.bodies:
            yield f"{at}.body: unknown body {row.body}{did_you_mean(row.body, file.bodies)}"
        if row.source not in file.sources:
            yield f"{at}.source: unknown source {row.source}{did_you_mean(row.source, file.sources)}"
    for unused in sorted(set(file.bodies) - {row.body for row in file.elsewhere}):
        yield f"bodies.{unused}: nothing names this body"
    yield from _claimed((row.id, (*row.vi, *row.en)) for row in file.elsewhere)


def _claimed(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Names what two rows claim as their own."""
    owner: dict[str, str] = {}
    for one, names in rows:
        for name in names:
            if owner.setdefault(name.casefold(), one) != one:
                yield f"{one}: {name} is claimed by {owner[name.casefold()]} too"


def _twice(ids: list[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})
