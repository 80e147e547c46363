"""Lists all web faces of the hub: what is served, and what the tests look at."""

from __future__ import annotations

from fastapi import APIRouter

from kiosk.language.messages import Messages
from ui.board.appointments import router as appointment_router
from ui.board.pages import router as board_router
from ui.board.rating import router as rating_router
from ui.counter.pages import router as counter_router


def web_faces(messages: Messages) -> tuple[APIRouter, ...]:
    """Makes the routes of counter console, board and phone pages."""
    return (
        counter_router(messages),
        rating_router(messages),
        board_router(messages),
        appointment_router(messages),
    )
