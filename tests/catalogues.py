"""Opens catalogues for tests that only read them: each once a process, and compiled once a run."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.sources import Sources

COMPILED = "MOTCUA_TESTS_COMPILED"
"""Names the folder in which the processes of one run share what they compile; without it, in memory."""


@cache
def opened(sources: Sources) -> Catalogue:
    """Opens the catalogue of `sources`."""
    folder = os.environ.get(COMPILED)
    return open_catalogue(sources, Path(folder) / sources.fingerprint() if folder else None)
