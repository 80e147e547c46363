"""Calls zbar in binary mode, through pyzbar's own ctypes functions.

pyzbar's `decode` lets zbar guess a character set, which silently changes Vietnamese letters.
Configuration 4 (`ZBAR_CFG_BINARY`, since 0.23.1) hands out the bytes as they are.
"""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import TYPE_CHECKING, Any

from devices.scanning.pictures import Point, Quad

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

CFG_BINARY = 4
QRCODE = 64
GREY_800 = int.from_bytes(b"Y800", "little")


class BinaryZbar:
    """Scans QR codes alone by zbar and returns raw bytes. One thread at a time."""

    def __init__(self, wrapper: ModuleType, scanner: Any) -> None:
        self._wrapper = wrapper
        self._scanner = scanner

    @classmethod
    def load(cls) -> BinaryZbar | None:
        """Loads the scanner, or gives `None` where the system library is missing or too old for binary
        mode.
        """
        try:
            from pyzbar import wrapper
        except ImportError:
            return None
        scanner = wrapper.zbar_image_scanner_create()
        configure = wrapper.zbar_image_scanner_set_config
        configure(scanner, 0, wrapper.ZBarConfig.CFG_ENABLE, 0)
        configure(scanner, QRCODE, wrapper.ZBarConfig.CFG_ENABLE, 1)
        if configure(scanner, QRCODE, CFG_BINARY, 1) != 0:
            wrapper.zbar_image_scanner_destroy(scanner)
            return None
        return cls(wrapper, scanner)

    def close(self) -> None:
        """Gives the scanner back to the library."""
        if self._scanner is not None:
            self._wrapper.zbar_image_scanner_destroy(self._scanner)
            self._scanner = None

    def read(self, grey: Pixels) -> list[tuple[bytes, Quad]]:
        """Reads payload and corners of every QR code in an 8-bit grey picture."""
        height, width = grey.shape
        data = grey.tobytes()
        image = self._wrapper.zbar_image_create()
        try:
            self._wrapper.zbar_image_set_format(image, GREY_800)
            self._wrapper.zbar_image_set_size(image, width, height)
            self._wrapper.zbar_image_set_data(
                image, ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data), None
            )
            if self._wrapper.zbar_scan_image(self._scanner, image) <= 0:
                return []
            return self._symbols(image)
        finally:
            self._wrapper.zbar_image_destroy(image)

    def _symbols(self, image: Any) -> list[tuple[bytes, Quad]]:
        found = []
        symbol = self._wrapper.zbar_image_first_symbol(image)
        while symbol:
            length = self._wrapper.zbar_symbol_get_data_length(symbol)
            payload = ctypes.string_at(self._wrapper.zbar_symbol_get_data(symbol), length)
            found.append((payload, self._quad(symbol)))
            symbol = self._wrapper.zbar_symbol_next(symbol)
        return found

    def _quad(self, symbol: Any) -> Quad:
        """Orders the corners clockwise: zbar goes round from the top left counter-clockwise."""
        points: list[Point] = [
            (
                float(self._wrapper.zbar_symbol_get_loc_x(symbol, index)),
                float(self._wrapper.zbar_symbol_get_loc_y(symbol, index)),
            )
            for index in range(min(4, self._wrapper.zbar_symbol_get_loc_size(symbol)))
        ]
        points += [(0.0, 0.0)] * (4 - len(points))
        return points[0], points[3], points[2], points[1]
