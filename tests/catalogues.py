"""Opens catalogues for tests that only read them: each once a process, and compiled once a run."""

from __future__ import annotations

import fcntl
import os
from functools import cache
from pathlib import Path

from kiosk.catalogue import index as indexes
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.sources import Sources

COMPILED = "MOTCUA_TESTS_COMPILED"
"""Names the folder in which the processes of one run share what they compile; without it, in memory."""


@cache
def opened(sources: Sources) -> Catalogue:
    """Opens the catalogue of `sources`."""
    folder = os.environ.get(COMPILED)
    if folder is None:
        return open_catalogue(sources)
    fingerprint = sources.fingerprint()
    path = Path(folder) / f"{fingerprint}.sqlite"
    with Path(folder, "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            indexes.write(sources.gather(), fingerprint, path)
    index = indexes.on_disk(path)
    assert index is not None, f"{path} was made by this run"
    return Catalogue(index)
