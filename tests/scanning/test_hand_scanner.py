"""Whatever people do with a hand scanner, and whenever a screen waits: only whole scans, meant for it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st

from devices.scanning.hand_scanner import CHAINED_S, HandScanner, Patience
from devices.scanning.serial_reader import Lines
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from tests.scanning.hands import TurnedWaiter

SILENCE_S = 0.5
A_LITTLE = 1e-6


@dataclass(frozen=True)
class Pull:
    """One pull of the trigger: seconds after the one before (a little more after one that broke off, which
    nothing else tells from its continuation), seconds between its pieces, whether it ended."""

    after_s: float
    gaps_s: tuple[float, ...]
    whole: bool


@dataclass(frozen=True)
class Wait:
    """One `read`: seconds after the one before, how long, and whether the page was left in between."""

    after_s: float
    wait_s: float
    left: bool


class Desk:
    """The wire, and its own time: bytes come when they were sent, or lie in the kernel until then."""

    def __init__(self, pulls: list[Pull]) -> None:
        self.time = TurnedWaiter()
        self.began: dict[bytes, float] = {}
        self.whole: set[bytes] = set()
        self._coming: list[tuple[float, bytes]] = []
        now = 0.0
        for number, pull in enumerate(pulls):
            now += pull.after_s + (SILENCE_S + 0.1 if number and not pulls[number - 1].whole else 0.0)
            payload = f"scan {number} ".encode() * 3
            self.began[payload] = now
            self.whole |= {payload} if pull.whole else set()
            size = -(-len(payload) // (len(pull.gaps_s) + 1))
            for at, gap in enumerate((0.0, *pull.gaps_s)):
                now += gap
                self._coming.append((now, payload[at * size : (at + 1) * size]))
            if pull.whole:
                self._coming.append((now, b"\r"))

    def receive(self, wait_s: float) -> bytes:
        now = self.time.seconds
        if self._coming and self._coming[0][0] <= now + wait_s:
            self.time.seconds = max(now, self._coming[0][0])
        else:
            self.time.seconds = now + wait_s
            return b""
        data = b""
        while self._coming and self._coming[0][0] <= self.time.seconds:
            data += self._coming.pop(0)[1]
        return data

    def close(self) -> None:
        """Stays in."""


seconds = st.floats(0, 3).map(lambda value: round(value, 2))
pulls = st.builds(
    Pull,
    seconds,
    st.lists(st.floats(0, SILENCE_S / 2), max_size=3).map(tuple),
    st.sampled_from([True, True, False]),
)
waits = st.builds(Wait, st.sampled_from([0.0, 0.01, 0.5, 2.0]), st.floats(0.1, 4), st.booleans())


BROKE_OFF_BETWEEN_TWO_READS = (
    [Pull(1.0, (), whole=False), Pull(2.5, (), whole=False), Pull(0.0, (), whole=True)],
    [Wait(0.0, 4.0, left=False), Wait(0.5, 1.0, left=False)],
)


@example(*BROKE_OFF_BETWEEN_TWO_READS)
@settings(max_examples=300)
@given(st.lists(pulls, max_size=8), st.lists(waits, min_size=1, max_size=6))
def test_only_whole_scans_that_began_while_a_screen_waited(pulled: list[Pull], waited: list[Wait]) -> None:
    desk = Desk(pulled)
    scanner = HandScanner(lambda: desk, Lines("any"), desk.time, Patience(SILENCE_S, 1.0), "bench")
    scanner.open()
    seen: list[bytes] = []
    since, may_go_on = 0.0, False
    ended = -CHAINED_S
    for wait in waited:
        desk.time.pause(wait.after_s)
        if wait.left:
            scanner.stop()
        begins = desk.time.seconds
        goes_on = may_go_on and not wait.left and begins - ended <= CHAINED_S
        since = since if goes_on else begins
        outcome = scanner.read(wait.wait_s)
        ended, may_go_on = desk.time.seconds, isinstance(outcome, Fault)
        if isinstance(outcome, Reading):
            assert outcome.payload in desk.whole, "half of a scan, or two in one"
            assert desk.began[outcome.payload] >= since - A_LITTLE, (
                "it was meant for nobody, or for somebody else"
            )
            assert outcome.payload not in seen
            seen.append(outcome.payload)
        else:
            assert not meant_for(desk, pulled, begins, begins + wait.wait_s), "a good scan was lost"


def meant_for(desk: Desk, pulled: list[Pull], begins: float, ends: float) -> list[bytes]:
    """Whole scans in that time before which the scanner had been quiet long enough."""
    found, quiet_since = [], -1.0
    for (payload, began), pull in zip(desk.began.items(), pulled, strict=True):
        if payload in desk.whole and max(begins, quiet_since) + SILENCE_S < began < ends:
            found.append(payload)
        quiet_since = began + sum(pull.gaps_s)
    return found
