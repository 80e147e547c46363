"""Defines uploads on the wire: the words of tus 1.0 (the protocol of resumable uploads), and its limits."""

from __future__ import annotations

from datetime import datetime

from kiosk.contract.text import FromHub

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = ("creation", "expiration", "checksum", "termination")
TUS_CHECKSUMS = ("sha256", "sha1", "md5")
"""Algorithms of `Upload-Checksum`; sha1 is the one that tus asks of everybody."""
TUS_MEDIA_TYPE = "application/offset+octet-stream"
MOST_FILE = 20 * 1024 * 1024
"""Bytes of a page."""


class UploadFacts(FromHub):
    """Describes an upload: where it is sent to, how much of it has arrived, and until when it may go on."""

    url: str
    offset: int
    length: int
    expires_at: datetime


class UploadAnswer(FromHub):
    """Says that an upload may begin."""

    upload: UploadFacts
