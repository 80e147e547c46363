"""Stores pages of dossiers on disk: named by SHA-256, encrypted one by one (AES-256-GCM),
durable on return.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from kiosk.store.keys import sync_folder

NONCE_BYTES = 12
DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


class DamagedFileError(Exception):
    """Says that a stored file is gone, or that key and digest (bound to it by the cipher)
    do not confirm it.
    """


class WrongDigestError(Exception):
    """Says that the received content does not match its digest."""


def digest_of(content: bytes) -> str:
    """Computes the SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """Stores content-addressed encrypted files in one folder. Safe from several threads."""

    def __init__(self, folder: Path, key: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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
                page.keep()
        return digest

    @contextmanager
    def receiving(self, digest: str) -> Iterator[IncomingFile]:
        """Receives a file piece by piece and writes it to the disk at once; nothing of one that was not kept
        is left. OSError: the disk failed.
        """
        page = IncomingFile(self._path(digest), self._key)
        try:
            yield page
        finally:
            page.discard()

    def get(self, digest: str) -> bytes:
        """Reads the content. Raises DamagedFileError when it is gone, or is not what was stored."""
        path = self._path(digest)
        try:
            sealed = path.read_bytes()
            return AESGCM(self._key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest.encode())
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            raise DamagedFileError(digest) from error

    def has(self, digest: str) -> bool:
        """Says if the file is here."""
        return self._path(digest).exists()

    def delete(self, digest: str) -> None:
        """Removes the file; harmless when it is not here."""
        self._path(digest).unlink(missing_ok=True)
        sync_folder(self._folder)

    def digests(self) -> frozenset[str]:
        """Lists all files that are here."""
        return frozenset(path.name for path in self._folder.iterdir() if DIGEST.fullmatch(path.name))

    def _path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError("not a SHA-256 in hexadecimal")
        return self._folder / digest


class IncomingFile:
    """Writes a file to the disk, encrypted piece by piece; in memory there is one piece at most."""

    def __init__(self, target: Path, key: bytes) -> None:
        self._target = target
        self._part = target.with_name(f"{target.name}.{secrets.token_hex(8)}{_PART}")
        self._hash = hashlib.sha256()
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._cipher = Cipher(AES(key), GCM(nonce)).encryptor()
        self._cipher.authenticate_additional_data(target.name.encode())
        self._out = os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self.size = 0
        self._out.write(nonce)

    def write(self, piece: bytes) -> None:
        """Takes the next piece."""
        self.size += len(piece)
        self._hash.update(piece)
        self._out.write(self._cipher.update(piece))

    def keep(self) -> None:
        """Makes it durable under its digest. Raises WrongDigestError when it is another one's."""
        if self._hash.hexdigest() != self._target.name:
            raise WrongDigestError
        self._out.write(self._cipher.finalize() + self._cipher.tag)
        self._out.flush()
        os.fsync(self._out.fileno())
        self._part.rename(self._target)
        sync_folder(self._target.parent)

    def discard(self) -> None:
        """Leaves nothing; harmless once it is kept."""
        with suppress(OSError):  # a full disk does not take what is still in the buffer
            self._out.close()
        self._part.unlink(missing_ok=True)
