"""Hears what other processes commit to the same PostgreSQL database. The tables are the truth: a notification
only says that it is worth looking.
"""

from __future__ import annotations

import logging
import os
import selectors
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from kiosk.hub.store.postgresql_connection import connect

CHANNEL = "motcua_committed"
AGAIN_AFTER_S = 1.0
"""Seconds until a lost connection is made again."""

_log = logging.getLogger(__name__)


class Listener:
    """Calls `heard` on a thread of its own after each commit of another process, and after the connection was
    lost and made again. `own` gives the process id of the server's end whose commits are not told.
    """

    def __init__(self, info: str, heard: Callable[[], None], own: Callable[[], int]) -> None:
        self._info, self._heard, self._own = info, heard, own
        self._woken, self._wake = os.pipe()
        self._closing = threading.Event()
        self._listening = self._connected()
        self._thread = threading.Thread(target=self._run, name="hub-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the thread and its connection; harmless when done twice."""
        if self._closing.is_set():
            return
        self._closing.set()
        os.write(self._wake, b".")
        self._thread.join()
        os.close(self._woken)
        os.close(self._wake)

    def _connected(self) -> psycopg.Connection[Any]:
        return connect(self._info, f"LISTEN {CHANNEL}")

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with self._listening as connection:
                    self._follow(connection)
            except psycopg.Error:
                _log.info("the database's notifications were lost")
            while not self._closing.wait(AGAIN_AFTER_S):
                try:
                    self._listening = self._connected()
                except psycopg.Error:
                    continue
                self._heard()
                break

    def _follow(self, connection: psycopg.Connection[Any]) -> None:
        with selectors.DefaultSelector() as selector:
            for readable in (connection.fileno(), self._woken):
                selector.register(readable, selectors.EVENT_READ)
            while not self._closing.is_set():
                selector.select()
                connection.pgconn.consume_input()
                told = list(iter(connection.pgconn.notifies, None))
                if any(one.be_pid != self._own() for one in told):
                    self._heard()
