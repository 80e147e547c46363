"""Sends a page to the hub in pieces (tus 1.0), and goes on where it was cut off, also after a restart.

A piece carries its checksum, so it counts whole or not at all. After a break the pieces are small: of each
further one no more than one of them is sent twice.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Literal, Protocol

from kiosk.contract.upload import TUS_MEDIA_TYPE, TUS_VERSION
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault

PIECE = 512 * 1024
SMALL_PIECE = 32 * 1024
_TUS = {"Tus-Resumable": TUS_VERSION}
_GONE = frozenset({404, 410})
Sent = Literal["sent"]


class Memory(Protocol):
    """Describes what must outlive a restart: where each unfinished page is being sent to."""

    def upload_of(self, digest: str) -> str | None:
        """Gives the address under which the page is being sent, or None."""

    def note_upload(self, digest: str, address: str | None) -> None:
        """Keeps the address; None: it is no good any more."""


class PageSender:
    """Sends pages over one client."""

    def __init__(self, http: HttpClient, memory: Memory) -> None:
        self._http, self._memory = http, memory

    def send(self, digest: str, content: bytes) -> Sent | Answer | Fault:
        """Sends one page; "sent" once the hub has all of it and has verified it. Else what came in between:
        the next call goes on from there.
        """
        address = self._memory.upload_of(digest)
        piece = SMALL_PIECE
        if address is None:
            begun = self._begin(digest, len(content))
            if not isinstance(begun, str):
                return begun
            address, offset, piece = begun, 0, PIECE
        else:
            asked = self._offset(digest, address)
            if not isinstance(asked, int):
                return asked
            offset = asked
        return self._go_on(digest, address, content, offset, piece)

    def _go_on(
        self, digest: str, address: str, content: bytes, offset: int, piece: int
    ) -> Sent | Answer | Fault:
        while offset < len(content):
            answer = self._patch(address, offset, content[offset : offset + piece])
            reached = _number(answer, "upload-offset", 204)
            if reached is None:
                self._note_end(digest, answer)
                return answer
            if reached <= offset:
                return Answer(0)
            offset = reached
        return "sent"

    def _begin(self, digest: str, length: int) -> str | Answer | Fault:
        said = f"sha256 {b64encode(digest.encode()).decode()}"
        headers = _TUS | {"Upload-Length": str(length), "Upload-Metadata": said}
        answer = self._http.send("POST", "/v1/uploads", b"", headers)
        if isinstance(answer, Fault):
            return answer
        address = answer.headers.get("location", "")
        if answer.status != 201 or not _is_tus(answer) or not address.startswith("/v1/uploads/"):
            return answer
        self._memory.note_upload(digest, address)
        return address

    def _offset(self, digest: str, address: str) -> int | Answer | Fault:
        answer = self._http.send("HEAD", address, b"", _TUS)
        offset = _number(answer, "upload-offset", 204)
        if offset is None:
            self._note_end(digest, answer)
            return answer
        return offset

    def _patch(self, address: str, offset: int, piece: bytes) -> Answer | Fault:
        checksum = b64encode(hashlib.sha256(piece).digest()).decode()
        headers = _TUS | {
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
            "Content-Type": TUS_MEDIA_TYPE,
        }
        return self._http.send("PATCH", address, piece, headers)

    def _note_end(self, digest: str, answer: Answer | Fault) -> None:
        """Forgets an upload that the hub has ended, so that the next call begins anew."""
        if isinstance(answer, Answer) and _is_tus(answer) and answer.status in (*_GONE, 422):
            self._memory.note_upload(digest, None)


def _is_tus(answer: Answer) -> bool:
    """Says that a service which speaks tus answered, not some page of a router in between."""
    return answer.headers.get("tus-resumable") == TUS_VERSION


def _number(answer: Answer | Fault, header: str, status: int) -> int | None:
    """Reads the number in a header of the answer that was expected; None for any other answer."""
    if isinstance(answer, Fault) or answer.status != status or not _is_tus(answer):
        return None
    found = answer.headers.get(header, "")
    return int(found) if found.isascii() and found.isdigit() else None
