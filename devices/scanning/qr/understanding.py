"""Reads a symbol's modules from several frames: rounds of odds, until the codewords come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from devices.scanning.qr.codewords import HOPELESS, mended
from devices.scanning.qr.soft import rounds_of_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from devices.scanning.qr.layout import Layout

CLEAR = 0.004
DOUBTS, JOINT_DOUBTS = (CLEAR, CLEAR, HOPELESS), (CLEAR, CLEAR, CLEAR, HOPELESS)
"""Share of modules that may be wrong for the codewords to be tried after each round, of one frame and more:
most symbols are clear after the first."""


def understood(frames: Sequence[Any], layout: Layout) -> tuple[Any, NDArray[Any] | None]:
    """Computes the odds of every module from its surroundings in one or several frames, and the modules (n ×
    n, 1 where dark), or `None` where they can't be mended.
    """
    doubts = DOUBTS if len(frames) == 1 else JOINT_DOUBTS
    for odds, most_doubt in zip(rounds_of_odds(frames, layout), doubts, strict=False):
        modules = mended(odds, layout, most_doubt)
        if modules is not None:
            break
    return odds, modules
