"""Maps the portal's fields (lĩnh vực) to the queue fields of a centre, by the table `fields.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from config.errors import checked, read_toml
from config.problems import BadFile, did_you_mean
from config.text import Frozen, Id, Nfc
from kiosk.language.normal import fold

TABLE = Path(__file__).with_name("fields.toml")
_ENDING = re.compile(r" bqp$| \(g\d\d-[^)]*\)$")


class _Table(Frozen):
    default: Id
    fields: dict[Id, tuple[Nfc, ...]]


class FieldMap:
    """Maps names of the portal's fields; what the centre lacks or the table does not name takes the
    default.
    """

    def __init__(self, table: Path, known: Iterable[str]) -> None:
        """Reads the table for a centre with these queue fields. Raises BadFile."""
        read = checked(_Table, read_toml(table), table.name)
        centre = frozenset(known)
        if read.default not in centre:
            near = did_you_mean(read.default, centre)
            raise BadFile(f"{table.name}: default: unknown field {read.default}{near}")
        self._default = read.default
        self._by_name = {
            _key(name): field for field, names in read.fields.items() if field in centre for name in names
        }

    def field(self, names: Iterable[str]) -> str:
        """Gives the queue field of the first of these names that has one, or the default."""
        return next(filter(None, map(self._by_name.get, map(_key, names))), self._default)


def _key(name: str) -> str:
    return _ENDING.sub("", fold(name.replace("–", "-")))
