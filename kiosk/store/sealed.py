"""Seals one page in a file, under a key of its own: written piece by piece, resumed where it stopped, and
read only whole.

A file begins with its own random key, sealed with the key of the machine; whoever overwrites these bytes has
destroyed the page. Segments follow: each of 64 KiB, the last one shorter, each with a nonce, and bound to its
place (AES-256-GCM). That no segment is missing says the page's SHA-256, which is the file's name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.store.keys import KEY_BYTES

MAGIC = b"MCPAGE2\n"
NONCE_BYTES, TAG_BYTES = 12, 16
SEGMENT = 64 * 1024
_WRAPPED = NONCE_BYTES + KEY_BYTES + TAG_BYTES
HEADER = len(MAGIC) + _WRAPPED
_OVERHEAD = NONCE_BYTES + TAG_BYTES
_SEALED_SEGMENT = SEGMENT + _OVERHEAD


class SealedError(Exception):
    """Says that a sealed file is not what was written, or was sealed with another key."""


def new_header(machine_key: bytes) -> tuple[bytes, bytes]:
    """Makes the beginning of a file, and the key that lies sealed in it."""
    own, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    return MAGIC + nonce + AESGCM(machine_key).encrypt(nonce, own, MAGIC), own


def own_key(header: bytes, machine_key: bytes) -> bytes:
    """Opens the file's own key. Raises SealedError."""
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise SealedError("not the beginning of a sealed file")
    nonce, wrapped = header[len(MAGIC) :][:NONCE_BYTES], header[len(MAGIC) + NONCE_BYTES :]
    try:
        return AESGCM(machine_key).decrypt(nonce, wrapped, MAGIC)
    except InvalidTag as error:
        raise SealedError("its key does not open") from error


def seal_segment(key: bytes, index: int, content: bytes) -> bytes:
    """Seals the segment at that place."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, index.to_bytes(8, "big"))


def open_segment(key: bytes, index: int, sealed: bytes) -> bytes:
    """Opens the segment at that place. Raises SealedError."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], index.to_bytes(8, "big"))
    except (InvalidTag, ValueError) as error:
        raise SealedError("a segment is damaged") from error


def position_of(index: int) -> int:
    """Gives where the segment begins in the file."""
    return HEADER + index * _SEALED_SEGMENT


def whole_segments(size: int) -> int:
    """Counts the whole segments of a file of that size."""
    return max(0, size - HEADER) // _SEALED_SEGMENT


def segments(source: IO[bytes], machine_key: bytes) -> Iterator[bytes]:
    """Reads a file segment by segment. Raises SealedError at the first one that is damaged."""
    key = own_key(source.read(HEADER), machine_key)
    index = 0
    while sealed := source.read(_SEALED_SEGMENT):
        yield open_segment(key, index, sealed)
        index += 1


def read_page(path: Path, machine_key: bytes) -> bytes:
    """Reads the page that `path` is named after. Raises SealedError where it is another one, or damaged;
    FileNotFoundError.
    """
    with path.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            return _read_of_one_key(path, machine_key)
        source.seek(0)
        content = b"".join(segments(source, machine_key))
    if hashlib.sha256(content).hexdigest() != path.name:
        raise SealedError("not the page of that name")
    return content


def _read_of_one_key(path: Path, machine_key: bytes) -> bytes:
    """Reads a page as it was sealed before pages had keys of their own: one segment, bound to its name."""
    sealed = path.read_bytes()
    try:
        return AESGCM(machine_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], path.name.encode())
    except (InvalidTag, ValueError) as error:
        raise SealedError("damaged, or sealed with another key") from error


def destroy_key(path: Path) -> None:
    """Overwrites the key of a file, durable on return: what is left of it, here or in what the disk keeps of
    it, opens no more. FileNotFoundError; OSError.
    """
    handle = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(handle, bytes(HEADER), 0)
        os.fsync(handle)
    finally:
        os.close(handle)
