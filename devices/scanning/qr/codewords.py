"""Corrects soft modules into a whole symbol: format, codewords, correction with erasures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from devices.scanning.qr.layout import Layout, format_words, layout_of, masks
from devices.scanning.qr.reed_solomon import corrected
from devices.scanning.qr.tables import BLOCKS, CHECKS_PER_BLOCK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMATS_TRIED = 2
CLOSE = 0.6
HOPELESS = 0.03
ERASED_SHARES = (0.0, 0.25, 0.5, 0.75)
SPARE = 4


def formats_of(soft: Any, layout: Layout) -> list[tuple[int, int]]:
    """Gives (level, mask), the likeliest first, by agreement with both copies of the format information."""
    import numpy as np

    meanings, signs = format_words()
    seen = soft[layout.formats[..., 0], layout.formats[..., 1]].sum(axis=0)
    agreement = signs @ seen
    likely = np.argsort(-agreement)[:FORMATS_TRIED]
    return [meanings[index] for index in likely if agreement[index] >= CLOSE * agreement[likely[0]]]


def mended(soft: Any, layout: Layout, most_doubt: float = HOPELESS) -> NDArray[np.uint8] | None:
    """Gives the modules (n × n, 1 where dark, as printed) of the symbol behind `soft` (n × n, logarithms of
    odds, positive where dark), or `None` where a block can't be mended, or, not even tried, where a larger
    share of modules than `most_doubt` is wrong by their own odds.
    """
    if doubt_of(soft) > most_doubt:
        return None
    for level, mask in formats_of(soft, layout):
        found = _mended_as(soft, layout, level, mask)
        if found is not None:
            return found
    return None


def prepare_words(layout: Layout) -> None:
    """Precomputes what reading symbols of one version needs: the first one is then read as fast as the
    second.
    """
    for level in range(len(BLOCKS)):
        _plan(layout.version, level)
    masks(layout.size)


def doubt_of(soft: Any) -> float:
    """Gives the share of modules that are wrong, by their own odds."""
    import numpy as np

    return float(np.mean(1 / (1 + np.exp(np.minimum(np.abs(soft), 30.0)))))


def _mended_as(soft: Any, layout: Layout, level: int, mask: int) -> NDArray[np.uint8] | None:
    import numpy as np

    rows, columns = layout.order[:, 0], layout.order[:, 1]
    bits = soft[rows, columns] * masks(layout.size)[mask, rows, columns]
    plan = _plan(layout.version, level)
    words = np.packbits(bits[: plan.total * 8] > 0)
    certain = np.sort(np.abs(bits[: plan.total * 8]).reshape(-1, 8), axis=1)
    certainty = certain[:, 0] + 0.25 * certain[:, 1]
    whole = words.copy()
    for places in plan.blocks:
        block = _mended_block(words[places], certainty[places], plan.checks)
        if block is None:
            return None
        whole[places] = block
    return _drawn(whole, layout, level, mask)


def _mended_block(words: Any, certainty: Any, checks: int) -> Any:
    """Mends a block: first as it is, then with ever more of its least certain codewords taken as unknown."""
    import numpy as np

    doubtful = np.argsort(certainty)
    spare = min(SPARE, checks // 4)
    for share in ERASED_SHARES:
        erased = doubtful[: int(share * (checks - spare))].tolist()
        found = corrected(words, checks, erased, spare)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, eq=False)
class _Plan:
    total: int
    checks: int
    blocks: tuple[Any, ...]


@lru_cache(maxsize=160)
def _plan(version: int, level: int) -> _Plan:
    """Says which codewords of the interleaved stream make up each block (clause 7.6)."""
    import numpy as np

    total = len(layout_of(version).order) // 8
    blocks, checks = BLOCKS[level][version - 1], CHECKS_PER_BLOCK[level][version - 1]
    short = total // blocks - checks
    longer = total % blocks
    data = [short + (index >= blocks - longer) for index in range(blocks)]
    places: list[list[int]] = [[] for _ in range(blocks)]
    at = 0
    for row in range(max(data)):
        for index in range(blocks):
            if row < data[index]:
                places[index].append(at)
                at += 1
    for _ in range(checks):
        for index in range(blocks):
            places[index].append(at)
            at += 1
    return _Plan(total, checks, tuple(np.array(block, np.intp) for block in places))


def _drawn(words: Any, layout: Layout, level: int, mask: int) -> NDArray[np.uint8]:
    """Draws the whole symbol, function patterns and all, from its mended codewords."""
    import numpy as np

    signs = layout.signs.copy()
    rows, columns = layout.order[:, 0], layout.order[:, 1]
    bits = np.unpackbits(words).astype(np.float32) * 2 - 1
    signs[rows, columns] = -1
    signs[rows[: len(bits)], columns[: len(bits)]] = bits
    signs[rows, columns] *= masks(layout.size)[mask, rows, columns]
    meanings, formats = format_words()
    for copy in layout.formats:
        signs[copy[:, 0], copy[:, 1]] = formats[meanings.index((level, mask))]
    modules: NDArray[np.uint8] = (signs > 0).astype(np.uint8)
    return modules
