"""Opens a file of the portal's records, plain or gzip, and tells each record's format by what it holds."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from config.problems import BadFile
from kiosk.catalogue.portal.crawl import read_crawl
from kiosk.catalogue.portal.defence import read_defence
from kiosk.catalogue.portal.details import read_details
from kiosk.catalogue.portal.record import PortalRecord, Refusal, newest, nfc_keys
from kiosk.catalogue.portal.titles import COLUMNS, read_title

MOST_BYTES = 1_000_000_000
"""Bytes of the largest file, unpacked: a small file of gzip may hold a disk full of nothing."""
MOST_LINE = 16_000_000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Holds a record that was not imported: the file's line, its code where it has one, and why."""

    file: str
    line: int
    code: str
    why: str
    damaged: bool

    def __str__(self) -> str:
        code = f"{self.code}: " if self.code else ""
        return f"{self.file}: line {self.line}: {code}{self.why}"


@dataclass(frozen=True, slots=True)
class PortalFile:
    """Holds what a file gave. `day`: the newest day that its records show, on or after which it was taken."""

    name: str
    records: tuple[PortalRecord, ...]
    left_out: tuple[LeftOut, ...]
    day: date | None

    @property
    def count(self) -> int:
        """Counts the records of the file, those left out included."""
        return len(self.records) + len(self.left_out)


Found = tuple[int, PortalRecord | LeftOut]
"""A line of a file, and what stands there."""


def read_file(path: Path, today: date) -> Iterator[Found]:
    """Gives what stands in a file, record by record.

    Raises BadFile, one line: it can't be read, is cut off, or is none of the portal's formats.
    """
    with _opened(path) as content:
        start = content.peek(4096)
        if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b""):
            yield from _objects(path.name, content, today)
        else:
            yield from _rows(path.name, content)


def gathered(path: Path, found: Iterator[Found], today: date) -> PortalFile:
    """Gathers what `read_file` gave of that path. Raises BadFile where there is not one record.

    Of two under one code the later counts: the portal's list has a code that becomes another procedure's when
    its outer space is taken away.
    """
    by_code: dict[str, tuple[int, PortalRecord]] = {}
    left_out = []
    for line, one in found:
        if isinstance(one, LeftOut):
            left_out.append(one)
            continue
        earlier = by_code.get(one.code)
        if earlier is not None:
            why = f"line {line} has the same code and counts"
            left_out.append(LeftOut(path.name, earlier[0], one.code, why, damaged=False))
        by_code[one.code] = (line, one)
    if not by_code:
        raise BadFile(str(left_out[0]) if left_out else f"{path.name}: holds no record")
    records = tuple(record for _, record in by_code.values())
    day = newest((record.stamp for record in records), today)
    return PortalFile(path.name, records, tuple(sorted(left_out, key=lambda one: one.line)), day)


def _objects(file: str, content: IO[bytes], today: date) -> Iterator[Found]:
    for number, line in _lines(content):
        if line.strip():
            try:
                yield number, _object(line, today)
            except Refusal as error:
                yield number, LeftOut(file, number, error.code, error.why, error.damaged)


def _object(line: bytes, today: date) -> PortalRecord:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal("is not a line of JSON in UTF-8") from None
    data = dict(nfc_keys(data)) if isinstance(data, dict) else {}
    code = str(data.get("thu_tuc_id") or data.get("code") or "")[:40]
    try:
        if "thu_tuc_id" in data:
            return read_defence(data, today)
        if "data" in data or "message" in data:
            inner = data.get("data")
            code = str(inner.get("code") or "")[:40] if isinstance(inner, dict) else ""
            return read_details(data)
        if "levels" in data or "channels" in data:
            return read_crawl(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        what = first["msg"][:1].lower() + first["msg"][1:]
        raise Refusal(f"{place}: {what}" if place else what, code) from None
    raise Refusal("is none of the portal's formats", code)


def _rows(file: str, content: IO[bytes]) -> Iterator[Found]:
    try:
        reader = csv.DictReader(io.TextIOWrapper(content, "utf-8-sig", newline=""), strict=True)
        columns = reader.fieldnames or ()
        missing = [column for column in COLUMNS if column not in columns]
        if len(missing) == len(COLUMNS):
            raise BadFile(f"{file}: is none of the portal's formats")
        if missing:
            raise BadFile(f"{file}: column {missing[0]} is missing")
        for row in reader:
            try:
                yield reader.line_num, read_title({column: row[column] or "" for column in COLUMNS})
            except Refusal as error:
                left_out = LeftOut(file, reader.line_num, error.code, error.why, error.damaged)
                yield reader.line_num, left_out
    except UnicodeDecodeError:
        raise BadFile(f"{file}: is neither gzip nor text in UTF-8") from None
    except csv.Error as error:
        raise BadFile(f"{file}: is no table of comma-separated values: {error}") from None


def _lines(content: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := content.readline(MOST_LINE + 1):
        number += 1
        if len(line) > MOST_LINE:
            raise BadFile(f"line {number} is longer than {MOST_LINE:,} bytes")
        yield number, line


class _Limited(io.RawIOBase):
    """Reads on to the end, or to more bytes than any file of the portal has."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self._left = content, MOST_BYTES

    def readable(self) -> bool:
        """Says yes."""
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        """Reads into a buffer. Raises BadFile where the content has no end."""
        some = self._content.read(len(into))
        self._left -= len(some)
        if self._left < 0:
            raise BadFile(f"is larger than {MOST_BYTES:,} bytes")
        into[: len(some)] = some
        return len(some)


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """Opens a regular file, unpacked where it is gzip. Turns what goes wrong into BadFile, the file's name
    first.
    """
    try:
        if path.exists() and not path.is_file():
            raise BadFile("is a folder" if path.is_dir() else "is no regular file")
        with path.open("rb") as packed:
            is_gzip = packed.read(2) == _GZIP
            packed.seek(0)
            if path.suffix == ".gz" and not is_gzip:
                raise BadFile("is not gzip, as its name says")
            content: IO[bytes] = gzip.GzipFile(fileobj=packed) if is_gzip else packed  # type: ignore[assignment]
            yield io.BufferedReader(_Limited(content))
    except BadFile as error:
        said = str(error)
        raise BadFile(said if said.startswith(f"{path.name}: ") else f"{path.name}: {said}") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadFile(f"{path.name}: is cut off or damaged gzip") from None
    except OSError as error:
        raise BadFile(f"{path.name}: cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise BadFile("a file's name cannot be read") from None
