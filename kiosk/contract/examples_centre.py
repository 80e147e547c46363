"""Gives examples of what a hub and its kiosks say of their centre."""

from __future__ import annotations

from datetime import date

from kiosk.contract.centre import CentreAnswer, CentreFacts, CentreField, DayKey, Greeting, KioskNumbers
from kiosk.contract.examples_pairing import REPORT

OF_CENTRES = (
    DayKey(day=date(2026, 11, 23), key="5e0c1f9a7b42d3e8" * 4),
    Greeting(kiosk="K1", centre="26740", numbers=(800, 849), report=REPORT),
    CentreAnswer(
        centre=CentreFacts(
            code="26740",
            name="Phường Sài Gòn",
            version=3,
            digest="5e0c1f9a7b42",
            unit="000.00.01.H29",
            fields=(CentreField(id="ho_tich", letter="H"), CentreField(id="dat_dai", letter="D")),
            reserved=(800, 999),
            kiosks=(KioskNumbers(kiosk="K1", numbers=(800, 849)),),
        )
    ),
)
