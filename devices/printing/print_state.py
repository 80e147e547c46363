"""Decides the state of a print job: the pure state machine of one attempt.

DISCONNECTED → PREFLIGHT → READY → SENDING → AWAIT_ACK → PRINTED, aside of it BLOCKED and IN_DOUBT. It is
told what was seen and says where that leads; it neither sends nor waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from devices.printing.escpos_status import Status
from kiosk.ports.device import Fault

Cause = Literal["paper", "cover", "cutter", "hot", "other"]


class Phase(Enum):
    """Lists the states of a printer that is given a job."""

    DISCONNECTED = "disconnected"
    PREFLIGHT = "preflight"
    READY = "ready"
    SENDING = "sending"
    AWAIT_ACK = "await_ack"
    PRINTED = "printed"
    BLOCKED = "blocked"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits how long a job may stand still: `ack_s` seconds while nothing is known to be wrong, `patience_s`
    while staff can mend it. There is no limit on the whole: a slow line only needs to go on.
    """

    ack_s: float
    patience_s: float


@dataclass(frozen=True, slots=True)
class Observation:
    """Holds what happened since the last look at the printer. `progress`: bytes were taken or an earlier
    question answered.
    """

    now: float
    status: Status
    progress: bool = False
    sent: bool = False
    acknowledged: bool = False
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class PrintState:
    """Holds the state of one attempt at one job. `fault` says why it ended without paper to show for; `ended`
    that nothing more is to be sent or awaited.
    """

    phase: Phase
    moved: float
    blocked: float | None = None
    cause: Cause | None = None
    fault: Fault | None = None

    @classmethod
    def begun(cls, now: float) -> PrintState:
        """Gives the state after the first byte is sent."""
        return cls(Phase.SENDING, now)

    @property
    def ended(self) -> bool:
        """Says that the attempt is over."""
        return self.phase in (Phase.PRINTED, Phase.IN_DOUBT) or self.fault is not None

    def after(self, seen: Observation, limits: Limits) -> PrintState:
        """Gives the next state after an observation."""
        if self.ended:
            return self
        if seen.acknowledged:
            return replace(self, phase=Phase.PRINTED, cause=None)
        if seen.lost is not None:
            return self._in_doubt(f"connection lost: {seen.lost}")
        cause = cause_of(seen.status)
        if cause is not None:
            return self._blocked(cause, seen, limits)
        moved = seen.now if seen.progress or self.blocked is not None else self.moved
        going = replace(
            self,
            phase=Phase.AWAIT_ACK if seen.sent else Phase.SENDING,
            moved=moved,
            blocked=None,
            cause=None,
        )
        return going if seen.now - moved < limits.ack_s else going._in_doubt("no acknowledgement")

    def _blocked(self, cause: Cause, seen: Observation, limits: Limits) -> PrintState:
        since = seen.now if self.blocked is None else self.blocked
        standing = replace(self, phase=Phase.BLOCKED, blocked=since, cause=cause, moved=seen.now)
        if seen.now - since < limits.patience_s:
            return standing
        return replace(standing, fault=seen.status.fault() or Fault("printer_in_doubt", f"blocked: {cause}"))

    def _in_doubt(self, why: str) -> PrintState:
        return replace(self, phase=Phase.IN_DOUBT, fault=Fault("printer_in_doubt", why))


def cause_of(status: Status) -> Cause | None:
    """Gives the fault that blocks a printer, or None."""
    if status.cover_open:
        return "cover"
    if status.paper_out:
        return "paper"
    if status.cutter or status.broken:
        return "cutter"
    if status.hot:
        return "hot"
    return "other" if status.offline else None
