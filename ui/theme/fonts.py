"""Load the bundled fonts, so that every machine shows the same letters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from config import __file__ as config_file

FOLDER = Path(config_file).parent / "fonts"


def load_fonts() -> tuple[str, ...]:
    """The families loaded, sorted. Raises FileNotFoundError where the folder holds no font."""
    files = sorted(FOLDER.glob("*.ttf"))
    if not files:
        raise FileNotFoundError(f"{FOLDER}: no .ttf file")
    families: set[str] = set()
    for path in files:
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))
