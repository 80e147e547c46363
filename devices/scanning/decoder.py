"""Two-dimensional codes in one picture: an ordered table of ways to look, the cheapest first.

zxing-cpp sees the whole frame, then the likeliest regions enlarged and sharpened; zbar in binary mode sees
the first region, for damaged codes. The payload is bytes, exactly as the symbol holds them; nothing here
interprets, logs or opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from devices.scanning.pictures import Box, Quad, area
from devices.scanning.regions import ENLARGE, Region, enlarged, find_regions
from devices.scanning.zbar import BinaryZbar

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

REGIONS = 2


@dataclass(frozen=True, slots=True)
class Symbol:
    """One decoded symbol. `quad` are its corners in pixels of the frame, clockwise from its own top left."""

    payload: bytes = field(repr=False)
    quad: Quad
    by: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What is in a frame: decoded symbols, largest first, and the places of symbols that resist."""

    symbols: tuple[Symbol, ...] = ()
    resisting: tuple[Quad, ...] = ()


class View:
    """One frame on its way through the ways of looking; what several of them need is worked out once."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._enlarged: dict[Region, Pixels] = {}

    @cached_property
    def grey(self) -> Pixels:
        """The frame in grey."""
        import cv2
        import numpy as np

        if self._pixels.ndim == 2:
            return np.ascontiguousarray(self._pixels)
        return cv2.cvtColor(self._pixels, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The places worth a closer look, the likeliest first."""
        return tuple(find_regions(self.grey)[:REGIONS])

    def enlarged(self, region: Region) -> Pixels:
        """The region large and sharp."""
        if region not in self._enlarged:
            self._enlarged[region] = enlarged(self.grey, region.box)
        return self._enlarged[region]


Look = Callable[[View], Sight]


class Decoder:
    """Finds and reads codes. `open()` imports the libraries; without zbar it goes on with zxing-cpp alone."""

    def __init__(self) -> None:
        self._zxing: Any = None
        self._zbar: BinaryZbar | None = None

    def open(self) -> None:
        """Load the decoders; harmless when called twice."""
        if self._zxing is None:
            import zxingcpp

            self._zxing = zxingcpp
            self._zbar = BinaryZbar.load()

    def close(self) -> None:
        """Let the decoders go."""
        if self._zbar is not None:
            self._zbar.close()
        self._zxing = self._zbar = None

    def look(self, pixels: Pixels) -> Sight:
        """Decode one picture (grey or BGR, 8 bits): the first way that reads something decides."""
        self.open()
        view = View(pixels)
        resisting: tuple[Quad, ...] = ()
        for way in self._ways():
            sight = way(view)
            if sight.symbols:
                return sight
            resisting = resisting or sight.resisting
        return Sight(resisting=resisting)

    def _ways(self) -> tuple[Look, ...]:
        return (self._whole_frame, self._enlarged_regions, self._zbar_region, self._square_spots)

    def _whole_frame(self, view: View) -> Sight:
        return self._read(view.grey, "zxing frame")

    def _enlarged_regions(self, view: View) -> Sight:
        resisting: list[Quad] = []
        for region in view.regions:
            sight = _in_frame(self._read(view.enlarged(region), "zxing region"), region.box)
            if sight.symbols:
                return sight
            resisting += sight.resisting
        return Sight(resisting=tuple(resisting))

    def _zbar_region(self, view: View) -> Sight:
        if self._zbar is None or not view.regions:
            return Sight()
        region = view.regions[0]
        read = self._zbar.read(view.enlarged(region))
        return _in_frame(
            Sight(tuple(Symbol(payload, quad, "zbar region") for payload, quad in read)), region.box
        )

    def _square_spots(self, view: View) -> Sight:
        """Nothing was read, but something looks like a code: worn, blurred, or too far away."""
        return Sight(resisting=tuple(region.outline for region in view.regions if region.outline))

    def _read(self, grey: Pixels, by: str) -> Sight:
        found = self._zxing.read_barcodes(
            grey,
            formats=self._zxing.BarcodeFormat.QRCodeModel2,
            try_rotate=False,
            return_errors=True,
        )
        symbols = [Symbol(bytes(code.bytes), _quad(code), by) for code in found if code.valid]
        symbols.sort(key=lambda symbol: -area(symbol.quad))
        return Sight(tuple(symbols), tuple(_quad(code) for code in found if not code.valid))


def _quad(code: Any) -> Quad:
    at = code.position
    return (
        (float(at.top_left.x), float(at.top_left.y)),
        (float(at.top_right.x), float(at.top_right.y)),
        (float(at.bottom_right.x), float(at.bottom_right.y)),
        (float(at.bottom_left.x), float(at.bottom_left.y)),
    )


def _in_frame(sight: Sight, box: Box) -> Sight:
    """Corners found in an enlarged region, in pixels of the whole frame."""
    return Sight(
        tuple(Symbol(found.payload, _moved(found.quad, box), found.by) for found in sight.symbols),
        tuple(_moved(quad, box) for quad in sight.resisting),
    )


def _moved(quad: Quad, box: Box) -> Quad:
    left, top = box[0], box[1]
    a, b, c, d = ((left + x / ENLARGE, top + y / ENLARGE) for x, y in quad)
    return a, b, c, d
