"""Gives the examples of what crosses the wire when a kiosk is paired. All invented."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.contract.pairing import (
    MadePairing,
    MadePairingCode,
    PairedKiosk,
    PairedKioskAnswer,
    PairedKiosks,
    PairingState,
    WantedPairing,
    WantedPairingCode,
)
from kiosk.contract.report import DeviceReport, DeviceState, DutyKiosk, KioskReport, KioskState
from kiosk.contract.text import FromHub, ToHub

_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
_UNTIL = datetime(2026, 12, 23, 2, 5, tzinfo=UTC)
_ID = "019363e0-0000-7000-8000-000000000001"
_KIOSK = PairedKiosk(
    id=_ID,
    kiosk="K2",
    numbers=(850, 899),
    state=PairingState.VALID,
    paired_at=_AT,
    paired_by="QT",
    expires_at=_UNTIL,
    ended_at=None,
    heard_at=_AT,
    silent=False,
    said=KioskState(
        at=_AT,
        version="0.1.0",
        waiting=0,
        oldest_s=None,
        disk_free_mb=48_000,
        clock_offset_s=0.4,
        devices=(
            DeviceState(
                slot="slip_printer",
                name="Slip printer",
                condition="ready",
                fault="printer_near_end",
                what="paper low",
                text="Have a new paper roll ready.",
            ),
        ),
    ),
)
KIOSK_ON_DUTY = DutyKiosk(kiosk="K2", heard_at=_AT, silent=False, said=_KIOSK.said)

REPORT = KioskReport(
    version="0.1.0",
    waiting=2,
    oldest_s=95,
    disk_free_mb=48_000,
    clock=_AT,
    devices=(DeviceReport(slot="slip_printer", condition="blocked", fault="printer_paper_out"),),
)

OF_PAIRING: tuple[ToHub | FromHub, ...] = (
    WantedPairingCode(kiosk="K2", count=50),
    MadePairingCode(code="7KQ2-M8XR-PD4T", kiosk="K2", numbers=(850, 899), expires_at=_AT),
    WantedPairing(code="7KQ2-M8XR-PD4T", centre="26740", public_key="0f" * 32),
    MadePairing(id=_ID, centre="26740", kiosk="K2", numbers=(850, 899), expires_at=_UNTIL),
    PairedKioskAnswer(kiosk=_KIOSK),
    PairedKiosks(kiosks=(_KIOSK,), now=_AT),
)
