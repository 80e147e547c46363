"""Building blocks of every settings and data file: an immutable strict value, a text in both languages."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Nfc = Annotated[str, AfterValidator(lambda text: unicodedata.normalize("NFC", text))]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Frozen(BaseModel):
    """An immutable value; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One text in the two languages every procedure and setting must have."""

    vi: Nfc
    en: Nfc
