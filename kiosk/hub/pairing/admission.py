"""Admits kiosks by their signed requests, and finds out two machines with one key.

Each run of a kiosk's program has an instance of its own, and one that was followed by another is over. If it
speaks again, the key is on two machines: neither is let in until the kiosk is paired anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from kiosk.contract.pairing import PairingState
from kiosk.hub.store.records import PairingRecord
from kiosk.ports.time import Clock
from kiosk.signing import ONLY_LOOKS, Sent, Signature, content_digest

TOLERATED = timedelta(seconds=60)
"""How far the moment of a signature may be from the hub's clock, either way."""
MOST_INSTANCES = 100
SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """Holds a kiosk's request as it came in: what was signed, the signature, the digest of its body."""

    sent: Sent
    signature: Signature
    body_sha256: bytes


@dataclass(frozen=True, slots=True)
class _Runs:
    """Holds the runs of one kiosk's program: the one now, since when it speaks, and those before."""

    now: str
    since: int
    over: tuple[str, ...] = ()


class Admission:
    """Judges signed requests. What it remembers is in memory: nonces as long as a signature is good, the runs
    of each kiosk's program, and when each was last heard (monotonic seconds).
    """

    def __init__(self, centre: str, clock: Clock) -> None:
        self._centre, self._clock = centre, clock
        self._nonces: dict[tuple[str, str], float] = {}
        self._runs: dict[str, _Runs] = {}
        self.heard: dict[str, float] = {}

    def judge(self, known: PairingRecord | None, arrival: Arrival) -> str | None:
        """Gives the id of the refusal, or None: it may come in. What it changes is its own memory alone."""
        signature, sent = arrival.signature, arrival.sent
        if known is None:
            centre = signature.keyid.partition("/")[0]
            return "kiosk_unknown" if centre == self._centre else "kiosk_other_centre"
        state, now = known.state(self._clock.now()), self._clock.now().timestamp()
        is_whole = sent.digest == content_digest(arrival.body_sha256)
        refused: str | None = "signature_wrong"
        if not is_whole or not signature.is_of(sent, known.public_key):
            pass
        elif state is not PairingState.VALID:
            refused = f"kiosk_{state.value}"
        elif abs(now - signature.created) > TOLERATED.total_seconds():
            refused = "clock_differs"
        elif not self._was_seen(signature):
            refused = self._judge_run(known.id, arrival)
        return refused

    def _judge_run(self, pairing_id: str, arrival: Arrival) -> str | None:
        """Judges which run of the kiosk's program a good signature is of."""
        sent = arrival.sent
        if sent.instance == ONLY_LOOKS:
            return None if sent.method in SAFE else "signature_wrong"
        if self._is_over(pairing_id, sent.instance, arrival.signature.created):
            return "kiosk_cloned"
        self.heard[pairing_id] = self._clock.monotonic()
        return None

    def _was_seen(self, signature: Signature) -> bool:
        now = self._clock.monotonic()
        last = 2 * TOLERATED.total_seconds()
        while self._nonces and now - next(iter(self._nonces.values())) > last:
            del self._nonces[next(iter(self._nonces))]
        mark = (signature.keyid, signature.nonce)
        seen = mark in self._nonces
        self._nonces[mark] = now
        return seen

    def _is_over(self, pairing_id: str, instance: str, created: int) -> bool:
        """Says if this run was followed by another, before it made this request."""
        runs = self._runs.setdefault(pairing_id, _Runs(instance, created))
        if instance == runs.now:
            return False
        if instance in runs.over:
            return created > runs.since
        self._runs[pairing_id] = _Runs(instance, created, (*runs.over, runs.now)[-MOST_INSTANCES:])
        return False
