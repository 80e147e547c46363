"""Corrects errors and erasures by Reed-Solomon over GF(256) as QR symbols use it (polynomial 0x11D, first
root 1).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

POLYNOMIAL = 0x11D
ORDER = 255


def _tables() -> tuple[list[int], list[int]]:
    power, log = [0] * (2 * ORDER + 2), [0] * 256
    value = 1
    for exponent in range(ORDER):
        power[exponent] = power[exponent + ORDER] = value
        log[value] = exponent
        value = value << 1 ^ (POLYNOMIAL if value & 0x80 else 0)
    return power, log


POWER, LOG = _tables()
TIMES = [bytes(POWER[LOG[a] + LOG[b]] if a and b else 0 for b in range(256)) for a in range(256)]
"""The multiplication table."""


def corrected(
    block: NDArray[np.uint8], checks: int, erased: Sequence[int] = (), spare: int = 0
) -> NDArray[np.uint8] | None:
    """Gives the block with its errors mended, or `None` beyond what its `checks` check codewords can mend.

    `erased` are indices whose value is not trusted. `spare` check codewords are kept for certainty: a block
    is mended only while erasures + 2 × errors <= checks - spare, so that a chance match stays unlikely.
    """
    syndromes = _syndromes(block, checks)
    if not any(syndromes):
        return block
    length = len(block)
    locator = [1]
    for index in erased:
        locator = _times_root(locator, POWER[length - 1 - index])
    locator = _berlekamp_massey(syndromes, locator, len(erased))
    degree = len(locator) - 1
    errors = degree - len(erased)
    if errors < 0 or len(erased) + 2 * errors > checks - spare:
        return None
    places = _roots(locator, length)
    if len(places) != degree:
        return None
    mended: NDArray[np.uint8] = _forney(block, syndromes, locator, places)
    if any(_syndromes(mended, checks)):
        return None
    return mended


@lru_cache(maxsize=256)
def _exponents(length: int, checks: int) -> Any:
    import numpy as np

    return np.outer(np.arange(checks), np.arange(length - 1, -1, -1)) % ORDER


@lru_cache(maxsize=1)
def _arrays() -> Any:
    import numpy as np

    return np.array(POWER, np.uint8), np.array(LOG, np.intp)


def _syndromes(block: Any, checks: int) -> list[int]:
    import numpy as np

    power, log = _arrays()
    terms = power[log[block][None, :] + _exponents(len(block), checks)]
    terms[:, block == 0] = 0
    sums: list[int] = np.bitwise_xor.reduce(terms, axis=1).tolist()
    return sums


def _times_root(polynomial: list[int], root: int) -> list[int]:
    """Multiplies the polynomial (lowest power first) by (1 + root·x)."""
    row = TIMES[root]
    shifted = [0, *(row[value] for value in polynomial)]
    return [a ^ b for a, b in zip([*polynomial, 0], shifted, strict=True)]


def _berlekamp_massey(syndromes: list[int], start: list[int], erasures: int) -> list[int]:
    """Computes the shortest locator that explains the syndromes and holds the erasures of `start`."""
    locator, before = list(start), list(start)
    length = erasures
    for step in range(erasures, len(syndromes)):
        before = [0, *before]
        gap = 0
        for index, value in enumerate(locator[: step + 1]):
            gap ^= TIMES[value][syndromes[step - index]]
        if not gap:
            continue
        row = TIMES[gap]
        shifted = [row[value] for value in before]
        if 2 * length <= step + erasures:
            length = step + 1 + erasures - length
            back = TIMES[POWER[ORDER - LOG[gap]]]
            before = [back[value] for value in locator]
        locator = [a ^ b for a, b in zip_longest(locator, shifted, fillvalue=0)]
    while locator and locator[-1] == 0:
        locator.pop()
    return locator


def _roots(locator: list[int], length: int) -> list[int]:
    """Finds the indices into the block where the locator vanishes."""
    import numpy as np

    power, _ = _arrays()
    inverse = -np.arange(length - 1, -1, -1) % ORDER
    total = np.zeros(length, np.uint8)
    for exponent, value in enumerate(locator):
        if value:
            total ^= power[(LOG[value] + inverse * exponent) % ORDER]
    found: list[int] = np.flatnonzero(total == 0).tolist()
    return found


def _forney(block: Any, syndromes: list[int], locator: list[int], places: list[int]) -> Any:
    """Computes each error's value from the evaluator and the locator's derivative."""
    checks = len(syndromes)
    evaluator = [0] * checks
    for i, a in enumerate(locator):
        for j in range(checks - i):
            evaluator[i + j] ^= TIMES[a][syndromes[j]]
    mended = block.copy()
    for place in places:
        exponent = len(block) - 1 - place
        inverse = -exponent % ORDER
        top = _value(evaluator, inverse)
        bottom = _value([value if index % 2 else 0 for index, value in enumerate(locator)], inverse)
        if not top or not bottom:
            continue
        mended[place] ^= POWER[(LOG[top] - LOG[bottom]) % ORDER]
    return mended


def _value(polynomial: list[int], exponent: int) -> int:
    total = 0
    for index, value in enumerate(polynomial):
        if value:
            total ^= POWER[(LOG[value] + exponent * index) % ORDER]
    return total
