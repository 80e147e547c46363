"""Says which module of a symbol holds what: the function patterns, and the order of the data bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from devices.scanning.qr.tables import alignment_centres, format_word, size_of, version_word

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    Signs: TypeAlias = NDArray[np.float32]
    Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Layout:
    """Holds one version's modules. `signs` is n × n: +1 where a module is always dark, -1 always light, 0
    unknown. `order` holds (row, column) of each data bit, in the order of the bits. `formats` holds the two
    copies of the 15 places of format information, the highest bit first.
    """

    version: int
    size: int
    signs: Signs
    order: NDArray[np.intp]
    formats: NDArray[np.intp]

    def __hash__(self) -> int:
        return self.version

    @property
    def known(self) -> Mask:
        """Says where a module's colour is laid down by the version alone."""
        known: Mask = self.signs != 0
        return known


@lru_cache(maxsize=40)
def layout_of(version: int) -> Layout:
    """Gives the layout of version 1 to 40."""
    import numpy as np

    size = size_of(version)
    signs = np.zeros((size, size), np.float32)
    _timing(signs)
    _alignments(signs, version)
    _finders(signs)
    if version >= 7:
        _version_information(signs, version)
    formats = np.array(_format_places(size), np.intp)
    signs[size - 8, 8] = 1
    taken = signs != 0
    taken[formats[..., 0], formats[..., 1]] = True
    signs[formats[..., 0], formats[..., 1]] = 0
    return Layout(version, size, signs, _zigzag(taken), formats)


@lru_cache(maxsize=40)
def masks(size: int) -> Signs:
    """Gives the data masks, 8 × size × size: -1 where a mask inverts a module, else +1 (table 10)."""
    import numpy as np

    i, j = np.indices((size, size), np.int16)
    both = i * j
    turned = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        both % 2 + both % 3,
        (both % 2 + both % 3) % 2,
        ((i + j) % 2 + both % 3) % 2,
    )
    return np.where(np.stack(turned) == 0, -1, 1).astype(np.float32)


@lru_cache(maxsize=1)
def format_words() -> tuple[tuple[tuple[int, int], ...], Signs]:
    """Gives (level, mask) of all 32 formats, and their bits as 32 × 15 signs, the highest bit first."""
    import numpy as np

    meanings = tuple((level, mask) for level in range(4) for mask in range(8))
    words = [format_word(level, mask) for level, mask in meanings]
    return meanings, np.array([_signs_of(word, 15) for word in words], np.float32)


def _signs_of(word: int, bits: int) -> list[int]:
    return [1 if word >> shift & 1 else -1 for shift in range(bits - 1, -1, -1)]


def _timing(signs: Any) -> None:
    import numpy as np

    line = np.where(np.arange(len(signs)) % 2 == 0, 1, -1)
    signs[6, :] = line
    signs[:, 6] = line


def _alignments(signs: Any, version: int) -> None:
    centres = alignment_centres(version)
    for row in centres:
        for column in centres:
            if _near_finder(row, column, len(signs)):
                continue
            signs[row - 2 : row + 3, column - 2 : column + 3] = 1
            signs[row - 1 : row + 2, column - 1 : column + 2] = -1
            signs[row, column] = 1


def _near_finder(row: int, column: int, size: int) -> bool:
    low, high = 8, size - 9
    return (row < low and column < low) or (row < low and column > high) or (row > high and column < low)


def _finders(signs: Any) -> None:
    """Draws three finders with their light separators."""
    import numpy as np

    ring = np.abs(np.arange(-4, 5))
    far = np.maximum(ring[:, None], ring[None, :])
    pattern = np.where((far == 4) | (far == 2), -1, 1)
    size = len(signs)
    signs[:8, :8] = pattern[1:, 1:]
    signs[:8, size - 8 :] = pattern[1:, :-1]
    signs[size - 8 :, :8] = pattern[:-1, 1:]


def _version_information(signs: Any, version: int) -> None:
    size = len(signs)
    for bit, sign in enumerate(reversed(_signs_of(version_word(version), 18))):
        signs[bit // 3, size - 11 + bit % 3] = sign
        signs[size - 11 + bit % 3, bit // 3] = sign


def _format_places(size: int) -> list[list[tuple[int, int]]]:
    """Gives the places of both copies of the format, bit 14 first (figure 25)."""
    first = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    second = [(size - 1 - index, 8) for index in range(7)] + [(8, size - 8 + index) for index in range(8)]
    return [first, second]


def _zigzag(taken: Any) -> NDArray[np.intp]:
    """Gives the order of data modules: two columns at a time from the right, up and down in turn, over what
    is free (clause 7.7.3).
    """
    import numpy as np

    size = len(taken)
    right = np.array([*range(size - 1, 6, -2), 5, 3, 1])
    down = np.arange(size)
    rows = np.where(np.arange(len(right))[:, None] % 2 == 0, down[::-1], down)
    rows, columns = np.broadcast_arrays(rows[:, :, None], right[:, None, None] - np.arange(2))
    free = ~taken[rows, columns]
    return np.stack((rows[free], columns[free]), -1)
