"""Stores pages of dossiers on disk: named by SHA-256, each encrypted with a key of its own
(`kiosk.store.sealed`), durable on return.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kiosk.dossier.incoming import IncomingFile
from kiosk.store.folders import make_folder, sync_folder
from kiosk.store.sealed import SealedError, destroy_key, read_page

DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


class DamagedFileError(Exception):
    """Says that a stored file is gone, or that key and digest do not confirm it."""


def digest_of(content: bytes) -> str:
    """Computes the SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """Stores content-addressed encrypted files in one folder. Safe from several threads.

    `key` seals the keys of the files.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        make_folder(folder, 0o700)
        self._folder = folder
        self._key = key
        for leftover in folder.glob(f"*{_PART}"):
            leftover.unlink()

    def put(self, content: bytes) -> str:
        """Stores the content and returns the digest; storing the same again changes nothing, or mends what
        was damaged. OSError: the disk failed.
        """
        digest = digest_of(content)
        try:
            self.get(digest)
        except DamagedFileError:
            with self.receiving(digest) as page:
                page.write(content)
                self.keep(page, digest)
        return digest

    @contextmanager
    def receiving(self, digest: str | None) -> Iterator[IncomingFile]:
        """Receives a file piece by piece and writes it to the disk at once; nothing of one that was not kept
        is left. `digest` None: it is not known before. OSError: the disk failed.
        """
        name = "page" if digest is None else self._path(digest).name
        page = self.incoming(self._folder / f"{name}.{secrets.token_hex(8)}{_PART}")
        try:
            yield page
        finally:
            page.discard()

    def incoming(self, part: Path) -> IncomingFile:
        """Opens a file that is to be kept here; one that was stopped goes on. OSError, SealedError."""
        return IncomingFile(part, self._key)

    def keep(self, page: IncomingFile, digest: str | None) -> str:
        """Makes an incoming file one of these, durable on return; gives its digest. Raises WrongDigestError
        when it is another one's.
        """
        return page.keep(self._folder, digest)

    def get(self, digest: str) -> bytes:
        """Reads the content. Raises DamagedFileError when it is gone, or is not what was stored."""
        try:
            return read_page(self._path(digest), self._key)
        except (FileNotFoundError, SealedError) as error:
            raise DamagedFileError(digest) from error

    def has(self, digest: str) -> bool:
        """Says if the file is here."""
        return self._path(digest).exists()

    def delete(self, digest: str) -> None:
        """Destroys the file's key and removes the file; harmless when it is not here."""
        path = self._path(digest)
        with suppress(FileNotFoundError):
            destroy_key(path)
        path.unlink(missing_ok=True)
        sync_folder(self._folder)

    def digests(self) -> frozenset[str]:
        """Lists all files that are here."""
        return frozenset(path.name for path in self._folder.iterdir() if DIGEST.fullmatch(path.name))

    def older_than(self, moment: datetime) -> frozenset[str]:
        """Lists the files that came before that moment."""
        return frozenset(
            path.name
            for path in self._folder.iterdir()
            if DIGEST.fullmatch(path.name) and path.stat().st_mtime < moment.timestamp()
        )

    def _path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError("not a SHA-256 in hexadecimal")
        return self._folder / digest
