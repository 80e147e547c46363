"""Holds what is too much for assertions (a picture, a page's whole content, a long table of worked examples)
against what somebody approved.

Beside a test file stands `<its name>.approved`: a line a thing, its name, a tab, and the thing itself, or a
digest of a long one. A change that is meant is looked at, and written down by `MOTCUA_APPROVE=1 ./run test`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

LONG = 160
"""Characters; of a longer thing only the digest is kept."""
SHOWN = 1500
"""Characters of a thing that are shown when it is not as approved."""


def hold(test_file: str, things: Mapping[str, object]) -> None:
    """Fails the test unless each of the things, plain values, is as approved."""
    path = Path(test_file).with_suffix(".approved")
    found = {name: _mark(_plain(thing)) for name, thing in things.items()}
    if os.environ.get("MOTCUA_APPROVE"):
        rows = sorted({**_kept(path), **found}.items())
        path.write_text("".join(f"{name}\t{mark}\n" for name, mark in rows), encoding="utf-8")
        _kept.cache_clear()
        return
    kept = _kept(path)
    wrong = [
        f"{name}\n  approved: {kept.get(name)}\n  now:      {_plain(things[name])[:SHOWN]}"
        for name, mark in found.items()
        if kept.get(name) != mark
    ]
    if wrong:
        pytest.fail(
            "not as approved (MOTCUA_APPROVE=1 when it is meant):\n" + "\n".join(wrong[:5]), pytrace=False
        )


@cache
def _kept(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t", 1) for line in lines)


def listed(text: str) -> list[str]:
    """The parts of a text between semicolons, for long tables of short examples."""
    return re.split(r";\s+", text.strip())


def _mark(plain: str) -> str:
    return plain if len(plain) <= LONG else f"#{hashlib.sha256(plain.encode()).hexdigest()[:16]}"


def _plain(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, default=_told)


def _told(thing: object) -> object:
    if isinstance(thing, bytes):
        return hashlib.sha256(thing).hexdigest()
    if isinstance(thing, set | frozenset):
        return sorted(thing)
    return repr(thing)
