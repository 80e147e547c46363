"""Defines the routes of who looks after the centre: the figures of a day and its numbers as a table, and the
report of a span of days.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.contract.figures import DayFigures
from kiosk.contract.officer import Permission
from kiosk.contract.span import SpanReport
from kiosk.contract.text import Day, Lang
from kiosk.hub.access import staff
from kiosk.hub.day import today
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import refusals
from kiosk.hub.queue import figures, report
from kiosk.hub.store.transaction import Reading

CSV = "text/csv"
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The day's numbers, one row each.", "content": {CSV: {"schema": {"type": "string"}}}}
}
router = APIRouter(tags=["figures"])


@router.get("/v1/figures")
@staff(Permission.FIGURES)
async def day_figures(request: Request, day: Day | None = None, lang: Lang = "vi") -> DayFigures:
    """Counts a day of the centre; today where none is named."""
    hub = hub_of(request)

    def look(reading: Reading) -> DayFigures:
        return figures.figures(hub, reading, day or today(reading), lang)

    return await hub.read(look)


@router.get("/v1/report", responses=refusals("invalid"))
@staff(Permission.FIGURES)
async def span_report(request: Request, first: Day, last: Day, lang: Lang = "vi") -> SpanReport:
    """Reports the days from `first` to `last`, at most 31."""
    hub = hub_of(request)
    return await hub.read(lambda reading: report.report(hub, reading, first, last, lang))


@router.get("/v1/report.csv", response_class=Response, responses={**TABLE, **refusals("invalid")})
@staff(Permission.FIGURES)
async def span_table(request: Request, first: Day, last: Day, lang: Lang = "vi") -> Response:
    """Gives the report as CSV: a row a day, field, counter and officer."""
    hub = hub_of(request)
    found = await hub.read(lambda reading: report.report(hub, reading, first, last, lang))
    headers = {"Content-Disposition": f'attachment; filename="report-{first}-{last}.csv"'}
    text = "\N{BYTE ORDER MARK}" + report.table(found)
    return Response(text, media_type=f"{CSV}; charset=utf-8", headers=headers)


@router.get("/v1/figures.csv", response_class=Response, responses=TABLE)
@staff(Permission.FIGURES)
async def day_table(request: Request, day: Day | None = None) -> Response:
    """Gives the numbers of a day as CSV; today where none is named."""
    hub = hub_of(request)
    named = await hub.read(today) if day is None else day
    text = await hub.read(partial(figures.table, day=named))
    headers = {"Content-Disposition": f'attachment; filename="numbers-{named.isoformat()}.csv"'}
    return Response("\N{BYTE ORDER MARK}" + text, media_type=f"{CSV}; charset=utf-8", headers=headers)
