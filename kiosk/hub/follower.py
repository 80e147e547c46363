"""Does work on a thread of its own whenever something has been committed at the hub."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.hub.events import Feed


class Follower:
    """Calls `work` after each commit, and again as long as it says that it found something to do."""

    def __init__(self, feed: Feed, name: str, work: Callable[[], bool]) -> None:
        self._feed, self._work = feed, work
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.ending = False

    def start(self) -> None:
        """Begins with what is there already."""
        self._thread.start()

    def end(self, interrupt: Callable[[], object]) -> None:
        """Ends the thread; `interrupt` cuts short what the work under way waits for."""
        self.ending = True
        interrupt()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        with self._feed.listening(self._woken.set):
            while not (self.ending or self._feed.closed):
                self._woken.clear()
                if not self._work():
                    self._woken.wait()
