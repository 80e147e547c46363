"""Loads the bundled fonts and those that languages bring, so that every machine shows the same letters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from config import __file__ as config_file

FOLDER = Path(config_file).parent / "fonts"


def load_fonts(others: Iterable[Path] = ()) -> tuple[str, ...]:
    """Loads the bundled fonts, and `others` for letters that they lack; gives the bundled
    families, sorted.

    Raises FileNotFoundError where the bundled fonts are not there.
    """
    files = sorted(FOLDER.glob("*.ttf"))
    if not files:
        raise FileNotFoundError(f"{FOLDER}: no .ttf file")
    families = sorted({family for path in files for family in _loaded(path)})
    behind = [family for path in others for family in _loaded(path)]
    for family in families if behind else ():
        QFont.insertSubstitutions(family, behind)
    return tuple(families)


def _loaded(path: Path) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number)
