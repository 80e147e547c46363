"""Keeps earlier versions of the procedures, so that an old dossier is read by the file it was filed under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from config.reading import CannotRead, read_bytes
from kiosk.catalogue.atomic import write_whole
from kiosk.catalogue.procedure import Procedure

_CODE = re.compile(r"\d\.\d{6}")
_MOST_BYTES = 4_000_000


class Archive:
    """Stores one JSON file a version, `<code>-v<version>.json`: the content that the version had last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, procedures: Iterable[Procedure]) -> None:
        """Keeps these versions, durable on return. Raises OSError where the folder can't be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for procedure in procedures:
            path = self._path(procedure.code, procedure.version)
            content = procedure.model_dump_json().encode()
            if not path.exists() or path.read_bytes() != content:
                write_whole(path, content)

    def get(self, code: str, version: int) -> Procedure | None:
        """Gives that version; None where it was never kept, or was kept by a program of another shape."""
        if not _CODE.fullmatch(code):
            return None
        try:
            return Procedure.model_validate_json(read_bytes(self._path(code, version), _MOST_BYTES))
        except (CannotRead, ValidationError):
            return None

    def _path(self, code: str, version: int) -> Path:
        return self._folder / f"{code}-v{version}.json"
