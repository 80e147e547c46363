"""Reads the forms that are offered by OpenRosa: an XForm, and beside it, as data, what becomes of it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, ValidationError

from config.reading import CannotRead, read_text
from config.text import Text
from kiosk.contract.problem import places
from kiosk.contract.text import Id, ItemId, KioskName, Lang, ProcedureCode
from kiosk.store.errors import StoreError

FOLDER = Path(__file__).resolve().parents[3] / "config" / "openrosa"


class Mapped(BaseModel):
    """Says what becomes of a form's answers. Paths are as XForms write them, `/data/group/name`, and
    namespaces do not count. `persons`: `role.input` → path; `papers`: paper → paths of pictures; `consent`:
    the path whose answer is `yes` where the person agreed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    procedure: ProcedureCode
    procedure_version: int
    kiosk: KioskName
    lang: Lang
    consent: str
    consent_version: str
    persons: Mapping[ItemId, str]
    answers: Mapping[Id, str] = {}
    papers: Mapping[Id, tuple[str, ...]] = {}
    open_items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Holds a form: its id and version as its XForm names them, the XForm, and the mapping."""

    id: str
    version: str
    xform: bytes
    mapped: Mapped

    @property
    def digest(self) -> str:
        """Gives the MD5 that OpenRosa's list of forms wants."""
        return hashlib.md5(self.xform, usedforsecurity=False).hexdigest()


def load_forms(folder: Path = FOLDER) -> dict[str, Form]:
    """Reads all forms of a folder: `<id>.toml` and `<id>.xml`. Raises StoreError with one line."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            mapped = Mapped.model_validate(tomllib.loads(read_text(path)))
            xform = read_text(path.with_suffix(".xml")).encode()
            version = _version_in(xform, path.stem)
        except (CannotRead, tomllib.TOMLDecodeError, ET.ParseError) as error:
            raise StoreError(f"{path}: {error}") from error
        except ValidationError as error:
            raise StoreError(f"{path}: {places(error.errors())}") from error
        found[path.stem] = Form(path.stem, version, xform, mapped)
    return found


def _version_in(xform: bytes, form: str) -> str:
    """Finds the version that the XForm gives itself. Raises ParseError where it is no form of that id."""
    for element in ET.fromstring(xform).iter():  # noqa: S314 - a file of the program
        if element.get("id") == form:
            return element.get("version", "")
    raise ET.ParseError(f"no instance has the id {form}")
