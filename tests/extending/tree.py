"""A copy of the program to extend as CONTRIBUTING says, and to run its own checks in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "config",
    "devices",
    "docs",
    "kiosk",
    "requirements",
    "robot",
    "tests",
    "ui",
    "pyproject.toml",
    "run",
)


def a_copy(folder: Path) -> Path:
    """The program's files in `folder`, with what Python has already compiled of them."""
    tree = folder / "tree"
    tree.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("extending"))
        else:
            shutil.copy(source, tree / part)
    return tree


def replaced(path: Path, before: str, after: str) -> None:
    """Change one place of one file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name}: {before!r} stands there {text.count(before)} times"
    path.write_text(text.replace(before, after), encoding="utf-8")


def translated(tree: Path, catalogue: str, texts: dict[str, str]) -> None:
    """Add texts with their Vietnamese to `ui/messages/vi/<catalogue>.po`."""
    path = tree / f"ui/messages/vi/{catalogue}.po"
    added = "".join(f'\nmsgid "{english}"\nmsgstr "{vietnamese}"\n' for english, vietnamese in texts.items())
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")


def says(tree: Path, *words: str, status: int = 0) -> str:
    """Gives the output of `python <words>` in the copy; it must end with `status`."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, *words], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def passes(tree: Path, *tests: str) -> None:
    """The copy's own tests pass."""
    says(tree, "-m", "pytest", "-q", "-x", *tests)
