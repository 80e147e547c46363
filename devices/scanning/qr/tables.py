"""Holds, as data, what ISO/IEC 18004:2015 lays down about QR Code Model 2 symbols.

Levels are indexed as the format information holds them: 0 = M, 1 = L, 2 = H, 3 = Q.
"""

from __future__ import annotations

M, L, H, Q = range(4)
QUIET_ZONE = 4
"""Modules of white that belong around a symbol."""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


CHECKS_PER_BLOCK = {
    L: _numbers(
        "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 "
        "28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30"
    ),
    M: _numbers(
        "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 "
        "26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28"
    ),
    Q: _numbers(
        "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 "
        "28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30"
    ),
    H: _numbers(
        "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 "
        "30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30"
    ),
}
"""Error correction codewords of each block, by level and version 1 to 40 (table 9)."""

BLOCKS = {
    L: _numbers(
        "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25"
    ),
    M: _numbers(
        "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 "
        "17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49"
    ),
    Q: _numbers(
        "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 "
        "23 23 25 27 29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68"
    ),
    H: _numbers(
        "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 "
        "25 34 30 32 35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81"
    ),
}
"""Number of blocks, by level and version 1 to 40 (table 9)."""

FORMAT_GENERATOR, FORMAT_MASK = 0x537, 0x5412
VERSION_GENERATOR = 0x1F25


def size_of(version: int) -> int:
    """Gives the modules along a side."""
    return 17 + 4 * version


def alignment_centres(version: int) -> list[int]:
    """Gives the rows, which are also the columns, of the alignment patterns' centres (annex E)."""
    if version == 1:
        return []
    count = version // 7 + 2
    step = 26 if version == 32 else -(-(4 * version + 4) // (2 * count - 2)) * 2
    last = size_of(version) - 7
    return [6, *(last - step * index for index in range(count - 2, -1, -1))]


def format_word(level: int, mask: int) -> int:
    """Gives the 15 bits of format information, masked (clause 7.9)."""
    data = level << 3 | mask
    rest = data << 10
    for shift in range(4, -1, -1):
        if rest >> (shift + 10) & 1:
            rest ^= FORMAT_GENERATOR << shift
    return (data << 10 | rest) ^ FORMAT_MASK


def version_word(version: int) -> int:
    """Gives the 18 bits of version information (clause 7.10)."""
    rest = version << 12
    for shift in range(5, -1, -1):
        if rest >> (shift + 12) & 1:
            rest ^= VERSION_GENERATOR << shift
    return version << 12 | rest
