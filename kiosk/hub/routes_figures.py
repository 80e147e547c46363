"""Defines the routes of who looks after the centre: the figures of a day, and its numbers as a table."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.contract.figures import DayFigures
from kiosk.contract.officer import Permission
from kiosk.contract.text import Day, Lang
from kiosk.hub.access import staff
from kiosk.hub.day import today
from kiosk.hub.hub import hub_of
from kiosk.hub.queue import figures
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


@router.get("/v1/figures.csv", response_class=Response, responses=TABLE)
@staff(Permission.FIGURES)
async def day_table(request: Request, day: Day | None = None) -> Response:
    """Gives the numbers of a day as CSV; today where none is named."""
    hub = hub_of(request)
    named = await hub.read(today) if day is None else day
    text = await hub.read(partial(figures.table, day=named))
    headers = {"Content-Disposition": f'attachment; filename="numbers-{named.isoformat()}.csv"'}
    return Response("\N{BYTE ORDER MARK}" + text, media_type=f"{CSV}; charset=utf-8", headers=headers)
