"""Reads a whole file: a regular file of limited size, or one clear reason why not."""

from __future__ import annotations

from pathlib import Path

MOST_TEXT = 1_000_000
"""Bytes of the largest file of settings, data or secrets that is read."""


class CannotRead(Exception):
    """Says why a file can't be read: a few words, without its name."""


def read_bytes(path: Path, most: int) -> bytes:
    """Reads the content of `path`, at most `most` bytes.

    Raises CannotRead: not there, not allowed, too large, or no regular file. A pipe would wait for ever and a
    device never end, so neither is opened.
    """
    try:
        if path.exists() and not path.is_file():
            raise CannotRead("cannot be read: is no regular file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise CannotRead(f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL, or half a surrogate pair, in the name
        raise CannotRead("cannot be read: no file can have such a name") from error
    if len(content) > most:
        raise CannotRead(f"is larger than {most:,} bytes")
    return content


def read_text(path: Path, most: int = MOST_TEXT) -> str:
    """Reads the content of `path` as UTF-8 text. Raises CannotRead.

    Without the byte-order mark and with the line ends of Unix, whatever editor wrote it: Notepad on Windows
    puts the one before the text, and both CR and LF after each line.
    """
    try:
        return read_bytes(path, most).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotRead("not UTF-8 text") from error
