"""Looks through the memory of another process, and through files, for values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

PAGE = 4096
AROUND = 48
BEGINNING = 4
WIDTHS = {1: "ascii", 2: "utf-16-le"}


@dataclass(frozen=True)
class Found:
    """A value that was found: where, and what stands around it."""

    name: str
    where: str
    around: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"{self.name} in {self.where}: {self.around!r}"


def forms(value: bytes) -> set[tuple[int, bytes]]:
    """The value as Python and Qt may keep it, in one or two bytes a letter, in capitals or not."""
    if not value.isascii() or not value.isalnum():
        return {(1, value)}
    text = value.decode("ascii")
    written = {text, text.lower(), text.upper(), text.title()}
    return {(width, one.encode(code)) for one in written for width, code in WIDTHS.items()}


def in_memory(pid: int, values: dict[str, bytes]) -> Iterator[Found]:
    """Every place in the writable memory of that process that holds one of the values."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end, name in _writable(pid):
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except OSError:
                continue
            for part in written(content):
                yield from _in_bytes(part, values, name or "anonymous memory")


def in_files(folders: Iterable[Path], values: dict[str, bytes]) -> Iterator[Found]:
    """Every file below the folders that holds one of the values."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield from _in_bytes(path.read_bytes(), values, path.name)


def _writable(pid: int) -> Iterator[tuple[int, int, str]]:
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        span, rights, *rest = line.split(maxsplit=5)
        if "w" in rights:
            start, end = (int(part, 16) for part in span.split("-"))
            yield start, end, rest[3].strip() if len(rest) > 3 else ""


def written(content: bytes) -> Iterator[bytes]:
    """The memory without its long runs of pages that hold one word over and over, never used or overwritten:
    nearly half of it, where no value can lie but at the edges, which stay.
    """
    words = np.frombuffer(content, np.uint64).reshape(-1, PAGE // 8)
    alike = (words == words[:, :1]).all(axis=1)
    inside = alike.copy()
    inside[1:] &= alike[:-1]
    inside[:-1] &= alike[1:]
    turns = np.flatnonzero(np.diff(inside, prepend=True, append=True))
    for begin, end in turns.reshape(-1, 2):
        yield content[begin * PAGE : end * PAGE]


def _in_bytes(content: bytes, values: dict[str, bytes], where: str) -> Iterator[Found]:
    """Looks for the beginnings first, which many values share: a pass over all memory takes its time."""
    sought: dict[bytes, list[tuple[str, bytes]]] = {}
    for name, value in values.items():
        for width, form in forms(value):
            sought.setdefault(form[: BEGINNING * width], []).append((name, form))
    for beginning, wanted in sought.items():
        at = content.find(beginning)
        while at >= 0:
            for name, form in wanted:
                if content.startswith(form, at):
                    yield Found(name, where, content[max(0, at - AROUND) : at + len(form) + AROUND])
            at = content.find(beginning, at + 1)
