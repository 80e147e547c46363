"""Simulates a disk whose power may go at any moment: what was not synced may be there, or torn, or not.

What POSIX leaves open is left to chance. A write that no sync followed is kept, lost, or kept in some of its
sectors of 512 bytes, each by itself; the changes of a folder's names that no sync of the folder followed are
kept up to one of them; a name does not become durable by the sync of its file.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.power_trace import Name, Operation, Sync, SyncFolder, Truncate, Unname, Write

SECTOR = 512


@dataclass
class _File:
    durable: bytes = b""
    open: list[Write | Truncate] = field(default_factory=list)


@dataclass
class _Folder:
    durable: dict[str, int | None] = field(default_factory=dict)
    open: list[Name | Unname] = field(default_factory=list)


class PowerDisk:
    """Holds what is durable below one folder, and what is open."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._files: dict[int, _File] = {}
        self._folders: dict[Path, _Folder] = {folder: _Folder()}

    def apply(self, operation: Operation) -> None:
        """Does what the program did."""
        match operation:
            case Write() | Truncate():
                self._files[operation.file].open.append(operation)
            case Sync():
                file = self._files[operation.file]
                file.durable, file.open = _content(file.durable, file.open), []
            case Name() | Unname():
                self._folders[operation.folder].open.append(operation)
                if isinstance(operation, Name) and operation.file is None:
                    self._folders[operation.folder / operation.name] = _Folder()
                elif isinstance(operation, Name):
                    self._files.setdefault(operation.file or 0, _File())
            case SyncFolder():
                folder = self._folders[operation.folder]
                folder.durable, folder.open = _names(folder.durable, folder.open), []

    def cut(self, into: Path, chance: random.Random) -> None:
        """Writes into an empty folder what a power cut at this moment might leave."""
        share = chance.choice((0.0, 0.0, 0.5, 0.9, 1.0))
        self._leave(self._root, into, share, chance)

    def _leave(self, folder: Path, into: Path, share: float, chance: random.Random) -> None:
        names = self._folders[folder]
        kept = len(names.open) if share == 1 else int(chance.random() * share * (len(names.open) + 1))
        for name, file in _names(names.durable, names.open[:kept]).items():
            if file is None:
                (into / name).mkdir()
                self._leave(folder / name, into / name, share, chance)
            else:
                one = self._files[file]
                left = [part for each in one.open for part in _left_of(each, share, chance)]
                (into / name).write_bytes(_content(one.durable, left))


def _left_of(change: Write | Truncate, share: float, chance: random.Random) -> list[Write | Truncate]:
    """Gives what the disk took of a change that was not synced."""
    if chance.random() < share * share:
        return [change]
    if isinstance(change, Truncate) or chance.random() >= share:
        return []
    sectors = range(-(change.offset % SECTOR), len(change.content), SECTOR)
    return [
        Write(change.file, change.offset + max(at, 0), change.content[max(at, 0) : at + SECTOR])
        for at in sectors
        if chance.random() < 0.5
    ]


def _content(durable: bytes, changes: list[Write | Truncate]) -> bytes:
    if not changes:
        return durable
    content = bytearray(durable)
    for change in changes:
        end = change.size if isinstance(change, Truncate) else change.offset + len(change.content)
        content.extend(bytes(max(0, end - len(content))))
        if isinstance(change, Truncate):
            del content[change.size :]
        else:
            content[change.offset : end] = change.content
    return bytes(content)


def _names(durable: dict[str, int | None], changes: list[Name | Unname]) -> dict[str, int | None]:
    names = dict(durable)
    for change in changes:
        if isinstance(change, Name):
            names[change.name] = change.file
        else:
            names.pop(change.name, None)
    return names
