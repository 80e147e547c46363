"""Decodes two-dimensional codes in one picture by an ordered table of methods, the cheapest first.

zxing-cpp sees the whole frame; our own sampler reads the likeliest spots, however small and blurred; then
both in a smaller picture, for large symbols under noise and glare; zbar in binary mode last. The payload is
bytes, exactly as the symbol holds them; nothing here interprets, logs or opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from devices.scanning.pictures import Box, Quad, area, shrunk
from devices.scanning.qr.fusion import Fusion
from devices.scanning.qr.sampler import ANY, DENSE, Sampled, prepare, sample
from devices.scanning.qr.tables import QUIET_ZONE
from devices.scanning.spots import Spot, find_spots, outline, square
from devices.scanning.zbar import BinaryZbar

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

SPOTS = 2
CLOSE_SECOND = 0.85
LARGE = 100
"""A spot smaller than this, in pixels, that zxing-cpp could not read is not of few, large modules."""
SMALLER, COARSE_SIDE, LEAST_COARSE = 3, 45.0, 7.0
ROOM = 1.8
WORTH_A_THREAD = 300_000
"""Pixels of a frame from which on a second thread is used. Measured at 1280 × 720 and above, not below."""
SMALL_SYMBOLS = 2
"""How many of the ways of looking find symbols of small modules."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Holds one decoded symbol. `quad` are its corners in pixels of the frame, clockwise from its own top
    left.
    """

    payload: bytes = field(repr=False)
    quad: Quad
    by: str


@dataclass(frozen=True, slots=True)
class DecodeResult:
    """Holds the codes in a frame: decoded symbols, largest first, and the places of symbols that could not be
    read. Where they are `certain`, the first of them is no mere likeness of a code.
    """

    symbols: tuple[Symbol, ...] = ()
    resisting: tuple[Quad, ...] = ()
    certain: bool = False

    @property
    def code(self) -> Quad | None:
        """Gives the place of a code that is there beyond doubt, read or not."""
        if self.symbols:
            return self.symbols[0].quad
        return self.resisting[0] if self.certain and self.resisting else None


class View:
    """Holds one frame with the intermediate results that several methods need, each computed once. It is
    `settled` when its symbol is found for certain.
    """

    def __init__(self, pixels: Pixels, fusion: Fusion | None) -> None:
        self._pixels = pixels
        self.fusion = fusion
        self.settled = False

    @cached_property
    def grey(self) -> Pixels:
        """Gives the frame in grey."""
        import cv2
        import numpy as np

        if self._pixels.ndim == 2:
            return np.ascontiguousarray(self._pixels)
        return cv2.cvtColor(self._pixels, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]

    @cached_property
    def small(self) -> Pixels:
        """Gives the frame in grey, a third as wide and high."""
        return shrunk(self.grey, SMALLER)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Gives the places worth a closer look, the likeliest first."""
        found = find_spots(self.grey, SPOTS)
        return tuple(spot for spot in found if spot.contrast >= CLOSE_SECOND * found[0].contrast)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Gives the spots with room around them."""
        return tuple(square(spot, ROOM, self.grey.shape) for spot in self.spots)


Look = Callable[[View], DecodeResult]


class Decoder:
    """Finds and reads codes. `open()` imports the libraries; without zbar it goes on with zxing-cpp alone."""

    def __init__(self) -> None:
        self._zxing: Any = None
        self._beside: ThreadPoolExecutor | None = None
        self._zbar: BinaryZbar | None = None

    def open(self) -> None:
        """Loads the decoders and precomputes their tables; harmless when called twice."""
        if self._zxing is None:
            import zxingcpp

            self._zxing = zxingcpp
            self._zbar = BinaryZbar.load()
            self._beside = ThreadPoolExecutor(1, "zxing")
            prepare()

    def close(self) -> None:
        """Closes the decoders."""
        if self._zbar is not None:
            self._zbar.close()
        if self._beside is not None:
            self._beside.shutdown()
        self._zxing = self._zbar = self._beside = None

    def look(self, pixels: Pixels, fusion: Fusion | None = None) -> DecodeResult:
        """Decodes one picture (grey or BGR, 8 bits): the first method that reads something decides. `fusion`
        holds what earlier frames of the same camera showed of a symbol that resists.
        """
        *_, sight = self.looks(pixels, fusion)
        return sight

    def looks(self, pixels: Pixels, fusion: Fusion | None = None) -> Iterator[DecodeResult]:
        """Decodes method by method and gives the result so far after each; the last one is what `look` gives.
        After the first `SMALL_SYMBOLS` of them only large modules, noise and wear are left to be tried.
        """
        self.open()
        view = View(pixels, fusion)
        resisting: tuple[Quad, ...] = ()
        for way in self._ways(view):
            sight = way(view)
            if sight.symbols:
                yield sight
                return
            resisting = sight.resisting or resisting
            yield DecodeResult(resisting=resisting, certain=view.settled)

    def _ways(self, view: View) -> Iterator[Look]:
        yield self._whole_frame
        yield self._sampled_spots
        yield self._small_frame
        if not view.settled:
            yield self._sampled_coarsely
            yield self._zbar_spot
            yield _square_spots

    def _whole_frame(self, view: View) -> DecodeResult:
        """Decodes the whole frame by zxing-cpp and meanwhile finds the spots: most frames need them."""
        if self._beside is None or view.grey.size < WORTH_A_THREAD:
            return self._read(view.grey, "zxing frame")
        reading = self._beside.submit(self._read, view.grey, "zxing frame")
        _ = view.spots
        return reading.result()

    def _small_frame(self, view: View) -> DecodeResult:
        """Decodes the small frame: for large modules with noise, and light on dark."""
        sight = self._read(view.small, "zxing small frame", try_invert=True, try_downscale=True)
        return DecodeResult(
            tuple(Symbol(found.payload, _larger(found.quad), found.by) for found in sight.symbols),
            tuple(_larger(quad) for quad in sight.resisting),
        )

    def _sampled_spots(self, view: View) -> DecodeResult:
        for spot in view.spots:
            sizes = ANY if spot.side >= LARGE else DENSE
            found = sample(view.grey, (spot.x, spot.y), spot.side, sizes)
            if found is not None:
                return self._told(found, view, 1)
        return DecodeResult()

    def _sampled_coarsely(self, view: View) -> DecodeResult:
        """Samples a symbol of large modules in a smaller picture: it has few fine edges and stands out more
        there.
        """
        least = max(LEAST_COARSE, max((spot.contrast for spot in view.spots), default=0.0))
        for spot in find_spots(view.small, SPOTS, COARSE_SIDE):
            if spot.contrast < least:
                break
            found = sample(view.small, (spot.x, spot.y), spot.side)
            if found is not None:
                return self._told(found, view, SMALLER)
        return DecodeResult()

    def _told(self, found: Sampled, view: View, smaller_by: int) -> DecodeResult:
        modules, by = found.modules, "sampler"
        if modules is None and view.fusion is not None:
            modules, by = view.fusion.with_frame(found), "fusion"
        view.settled = found.sure
        quad = _corners(found, smaller_by)
        payload = self._payload(modules)
        if payload is None:
            return DecodeResult(resisting=(quad,))
        return DecodeResult((Symbol(payload, quad, by),))

    def _payload(self, modules: Any) -> bytes | None:
        """Reads the payload of a whole symbol without a fault by zxing-cpp."""
        if modules is None:
            return None
        import numpy as np

        drawn = 255 - 255 * np.pad(modules, QUIET_ZONE)
        read = self._zxing.read_barcodes(drawn, formats=self._zxing.BarcodeFormat.QRCode, is_pure=True)
        return bytes(read[0].bytes) if read else None

    def _zbar_spot(self, view: View) -> DecodeResult:
        if self._zbar is None or not view.boxes:
            return DecodeResult()
        left, top, width, height = view.boxes[0]
        read = self._zbar.read(view.grey[top : top + height, left : left + width])
        return DecodeResult(
            tuple(Symbol(payload, _moved(quad, left, top), "zbar spot") for payload, quad in read)
        )

    def _read(
        self, grey: Pixels, by: str, *, try_invert: bool = False, try_downscale: bool = False
    ) -> DecodeResult:
        found = self._zxing.read_barcodes(
            grey,
            formats=self._zxing.BarcodeFormat.QRCodeModel2,
            try_rotate=False,
            try_downscale=try_downscale,
            try_invert=try_invert,
            return_errors=True,
        )
        symbols = [Symbol(bytes(code.bytes), _quad(code), by) for code in found if code.valid]
        symbols.sort(key=lambda symbol: -area(symbol.quad))
        return DecodeResult(tuple(symbols), tuple(_quad(code) for code in found if not code.valid))


def _square_spots(view: View) -> DecodeResult:
    """Finds square spots that look like a code that was not read: worn, blurred, or too far away."""
    seen = (outline(view.grey, spot) for spot in view.spots[:1])
    return DecodeResult(resisting=tuple(quad for quad in seen if quad is not None))


def _quad(code: Any) -> Quad:
    at = code.position
    return (
        (float(at.top_left.x), float(at.top_left.y)),
        (float(at.top_right.x), float(at.top_right.y)),
        (float(at.bottom_right.x), float(at.bottom_right.y)),
        (float(at.bottom_left.x), float(at.bottom_left.y)),
    )


def _larger(quad: Quad) -> Quad:
    """Scales corners found in the small frame to pixels of the frame."""
    half = (SMALLER - 1) / 2
    a, b, c, d = ((x * SMALLER + half, y * SMALLER + half) for x, y in quad)
    return a, b, c, d


def _corners(found: Sampled, smaller_by: int) -> Quad:
    """Scales corners of a smaller picture to pixels of the frame."""
    a, b, c, d = ((float(x), float(y)) for x, y in found.corners)
    return (a, b, c, d) if smaller_by == 1 else _larger((a, b, c, d))


def _moved(quad: Quad, left: int, top: int) -> Quad:
    """Moves corners found in a part of the frame to pixels of the frame."""
    a, b, c, d = ((left + x, top + y) for x, y in quad)
    return a, b, c, d
