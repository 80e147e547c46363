"""Reads which key does what (`keys.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

FILE = Path(__file__).with_name("keys.toml")
Deed = Literal[
    "next", "previous", "next_control", "previous_control", "ok", "back", "repeat", "first", "last",
    "slower", "faster", "quieter", "louder", "staff",
]  # fmt: skip
MODIFIERS = frozenset({"Shift", "Control", "Alt", "AltGr", "Meta", "CapsLock", "NumLock", "ScrollLock"})
"""Keys that mean nothing by themselves."""


@cache
def _tables() -> Mapping[str, Mapping[str, Deed]]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _by_key(name, table) for name, table in read.items()}


def _by_key(name: str, table: Mapping[str, list[str]]) -> dict[str, Deed]:
    found: dict[str, Deed] = {}
    for deed, keys in table.items():
        if deed not in get_args(Deed):
            raise ValueError(f"{FILE.name}: [{name}] no key can do {deed!r}")
        for key in keys:
            if key in found:
                raise ValueError(f"{FILE.name}: [{name}] {key} stands there twice")
            found[key] = cast(Deed, deed)
    return found


def deed_of(key: str, *, typing: bool) -> Deed | None:
    """Gives what the key of that name does; `typing`: digits and letters are wanted for themselves."""
    tables = _tables()
    found = tables["everywhere"].get(key)
    return found if found is not None or typing else tables["where_nothing_is_typed"].get(key)


def names() -> frozenset[str]:
    """Lists every key that does something."""
    return frozenset(key for table in _tables().values() for key in table)
