"""Repairs the standard streams as a shell may pass them: closed, full, or in an encoding
without Vietnamese.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from kiosk.language.messages import N_

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CLOSED = N_("it is closed")
ENDLESS = N_("a line of it is longer than a megabyte")
LONGEST_LINE = 1_000_000
"""Bytes of the longest line that is read from standard input."""


class OutputLost(Exception):
    """Says that standard output can't be written; the text says why: a message id, or the
    system's own words.
    """


class InputLost(Exception):
    """Says that standard input can't be read; the text says why: a message id, or the system's own words."""


class _Output(io.FileIO):
    """Distinguishes a failure of standard output from those of every other file."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(CLOSED if error.errno == errno.EBADF else error.strerror) from error


def mend() -> None:
    """Makes the streams of this process safe to use; once, before anything is opened.

    A closed stream's number would go to the next file that is opened, a database perhaps: it is taken by
    /dev/null, so that reading finds nothing and writing to standard output fails (opened for reading).
    What the terminal's alphabet lacks is written as an escape.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    at_a_terminal = sys.stdout is not None and sys.stdout.isatty()
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_Output(1, "w", closefd=False)),
        encoding=encoding,
        errors="backslashreplace",
        line_buffering=at_a_terminal,
    )
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


def print_error(*lines: object) -> None:
    """Writes each of `lines` on standard error; nothing where it is closed."""
    try:
        for line in lines:
            sys.stderr.write(" ".join(str(line).splitlines()) + "\n")
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)


def drop(stream: IO[str]) -> None:
    """Discards the unwritten rest of a stream that fails, so that Python ends without a message."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def lines_in() -> Iterator[bytes]:
    """Gives the lines of standard input that are not blank. Raises InputLost: closed,
    unreadable, or endless.
    """
    if sys.stdin is None:
        raise InputLost(CLOSED)
    try:
        while line := sys.stdin.buffer.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise InputLost(ENDLESS)
            if line.strip():
                yield line
    except OSError as error:
        raise InputLost(error.strerror or str(error)) from error
