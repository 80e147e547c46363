"""Defines the routes by which a kiosk and its hub agree on their centre."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kiosk.contract.centre import CentreAnswer, Greeting
from kiosk.hub.access import device
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import refusals

router = APIRouter(tags=["kiosk"])


@router.get("/v1/centre")
@device
async def centre(request: Request) -> CentreAnswer:
    """Shows the centre of this hub, and the kiosks that called lately."""
    return CentreAnswer(centre=hub_of(request).kiosks.facts())


@router.post("/v1/kiosks", status_code=201, responses=refusals("not_reserved", "range_taken", "wrong_centre"))
@device
async def greet(request: Request, greeting: Greeting) -> CentreAnswer:
    """Greets a kiosk: refused where its numbers could never be called."""
    return CentreAnswer(centre=hub_of(request).kiosks.greet(greeting))
