"""The bytes of one job, built by python-escpos: reset, picture in bands, cut, request for completion."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from typing import Any

from kiosk.paper.raster import harmless
from kiosk.ports import SlipPicture

BAND_ROWS = 128
AUTOMATIC_STATUS = b"\x1d\x61\x0e"
EJECT = b"\x1b\x40\x1d\x56\x42\x00"
"""Reset and cut: what hangs below the head after an interruption must not become part of the next slip."""


class JobBuilder:
    """Builds jobs for a head of `head` dots. Importing python-escpos takes a second."""

    def __init__(self, head: int) -> None:
        self._dummy = _escpos_dummy()
        self._dummy.profile.profile_data = {"media": {"width": {"pixels": str(head)}}}

    def parts(self, picture: SlipPicture, process_id: bytes) -> Iterator[bytes]:
        """The job in parts that each end between two commands: only there may a status be asked for.

        `process_id` is four bytes of 20..7E, echoed by GS ( H function 48 when all before is on paper.
        """
        self._dummy.hw("INIT")
        yield self._collected() + AUTOMATIC_STATUS
        for band in _bands(picture):
            self._dummy.image(band, fragment_height=BAND_ROWS)
            yield self._collected()
        self._dummy.cut(feed=False)
        yield self._collected() + completion_request(process_id)

    def _collected(self) -> bytes:
        data = bytes(self._dummy.output)
        self._dummy.clear()
        return data


def completion_request(process_id: bytes) -> bytes:
    """GS ( H function 48."""
    if len(process_id) != 4 or not all(0x20 <= byte <= 0x7E for byte in process_id):
        raise ValueError("a process id is four printable ASCII bytes")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + process_id


def _escpos_dummy() -> Any:
    """python-escpos's printer that only collects bytes.

    Importing version 3.1 leaves a folder with a cache behind and takes over the root logger: both undone.
    """
    handlers = logging.root.handlers[:]
    from escpos import capabilities
    from escpos.printer import Dummy

    logging.root.handlers[:] = handlers
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy()


def _bands(picture: SlipPicture) -> Iterator[Any]:
    from PIL import Image

    stride = picture.width // 8
    rows = harmless(picture.rows)
    for top in range(0, picture.height, BAND_ROWS):
        height = min(BAND_ROWS, picture.height - top)
        part = rows[top * stride : (top + height) * stride]
        yield Image.frombytes("1", (picture.width, height), bytes(byte ^ 0xFF for byte in part))
