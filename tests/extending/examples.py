"""The worked examples of CONTRIBUTING.md, done to a copy of the program exactly as they stand there.

A block that names a file after its language is that file, or lines for the end of one that is there. A `diff`
block changes a file: its lines without a sign stand there already, one after the other. A `sh` block is run.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.extending.tree import ROOT, replaced, says

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(tree: Path, heading: str) -> None:
    """Do to the copy what the section of that heading says."""
    blocks = _BLOCK.findall(section(heading))
    assert blocks, f"CONTRIBUTING.md: {heading!r} has no example"
    for kind, name, body in blocks:
        if kind == "sh":
            for line in body.splitlines():
                says(tree, "-m", "ui.commands", *shlex.split(line.removeprefix("./run ")))
        elif kind == "diff":
            _changed(tree / name, body.splitlines())
        else:
            _added(tree / name, body)


def section(heading: str) -> str:
    """Gives the text of CONTRIBUTING.md below a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"CONTRIBUTING.md has no section {heading!r}"
    return found[1]


def _added(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") + "\n" if path.exists() else ""
    path.write_text(before + body, encoding="utf-8")


def _changed(path: Path, lines: list[str]) -> None:
    assert all(line[:1] in ("+", "-", " ", "") for line in lines), f"{path.name}: a line without its sign"
    before = [line[1:] for line in lines if line[:1] != "+"]
    after = [line[1:] for line in lines if line[:1] != "-"]
    replaced(path, "\n".join(before) + "\n", "\n".join(after) + "\n")
