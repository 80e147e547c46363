"""Finds the lines of a TOML file that problems are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from config.problems import Problem
from config.reading import CannotRead, read_text

_HEADER = re.compile(r"\s*(?P<many>\[?)\[\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(?P<key>[A-Za-z0-9_."'-]+(?:\s*\.\s*[A-Za-z0-9_"'-]+)*)\s*=""")


def placed(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """Gives the problems, those of the file `path` with their line, as far as it is found."""
    try:
        lines = lines_of(read_text(path))
    except CannotRead:
        lines = {}
    return tuple(_placed(one, path.name, lines) for one in problems)


def lines_of(text: str) -> dict[str, int]:
    """Gives the line of each key of a TOML text, and of each table: "hub.port", "counter.0.name"."""
    found: dict[str, int] = {}
    rows: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            name = _plain(header["name"])
            table = f"{name}.{rows[name]}" if header["many"] else name
            rows[name] += bool(header["many"])
            found.setdefault(table, number)
        elif key:
            name = _plain(key["key"])
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _placed(problem: Problem, file: str, lines: dict[str, int]) -> Problem:
    key = problem.where.removeprefix(f"{file}: ")
    if key == problem.where or problem.at:
        return problem
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return replace(problem, at=lines.get(key, 0))
