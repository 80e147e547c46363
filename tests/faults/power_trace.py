"""Watches what a program asks of the disk: each call that changes something below a folder, in order, as
strace sees it (Linux, Debian's package strace).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLLOWED = (
    *("openat", "close", "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *("rename", "unlink", "mkdir", "link"),
)
SAME = {
    "renameat": "rename",
    "renameat2": "rename",
    "unlinkat": "unlink",
    "mkdirat": "mkdir",
    "linkat": "link",
}
"""What some machines call instead, with paths that are whole all the same."""
REFUSED = (
    *("open", "creat", "dup", "dup2", "dup3", "writev", "pwritev", "pwritev2", "truncate", "fallocate"),
    *("symlink", "symlinkat", "rmdir", "copy_file_range", "sync_file_range"),
)
"""Calls that would change files as well, and that nobody here is known to make on them."""
CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?: .*)?", re.DOTALL)
BEGUN = " <unfinished ...>"
RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)", re.DOTALL)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Write:
    """Says that bytes went into a file at an offset."""

    file: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """Says that a file has this size now."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Says that a file's content is durable."""

    file: int


@dataclass(frozen=True, slots=True)
class Name:
    """Says that a name in a folder stands for this file; for a folder of its own where it is None."""

    folder: Path
    name: str
    file: int | None


@dataclass(frozen=True, slots=True)
class Unname:
    """Says that a name is gone from its folder."""

    folder: Path
    name: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """Says that the names in a folder are durable."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Said:
    """Says that the program wrote this to its standard output."""

    text: str


Operation = Write | Truncate | Sync | Name | Unname | SyncFolder | Said


def traced(module: str, words: list[str], folder: Path, log: Path) -> list[Operation]:
    """Runs a Python module under strace until it ends; gives what it did below `folder`, which is there."""
    strace = shutil.which("strace")
    if strace is None:
        sys.exit("strace is missing: apt-get install strace")
    calls = ",".join((*FOLLOWED, *SAME, *REFUSED))
    command = [strace, "-f", "-qq", "-xx", "-s", str(1 << 26), "-e", f"trace=?{calls.replace(',', ',?')}"]
    command += ["-o", str(log), sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} failed: {done.stderr[-2000:]}")
    with log.open(encoding="ascii") as lines:
        return list(operations_of(lines, folder))


def operations_of(lines: Iterable[str], folder: Path) -> Iterator[Operation]:
    """Reads strace's lines. RuntimeError: a call that is not followed changed something below `folder`."""
    return _Reader(folder).operations(_whole(lines))


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Joins a call that another thread's interrupted; it counts where it ended."""
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, call = line.rstrip("\n").partition(" ")
        call = call.strip()
        if call.endswith(BEGUN):
            begun[thread] = call.removesuffix(BEGUN)
        elif rest := RESUMED.fullmatch(call):
            yield begun.pop(thread) + rest[1]
        else:
            yield call


def _text(argument: str) -> bytes:
    found = TEXT.search(argument)
    if found is None:
        raise ValueError(f"no text in {argument[:80]}")
    return bytes.fromhex(found[1].replace("\\x", ""))


