"""Reads all that the hub keeps, once a night: what is damaged is told before anybody asks for it.

Pages that no dossier names, and what was kept long enough, are destroyed then.
"""

from __future__ import annotations

import logging
import threading
from datetime import date
from functools import partial

from kiosk.clock import ICT
from kiosk.dossier.files import DamagedFileError
from kiosk.hub import notices
from kiosk.hub.erasure import destroy_unused
from kiosk.hub.hub import Hub
from kiosk.hub.retention import erase_old
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Transaction
from kiosk.store.sqlite import DatabaseError

FROM_HOUR = 2
"""The local hour from which a night's check may begin: nobody is served."""
LOOK_EVERY_S = 300.0
MOST_NAMED = 5

_log = logging.getLogger(__name__)


class NightCheck:
    """Checks database and pages on a thread of its own, on the first look of each day after two o'clock."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._checked: date = hub.clock.now().astimezone(ICT).date()  # the start has read the database
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="night-check", daemon=True)

    def start(self) -> None:
        """Begins to look at the clock."""
        self._thread.start()

    def close(self) -> None:
        """Ends; a check that is under way goes on to its end."""
        self._closing.set()
        self._thread.join()

    def look(self) -> bool:
        """Checks where the night's check is due; whether it did. Any other day than the last one counts: a
        clock that stood years ahead is put right one day. What is damaged stays a warning of `/health` until
        a check finds it whole.
        """
        now = self._hub.clock.now().astimezone(ICT)
        if now.date() == self._checked or now.hour < FROM_HOUR:
            return False
        self._checked = now.date()
        for kind, detail in (("store_damaged", self._hub.store.examine()), ("page_damaged", self._pages())):
            self._hub.warnings.discard(kind)
            if detail:
                self._hub.warnings.add(kind)
                _log.error("the night's check: %s: %s", kind, detail)
                self._tell(kind, detail)
        self._hub.store.submit(partial(destroy_unused, files=self._hub.files, now=now)).result()
        self._hub.store.submit(partial(erase_old, rule=self._hub.bundle.retention)).result()
        return True

    def _pages(self) -> str:
        """Lists the references of dossiers with a page that can't be read; empty where there is none."""
        lost: set[str] = set()
        for digest, reference in self._hub.store.read(lambda reading: reading.dossiers.pages()):
            if self._closing.is_set():
                break
            try:
                self._hub.files.get(digest)
            except (DamagedFileError, OSError):
                lost.add(reference)
        named = ", ".join(sorted(lost)[:MOST_NAMED])
        return f"{named} + {len(lost) - MOST_NAMED}" if len(lost) > MOST_NAMED else named

    def _tell(self, kind: str, detail: str) -> None:
        notice = partial(Notice, f"{kind.replace('_', '-')}-{self._checked}", kind, detail[:200], notices.HUB)

        def work(tx: Transaction) -> None:
            notices.add(tx, notice(tx.now))

        try:
            self._hub.store.submit(work).result()
        except DatabaseError as error:  # health is red, and the log has it
            _log.error("the night's check could not be told: %s", type(error).__name__)

    def _run(self) -> None:
        while not self._closing.wait(LOOK_EVERY_S):
            try:
                self.look()
            except (DatabaseError, OSError) as error:
                _log.error("the night's check failed: %s", type(error).__name__)
