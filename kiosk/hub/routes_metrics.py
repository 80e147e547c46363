"""Defines the route by which the hub is seen from afar."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.hub import metrics
from kiosk.hub.access import monitor
from kiosk.hub.hub import hub_of
from kiosk.hub.store.transaction import Reading

TEXT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "OpenMetrics 1.0.",
        "content": {metrics.KIND: {"schema": {"type": "string"}, "example": "# EOF\n"}},
    }
}
router = APIRouter(tags=["monitoring"])


@router.get("/metrics", response_class=Response, responses=TEXT)
@monitor
async def show_metrics(request: Request) -> Response:
    """Shows what the hub and its kiosks are like, as metrics; nothing of any person."""
    hub = hub_of(request)

    def look(reading: Reading) -> str:
        return metrics.written(
            gauge
            for gauges in (metrics.of_hub(hub, reading, hub.folder), metrics.of_kiosks(hub, reading))
            for gauge in gauges
        )

    return Response(await hub.read(look), media_type=metrics.MEDIA_TYPE)
