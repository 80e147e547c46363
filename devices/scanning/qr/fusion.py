"""Combines several frames of one symbol that can't be read from any single frame.

Each frame has its own grid, blur and noise; the modules are the same. So the frames are not laid over one
another as pictures: each tells its odds module by module, and the odds are added.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from devices.scanning.qr.understanding import understood

if TYPE_CHECKING:
    from devices.scanning.qr.sampler import Sampled

FRAMES = 8
LEAST = 2


class Fusion:
    """Keeps the last frames of one camera in which a symbol was seen but not read."""

    def __init__(self) -> None:
        self._frames: deque[Sampled] = deque(maxlen=FRAMES)

    def with_frame(self, found: Sampled) -> Any:
        """Gives the modules (n × n, 1 where dark) that this frame and those before give together, or
        `None`.
        """
        self._frames.append(found)
        alike = [one for one in self._frames if one.layout is found.layout]
        if len(alike) < LEAST:
            return None
        return understood([one.seen for one in alike], found.layout)[1]
