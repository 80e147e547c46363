"""Gives the examples of what crosses the wire about the figures of several days. All invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.contract.figures import Counts, ToldWaits
from kiosk.contract.span import (
    FirstDecisions,
    ReportCounter,
    ReportDay,
    ReportField,
    ReportOfficer,
    SpanReport,
)
from kiosk.contract.text import FromHub, ToHub

_DAY = date(2026, 11, 23)
_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
_counts = Counts(
    given=52, waiting=4, served=45, no_shows=2, left=1, wait_median=11.5, wait_p90=31.0, service_median=8.2
)

OF_FIGURES: tuple[FromHub | ToHub, ...] = (
    SpanReport(
        first=_DAY,
        last=_DAY,
        at=_AT,
        whole=_counts,
        days=(ReportDay(day=_DAY, **dict(_counts)),),
        by_hour=(0,) * 7 + (12, 16, 10, 6) + (0,) * 2 + (4, 4) + (0,) * 9,
        fields=(ReportField(id="ho_tich", letter="H", name="Hộ tịch", **dict(_counts)),),
        counters=(ReportCounter(number="3", name="Hộ tịch", served=45, service_median=8.2),),
        officers=(
            ReportOfficer(
                login="CB3", name="Lê Thị MẪU", served=45, minutes=372.5, service_median=8.2, no_shows=2
            ),
        ),
        told=ToldWaits(known=45, inside=37),
        first_decisions=FirstDecisions(decided=20, accepted=14),
    ),
)
