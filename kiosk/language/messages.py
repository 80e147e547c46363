"""The one message catalogue: gettext by Babel, for QML, web, speech and print.

A message id is the English text. A language is a folder of `.po` files; English needs none. A missing
translation falls back to English, and the suite fails on one that is missing in Vietnamese.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"


def N_(message: str) -> str:
    """Mark a message id for extraction where it is not yet translated."""
    return message


class Messages:
    """Translated texts of all languages of one folder."""

    def __init__(self, languages: dict[str, gettext.NullTranslations]) -> None:
        self._languages = languages

    @classmethod
    def from_folder(cls, folder: Path) -> Messages:
        """Read `folder/<language>/*.po`. Raises ValueError naming a file that can't be parsed."""
        found = sorted(path for path in folder.iterdir() if path.is_dir())
        return cls({path.name: _read_language(sorted(path.glob("*.po")), path.name) for path in found})

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages, the source language included."""
        return tuple(sorted({SOURCE_LANGUAGE, *self._languages}))

    def text(self, lang: str, message: str, **values: object) -> str:
        """`message` in `lang`, with `{name}` filled from `values`."""
        translations = self._languages.get(lang)
        found = translations.gettext(message) if translations else message
        return found.format(**values) if values else found

    def has(self, lang: str, message: str) -> bool:
        """Whether `lang` has its own text for `message`."""
        translations = self._languages.get(lang)
        return translations is not None and translations.gettext(message) != message


def _read_language(files: Iterable[Path], lang: str) -> gettext.NullTranslations:
    merged = gettext.NullTranslations()
    for path in files:
        compiled = io.BytesIO()
        try:
            with path.open("rb") as source:
                write_mo(compiled, read_po(source, locale=lang, abort_invalid=True))
        except Exception as error:
            raise ValueError(f"{path}: {error}") from error
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        part.add_fallback(merged)
        merged = part
    return merged
