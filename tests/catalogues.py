"""Opens catalogues for tests that only read them: each once a process, and compiled once a run."""

from __future__ import annotations

import fcntl
import os
import shutil
from functools import cache
from pathlib import Path

from config.centre import load_fields
from kiosk.catalogue import index as indexes
from kiosk.catalogue.catalogue import Catalogue, index_file, open_catalogue
from kiosk.catalogue.sources import Sources

COMPILED = "MOTCUA_TESTS_COMPILED"
"""Names the folder in which the processes of one run share what they compile; without it, in memory."""


@cache
def opened(sources: Sources) -> Catalogue:
    """Opens the catalogue of `sources`."""
    if COMPILED not in os.environ:
        return open_catalogue(sources)
    path = _compiled(sources)
    index = indexes.on_disk(path)
    assert index is not None, f"{path} was made by this run"
    return Catalogue(index)


def place(data_dir: Path) -> None:
    """Puts the compiled catalogue of the program's own procedures where a role with that data folder looks
    for it first. Outside a run of the suite nothing is shared, and the role compiles it.
    """
    if COMPILED in os.environ:
        from ui.wiring.catalogue import index_folder, sources_of  # its journeys: not for every process

        sources = sources_of(data_dir, load_fields())
        path = index_file(index_folder(data_dir), sources.fingerprint())
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            shutil.copy(_compiled(sources), path)


def _compiled(sources: Sources) -> Path:
    """Gives the file of the compiled index, which the first process that needs it writes."""
    folder, fingerprint = Path(os.environ[COMPILED]), sources.fingerprint()
    path = folder / f"{fingerprint}.sqlite"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            indexes.write(sources.gather(), fingerprint, path)
    return path
