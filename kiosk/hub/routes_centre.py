"""Defines the routes by which a kiosk and its hub agree on their centre."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kiosk.contract.centre import CentreAnswer, DayKey, Greeting
from kiosk.hub.access import device, kiosk_of
from kiosk.hub.day import today
from kiosk.hub.hub import hub_of
from kiosk.hub.problems import refusals

router = APIRouter(tags=["kiosk"])


@router.get("/v1/centre")
@device
async def centre(request: Request) -> CentreAnswer:
    """Shows the centre of this hub, and the kiosks that called lately."""
    return CentreAnswer(centre=hub_of(request).kiosks.facts())


@router.get("/v1/kiosks/day-key")
@device
async def day_key(request: Request) -> DayKey:
    """Gives the key by which the centre's kiosks mark cards today. It is thrown away at night."""
    hub = hub_of(request)
    day = await hub.read(today)
    return DayKey(day=day, key=hub.day_keys.of(day).hex())


@router.post("/v1/kiosks", status_code=201, responses=refusals("not_reserved", "range_taken", "wrong_centre"))
@device
async def greet(request: Request, greeting: Greeting) -> CentreAnswer:
    """Greets a kiosk: refused where its numbers could never be called, or it was paired with others."""
    return CentreAnswer(centre=hub_of(request).kiosks.greet(greeting, kiosk_of(request)))