class _Reader:
    """Knows which file each number of an open file stands for."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._named: dict[Path, int] = {}
        self._folders = {folder}
        self._open: dict[int, int | Path] = {}
        self._appending: set[int] = set()
        self._at: dict[int, int] = {}
        self._size: dict[int, int] = {}
        self._files = 0

    def operations(self, calls: Iterator[str]) -> Iterator[Operation]:
        for call in calls:
            found = CALL.fullmatch(call)
            if found is None or int(found[3]) < 0:
                continue  # a signal, an exit, or a call that failed
            name, arguments, result = found[1], found[2], int(found[3])
            if name in REFUSED or (name in SAME and not arguments.startswith("AT_FDCWD")):
                self._refuse(name, arguments)
            else:
                yield from getattr(self, f"_{SAME.get(name, name)}")(arguments, result)

    def _refuse(self, name: str, arguments: str) -> None:
        number = re.match(r"\d+", arguments)
        ours = number is not None and int(number[0]) in self._open
        if ours or any(self._inside(text[0]) for text in TEXT.finditer(arguments)):
            raise RuntimeError(f"{name} is not followed")

    def _inside(self, argument: str) -> Path | None:
        """Gives the path where it lies below the folder; not SQLite's index of its log, made anew."""
        path = Path(_text(argument).decode())
        return path if path.is_relative_to(self._root) and not path.name.endswith("-shm") else None

    def _written(self, file: int, at: int, content: bytes) -> Write:
        self._size[file] = max(self._size.get(file, 0), at + len(content))
        return Write(file, at, content)

    def _truncated(self, file: int, size: int) -> Truncate:
        self._size[file] = size
        return Truncate(file, size)

    def _openat(self, arguments: str, result: int) -> Iterator[Operation]:
        self._open.pop(result, None)
        path = self._inside(arguments)
        if path is None:
            return
        if path in self._folders:
            self._open[result] = path
            return
        if path not in self._named:
            self._files += 1
            self._named[path] = self._files
            yield Name(path.parent, path.name, self._files)
        file = self._named[path]
        self._open[result], self._at[result] = file, 0
        (self._appending.add if "O_APPEND" in arguments else self._appending.discard)(result)
        if "O_TRUNC" in arguments:
            yield self._truncated(file, 0)

    def _close(self, arguments: str, _: int) -> Iterator[Operation]:
        self._open.pop(int(arguments), None)
        yield from ()

    def _file(self, arguments: str) -> tuple[int, int | None]:
        number = int(arguments.partition(",")[0])
        file = self._open.get(number)
        return number, file if isinstance(file, int) else None

    def _lseek(self, arguments: str, result: int) -> Iterator[Operation]:
        self._at[self._file(arguments)[0]] = result
        yield from ()

    def _write(self, arguments: str, result: int) -> Iterator[Operation]:
        number, file = self._file(arguments)
        if number == 1:
            yield Said(_text(arguments).decode())
        if file is not None:
            at = self._size.get(file, 0) if number in self._appending else self._at[number]
            yield self._written(file, at, _text(arguments)[:result])
            self._at[number] = at + result

    def _pwrite64(self, arguments: str, result: int) -> Iterator[Operation]:
        _, file = self._file(arguments)
        if file is not None:
            yield self._written(file, int(arguments.rpartition(",")[2]), _text(arguments)[:result])

    def _ftruncate(self, arguments: str, _: int) -> Iterator[Operation]:
        _, file = self._file(arguments)
        if file is not None:
            yield self._truncated(file, int(arguments.rpartition(",")[2]))

    def _fsync(self, arguments: str, _: int) -> Iterator[Operation]:
        what = self._open.get(int(arguments))
        if isinstance(what, int):
            yield Sync(what)
        elif what is not None:
            yield SyncFolder(what)

    _fdatasync = _fsync

    def _rename(self, arguments: str, _: int) -> Iterator[Operation]:
        before, after = (self._inside(text[0]) for text in TEXT.finditer(arguments))
        if before is None or after is None:
            if before or after:
                raise RuntimeError("a name that leaves the folder is not followed")
            return
        self._named[after] = self._named.pop(before)
        yield Name(after.parent, after.name, self._named[after])
        yield Unname(before.parent, before.name)

    def _link(self, arguments: str, _: int) -> Iterator[Operation]:
        there, new = (self._inside(text[0]) for text in TEXT.finditer(arguments))
        if there is None or new is None:
            raise RuntimeError("a file with a second name elsewhere is not followed")
        self._named[new] = self._named[there]
        yield Name(new.parent, new.name, self._named[new])

    def _unlink(self, arguments: str, _: int) -> Iterator[Operation]:
        path = self._inside(arguments)
        if path is not None:
            self._named.pop(path, None)
            yield Unname(path.parent, path.name)

    def _mkdir(self, arguments: str, _: int) -> Iterator[Operation]:
        path = self._inside(arguments)
        if path is not None:
            self._folders.add(path)
            yield Name(path.parent, path.name, None)
