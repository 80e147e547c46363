"""A foreign client of the tests' own: raw HTTP, by the words of the tus 1.0 specification, nothing of ours.

tuspy and tus-js-client are not in the suite, for the lock would have to change;
docs/decisions/resumable-uploads.md says how they were tried.
"""

from __future__ import annotations

import base64
import hashlib
import socket
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx


@dataclass
class TusClient:
    """Uploads to the collection at `endpoint`. `sent` counts the bytes of bodies that it gave to the line."""

    http: httpx.Client
    endpoint: str
    sent: int = 0
    lines: list[socket.socket] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=lambda: {"Tus-Resumable": "1.0.0"})

    def create(self, length: int, **metadata: str) -> httpx.Response:
        """Creation: POST with Upload-Length, and Upload-Metadata as pairs of a key and a Base64 value."""
        pairs = ",".join(
            f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items()
        )
        extra = {"Upload-Metadata": pairs} if pairs else {}
        return self.http.post(self.endpoint, headers={**self.headers, "Upload-Length": str(length), **extra})

    def begin(self, length: int, **metadata: str) -> str:
        """Creation that must succeed; the address of the upload, absolute or not in the answer."""
        answer = self.create(length, **metadata)
        assert answer.status_code == 201, answer.text
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        return urljoin(str(answer.url), answer.headers["Location"])

    def offset(self, url: str) -> int:
        """HEAD, as the core protocol asks before going on."""
        answer = self.http.head(url, headers=self.headers)
        assert answer.status_code in (200, 204), answer.status_code
        assert "no-store" in answer.headers["Cache-Control"]
        return int(answer.headers["Upload-Offset"])

    def until(self, url: str, wanted: int) -> int:
        """Asks until as much has arrived: a connection that was opened before may be served later."""
        return next((wanted for _ in range(50) if self.offset(url) == wanted), -1)

    def finish(self, url: str, content: bytes) -> None:
        """Goes on as the specification says: HEAD, PATCH from there, and again where that was refused."""
        for _ in range(10):
            offset = self.offset(url)
            if offset == len(content) or self.patch(url, offset, content[offset:]).status_code == 204:
                return
        raise AssertionError("it never ends")

    def patch(self, url: str, offset: int, content: bytes, **extra: str) -> httpx.Response:
        """PATCH of some bytes at that offset."""
        self.sent += len(content)
        return self.http.patch(
            url,
            content=content,
            headers={
                **self.headers,
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
                **{name.replace("_", "-"): value for name, value in extra.items()},
            },
        )

    def cut_off(self, url: str, offset: int, content: bytes, rest: int) -> None:
        """PATCH that announces `rest` more bytes than it sends before the line breaks."""
        self.hanging(url, offset, content, rest).close()

    def hanging(self, url: str, offset: int, content: bytes, rest: int) -> socket.socket:
        """PATCH that announces `rest` more bytes than it sends, and then says nothing."""
        parts = urlsplit(url)
        line = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=20)
        line.sendall(
            f"PATCH {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Authorization: {self.http.headers['Authorization']}\r\nTus-Resumable: 1.0.0\r\n"
            f"Upload-Offset: {offset}\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Content-Length: {len(content) + rest}\r\n\r\n".encode()
            + content
        )
        self.sent += len(content)
        self.lines.append(line)
        return line

    def close(self) -> None:
        """Breaks the lines that hang."""
        for line in self.lines:
            line.close()

    def delete(self, url: str) -> httpx.Response:
        """Termination."""
        return self.http.delete(url, headers=self.headers)


def checksum(content: bytes, algorithm: str = "sha1") -> str:
    """The value of Upload-Checksum."""
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"
