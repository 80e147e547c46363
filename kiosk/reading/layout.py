"""Loads what a kind of paper looks like as data: one file of `config/papers/` becomes one `PaperLayout`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

import config
from config.errors import checked, read_toml
from config.text import Frozen, Nfc

PAPERS = Path(config.__file__).parent / "papers"
HOLDER = "holder"
"""The role of whom the paper is about; each procedure calls that person otherwise."""

Kind = Literal["name", "date", "number", "sex", "group", "place"]
Label = Annotated[Nfc, Field(min_length=2)]


class PrintedField(Frozen):
    """Describes what a paper asks for: its labels as printed, and what it `fills`: "role.input", or the id of
    a question. One that fills nothing only ends the value before it.
    """

    labels: tuple[Label, ...] = Field(min_length=1)
    fills: str | None = None
    kind: Kind = "group"


class PaperLayout(Frozen):
    """Describes a kind of paper. It is one of that kind when a title is found on it."""

    titles: tuple[Label, ...] = Field(min_length=1)
    fields: tuple[PrintedField, ...] = Field(min_length=1)


@functools.cache
def load_layouts(folder: Path = PAPERS) -> tuple[PaperLayout, ...]:
    """Loads every layout of the folder. Raises BadFile."""
    return tuple(checked(PaperLayout, read_toml(path), path.name) for path in sorted(folder.glob("*.toml")))
