"""Takes a page of a dossier that is sent whole: by a kiosk, or from a counter."""

from __future__ import annotations

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect

from kiosk.contract.dossier import FileFacts
from kiosk.dossier.incoming import IncomingFile, WrongDigestError
from kiosk.hub.access import client_address
from kiosk.hub.hub import Hub
from kiosk.hub.pictures import LONGEST_MAGIC, refuse_other
from kiosk.hub.problems import ProblemError


async def take_page(hub: Hub, request: Request, sha256: str | None) -> FileFacts:
    """Stores the request's body; `sha256` is what it should be, where the sender knows it.

    422 `digest_differs`, `not_a_picture`; 429 `too_many_uploads` while too many others arrive.
    """
    with hub.uploads.place(client_address(request), "too_many_uploads"), hub.files.receiving(sha256) as page:
        try:
            await _receive(request, page)
            found = await asyncio.to_thread(hub.files.keep, page, sha256)
        except ClientDisconnect:
            raise ProblemError("bad_request", "it ended in the middle") from None
        except WrongDigestError:
            raise ProblemError("digest_differs", "the content is not what its digest says") from None
        return FileFacts(sha256=found, bytes=page.size)


async def _receive(request: Request, page: IncomingFile) -> None:
    """Receives the pieces of a picture, each to the disk before the next one is read."""
    first = b""
    async for piece in request.stream():
        first = first if len(first) >= LONGEST_MAGIC else first + piece[:LONGEST_MAGIC]
        if len(first) >= LONGEST_MAGIC:
            refuse_other(first)
        await asyncio.to_thread(page.write, piece)
    refuse_other(first)
