"""The machine-readable zone on a citizen card's back: TD1 of ICAO 9303 part 5, filled in as in Vietnam."""

from __future__ import annotations

WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """Check digit of ICAO 9303 part 3, section 4.9: `<` counts 0, `A` to `Z` 10 to 35. ValueError for
    anything else."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)
