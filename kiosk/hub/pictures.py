"""Tells pictures by their first bytes: no other files are taken."""

from __future__ import annotations

from kiosk.hub.problems import ProblemError

MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
LONGEST_MAGIC = max(map(len, MAGIC))


def media_type(content: bytes) -> str | None:
    """Tells the media type from the first bytes; None for anything but a picture."""
    return next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)


def refuse_other(first: bytes) -> None:
    """Raises ProblemError `not_a_picture` for the beginning of anything else."""
    if media_type(first) is None:
        raise ProblemError("not_a_picture", "only JPEG and PNG are taken")
