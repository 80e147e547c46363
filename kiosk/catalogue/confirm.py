"""Writes into a procedure's file who has confirmed a fact, and leaves every other letter as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from config.errors import checked
from config.problems import BadFile, did_you_mean
from config.reading import CannotRead, read_text
from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.places import places
from kiosk.catalogue.procedure import Procedure

GROUPS = ("times", "fees", "papers", "checks")


def confirmable(procedure: Procedure) -> list[str]:
    """Lists what an officer can confirm: "sources.portal" (all that rests on it), "times.0", "papers.x"."""
    keys = [f"sources.{key}" for key in procedure.sources]
    for group in GROUPS:
        keys += [f"{group}.{getattr(fact, 'id', n)}" for n, fact in enumerate(getattr(procedure, group))]
    return keys


def confirm(path: Path, facts: Iterable[str], by: str, on: date) -> list[str]:
    """Writes `confirmed_by` and `confirmed_on` into the blocks of those facts; of every source where none is
    named. Gives the keys. Raises BadFile, and writes nothing, where one is not there.
    """
    try:
        text = read_text(path)
    except CannotRead as error:
        raise BadFile(f"{path.name}: {error}") from error
    procedure = checked(Procedure, tomllib.loads(text), path.name)
    known = confirmable(procedure)
    wanted = list(dict.fromkeys(facts)) or [key for key in known if key.startswith("sources.")]
    unknown = [
        f"{path.name}: there is no fact {key}{did_you_mean(key, known)}" for key in wanted if key not in known
    ]
    if unknown:
        raise BadFile(*unknown)
    lines = text.splitlines(keepends=True)
    there = places(text)
    starts = sorted((there.at(key).line for key in wanted), reverse=True)
    for start in starts:
        _sign(lines, start, by, on)
    new = "".join(lines)
    checked(Procedure, tomllib.loads(new), path.name)
    write_whole(path, new.encode("utf-8"))
    return wanted


def _sign(lines: list[str], start: int, by: str, on: date) -> None:
    """Signs the block whose header stands in line `start`, at its end; an earlier signature is replaced."""
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("[")), len(lines))
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    block = [line for line in lines[start:end] if not line.startswith(("confirmed_by", "confirmed_on"))]
    if not block[-1].endswith("\n"):
        block[-1] += "\n"
    signed = [f"confirmed_by = {json.dumps(by, ensure_ascii=False)}\n", f"confirmed_on = {on.isoformat()}\n"]
    lines[start:end] = [*block, *signed]
