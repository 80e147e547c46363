"""Checks that a docstring begins with what the thing does, so that a newcomer understands it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_house_quality import ROOT, tracked

ROOMS = ("config", "devices", "kiosk", "requirements", "robot", "ui")


def docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Gives the name and the docstring of the module and of all that is defined in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield getattr(node, "name", "module"), text


def begins_with_verb(text: str) -> bool:
    """Says that the first word may be a verb in the third person: “Reads”, “Gives”, “Says”.

    Most that is none is an article, a question word, a name in backticks or a noun in the singular.
    """
    return re.fullmatch(r"[A-Z][a-z]+s[,;:.]?", text.split(maxsplit=1)[0]) is not None


def test_every_docstring_begins_with_a_verb() -> None:
    found, read = [], 0
    for path in tracked():
        name = path.relative_to(ROOT)
        if path.suffix != ".py" or name.parts[0] not in ROOMS:
            continue
        for what, text in docstrings(path):
            read += 1
            if not begins_with_verb(text):
                found.append(f"{name}: {what}: {text.splitlines()[0][:80]}")
    assert read > 1000
    assert not found, "say first what it does (“Reads …”, “Gives …”, “Says that …”):\n" + "\n".join(found)


def test_a_docstring_without_a_verb_is_found() -> None:
    for text in ("What a screen makes of the code.", "The ticket.", "`port`: the device.", "Read it."):
        assert not begins_with_verb(text), text
    for text in ("Reads the code.", "Asks: what is it?", "Opens, or says why not."):
        assert begins_with_verb(text), text
