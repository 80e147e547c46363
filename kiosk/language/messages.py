"""Loads the one message catalogue: `.po` files read by Babel, for QML, web, speech and
print.

A message id is the English text. A language is a folder of `.po` files and a `language.toml` with its name
(`kiosk/language/folder.py`); English needs no `.po`. What a language lacks is told in Vietnamese, which the
law and the procedures' own texts are written in, so that a half translated language mixes two languages and
not three; what Vietnamese lacks, in English. The suite fails on a text that is missing in Vietnamese.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from config.problems import BadFile
from kiosk.language.folder import Language, read_language

SOURCE_LANGUAGE = "en"
FALLBACK = "vi"


class BadMessages(ValueError):
    """Says that a language's folder can't be used: "file: what is wrong", in one line."""


def N_(message: str) -> str:
    """Marks a message id for extraction where it is not yet translated."""
    return message


class Messages:
    """Holds the translated texts of all languages of one folder: for each language, text by message id."""

    def __init__(self, languages: Mapping[str, Mapping[str, str]], about: Iterable[Language] = ()) -> None:
        self._languages = languages
        self._about = {language.code: language for language in about}

    @classmethod
    def from_folder(cls, folder: Path) -> Messages:
        """Reads every language below `folder`; a folder without a `.po` file is none. Raises BadMessages."""
        try:
            found = {path: sorted(path.glob("*.po")) for path in sorted(folder.iterdir())}
        except OSError as error:
            raise BadMessages(f"{folder}: {error.strerror}") from error
        texts = {path.name: _read_texts(files, path.name) for path, files in found.items() if files}
        return cls(texts, [_about(path) for path in found if path.name in {*texts, SOURCE_LANGUAGE}])

    @property
    def languages(self) -> tuple[str, ...]:
        """Lists the codes of the languages, the source language included."""
        return tuple(sorted({SOURCE_LANGUAGE, *self._languages}))

    def language(self, code: str) -> Language:
        """Describes that language by its folder; one without a folder is called by its code."""
        return self._about.get(code, Language(code, code))

    @property
    def fonts(self) -> tuple[Path, ...]:
        """Lists the font files of all languages."""
        return tuple(path for code in self.languages for path in self.language(code).fonts)

    def text(self, lang: str, message: str, **values: object) -> str:
        """Translates `message` to `lang`, with `{name}` filled from `values`."""
        found = message if lang == SOURCE_LANGUAGE else self._found(lang, message)
        return found.format(**values) if values else found

    def has(self, lang: str, message: str) -> bool:
        """Says if `lang` has its own text for `message`."""
        return message in self._languages.get(lang, {})

    def letters(self, lang: str) -> str:
        """Lists every character of the language's own texts and of its name, once each."""
        texts = self._languages.get(lang, {}).values()
        return "".join(sorted(set(self.language(lang).name).union(*texts)))

    def _found(self, lang: str, message: str) -> str:
        own = self._languages.get(lang, {}).get(message)
        return own or self._languages.get(FALLBACK, {}).get(message, message)


def _about(folder: Path) -> Language:
    try:
        return read_language(folder)
    except BadFile as error:
        raise BadMessages(f"{folder}/{error}") from error


def _read_texts(files: Iterable[Path], lang: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in files:
        try:
            found = _texts_in(path.read_bytes(), lang)
        except Exception as error:
            raise BadMessages(f"{path}: {' '.join(str(error).split())}") from error
        for message, text in found.items():
            texts.setdefault(message, text)
    return texts


@lru_cache(maxsize=128)
def _texts_in(content: bytes, lang: str) -> Mapping[str, str]:
    """Reads what one file holds; a process that reads a folder again parses only what has changed."""
    texts: dict[str, str] = {}
    for entry in read_po(BytesIO(content), locale=lang, abort_invalid=True):
        if isinstance(entry.id, str) and isinstance(entry.string, str) and not entry.fuzzy:
            if not _fits(entry.string, entry.id):
                raise BadMessages(f"{entry.string!r}: other words in braces than in English")
            if entry.id and entry.string:
                texts.setdefault(entry.id, entry.string)
    return texts


def _fits(translation: str, text: str) -> bool:
    """Says if the translation can be filled with what fills the text."""
    try:
        wanted = _gaps(text)
    except ValueError:  # not meant to be filled
        return True
    try:
        return not wanted or _gaps(translation) <= wanted
    except ValueError:
        return False


def _gaps(text: str) -> set[str]:
    """Lists the names in braces. Raises ValueError for an unpaired brace."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
