"""Finds the line of a TOML file on which a key stands, for whoever mends the file.

The reader of the standard library gives values without places. The file has been read by it: it is TOML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.problems import Problem
from config.reading import CannotRead, read_text

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' + r"'''.*?'''" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
    r"|\#[^\n]*|\n|[\[\]{}=,]|[^\s\[\]{}=,\#\"']+",
    re.DOTALL,
)


@dataclass(slots=True)
class Place:
    """Holds the line of a key or an entry of a list, its value as written, and what stands inside it."""

    line: int = 1
    value: str = ""
    inside: dict[str, Place] = field(default_factory=dict)

    def write(self, value: str) -> None:
        """Notes the value as it is written there."""
        self.value = value

    def at(self, path: str) -> Place:
        """Gives the place of "papers.form.note"; where that does not stand there, of the nearest around it.

        An entry of a list is named by its number or by its id.
        """
        place = self
        for part in path.split("."):
            found = place.inside.get(part) or place._entry(part)
            if found is None:
                break
            place = found
        return place

    def _entry(self, name: str) -> Place | None:
        """Gives the entry of this list that has that id."""
        for entry in self.inside.values():
            if "id" in entry.inside and entry.inside["id"].value == name:
                return entry
        return None

    def _step(self, part: str, line: int) -> Place:
        return self.inside.setdefault(part, Place(line))

    def _last(self, parts: list[str], line: int) -> Place:
        """Goes down to a table; into a list of tables, its last one."""
        place = self
        for part in parts:
            place = place._step(part, line)
            if place.value == "[[" and part != parts[-1]:
                place = place.inside[str(len(place.inside) - 1)]
        return place


def places(text: str) -> Place:
    """Reads a TOML text for the lines of its keys."""
    root = Place()
    table = root
    tokens = _Tokens(text)
    while tokens.next:
        line = tokens.line
        if tokens.take("["):
            listed = tokens.take("[")
            table = root._last(_key(tokens), line)
            tokens.take("]")
            if listed:
                tokens.take("]")
                table.write("[[")
                table = table._step(str(len(table.inside)), line)
        elif not tokens.take("\n"):
            _pair(tokens, table)
    return root


def located(problem: Problem, folder: Path) -> Problem:
    """Adds the line to a problem's place: "1.001193.toml: fees.0" becomes "1.001193.toml:41: fees.0"."""
    name, _, key = problem.where.partition(": ")
    if not key:
        return problem
    try:
        line = places(read_text(folder / name)).at(key).line
    except (CannotRead, OSError):
        return problem
    return replace(problem, where=f"{name}:{line}: {key}")


class _Tokens:
    """Hands out the words of a text, without its remarks. `line` is that of the next one."""

    def __init__(self, text: str) -> None:
        self._rest = self._read(text)
        self.next, self.line = "", 1
        self.advance()

    @staticmethod
    def _read(text: str) -> Iterator[tuple[str, int]]:
        line = 1
        for match in _TOKEN.finditer(text):
            token = match.group()
            if not token.startswith("#"):
                yield token, line
            line += token.count("\n")
        yield "", line

    def advance(self) -> str:
        token = self.next
        self.next, self.line = next(self._rest, ("", self.line))
        return token

    def take(self, wanted: str) -> bool:
        """Takes the next word if it is that one."""
        if self.next != wanted:
            return False
        self.advance()
        return True


def _key(tokens: _Tokens) -> list[str]:
    """Takes a key: bare, dotted or in quotes."""
    parts: list[str] = []
    while tokens.next and tokens.next not in ("]", "=", "\n", "}", ","):
        token = tokens.advance()
        quoted = token[0] in "\"'"
        parts += [token[1:-1]] if quoted else [part for part in token.split(".") if part]
    return parts


def _pair(tokens: _Tokens, table: Place) -> None:
    """Takes `key = value`."""
    line, parts = tokens.line, _key(tokens)
    if not tokens.take("="):
        tokens.advance()  # not TOML: go on behind it
        return
    place = table
    for part in parts:
        place = place._step(part, line)
    _value(tokens, place)


def _value(tokens: _Tokens, place: Place) -> None:
    """Takes a value: a list, a table in braces, or a plain one."""
    if tokens.take("["):
        while tokens.next and not tokens.take("]"):
            if not (tokens.take("\n") or tokens.take(",")):
                _value(tokens, place._step(str(len(place.inside)), tokens.line))
    elif tokens.take("{"):
        while tokens.next and not tokens.take("}"):
            if not (tokens.take("\n") or tokens.take(",")):
                _pair(tokens, place)
    else:
        place.write(tokens.advance().strip("\"'"))
