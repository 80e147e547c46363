"""Knows the models of recognisers: the table `config/models.toml`, where they lie, if they are whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.rows import toml_rows
from config.text import Frozen

TABLE = Path(__file__).resolve().parents[2] / "config" / "models.toml"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Below = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$")]
"""Names a file below a folder: no way leads up."""


class ModelPackage(Frozen):
    """Describes a wheel of the package index that carries files of a model."""

    name: Name
    version: Name
    bytes: int
    sha256: Digest


class ModelFile(Frozen):
    """Describes a file of a model; `parts` are the pieces in the wheels that make it, one after the other."""

    path: Below
    bytes: int
    sha256: Digest
    parts: tuple[Below, ...] = ()


class Model(Frozen):
    """Describes a model: a row of the table. `publisher` is the address that its files' paths follow."""

    name: Name
    driver: str
    languages: tuple[str, ...]
    licence: str
    about: str
    publisher: Annotated[str, Field(pattern=r"^https://\S+/$")] | None = None
    packages: tuple[ModelPackage, ...] = ()
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]

    @property
    def bytes(self) -> int:
        """Gives the size of all files."""
        return sum(file.bytes for file in self.files)


@cache
def load_models(table: Path = TABLE) -> dict[str, Model]:
    """Reads the table, by name. Raises BadFile."""
    return {model.name: model for model in toml_rows(table, "models", Model)}


def models_folder() -> Path:
    """Gives the folder for models that no profile names: one for all checkouts of this user."""
    cached = os.environ.get("XDG_CACHE_HOME")
    return (Path(cached) if cached else Path.home() / ".cache") / "motcua" / "models"


def folder_of(name: str, models: Path | None = None) -> Path | None:
    """Finds the folder of a model; None where it is not on this machine."""
    folder = (models or models_folder()) / name
    return folder if folder.is_dir() else None


def wrong_files(model: Model, folder: Path) -> Iterator[str]:
    """Lists the files of a model that are missing or not as the table says, digests and all."""
    for file in model.files:
        path = folder / file.path
        if not path.is_file() or path.stat().st_size != file.bytes or digest_of(path) != file.sha256:
            yield file.path


def digest_of(path: Path) -> str:
    """Gives the SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
