"""Reads what a backend is let in by: one line in a file, never in a profile."""

from __future__ import annotations

from pathlib import Path


def secret(path: Path | None) -> str:
    """Reads the one line of the file; empty where no file is named. OSError where it can't be read,
    ValueError where it is empty.
    """
    if path is None:
        return ""
    found = path.read_text(encoding="utf-8").strip()
    if not found:
        raise ValueError(f"{path}: is empty")
    return found
