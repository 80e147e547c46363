"""Defines the routes of uploads in pieces: tus 1.0, with creation, expiration, checksum and termination.

Any tus client may be used; what arrives whole is stored under its SHA-256, as by `PUT /v1/files/{sha256}`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from kiosk.contract.text import Digest, Key
from kiosk.contract.upload import (
    MOST_FILE,
    TUS_CHECKSUMS,
    TUS_EXTENSIONS,
    TUS_MEDIA_TYPE,
    TUS_VERSION,
    UploadAnswer,
    UploadFacts,
)
from kiosk.dossier.files import DIGEST
from kiosk.dossier.incoming import IncomingFile, WrongDigestError
from kiosk.hub.access import client_address, device, public
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.pictures import LONGEST_MAGIC, refuse_other
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.uploads import Upload

PREFIX = "/v1/uploads"
TUS = {"Tus-Resumable": TUS_VERSION}
MOST_METADATA = 2000
ON_ITS_WAY_S = 0.2
"""How long a line may be silent once its upload is wanted by a newer request."""
Resumable = Annotated[str, Header(alias="Tus-Resumable", examples=[TUS_VERSION])]
Length = Annotated[int, Header(alias="Upload-Length", ge=1)]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0)]
Metadata = Annotated[str, Header(alias="Upload-Metadata", max_length=MOST_METADATA)]
Checksum = Annotated[str, Header(alias="Upload-Checksum", max_length=200)]
router = APIRouter(prefix=PREFIX, tags=["uploads"])


def _heads(**named: str) -> dict[str, Any]:
    """Describes the headers of an answer."""
    headers = {"Tus_Resumable": TUS_VERSION, **named}
    return {
        name.replace("_", "-"): {"schema": {"type": "string"}, "example": example}
        for name, example in headers.items()
    }


_SHOWN = {"Upload_Offset": "0", "Upload_Expires": "Tue, 24 Nov 2026 02:00:00 GMT"}
_NOT_FOUND = refusals("unknown_upload", "tus_version")


@router.options("", status_code=204, responses={204: {"headers": _heads(Tus_Extension="creation")}})
@public
async def abilities() -> Response:
    """Says which version and extensions of tus are understood, and how large an upload may be."""
    headers = {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": ",".join(TUS_EXTENSIONS),
        "Tus-Checksum-Algorithm": ",".join(TUS_CHECKSUMS),
        "Tus-Max-Size": str(MOST_FILE),
    }
    return Response(status_code=204, headers=TUS | headers)


@router.post(
    "",
    status_code=201,
    response_model=UploadAnswer,
    responses={
        201: {"headers": _heads(Location=f"{PREFIX}/0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e11", **_SHOWN)},
        **refusals("tus_version", "too_large", "too_many_uploads"),
    },
)
@device
async def begin(
    request: Request, length: Length, resumable: Resumable = "", metadata: Metadata = ""
) -> JSONResponse:
    """Begins an upload of `Upload-Length` bytes: a JPEG or PNG, at most 20 MB. `Upload-Metadata` may carry
    `sha256`, in Base64 as tus writes values: what arrives is then refused unless it is that page. Bytes are
    sent to `Location` by PATCH.
    """
    _require_version(resumable)
    if length > MOST_FILE:
        raise ProblemError("too_large")
    hub = hub_of(request)
    made = await asyncio.to_thread(hub.incoming.create, length, _sha256_in(metadata), metadata)
    facts = UploadFacts(url=_address(made), offset=0, length=length, expires_at=made.expires_at)
    headers = TUS | {"Location": _address(made), "Upload-Offset": "0", "Upload-Expires": _expires(made)}
    return JSONResponse(UploadAnswer(upload=facts).model_dump(mode="json"), 201, headers)


@router.head(
    "/{upload_id}",
    status_code=204,
    responses={204: {"headers": _heads(Upload_Length="120400", **_SHOWN)}, **_NOT_FOUND},
)
@device
async def how_far(request: Request, upload_id: Key, resumable: Resumable = "") -> Response:
    """Says how many bytes have arrived: whoever was cut off goes on from there."""
    _require_version(resumable)
    incoming = hub_of(request).incoming
    async with incoming.turn(upload_id):
        found = await asyncio.to_thread(incoming.find, upload_id)
        offset = await asyncio.to_thread(incoming.offset, found)
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(found.length),
        "Upload-Expires": _expires(found),
        **({"Upload-Metadata": found.metadata} if found.metadata else {}),
    }
    return Response(status_code=204, headers=TUS | headers)


@router.patch(
    "/{upload_id}",
    status_code=204,
    max_body_size=MOST_FILE,
    responses={
        204: {"headers": _heads(**_SHOWN)},
        **_NOT_FOUND,
        **refusals(
            "wrong_media_type",
            "offset_differs",
            "too_large",
            "checksum_differs",
            "digest_differs",
            "not_a_picture",
            "too_many_uploads",
        ),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {TUS_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@device
async def go_on(
    request: Request, upload_id: Key, offset: Offset, resumable: Resumable = "", checksum: Checksum = ""
) -> Response:
    """Takes the bytes from `Upload-Offset` on, durable on return. Where the line breaks, what arrived stays,
    but for bytes with an `Upload-Checksum`, which are kept all or not at all. The last byte stores the page:
    422 `digest_differs` or `not_a_picture`, and the upload is gone, where it is not what it shall be.
    """
    _require_version(resumable)
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != TUS_MEDIA_TYPE:
        raise ProblemError("wrong_media_type", f"bytes are sent as {TUS_MEDIA_TYPE}")
    check = _Check(checksum) if checksum else None
    hub = hub_of(request)
    with hub.uploads.place(client_address(request), "too_many_uploads"):
        async with hub.incoming.turn(upload_id) as over:
            found = await asyncio.to_thread(hub.incoming.find, upload_id)
            arrived = await _take(hub, found, offset, _Coming(request, check, over))
    headers = TUS | {"Upload-Offset": str(arrived), "Upload-Expires": _expires(found)}
    return Response(status_code=204, headers=headers)


@router.delete("/{upload_id}", status_code=204, responses={204: {"headers": _heads()}, **_NOT_FOUND})
@device
async def give_up(request: Request, upload_id: Key, resumable: Resumable = "") -> Response:
    """Ends an upload: what has arrived of it is removed. A page that is complete stays."""
    _require_version(resumable)
    incoming = hub_of(request).incoming
    async with incoming.turn(upload_id):
        found = await asyncio.to_thread(incoming.find, upload_id)
        await asyncio.to_thread(incoming.end, found.id)
    return Response(status_code=204, headers=TUS)


class _Check:
    """Compares the bytes of one request with what their sender says of them."""

    def __init__(self, header: str) -> None:
        name, _, value = header.partition(" ")
        try:
            self._wanted = b64decode(value, validate=True)
        except (NotBase64, ValueError):
            raise ProblemError("bad_request", "a checksum is its algorithm and its value in Base64") from None
        if name not in TUS_CHECKSUMS:
            raise ProblemError("bad_request", f"checksums are {', '.join(TUS_CHECKSUMS)}")
        self._hash = hashlib.new(name, usedforsecurity=False)

    def take(self, piece: bytes) -> None:
        """Takes the next bytes."""
        self._hash.update(piece)

    def is_right(self) -> bool:
        """Says if they are what their sender said."""
        return hmac.compare_digest(self._hash.digest(), self._wanted)


@dataclass(frozen=True, slots=True)
class _Coming:
    """Holds the bytes that come, what is said of them, and what tells that a newer request wants to go on."""

    request: Request
    check: _Check | None
    over: asyncio.Event


async def _take(hub: Hub, upload: Upload, offset: int, coming: _Coming) -> int:
    """Takes the bytes of one request; gives how many of the upload have arrived."""
    if upload.stored is not None:
        if offset != upload.length:
            raise ProblemError("offset_differs", "all of it is here", offset=upload.length)
        return upload.length
    page = await asyncio.to_thread(hub.incoming.open, upload)
    try:
        if page.size != offset:
            raise ProblemError("offset_differs", "go on where it stopped", offset=page.size)
        await _receive(upload, page, coming)
        if page.size == upload.length:
            await asyncio.to_thread(hub.incoming.store, upload, page)
        return page.size
    except WrongDigestError:
        raise ProblemError("digest_differs", "the content is not what its digest says") from None
    except ProblemError as refused:
        if refused.id == "not_a_picture":
            await asyncio.to_thread(hub.incoming.end, upload.id)
        raise
    finally:
        page.close()


async def _receive(upload: Upload, page: IncomingFile, coming: _Coming) -> None:
    start, before, check = page.size, page.tail(), coming.check
    whole = False
    try:
        await _pieces(upload, page, coming)
        whole = check is None or check.is_right()
        if not whole:
            raise ProblemError("checksum_differs", "the bytes are not what their checksum says")
    except ClientDisconnect:
        raise ProblemError("bad_request", "it ended in the middle") from None
    finally:
        if check is not None and not whole:
            await asyncio.to_thread(page.go_back, start, before)
        else:
            await asyncio.to_thread(page.stop)


async def _pieces(upload: Upload, page: IncomingFile, coming: _Coming) -> None:
    """Writes each piece to the disk before the next one is read."""
    stream = aiter(coming.request.stream())
    stopped = asyncio.ensure_future(coming.over.wait())
    try:
        while piece := await _next(stream, stopped):
            if page.size + len(piece) > upload.length:
                raise ProblemError("too_large", "more than the length that was said")
            if coming.check is not None:
                coming.check.take(piece)
            _look_at_the_beginning(upload, page, piece)
            await asyncio.to_thread(page.write, piece)
    finally:
        stopped.cancel()


async def _next(stream: AsyncIterator[bytes], stopped: asyncio.Future[Any]) -> bytes:
    """Gives the next piece, empty at the end. When a newer request has come, it takes what is on its way, and
    waits for no more.
    """
    piece = asyncio.ensure_future(anext(stream, b""))
    await asyncio.wait({piece, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not piece.done():
        await asyncio.wait({piece}, timeout=ON_ITS_WAY_S)
    if not piece.done():
        piece.cancel()
        raise ProblemError("bad_request", "the upload goes on elsewhere")
    return piece.result()


def _look_at_the_beginning(upload: Upload, page: IncomingFile, piece: bytes) -> None:
    """Refuses what is no picture as soon as that can be told."""
    if page.size >= LONGEST_MAGIC:
        return
    first = (page.tail() + piece)[:LONGEST_MAGIC]
    if len(first) == LONGEST_MAGIC or page.size + len(piece) == upload.length:
        refuse_other(first)


def _require_version(resumable: str) -> None:
    if resumable != TUS_VERSION:
        raise ProblemError("tus_version", f"send the header Tus-Resumable: {TUS_VERSION}")


def _sha256_in(metadata: str) -> Digest | None:
    """Finds the digest in `Upload-Metadata`: pairs of a key and a Base64 value, parted by commas."""
    for pair in metadata.split(","):
        name, _, value = pair.strip().partition(" ")
        if name == "sha256":
            try:
                found = b64decode(value, validate=True).decode("ascii")
            except (NotBase64, ValueError):
                found = ""
            if not DIGEST.fullmatch(found):
                raise ProblemError("invalid", "sha256: 64 digits in lower-case hexadecimal, in Base64")
            return found
    return None


def _address(upload: Upload) -> str:
    return f"{PREFIX}/{upload.id}"


def _expires(upload: Upload) -> str:
    return format_datetime(upload.expires_at.astimezone(UTC), usegmt=True)
