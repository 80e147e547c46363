"""Reads and writes the file of a compiled index: written once, opened in a moment, read
by the row.

| table | holds |
|---|---|
| `about` | one row: digest of the sources, problems, columns of all phrases |
| `entry` | entries as JSON, those kept by hand first, then by code |
| `whole` | procedures and imported records as compressed JSON |
| `name` | names and everyday names of two or more telling words, for a sentence that says one |
| `gram` | phrases that hold a word or a pair of neighbouring words |
| `triple` | phrases that hold three letters in a row |
| `word` | every telling word, for one that is not finished yet, or is only heard |
"""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

from kiosk.catalogue.atomic import replacing
from kiosk.catalogue.compile import LANGUAGES, compiled
from kiosk.catalogue.sources import Gathered

_TABLES = """
CREATE TABLE about (
    fingerprint TEXT NOT NULL, problems TEXT NOT NULL, entries BLOB NOT NULL, languages BLOB NOT NULL,
    weights BLOB NOT NULL, lengths BLOB NOT NULL, triple_lengths BLOB NOT NULL, longest_name INTEGER NOT NULL
);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, field TEXT NOT NULL, curated INTEGER NOT NULL,
    frequent INTEGER NOT NULL, level TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE whole (code TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE name (
    plain TEXT NOT NULL, marked TEXT NOT NULL, entry INTEGER NOT NULL, telling INTEGER NOT NULL
);
CREATE TABLE gram (
    marked TEXT PRIMARY KEY, rarity REAL NOT NULL, plain_rarity REAL NOT NULL, phrases BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE triple (letters TEXT PRIMARY KEY, rarity REAL NOT NULL, phrases BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE word (
    plain TEXT NOT NULL, marked TEXT NOT NULL, sound TEXT NOT NULL, entries INTEGER NOT NULL,
    PRIMARY KEY (plain, marked)
) WITHOUT ROWID;
"""

NOT_KEPT = 0
"""No statement is kept compiled: with it SQLite keeps the words that a citizen has typed."""
_AT_ONCE = 500
"""Keys in one statement; SQLite takes 999 or more."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Holds, of every phrase by its number, its entry, language, weight, and length as a vector in two
    views.
    """

    entries: array[int]
    languages: tuple[str, ...]
    weights: array[float]
    lengths: array[float]
    triple_lengths: array[float]


@dataclass(frozen=True, slots=True)
class Gram:
    """Holds a word or a pair: how rare it is, and how rare together with all that are spelled so without
    marks. `phrases`: numbers of the phrases that hold it.
    """

    rarity: float
    plain_rarity: float
    phrases: array[int]


@dataclass(frozen=True, slots=True)
class Triple:
    """Holds three letters in a row and the phrases that hold them."""

    rarity: float
    phrases: array[int]


@dataclass(frozen=True, slots=True)
class Named:
    """Holds a name that stands in a sentence: whose, and of how many telling words."""

    code: str
    telling: int


