"""Sees what Python does beyond computing: files, sockets, programs, code made of text; logs and prints."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Iterator

REACHING_OUT = (
    "compile",
    "ctypes.",
    "exec",
    "ftplib.",
    "http.",
    "open",
    "os.",
    "pty.",
    "shutil.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
"""Audit events (docs.python.org/3/library/audit_events.html) by the beginning of their names."""


class Guard(logging.Handler):
    """While it is armed, `seen` grows by the name of everything that reaches out, is logged or printed."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.seen: list[str] = []
        self._armed = False
        sys.addaudithook(self._audit)

    def _audit(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self._armed and event.startswith(REACHING_OUT):
            self.seen.append(event)

    def emit(self, record: logging.LogRecord) -> None:
        if self._armed:
            self.seen.append(f"log {record.name}")

    @contextlib.contextmanager
    def armed(self) -> Iterator[None]:
        """Watch what happens inside."""
        root, printed = logging.getLogger(), io.StringIO()
        level = root.level
        root.addHandler(self)
        root.setLevel(logging.NOTSET)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            self._armed = True
            try:
                yield
            finally:
                self._armed = False
                root.removeHandler(self)
                root.setLevel(level)
        if printed.getvalue():
            self.seen.append("print")
