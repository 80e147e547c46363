"""Hands dossiers over into a folder, which another program empties: a share, or what is carried on by SFTP.

A consignment is a folder of its own, named by device, sequence and dossier. It is written beside its place,
each file and the folder synced, and then renamed: whoever looks sees all of it or nothing. `dossier.json`
holds the words of `json_http`, with the digest of each page. What was taken away again is in `taken/`, or
gone: then nobody here can tell, and a person looks.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kiosk.dossier.codec import canonical
from kiosk.dossier.files import digest_of
from kiosk.handover.backends.json_http import Mapping, envelope, load_mappings
from kiosk.ports.backend import (
    Absent,
    Acknowledged,
    AskResult,
    Consignment,
    Disputed,
    SendResult,
    Turned,
    Unreached,
    Unsure,
)
from kiosk.store.folders import sync_folder

MANIFEST = "dossier.json"
TAKEN = "taken"
_PART = ".part"
_LOG = "handed-over"


class Options(BaseModel):
    """Holds what a profile may set: the folder, and how procedures' values are called there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    mappings: Path | None = None


@dataclass(frozen=True, slots=True)
class FolderBackend:
    """Implements `kiosk.ports.backend.Backend`."""

    folder: Path
    mappings: dict[str, Mapping]

    def send(self, what: Consignment) -> SendResult:
        """Writes the consignment, or sees that it is there."""
        name = name_of(what)
        if not self.folder.is_dir():
            return Unreached("the folder is not there")
        part = self.folder / f"{name}{_PART}"
        try:
            if not (self.folder / name).exists():
                self._write(part, what)
                part.rename(self.folder / name)
            self._log(name)
            sync_folder(self.folder)
        except OSError as error:
            return Unsure(error.strerror or type(error).__name__)
        found = self._found(self.folder / name, what)
        return found if isinstance(found, Acknowledged) else Turned("another consignment lies in its place")

    def ask(self, what: Consignment) -> AskResult:
        """Looks whether it lies there, or was taken away."""
        name = name_of(what)
        if not self.folder.is_dir():
            return Unsure("the folder is not there")
        for place in (self.folder / name, self.folder / TAKEN / name):
            found = self._found(place, what)
            if found is not None:
                return found
        if (self.folder / f".{_LOG}" / name).exists():
            return Disputed("it lay there, and is gone")
        return Absent()

    def close(self) -> None:
        """Does nothing: a write ends by itself."""

    def _write(self, part: Path, what: Consignment) -> None:
        if part.exists():
            shutil.rmtree(part)
        part.mkdir(mode=0o750)
        for digest in {digest for paper in what.papers for digest in paper.files}:
            _put(part / digest, what.content(digest))
        _put(part / MANIFEST, canonical(envelope(what, self.mappings.get(what.procedure))))
        sync_folder(part)

    def _log(self, name: str) -> None:
        """Notes that it lay there, so that its absence means that somebody took it."""
        log = self.folder / f".{_LOG}"
        log.mkdir(exist_ok=True)
        (log / name).touch()
        sync_folder(log)

    def _found(self, place: Path, what: Consignment) -> Acknowledged | Disputed | None:
        """Compares what lies there: its key, and every page by its digest. None where nothing does."""
        try:
            written = json.loads((place / MANIFEST).read_bytes())
            pages = [digest for paper in what.papers for digest in paper.files if what.kind == "dossier"]
            whole = all(digest_of((place / digest).read_bytes()) == digest for digest in pages)
        except FileNotFoundError:
            return Disputed("a page is missing there") if (place / MANIFEST).exists() else None
        except (OSError, ValueError):
            return Disputed("what lies there can't be read")
        if not whole:
            return Disputed("a page is damaged there")
        if written.get("key") != what.key or written.get("dossier") != what.dossier:
            return Disputed("another consignment lies in its place")
        return Acknowledged(place.name)


def make(options: Options) -> FolderBackend:
    """Builds the backend; what was being written when the program ended is removed at the next attempt."""
    return FolderBackend(options.folder, load_mappings(options.mappings))


def name_of(what: Consignment) -> str:
    """Names a consignment: in the order of its device, and for ever the same."""
    return f"{what.device}-{what.sequence:08d}-{what.dossier}"


def _put(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