class Index:
    """Holds one index, open for reading; safe across threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        """Takes over a connection to the file `path`, or to memory. Raises sqlite3.DatabaseError or
        IndexError where it holds no index.
        """
        self.path = path
        self._connection = connection
        self._lock = threading.Lock()
        about = self._rows("SELECT * FROM about")[0]
        self.fingerprint: str = about[0]
        self.problems: tuple[str, ...] = tuple(json.loads(about[1]))
        self.columns = Columns(
            _numbers("I", about[2]),
            tuple(LANGUAGES[number] for number in about[3]),
            *(_numbers("d", column) for column in about[4:7]),
        )
        self.longest_name: int = about[7]
        entries = self._rows("SELECT code, curated, frequent, level FROM entry ORDER BY number")
        self.codes: tuple[str, ...] = tuple(row[0] for row in entries)
        self.curated: tuple[str, ...] = tuple(row[0] for row in entries if row[1])
        self.frequent: tuple[str, ...] = tuple(row[0] for row in entries if row[2])
        self.levels: tuple[str, ...] = tuple(intern(row[3]) for row in entries)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()

    def entry(self, code: str) -> str | None:
        """Gives the entry of that code as JSON."""
        rows = self._rows("SELECT body FROM entry WHERE code = ?", (code,))
        return str(rows[0][0]) if rows else None

    def entries_of(self, field: str) -> list[str]:
        """Gives the entries of a queue field that are kept by hand, as JSON."""
        rows = self._rows("SELECT body FROM entry WHERE field = ? AND curated ORDER BY number", (field,))
        return [row[0] for row in rows]

    def whole(self, code: str) -> bytes | None:
        """Gives the whole procedure or record of that code, compressed JSON."""
        rows = self._rows("SELECT body FROM whole WHERE code = ?", (code,))
        return bytes(rows[0][0]) if rows else None

    def names(self, plain: Collection[str]) -> Iterator[tuple[str, Named]]:
        """Gives the names that are spelled so without marks: each with its marks, and whose it is."""
        query = "SELECT marked, entry, telling FROM name WHERE plain IN"
        for marked, entry, telling in self._among(query, plain):
            yield marked, Named(self.codes[entry], telling)

    def grams(self, marked: Collection[str]) -> dict[str, Gram]:
        """Gives those words and pairs that any phrase holds."""
        query = "SELECT marked, rarity, plain_rarity, phrases FROM gram WHERE marked IN"
        return {
            key: Gram(rarity, plain_rarity, _numbers("I", phrases))
            for key, rarity, plain_rarity, phrases in self._among(query, marked)
        }

    def triples(self, letters: Collection[str]) -> dict[str, Triple]:
        """Gives those triples that any phrase holds."""
        query = "SELECT letters, rarity, phrases FROM triple WHERE letters IN"
        return {
            key: Triple(rarity, _numbers("I", phrases))
            for key, rarity, phrases in self._among(query, letters)
        }

    def words_sounding(self, sounds: Collection[str]) -> dict[str, list[str]]:
        """Gives the telling words that sound so, whatever their tone, by that sound."""
        found: dict[str, list[str]] = defaultdict(list)
        for sound, marked in self._among("SELECT sound, marked FROM word WHERE sound IN", sounds):
            found[sound].append(marked)
        return found

    def words_spelled(self, plain: Collection[str]) -> dict[str, list[str]]:
        """Gives the telling words that are spelled so without marks, by that spelling."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, marked in self._among("SELECT plain, marked FROM word WHERE plain IN", plain):
            found[key].append(marked)
        return found

    def words_beginning(self, plain: str) -> list[tuple[str, int]]:
        """Gives the telling words that begin so without marks, in how many entries; the commonest first."""
        query = (
            "SELECT marked, entries FROM word WHERE plain >= ? AND plain < ? ORDER BY entries DESC, marked"
        )
        return self._rows(query, (plain, plain + "\U0010ffff"))

    def _among(self, query: str, keys: Collection[str]) -> Iterator[Any]:
        """Gives the rows of `query` for all keys, a few hundred at a time."""
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            yield from self._rows(f"{query} ({','.join('?' * len(some))})", some)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def in_memory(gathered: Gathered, fingerprint: str = "") -> Index:
    """Makes an index without a file."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, cached_statements=NOT_KEPT)
    _fill(connection, gathered, fingerprint)
    return Index(connection)


def on_disk(path: Path) -> Index | None:
    """Opens the index of that file; None where there is none, or it is damaged."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            cached_statements=NOT_KEPT,
        )
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError(path.name)
        return Index(connection, path)
    except (sqlite3.DatabaseError, IndexError):
        return None


def write(gathered: Gathered, fingerprint: str, path: Path) -> None:
    """Compiles into that file, whole or not at all. Raises OSError where it can't be written."""
    with replacing(path) as beside:
        connection = sqlite3.connect(beside)
        try:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            _fill(connection, gathered, fingerprint)
        except sqlite3.OperationalError as error:  # the disk is full
            raise OSError(str(error)) from error
        finally:
            connection.close()


def _fill(connection: sqlite3.Connection, gathered: Gathered, fingerprint: str) -> None:
    connection.executescript(_TABLES)
    tables = compiled(gathered, fingerprint)
    for name, rows in (
        ("about", [tables.about]),
        ("entry", tables.entry),
        ("whole", tables.whole),
        ("name", tables.name),
        ("gram", tables.gram),
        ("triple", tables.triple),
        ("word", tables.word),
    ):
        columns = len(connection.execute(f"SELECT * FROM {name}").description)  # noqa: S608 - our own names
        connection.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * columns)})", rows)  # noqa: S608
    connection.execute("CREATE INDEX name_by_words ON name (plain)")
    connection.execute("CREATE INDEX word_by_sound ON word (sound)")
    connection.commit()


def _numbers(kind: str, blob: bytes) -> array[Any]:
    numbers = array(kind)
    numbers.frombytes(blob)
    return numbers
