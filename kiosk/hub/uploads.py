"""Keeps uploads that arrive in pieces (tus 1.0): each a sealed file, and beside it what is known of it.

Nothing is held in memory between two requests: how much has arrived, the file says. After a restart of the
hub an upload goes on where it was.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.dossier.files import FileStore
from kiosk.dossier.ids import uuid7
from kiosk.dossier.incoming import IncomingFile, WrongDigestError
from kiosk.hub.problems import ProblemError
from kiosk.ports.time import Clock
from kiosk.store.folders import make_folder, sync_folder
from kiosk.store.sealed import SealedError, open_segment, seal_segment

LIVES = timedelta(hours=24)
"""How long an upload may take; after that its sender begins anew."""
CLEARED_EVERY_S = 600.0
MOST_OPEN = 300
"""Uploads that may be under way, so that nobody fills the disk with beginnings."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FACTS, _NEW, _PART = ".facts", ".new", ".part"


class Upload(BaseModel):
    """Describes an upload as it is kept. `sha256`: what it shall be (None: nobody said); `stored`: under
    which digest it was kept; `metadata` is the sender's header, given back as it came.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    length: int
    sha256: str | None
    metadata: str
    expires_at: datetime
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """Holds whose turn it is to write to an upload; `over` is set when a newer request wants it."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Uploads:
    """Keeps the uploads in one folder, and stores what is complete. `key` seals what is known of them: a
    file's name may be a person's.
    """

    def __init__(self, folder: Path, files: FileStore, key: bytes, clock: Clock) -> None:
        make_folder(folder, 0o700)
        self._folder, self._files, self._key, self._clock = folder, files, key, clock
        self._turns: dict[str, _Turn] = {}
        self._cleared: float | None = None

    def create(self, length: int, sha256: str | None, metadata: str) -> Upload:
        """Begins an upload, durable on return. 429 `too_many_uploads`; OSError: the disk failed."""
        now = self._clock.monotonic()
        if self._cleared is None or now - self._cleared >= CLEARED_EVERY_S:
            self._cleared = now
            self.clear()
        if len(list(self._folder.glob(f"*{_PART}"))) >= MOST_OPEN:
            raise ProblemError("too_many_uploads")
        made = Upload(
            id=uuid7(),
            length=length,
            sha256=sha256,
            metadata=metadata,
            expires_at=self._clock.now() + LIVES,
        )
        try:
            page = self._files.incoming(self._part(made.id))
            try:
                page.stop()
            finally:
                page.close()
            self._note(made)
        except OSError:
            self._remove(made.id)
            raise
        return made

    def find(self, upload: str) -> Upload:
        """Finds an upload; 404 `unknown_upload` for one that ended, or whose page was destroyed meanwhile."""
        found = self._read(upload) if _ID.fullmatch(upload) else None
        if found is None or found.expires_at <= self._clock.now():
            raise ProblemError("unknown_upload", "begin a new one")
        if self._part(upload).exists():
            return found
        stored = found.stored or found.sha256  # a power cut may have come between the page and its note
        if stored is None or not self._files.has(stored):
            self._remove(upload)
            raise ProblemError("unknown_upload", "begin a new one")
        return found.model_copy(update={"stored": stored})

    def open(self, upload: Upload) -> IncomingFile:
        """Opens what has arrived of an upload that is not complete. 404 where its beginning is damaged."""
        try:
            return self._files.incoming(self._part(upload.id))
        except SealedError:
            self._remove(upload.id)
            raise ProblemError("unknown_upload", "begin a new one") from None

    def offset(self, upload: Upload) -> int:
        """Counts the bytes that have arrived."""
        if upload.stored is not None:
            return upload.length
        page = self.open(upload)
        try:
            return page.size
        finally:
            page.close()

    def store(self, upload: Upload, page: IncomingFile) -> str:
        """Stores a complete upload under its digest. Raises WrongDigestError for another page than was said:
        nothing of it is left.
        """
        try:
            stored = self._files.keep(page, upload.sha256)
        except WrongDigestError:
            self._remove(upload.id)
            raise
        self._note(upload.model_copy(update={"stored": stored}))
        return stored

    def end(self, upload: str) -> None:
        """Ends an upload: what has arrived of it is destroyed; what was stored stays."""
        self._remove(upload)

    def clear(self) -> None:
        """Removes the uploads whose time is over, and what a power cut left of one that had not begun."""
        for path in self._folder.iterdir():
            upload = path.stem
            if upload in self._turns or not path.exists():
                continue
            found = self._read(upload)
            if found is None or found.expires_at <= self._clock.now():
                self._remove(upload)

    @asynccontextmanager
    async def turn(self, upload: str) -> AsyncIterator[asyncio.Event]:
        """Gives an upload to one request at a time, to the newest: a sender whose line broke comes back
        before the old connection is known to be dead. The event tells the older one to stop.
        """
        mine = _Turn()
        while (other := self._turns.get(upload)) is not None:
            other.over.set()
            await other.done.wait()
        self._turns[upload] = mine
        try:
            yield mine.over
        finally:
            if self._turns.get(upload) is mine:
                del self._turns[upload]
            mine.done.set()

    def _read(self, upload: str) -> Upload | None:
        try:
            sealed = (self._folder / f"{upload}{_FACTS}").read_bytes()
            return Upload.model_validate_json(open_segment(self._key, 0, sealed))
        except (FileNotFoundError, SealedError, ValidationError):
            return None

    def _note(self, upload: Upload) -> None:
        path = self._folder / f"{upload.id}{_FACTS}"
        new = path.with_suffix(_NEW)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(seal_segment(self._key, 0, upload.model_dump_json().encode()))
            out.flush()
            os.fsync(out.fileno())
        new.rename(path)
        sync_folder(self._folder)

    def _remove(self, upload: str) -> None:
        for ending in (_PART, _NEW, _FACTS):
            (self._folder / f"{upload}{ending}").unlink(missing_ok=True)

    def _part(self, upload: str) -> Path:
        return self._folder / f"{upload}{_PART}"
