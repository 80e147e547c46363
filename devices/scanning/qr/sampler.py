"""Reads one symbol whose place is roughly known: upright picture, finders, grid, soft modules, codewords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from devices.scanning.qr.bend import bent
from devices.scanning.qr.codewords import doubt_of, prepare_words
from devices.scanning.qr.finders import find_finders, triples
from devices.scanning.qr.grid import corners_of, fitted, placed, prepare_places
from devices.scanning.qr.layout import Layout, layout_of
from devices.scanning.qr.soft import surroundings
from devices.scanning.qr.tables import QUIET_ZONE
from devices.scanning.qr.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from numpy.typing import NDArray

    from devices.scanning.qr.grid import Map

    Sizes: TypeAlias = tuple[tuple[float, float], ...]

WORKING_SIDE = 200
ROOM = 1.45
DENSE = ((62.0, 38.0),)
ANY = (*DENSE, (40.0, 19.0))
"""Modules along a side, most and least: first those of cards, then those of shorter codes."""
TRIPLES = 2
SPREAD_WINDOW = 9
LEAST_SPREAD = 4.0
LEAST_EVIDENCE = 8.0
SURE_AGREEMENT = 0.6
TRIED = 2
SHARP_AGREEMENT = 0.88
BENDS, FIRST_BEND, NEXT_BENDS = 4, 4.0, 2.5
"""Times a bent symbol is read; how many modules around each tell its shift at first, and later."""
BETTER = 0.7
NEARLY_READ = 0.006
"""Where more modules than this share are wrong by their own odds, another look at a symbol does not help."""
COMMON_VERSIONS, CARD_VERSION = range(1, 16), 8
DRAWN = 2
"""Pixels of a drawn symbol's modules."""
LEAST_SCORE = 2.0
LEAST_START, GOOD_START = 0.33, 0.5
"""Of 119 photos and pictures that were read, the worst had 2.3 and 0.57; most false places have less."""


@dataclass(frozen=True, eq=False)
class Sampled:
    """Holds a symbol whose grid was found. `grid` takes modules to pixels of the frame; `seen` is what the
    frame shows of every module; `modules` (n × n, 1 where dark) is there when it could be read.
    """

    layout: Layout
    grid: Map
    agreement: float
    seen: NDArray[Any]
    modules: NDArray[Any] | None

    @property
    def sure(self) -> bool:
        """Says if the grid is beyond doubt: where such a symbol can't be read, another look does not help."""
        return self.modules is not None or self.agreement >= SURE_AGREEMENT

    @property
    def corners(self) -> NDArray[Any]:
        """Gives its corners in the frame, 4 × 2, clockwise from its own top left."""
        return corners_of(self.grid, self.layout.size)


@dataclass(frozen=True, eq=False)
class _Guess:
    """Holds a grid that may be a symbol's: how well it agrees with the function patterns of its version in
    `dark`, the upright picture, positive where dark.
    """

    agreement: float
    dark: Any
    version: int
    grid: Map


def prepare() -> None:
    """Precomputes what reading symbols of common versions needs, and reads an empty one, so that all
    libraries are loaded: some 100 ms of work.
    """
    import numpy as np

    for version in COMMON_VERSIONS:
        prepare_places(version)
        prepare_words(layout_of(version))
    signs = np.pad(layout_of(CARD_VERSION).signs, QUIET_ZONE, constant_values=-1)
    drawn = np.kron(128 - 100 * signs, np.ones((DRAWN, DRAWN))).astype(np.uint8)
    sample(drawn, (len(drawn) / 2, len(drawn) / 2), len(drawn) - 2 * QUIET_ZONE * DRAWN)


def sample(grey: Any, middle: tuple[float, float], side: float, sizes: Sizes = ANY) -> Sampled | None:
    """Samples the symbol about `middle` whose side is about `side` pixels and `sizes` modules, or gives
    `None` where no grid is found.
    """
    upright, to_frame = _upright(grey, middle, side)
    best: Sampled | None = None
    for guess in _guesses(upright, sizes):
        found = _sampled(grey, to_frame, guess)
        if found is not None and found.sure:
            return found
        if found is not None and (best is None or found.agreement > best.agreement):
            best = found
    return best


def _guesses(upright: Any, sizes: Sizes) -> Iterator[_Guess]:
    """Gives the likeliest grids of each of `sizes`, the best first; where none fits well, after the other
    sizes.
    """
    across = WORKING_SIDE / ROOM
    doubtful: list[_Guess] = []
    for most, least in sizes:
        found = _likeliest(_placed(upright, (across / most, across / least)))
        if found and found[0].agreement >= GOOD_START:
            yield from found
        else:
            doubtful += found
    yield from _likeliest(doubtful)


def _likeliest(guesses: list[_Guess]) -> list[_Guess]:
    likely = [guess for guess in guesses if guess.agreement > LEAST_START]
    return sorted(likely, key=lambda guess: -guess.agreement)[:TRIED]


