"""Opens catalogues for tests that only read them: each once a process."""

from __future__ import annotations

from functools import cache

from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.sources import Sources


@cache
def opened(sources: Sources) -> Catalogue:
    """Opens the catalogue of `sources`, in memory."""
    return open_catalogue(sources)
