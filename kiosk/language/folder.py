"""Reads a language's folder: the language's own name, and the fonts it brings along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.errors import checked, read_toml
from config.text import Frozen, Nfc

ABOUT = "language.toml"
FONTS = "fonts"
FONT_FILES = (".ttf", ".otf")


class _About(Frozen):
    """Holds the content of `language.toml`: the name that the language's button shows."""

    name: Annotated[Nfc, Field(min_length=1, max_length=24)]


@dataclass(frozen=True, slots=True)
class Language:
    """Describes a language that screens, pages and slips can show.

    `name` is what its own speakers call it. `fonts` are files with the letters that the bundled font lacks.
    """

    code: str
    name: str
    fonts: tuple[Path, ...] = ()


def read_language(folder: Path) -> Language:
    """Reads `folder/language.toml` and lists `folder/fonts/`. Raises BadFile."""
    about = checked(_About, read_toml(folder / ABOUT), ABOUT)
    fonts = sorted(path for path in (folder / FONTS).glob("*") if path.suffix.lower() in FONT_FILES)
    return Language(folder.name, about.name, tuple(fonts))
