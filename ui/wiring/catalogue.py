"""Locates this program's catalogue: its sources, and its index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from config.schema import QueueField
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.sources import Sources
from kiosk.visit.journeys import reserved_ids

DATA = Path(__file__).resolve().parents[2] / "var"
"""The data folder of commands that have no profile."""


def sources_of(data_dir: Path, fields: Iterable[QueueField], procedures: Path = PROCEDURES) -> Sources:
    """Gives the procedures' files, the import store in a role's data folder, and the program's own lists of
    names, for a centre with these fields.
    """
    return Sources(
        procedures,
        import_store(data_dir),
        frozenset(field.id for field in fields),
        reserved_ids(),
        elsewhere=ELSEWHERE,
        everyday=EVERYDAY,
    )


def import_store(data_dir: Path) -> Path:
    """Gives the folder of the imported records."""
    return data_dir / "imported"


def index_folder(data_dir: Path) -> Path:
    """Gives the folder of the index and the earlier versions of procedures."""
    return data_dir / "catalogue"


def load_catalogue(data_dir: Path, fields: Iterable[QueueField]) -> Catalogue:
    """Loads the catalogue of a role, compiled if need be. Raises BadCatalogue where nothing of it can be
    used.
    """
    return open_catalogue(sources_of(data_dir, fields), index_folder(data_dir))


def load_catalogue_at(folder: Path, fields: Iterable[QueueField]) -> Catalogue:
    """Loads the catalogue of a machine's data folder; where the folder holds records or procedures itself, of
    those, with its index in memory. Raises BadCatalogue where nothing of it can be used.
    """
    if any(folder.glob("*.jsonl")):
        sources = sources_of(folder, fields)
        return open_catalogue(replace(sources, imported=folder))
    if any(folder.glob("*.toml")):
        return open_catalogue(replace(sources_of(folder, fields, procedures=folder), imported=None))
    return load_catalogue(folder, fields)
