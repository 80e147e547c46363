"""Says which character may stand where in the three lines on the back of a Vietnamese citizen card (ICAO 9303
part 5, TD1).

Line 1: `IDVNM`, last nine digits of the number, check, the whole number, `<<`, check over the optional field.
Line 2: birth, check, sex, expiry, check, `VNM`, eleven `<`, composite check. Line 3: the name.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 3, 30
ALPHABET = "0123456789<ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Every character of a machine-readable zone, in the order of the glyph sheet."""
DIGITS = "0123456789"
_D = "#"
PATTERN = (
    "IDVNM" + _D * 10 + _D * 12 + "<<" + _D,
    _D * 2 + "?" * 4 + _D + "S" + _D * 7 + "VNM" + "<" * 11 + _D,
)
"""Lines 1 and 2: `#` a digit, `?` a digit or `<` (month and day of a birth date that does not know them), `S`
the sex, anything else itself."""
SEXES = "MF<"

Mask = NDArray[np.bool_]


@cache
def allowed() -> Mask:
    """Says, for each cell (line by line) and each character of the alphabet, if it may stand there."""
    mask = np.zeros((ROWS * COLUMNS, len(ALPHABET)), bool)
    for cell, sign in enumerate("".join(PATTERN)):
        for letter in _choices(sign):
            mask[cell, ALPHABET.index(letter)] = True
    mask[2 * COLUMNS :, ALPHABET.index("<") :] = True
    return mask


def _choices(sign: str) -> str:
    return {_D: DIGITS, "?": DIGITS + "<", "S": SEXES}.get(sign, sign)
