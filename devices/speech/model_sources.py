"""Fetches models: from the package index, from the publisher's address, or from a folder on a stick.

A model is written beside its place, each file's digest is checked, and only then does it get its name: what
has the name is whole.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from config.problems import N_, Problem
from devices.speech.models import Model, ModelFile, wrong_files

BLOCK = 1 << 20
TIMEOUT_S = 30.0
Progress = Callable[[int, int], object]
"""Is told how many bytes of how many have come."""
Source = Callable[[Model, Path, Progress], None]
"""Puts the files of a model into a folder; may use the folder above it for its own. Raises CannotGet."""

NO_ROOM = N_("the folder cannot be written: {why}")
NOT_REACHED = N_("the package index does not give {name} {version} with the digest of the table")
NO_PACKAGES = N_("no package of the index carries it; try --from publisher, or a folder")
NO_PUBLISHER = N_("the table knows no address of its publisher")
PUBLISHER_FAILED = N_("the publisher's address does not answer: {why}")
NOT_THERE = N_("{folder} holds neither its files nor its packages")
DAMAGED = N_("{file} is not what the table says: it was not taken")


class CannotGet(Exception):
    """Says why a model can't be had; `problem` is one line for the technician."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.line())
        self.problem = problem


def fetch(model: Model, models: Path, source: Source, tell: Progress) -> Path:
    """Fetches a model into its folder below `models`, in place of one that lies there. Raises CannotGet; what
    lay there before is then untouched.
    """
    target = models / model.name
    try:
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{model.name}-", dir=models) as work:
            fresh = Path(work) / "model"
            fresh.mkdir()
            source(model, fresh, tell)
            for wrong in wrong_files(model, fresh):
                raise CannotGet(Problem(model.name, DAMAGED, {"file": wrong}))
            if target.exists():
                target.rename(Path(work) / "old")
            fresh.rename(target)
    except OSError as error:
        raise CannotGet(Problem(model.name, NO_ROOM, {"why": error.strerror or str(error)})) from error
    return target


def from_packages(model: Model, into: Path, tell: Progress) -> None:
    """Downloads the wheels that carry the model, by pip, pinned by their digests."""
    if not model.packages:
        raise CannotGet(Problem(model.name, NO_PACKAGES))
    wheels = into.parent / "wheels"
    wheels.mkdir()
    whole, done = sum(package.bytes for package in model.packages), 0
    for package in model.packages:
        pinned = into.parent / "wanted.txt"
        pinned.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", "utf-8")
        if not _pip_downloads(pinned, wheels, partial(_tell_part, tell, done, package.bytes, whole)):
            values = {"name": package.name, "version": package.version}
            raise CannotGet(Problem(model.name, NOT_REACHED, values))
        done += package.bytes
        tell(done, whole)
    _unpack(model, wheels, into)


def _tell_part(tell: Progress, before: int, most: int, whole: int, came: int) -> None:
    tell(before + min(came, most), whole)


def _pip_downloads(pinned: Path, wheels: Path, tell: Callable[[int], object]) -> bool:
    """Runs pip; its unfinished download lies in the folder that it takes for temporary files."""
    with tempfile.TemporaryDirectory(dir=wheels.parent) as temporary:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-cache-dir", "--no-deps", "--only-binary=:all:", "--require-hashes"]
        pip = subprocess.Popen(  # noqa: S603 - our own interpreter, names of our table
            [*command, "-r", str(pinned), "-d", str(wheels)],
            env={**os.environ, "TMPDIR": temporary},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    return pip.wait(0.5) == 0
                except subprocess.TimeoutExpired:
                    tell(sum(path.stat().st_size for path in Path(temporary).rglob("*.whl")))
        finally:
            pip.kill()
            pip.wait()


def from_publisher(model: Model, into: Path, tell: Progress) -> None:
    """Downloads each file from the publisher's address (https)."""
    if model.publisher is None:
        raise CannotGet(Problem(model.name, NO_PUBLISHER))
    done = 0
    for file in model.files:
        try:
            with urllib.request.urlopen(model.publisher + file.path, timeout=TIMEOUT_S) as answer:  # noqa: S310
                done = _copy(answer, _made(into, file), done, model.bytes, tell)
        except (OSError, ValueError) as error:
            values = {"why": getattr(error, "reason", None) or str(error)}
            raise CannotGet(Problem(model.name, PUBLISHER_FAILED, values)) from error


def from_folder(folder: Path) -> Source:
    """Takes the files from a folder: as they are, in a folder of the model's name, or in the wheels."""

    def source(model: Model, into: Path, tell: Progress) -> None:
        for place in (folder / model.name, folder):
            if all((place / file.path).is_file() for file in model.files):
                _copy_all(model, place, into, tell)
                return
        if not model.packages or not all(_wheel(folder, name) for name in _wheel_names(model)):
            raise CannotGet(Problem(model.name, NOT_THERE, {"folder": folder}))
        _unpack(model, folder, into)
        tell(model.bytes, model.bytes)

    return source


def _copy_all(model: Model, place: Path, into: Path, tell: Progress) -> None:
    done = 0
    for file in model.files:
        with (place / file.path).open("rb") as content:
            done = _copy(content, _made(into, file), done, model.bytes, tell)


def _copy(content: IO[bytes], target: Path, done: int, whole: int, tell: Progress) -> int:
    with target.open("wb") as out:
        while block := content.read(BLOCK):
            out.write(block)
            done += len(block)
            tell(done, whole)
    return done


def _unpack(model: Model, wheels: Path, into: Path) -> None:
    """Makes each file of its parts in the wheels."""
    packages = [zipfile.ZipFile(wheel) for name in _wheel_names(model) if (wheel := _wheel(wheels, name))]
    try:
        inside = {name: package for package in packages for name in package.namelist()}
        for file in model.files:
            with _made(into, file).open("wb") as out:
                for part in file.parts:
                    if part in inside:
                        with inside[part].open(part) as content:
                            shutil.copyfileobj(content, out, BLOCK)
    except zipfile.BadZipFile as error:
        raise CannotGet(Problem(model.name, DAMAGED, {"file": str(error)})) from error
    finally:
        for package in packages:
            package.close()


def _wheel_names(model: Model) -> list[str]:
    return [f"{package.name.replace('-', '_')}-{package.version}" for package in model.packages]


def _wheel(folder: Path, name: str) -> Path | None:
    return next(iter(sorted(folder.glob(f"{name}-*.whl"))), None)


def _made(into: Path, file: ModelFile) -> Path:
    path = into / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
