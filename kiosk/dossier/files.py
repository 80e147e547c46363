"""Pages of dossiers on disk: named by SHA-256, encrypted one by one (AES-256-GCM), durable on return."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.store.keys import sync_folder

NONCE_BYTES = 12
DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


class DamagedFileError(Exception):
    """A stored file that its key and its digest (bound to it by the cipher) do not confirm."""


def digest_of(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """Content-addressed encrypted files in one folder. Safe from several threads."""

    def __init__(self, folder: Path, key: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._cipher = AESGCM(key)
        for leftover in folder.glob(f"*{_PART}"):
            leftover.unlink()

    def put(self, content: bytes) -> str:
        """Store and return the digest; storing the same again changes nothing. OSError: the disk failed."""
        digest = digest_of(content)
        target = self._path(digest)
        if target.exists():
            return digest
        nonce = secrets.token_bytes(NONCE_BYTES)
        part = target.with_name(f"{digest}.{secrets.token_hex(8)}{_PART}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(nonce + self._cipher.encrypt(nonce, content, digest.encode()))
                out.flush()
                os.fsync(out.fileno())
            part.rename(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        sync_folder(self._folder)
        return digest

    def get(self, digest: str) -> bytes:
        """The content. Raises FileNotFoundError, or DamagedFileError when it is not what was stored."""
        sealed = self._path(digest).read_bytes()
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest.encode())
        except (InvalidTag, ValueError) as error:
            raise DamagedFileError(digest) from error

    def has(self, digest: str) -> bool:
        """Whether the file is here."""
        return self._path(digest).exists()

    def delete(self, digest: str) -> None:
        """Remove the file; harmless when it is not here."""
        self._path(digest).unlink(missing_ok=True)
        sync_folder(self._folder)

    def digests(self) -> frozenset[str]:
        """All files that are here."""
        return frozenset(path.name for path in self._folder.iterdir() if DIGEST.fullmatch(path.name))

    def _path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError("not a SHA-256 in hexadecimal")
        return self._folder / digest
