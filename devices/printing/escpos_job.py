"""Builds the bytes of one print job: reset, picture in bands, cut, request for completion.

A band goes out as GS v 0, which every receipt printer knows, and only as wide as its ink: white rows and the
white to the right cost next to nothing, and nothing depends on a printer's motion units. python-escpos's own
image path sends every dot of the head, and its import takes a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kiosk.paper.raster import harmless, holds_command
from kiosk.ports.printing import SlipPicture

BAND_ROWS = 16
PART_BYTES = 1_200
"""So few that a line of 200 bytes a second shows within seconds that it goes on: after each part the printer
is asked how it is."""

RESET = b"\x1b\x40"
CUT = b"\x1d\x56\x42\x00"
AUTOMATIC_STATUS = b"\x1d\x61\x0e"
EJECT = RESET + CUT
"""Reset and cut: what hangs below the head after an interruption must not become part of the next slip."""

_LEAST_GAP = 10
"""White rows worth a band of their own: its header has eight bytes."""


class JobBuilder:
    """Builds jobs for a head of `head` dots."""

    def __init__(self, head: int) -> None:
        self._head = head

    def parts(self, picture: SlipPicture, process_id: bytes) -> Iterator[bytes]:
        """Gives the job in parts; each part ends between two commands, the only place where a status may be
        asked for.

        `process_id` is four bytes of 20..7E, echoed by GS ( H function 48 when all before is on paper.
        Raises ValueError for a picture wider than the head.
        """
        if picture.width > self._head:
            raise ValueError(f"a picture of {picture.width} dots for a head of {self._head}")
        yield RESET + AUTOMATIC_STATUS
        edges = (0, *picture.cuts, picture.height)
        for place, (top, bottom) in enumerate(pairwise(edges)):
            if place:
                yield CUT
            yield from _gathered(_bands(picture, top, bottom))
        yield CUT + completion_request(process_id)


def completion_request(process_id: bytes) -> bytes:
    """Builds the completion request (GS ( H, function 48)."""
    if len(process_id) != 4 or not all(0x20 <= byte <= 0x7E for byte in process_id):
        raise ValueError("a process id is four printable ASCII bytes")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + process_id


def _gathered(bands: Iterator[bytes]) -> Iterator[bytes]:
    """Joins small bands into larger parts: after each part the driver asks for the status and waits for
    answers.
    """
    part = b""
    for band in bands:
        if part and len(part) + len(band) > PART_BYTES:
            yield part
            part = b""
        part += band
    if part:
        yield part


def _bands(picture: SlipPicture, top: int, bottom: int) -> Iterator[bytes]:
    stride = picture.width // 8
    rows = harmless(picture.rows)
    for start, end in pairwise(_edges(rows, stride, top, bottom)):
        yield _raster(rows[start * stride : end * stride], stride)


def _edges(rows: bytes, stride: int, top: int, bottom: int) -> list[int]:
    """Finds where bands begin and end: at runs of white rows, and after `BAND_ROWS` at the latest."""
    white = bytes(stride)
    edges, row = [top], top
    while row < bottom:
        end = row
        while end < bottom and rows[end * stride : (end + 1) * stride] == white:
            end += 1
        if end - row >= _LEAST_GAP:
            edges += [edge for edge in (row, end) if edge > edges[-1]]
        row = max(end, row + 1)
    edges += [bottom] if bottom > edges[-1] else []
    return [
        edge
        for start, end in pairwise(edges)
        for edge in ((start, *range(start + BAND_ROWS, end, BAND_ROWS)))
    ] + edges[-1:]


def _raster(band: bytes, stride: int) -> bytes:
    """Encodes a band as GS v 0, as wide as its ink; at full width where narrowing would produce a real-time
    command.
    """
    height = len(band) // stride
    wide = max(
        (len(band[row : row + stride].rstrip(b"\0")) for row in range(0, len(band), stride)), default=0
    )
    wide = max(1, wide)
    narrow = b"".join(band[row : row + wide] for row in range(0, len(band), stride))
    if holds_command(narrow):
        wide, narrow = stride, band
    return b"\x1d\x76\x30\x00" + wide.to_bytes(2, "little") + height.to_bytes(2, "little") + narrow
