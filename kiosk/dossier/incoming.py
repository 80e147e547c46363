"""Receives a page into a sealed file, piece by piece: it can be stopped anywhere and go on later."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from kiosk.store.folders import sync_folder
from kiosk.store.sealed import (
    HEADER,
    SEGMENT,
    SealedError,
    new_header,
    open_segment,
    own_key,
    position_of,
    seal_segment,
    segments,
    whole_segments,
)


class WrongDigestError(Exception):
    """Says that the received content does not match its digest."""


class IncomingFile:
    """Writes to the file `part`, a new one or one that was stopped; in memory there is one segment at most.

    `size` counts what has arrived. OSError: the disk failed; SealedError: the file that was stopped is
    damaged from its beginning.
    """

    def __init__(self, part: Path, machine_key: bytes) -> None:
        self._part, self._machine_key = part, machine_key
        self._handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        is_new = not os.fstat(self._handle).st_size
        try:
            self._key = self._begin() if is_new else self._opened()
            self._whole, self._tail = self._found()
        except BaseException:
            self.close()
            if is_new:
                self.discard()
            raise

    @property
    def size(self) -> int:
        """Counts the bytes that have arrived."""
        return self._whole * SEGMENT + len(self._tail)

    def write(self, piece: bytes) -> None:
        """Takes the next piece; what fills a segment is written at once."""
        self._tail += piece
        while len(self._tail) >= SEGMENT:
            self._put(bytes(self._tail[:SEGMENT]))
            self._whole += 1
            del self._tail[:SEGMENT]

    def stop(self) -> None:
        """Makes durable what has arrived, so that it can go on from there."""
        end = position_of(self._whole)
        if self._tail:
            end += self._put(bytes(self._tail))
        os.ftruncate(self._handle, end)
        os.fsync(self._handle)

    def go_back(self, size: int, tail: bytes) -> None:
        """Forgets what came after the first `size` bytes, of which `tail` did not fill a segment."""
        self._whole, self._tail = size // SEGMENT, bytearray(tail)
        self.stop()

    def tail(self) -> bytes:
        """Gives what has not filled a segment, for `go_back`."""
        return bytes(self._tail)

    def keep(self, folder: Path, digest: str | None) -> str:
        """Makes it durable in `folder` under its digest, which is worked out from what the disk holds.
        Raises WrongDigestError when it is another one than `digest`.
        """
        self.stop()
        found = self._digest()
        if digest is not None and found != digest:
            raise WrongDigestError
        self._part.rename(folder / found)
        sync_folder(folder)
        return found

    def close(self) -> None:
        """Closes the file, which stays; harmless when done twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def discard(self) -> None:
        """Leaves nothing; harmless once it is kept."""
        with suppress(OSError):  # a full disk may report late what it did not take
            self.close()
        self._part.unlink(missing_ok=True)

    def _begin(self) -> bytes:
        header, key = new_header(self._machine_key)
        self._write_at(0, header)
        return key

    def _opened(self) -> bytes:
        return own_key(os.pread(self._handle, HEADER, 0), self._machine_key)

    def _found(self) -> tuple[int, bytearray]:
        """Finds what is there; of a last segment that was being written at a power cut nothing counts."""
        size = os.fstat(self._handle).st_size
        whole = whole_segments(size)
        rest = os.pread(self._handle, size - position_of(whole), position_of(whole))
        try:
            return whole, bytearray(open_segment(self._key, whole, rest) if rest else b"")
        except SealedError:
            return whole, bytearray()

    def _put(self, content: bytes) -> int:
        sealed = seal_segment(self._key, self._whole, content)
        self._write_at(position_of(self._whole), sealed)
        return len(sealed)

    def _write_at(self, position: int, content: bytes) -> None:
        """Writes all of it: a disk that is nearly full takes a part, and fails at the next call."""
        written = 0
        while written < len(content):
            written += os.pwrite(self._handle, content[written:], position + written)

    def _digest(self) -> str:
        found = hashlib.sha256()
        with self._part.open("rb") as source:
            try:
                for piece in segments(source, self._machine_key):
                    found.update(piece)
            except SealedError as error:
                raise WrongDigestError from error
        return found.hexdigest()
