"""The bytes of one job, built by python-escpos: reset, picture in bands, cut, request for completion."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from kiosk.paper.raster import harmless
from kiosk.ports import SlipPicture

BAND_ROWS = 128
AUTOMATIC_STATUS = b"\x1d\x61\x0e"
EJECT = b"\x1b\x40\x1d\x56\x42\x00"
"""Reset and cut: what hangs below the head after an interruption must not become part of the next slip."""


def load_builder() -> Callable[[], Any]:
    """Import python-escpos (slow) and return its printer that only collects bytes."""
    from escpos.printer import Dummy

    builder: Callable[[], Any] = Dummy
    return builder


def job_parts(builder: Callable[[], Any], picture: SlipPicture, process_id: bytes) -> Iterator[bytes]:
    """The job in parts that each end between two commands: only there may a status be asked for.

    `process_id` is four bytes of 20..7E, echoed by GS ( H function 48 when all before is on paper.
    """
    yield _collected(builder, lambda dummy: dummy.hw("INIT")) + AUTOMATIC_STATUS
    for band in _bands(picture):
        yield _collected(builder, functools.partial(_picture, band))
    yield _collected(builder, lambda dummy: dummy.cut(feed=False)) + completion_request(process_id)


def completion_request(process_id: bytes) -> bytes:
    """GS ( H function 48."""
    if len(process_id) != 4 or not all(0x20 <= byte <= 0x7E for byte in process_id):
        raise ValueError("a process id is four printable ASCII bytes")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + process_id


def _bands(picture: SlipPicture) -> Iterator[Any]:
    from PIL import Image

    stride = picture.width // 8
    rows = harmless(picture.rows)
    for top in range(0, picture.height, BAND_ROWS):
        height = min(BAND_ROWS, picture.height - top)
        part = rows[top * stride : (top + height) * stride]
        yield Image.frombytes("1", (picture.width, height), bytes(byte ^ 0xFF for byte in part))


def _picture(band: Any, dummy: Any) -> None:
    dummy.image(band, fragment_height=BAND_ROWS)


def _collected(builder: Callable[[], Any], use: Callable[[Any], object]) -> bytes:
    dummy = builder()
    use(dummy)
    return bytes(dummy.output)
