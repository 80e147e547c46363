"""Holds building blocks of every settings and data file: an immutable strict value, a
text in both languages.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from config.problems import N_

Nfc = Annotated[str, AfterValidator(lambda text: unicodedata.normalize("NFC", text))]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _possible_path(path: Path) -> Path:
    if "\0" in str(path):
        raise ValueError(N_("no path can hold a NUL"))
    return path


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right or not text.isascii() or not text.isprintable() or set(text) & set(" ?#@"):
        raise ValueError(N_("needs an address such as http://192.168.1.10:8480"))
    return text.rstrip("/")


FilePath = Annotated[Path, AfterValidator(_possible_path)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
"""The address of a web service, http or https, without an end slash."""


def is_one_line(text: str) -> bool:
    """Says if a text holds no control character, line end or byte that is not UTF-8."""
    return text.isprintable() or not any(
        unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text
    )


class Frozen(BaseModel):
    """Holds an immutable value; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """Holds one text in the two languages every procedure and setting must have."""

    vi: Nfc
    en: Nfc