def _placed(upright: Any, units: tuple[float, float]) -> list[_Guess]:
    """Finds grids over finders whose modules are of `units` (least, most) pixels."""
    found: list[_Guess] = []
    for triple in triples(find_finders(upright, units))[:TRIPLES]:
        if triple.score < LEAST_SCORE:
            break
        unit = _longest(triple.centres) / (triple.modules - 7)
        dark = _contrast(upright, SPREAD_WINDOW * unit)
        places = placed(dark, triple.centres, triple.modules)
        found += [_Guess(agreement, dark, version, grid) for agreement, version, grid in places]
        if places[0][0] >= GOOD_START:
            break
    return found


def _sampled(grey: Any, to_frame: Map, guess: _Guess) -> Sampled | None:
    """Samples the symbol as guessed; where it is nearly read, again, as what is read shows where its modules
    lie.
    """
    import numpy as np

    dark, layout = guess.dark, layout_of(guess.version)
    grid, agreement = fitted(dark, guess.grid, layout.signs)
    if agreement * np.count_nonzero(layout.signs) ** 0.5 < LEAST_EVIDENCE:
        return None
    seen, odds, modules = _read(grey, to_frame @ grid, layout)
    if modules is None and doubt_of(odds) <= NEARLY_READ:
        closer, _ = fitted(dark, grid, _believed(odds, layout))
        seen, odds, modules = _read(grey, to_frame @ closer, layout)
        if modules is None and agreement >= SHARP_AGREEMENT:
            seen, modules = _read_bent(grey, dark, to_frame, grid, layout)
    return Sampled(layout, to_frame @ grid, agreement, seen, modules)


def _read_bent(grey: Any, dark: Any, to_frame: Map, grid: Map, layout: Layout) -> tuple[Any, Any]:
    """Reads a symbol that does not lie flat: gives what is seen of it, and its modules if it could be read:
    first the function patterns show how it is bent, then all that is believed, for as long as that makes it
    clearer.
    """
    import numpy as np

    shifts = bent(dark, grid, layout.signs, np.zeros((layout.size, layout.size, 2)), FIRST_BEND)
    doubt = np.inf
    for _ in range(BENDS):
        seen, odds, modules = _read(grey, to_frame @ grid, layout, shifts @ to_frame[:2, :2].T)
        before, doubt = doubt, doubt_of(odds)
        if modules is not None or doubt > min(NEARLY_READ, BETTER * before):
            break
        shifts = bent(dark, grid, _believed(odds, layout), shifts, NEXT_BENDS)
    return seen, modules


def _believed(odds: Any, layout: Layout) -> Any:
    """Gives what is known of the modules, and for the others what is thought, from -1 to 1."""
    import numpy as np

    return np.where(layout.known, layout.signs, np.tanh(odds / 4)).astype(np.float32)


def _read(grey: Any, grid: Map, layout: Layout, shifts: Any = None) -> tuple[Any, Any, Any]:
    """Gives what is seen of every module, its odds, and the modules if they could be mended."""
    seen = surroundings(grey, grid, layout, shifts)
    return seen, *understood([seen], layout)


def _upright(grey: Any, middle: tuple[float, float], side: float) -> tuple[Any, Map]:
    """Turns the place so that its edges run along the axes, WORKING_SIDE pixels wide; gives it and the map
    back.
    """
    import cv2
    import numpy as np

    turn = _turn(_cut(grey, middle, side))
    scale = side * ROOM / WORKING_SIDE
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    half = (WORKING_SIDE - 1) / 2
    x, y = middle
    back = np.array([[cos, -sin, x - (cos - sin) * half], [sin, cos, y - (sin + cos) * half], [0, 0, 1.0]])
    upright = cv2.warpAffine(
        grey,
        back[:2],
        (WORKING_SIDE, WORKING_SIDE),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return upright, back


def _cut(grey: Any, middle: tuple[float, float], side: float) -> Any:
    x, y, half = round(middle[0]), round(middle[1]), max(8, round(side * 0.6))
    return grey[max(0, y - half) : y + half, max(0, x - half) : x + half]


def _turn(part: Any) -> float:
    """Finds the angle, within 45 degrees either way, at which most edges run off the axes, in radians."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(part, (0, 0), 0.8).astype(np.float32)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    power = across * across + down * down + 1
    double_x, double_y = across * across - down * down, 2 * across * down
    weight = 1 / (power * np.sqrt(np.sqrt(power)))
    real = float(((double_x * double_x - double_y * double_y) * weight).sum())
    imaginary = float((2 * double_x * double_y * weight).sum())
    return float(np.arctan2(imaginary, real)) / 4


def _contrast(upright: Any, window: float) -> Any:
    """Measures the contrast: positive where darker than the surroundings, in units of their spread."""
    import cv2
    import numpy as np

    light = upright.astype(np.float32)
    across = int(window) | 1
    mean = cv2.blur(light, (across, across))
    spread = cv2.blur(light * light, (across, across)) - mean * mean
    return (mean - light) / np.sqrt(np.maximum(spread, LEAST_SPREAD**2))


def _longest(centres: Any) -> float:
    import numpy as np

    return float(np.hypot(*(centres[1:] - centres[0]).T).max())
