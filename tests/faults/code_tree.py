"""Copies of the source tree, in which the campaign against the code changes files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

from tests.faults.code_mutants import Mutant


@dataclass(frozen=True)
class Tree:
    """One copy, in a folder of its own."""

    folder: Path

    @property
    def root(self) -> Path:
        """Gives the folder of the copied files."""
        return self.folder / "tree"

    def again(self, folder: Path) -> Tree:
        """A second copy, with what this one's runs have compiled."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Tree(folder)

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """The file is the mutant's for a while. Its compiled form goes: only time and size tell two apart."""
        path = self.root / mutant.path
        source = path.read_bytes()
        path.write_bytes(mutant.applied(source))
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()
        try:
            yield
        finally:
            path.write_bytes(source)

    def run(self, module: str, *words: str, seconds: float, **variables: str) -> int | None:
        """The exit status of a Python module in this tree; None when it took longer than `seconds`. Whatever
        it started ends with it."""
        shown = sys.stderr if variables else subprocess.DEVNULL
        process = self.begin(module, *words, out=shown, variables=variables)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            end(process)

    def begin(
        self,
        module: str,
        *words: str,
        out: int | IO[str],
        source: int = subprocess.DEVNULL,
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.Popen[str]:
        """Starts a Python module in this tree, which keeps what it compiles."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=self.root,
            env={**kept, **variables, "PYTHONPATH": str(self.root)},
            stdin=source,
            stdout=out,
            stderr=subprocess.STDOUT if out is sys.stderr else subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )


def end(process: subprocess.Popen[str]) -> None:
    """Ends a process with whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with process:
        pass  # closes its pipes, and waits


def copied(root: Path, folder: Path) -> Tree:
    """A copy of what is, or is about to be, in the repository of `root`, and of what lies beside it for tests
    (`shared`)."""
    tree = Tree(folder)
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").decode().split("\0")
    for name in listed:
        if name and (root / name).is_file():
            place = tree.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, place)
    beside = root.parent / "shared"
    if beside.is_dir():
        (folder / "shared").symlink_to(beside.resolve())
    _git(tree.root, "init", "--quiet")
    _git(tree.root, "add", "--all")
    return tree


def _git(folder: Path, *words: str) -> bytes:
    done: Sequence[str] = ["git", "-C", str(folder), *words]
    return subprocess.run(done, check=True, capture_output=True).stdout
