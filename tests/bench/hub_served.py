"""A hub that also answers a POST which does nothing: what its server alone costs (`issue_ratio`).

    python -m tests.bench.hub_served hub --profile FILE

The route is guarded like those of the kiosks and passes the same middleware; it reads no body and touches no
store.
"""

from __future__ import annotations

import sys
from unittest.mock import patch

from fastapi import APIRouter, Request, Response

from kiosk.hub.access import device
from kiosk.language.messages import Messages
from ui.commands.__main__ import main

EMPTY = "/v1/bench/empty"
router = APIRouter(include_in_schema=False)


@router.post(EMPTY, status_code=201)
@device
async def empty(_: Request) -> Response:
    """Answers, and does nothing."""
    return Response(status_code=201)


def faces(_: Messages) -> tuple[APIRouter, ...]:
    """The empty route instead of the pages, which nobody asks for here."""
    return (router,)


if __name__ == "__main__":
    with patch("ui.wiring.hub.web_faces", faces):
        sys.exit(main(sys.argv[1:]))
