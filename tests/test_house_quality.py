"""The standard of every file: types, lint, format, length, nothing of the machines it was written on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 450
ROOMS = ("config", "devices", "kiosk", "requirements", "robot", "ui")
# Long by nature: licences, and what a tool writes.
LONG_BY_NATURE = re.compile(r"(^|/)LICENSE|\.LICENSE$|\.lock$|\.csv$|\.json$|\.approved$|\.po$|OFL\.txt$")
BINARY = (".ttf", ".png", ".jpg", ".wav", ".ico", ".npz")
FORBIDDEN = {
    "a folder of one machine": r"(?<![\w.])/(work|opt|home|root|tmp)/(?!\{)\w",
    "a package index": r"https?://[^\s\"'<>]*(py(?:pi|thon-?hosted)|artifact|/simple\b)|--(extra-)?index-url|--find-links=",
    "a token": r"\b(ghp_|github_pat_|glpat-|AKIA[0-9A-Z]{12}|BEGIN [A-Z ]*PRIVATE KEY)",
    "how the work is scheduled": r"(?i)\b(issue|task|pull request|sprint|milestone) ?#?\d+\b|\bGH-\d+",
    "unfinished work": r"\b(TODO|FIXME|XXX)\b",
}


def tracked() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_strict() -> None:
    run("mypy", "--no-error-summary")


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", "--quiet", ".")


def test_ruff_would_format_nothing() -> None:
    run("ruff", "format", "--check", "--quiet", ".")


def test_no_file_is_long() -> None:
    too_long = {}
    for path in tracked():
        if path.suffix in BINARY or LONG_BY_NATURE.search(path.relative_to(ROOT).as_posix()):
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST:
            too_long[path.relative_to(ROOT).as_posix()] = lines
    assert not too_long


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in tracked():
        if path.suffix in BINARY or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)


def test_the_tree_holds_no_leftovers() -> None:
    leftover = re.compile(
        r"(~|\.orig|\.rej|\.bak|\.swp|\.pyc|\.tmp|\.log|\.DS_Store|\.db|\.sqlite3?)$|(^|/)(out|var)/"
    )
    assert [path for path in tracked() if leftover.search(path.relative_to(ROOT).as_posix())] == []


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
