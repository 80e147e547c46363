"""Limits wrong codes: of one log-in from one address, and of all log-ins from one address."""

from __future__ import annotations

from collections import defaultdict

from kiosk.hub.problems import ProblemError
from kiosk.ports.time import Clock

MOST_TRIES = 5
MOST_FROM_ADDRESS = 20
LOCKED_S = 60.0


class Tries:
    """Counts the wrong codes of the last minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)

    def admit(self, login: str, address: str) -> None:
        """Raises ProblemError 429 after five wrong codes of the log-in from that address within a minute, or
        twenty of any log-ins.
        """
        self._forget_old()
        logins = [one for _, one in self._wrong.get(address, ())]
        if logins.count(login) >= MOST_TRIES or len(logins) >= MOST_FROM_ADDRESS:
            raise ProblemError("too_many_tries")

    def was_wrong(self, login: str, address: str) -> None:
        """Counts a wrong code."""
        self._wrong[address].append((self._clock.monotonic(), login))

    def was_right(self, login: str, address: str) -> None:
        """Forgets what this log-in got wrong from that address."""
        self._wrong[address] = [one for one in self._wrong[address] if one[1] != login]

    def _forget_old(self) -> None:
        after = self._clock.monotonic() - LOCKED_S
        for address, wrong in list(self._wrong.items()):
            kept = [one for one in wrong if one[0] > after]
            if kept:
                self._wrong[address] = kept
            else:
                del self._wrong[address]
