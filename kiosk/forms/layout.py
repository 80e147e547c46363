"""Loads a form's look as data: one file of `config/forms/` becomes one `Form`.

`title`, `addressed`, `head`, `label` and `text` are message ids; forms are Vietnamese. `of` names the value
that fills a place: `child.name` (an input of a person), `answer.died_on` (a question), or a value that the
office adds (`reason`). What is not known becomes a dotted line to write on.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

import config
from config.errors import checked, read_toml
from config.text import Frozen, Id, Nfc
from kiosk.catalogue.procedure import When
from kiosk.identity.inputs import INPUTS, InputName

FORMS = Path(config.__file__).parent / "forms"

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
Lines = Annotated[int, Field(ge=1, le=8)]
Blank = Annotated[int, Field(ge=0, le=20)]


class Candidate(Frozen):
    """Names a role of the procedure that may be the person of a form; the first whose `when` holds is."""

    role: Id
    when: When | None = None


class Item(Frozen):
    """Describes a label and its value. Without `of` no visit knows it: it stays a dotted line."""

    label: Nfc
    of: Key | None = None


class _Row(Frozen):
    when: When | None = None


class PersonRow(_Row):
    """Describes what is known of a person: each list of `lines` is one line, its inputs side by side."""

    kind: Literal["person"]
    person: Id
    lines: tuple[tuple[InputName, ...], ...]


class ValuesRow(_Row):
    """Describes values side by side; `dots` lines to write on where one is not known."""

    kind: Literal["values"]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    dots: Lines = 1


class TickRow(_Row):
    """Describes boxes, one for each answer of the question that `of` names."""

    kind: Literal["tick"]
    label: Nfc
    of: Key


class TextRow(_Row):
    """Describes a sentence of the form."""

    kind: Literal["text"]
    text: Nfc


class ListRow(_Row):
    """Describes a numbered list: the table that `of` names, then `blank` dotted lines."""

    kind: Literal["list"]
    of: Id
    blank: Blank = 0


class Column(Frozen):
    """Describes a column of a table; `share` is its part of the width, `of` a value of each row; in a table
    that nobody fills, the value of a dossier for the first row.
    """

    head: Nfc
    share: Annotated[int, Field(ge=1, le=40)]
    of: Key | None = None


class TableRow(_Row):
    """Describes a table with numbered rows: those of the table that `of` names, then empty ones, until there
    are `blank` in all.
    """

    kind: Literal["table"]
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    of: Id | None = None
    blank: Blank = 0


class SidesRow(_Row):
    """Describes persons side by side: a row an input, a column a person."""

    kind: Literal["sides"]
    people: Annotated[tuple[Id, ...], Field(min_length=2)]
    heads: Annotated[tuple[Nfc, ...], Field(min_length=2)]
    inputs: tuple[InputName, ...]


Row = Annotated[
    PersonRow | ValuesRow | TickRow | TextRow | ListRow | TableRow | SidesRow, Field(discriminator="kind")
]


class Section(Frozen):
    """Describes rows under a heading."""

    head: Nfc | None = None
    when: When | None = None
    rows: tuple[Row, ...]


class Signature(Frozen):
    """Describes a place to sign: who signs, and the name below, where it is known."""

    head: Nfc
    of: Key | None = None
    when: When | None = None


class Form(Frozen):
    """Describes a form. `number` is that of Circular 03/2025/TT-VPCP; None for a citizen's declaration, which
    begins with the state's name alone and whose day is left to whoever signs.

    `people` says which role is whom on the form, where that depends on an answer.
    """

    title: Nfc
    number: str | None = None
    landscape: bool = False
    addressed: Nfc | None = None
    to: Key | None = None
    people: dict[Id, tuple[Candidate, ...]] = Field(default_factory=dict)
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...] = ()

    def messages(self) -> Iterator[str]:
        """Lists all message ids, for the check that every one has its Vietnamese."""
        yield self.title
        yield from filter(None, (self.addressed,))
        for section in self.sections:
            yield from filter(None, (section.head,))
            for row in section.rows:
                yield from _messages_of(row)
        yield from (signature.head for signature in self.signatures)

    def keys(self) -> Iterator[str]:
        """Lists the values that the form asks for, those of its tables left out."""
        yield from filter(None, (self.to,))
        for section in self.sections:
            for row in section.rows:
                yield from _keys_of(row)
        yield from (signature.of for signature in self.signatures if signature.of)


@functools.cache
def load_form(name: str, folder: Path = FORMS) -> Form:
    """Loads the form `folder/<name>.toml`. Raises BadFile with file and place in one line."""
    path = folder / f"{name}.toml"
    return checked(Form, read_toml(path), path.name)


@functools.cache
def form_names(folder: Path = FORMS) -> tuple[str, ...]:
    """Lists the forms there are: codes of procedures, and numbers of the circular."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def _messages_of(row: Row) -> Iterator[str]:
    match row:
        case PersonRow(lines=lines):
            yield from (INPUTS[name].label for line in lines for name in line)
        case ValuesRow(items=items):
            yield from (item.label for item in items)
        case TickRow(label=label):
            yield label
        case TextRow(text=text):
            yield text
        case TableRow(columns=columns):
            yield from (column.head for column in columns)
        case SidesRow(heads=heads, inputs=inputs):
            yield from (*heads, *(INPUTS[name].label for name in inputs))
        case _:
            return


def _keys_of(row: Row) -> Iterator[str]:
    match row:
        case PersonRow(person=person, lines=lines):
            yield from (f"{person}.{name}" for line in lines for name in line)
        case ValuesRow(items=items):
            yield from (item.of for item in items if item.of)
        case TickRow(of=of):
            yield of
        case TableRow(of=None, columns=columns):
            yield from (column.of for column in columns if column.of)
        case SidesRow(people=people, inputs=inputs):
            yield from (f"{person}.{name}" for person in people for name in inputs)
        case _:
            return
