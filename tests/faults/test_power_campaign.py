"""A slice of `./run faults power`, and the rules of its disk."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from kiosk.store.folders import make_folder
from tests.faults.power_campaign import Promises, holds, judged
from tests.faults.power_disk import SECTOR, PowerDisk
from tests.faults.power_trace import Name, Operation, Sync, SyncFolder, Truncate, Unname, Write, operations_of

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
TIMES = 200


def left(folder: Path, *operations: Operation, times: int = TIMES) -> set[tuple[tuple[str, bytes], ...]]:
    """What so many power cuts after these operations left, each once."""
    found = set()
    for turn in range(times):
        into = folder / str(turn)
        into.mkdir()
        disk = PowerDisk(folder)
        for one in operations:
            disk.apply(one)
        disk.cut(into, random.Random(turn))
        found.add(
            tuple(
                (path.name, path.read_bytes() if path.is_file() else b"/") for path in sorted(into.rglob("*"))
            )
        )
    return found


def test_what_was_synced_with_its_name_is_always_there(tmp_path: Path) -> None:
    made = (Name(tmp_path, "a", 1), Write(1, 0, b"MAU"), Sync(1), SyncFolder(tmp_path))
    assert left(tmp_path, *made) == {(("a", b"MAU"),)}


def test_a_name_that_was_not_synced_may_be_gone_though_its_file_was(tmp_path: Path) -> None:
    made = (Name(tmp_path, "a", 1), Write(1, 0, b"MAU"), Sync(1))
    assert left(tmp_path, *made) == {(), (("a", b"MAU"),)}


def test_a_renamed_page_is_whole_under_one_name_or_both(tmp_path: Path) -> None:
    begun = (Name(tmp_path, "a.part", 1), Write(1, 0, b"MAU"), Sync(1), SyncFolder(tmp_path))
    found = left(tmp_path, *begun, Name(tmp_path, "a", 1), Unname(tmp_path, "a.part"))
    assert found == {(("a.part", b"MAU"),), (("a", b"MAU"), ("a.part", b"MAU")), (("a", b"MAU"),)}


def test_a_write_that_was_not_synced_is_there_or_torn_by_sectors_or_not(tmp_path: Path) -> None:
    begun = (Name(tmp_path, "a", 1), Write(1, 0, bytes(2 * SECTOR)), Sync(1), SyncFolder(tmp_path))
    found = left(tmp_path, *begun, Write(1, 0, b"\1" * 2 * SECTOR))
    sectors = {(content[:1], content[SECTOR : SECTOR + 1]) for ((_, content),) in found}
    assert sectors == {(one, other) for one in (b"\0", b"\1") for other in (b"\0", b"\1")}
    assert all(len(content) == 2 * SECTOR and len(set(content[:SECTOR])) == 1 for ((_, content),) in found)


def test_a_file_that_was_cut_short_may_have_its_old_end(tmp_path: Path) -> None:
    begun = (Name(tmp_path, "a", 1), Write(1, 0, b"MAU MAU"), Sync(1), SyncFolder(tmp_path))
    assert left(tmp_path, *begun, Truncate(1, 3)) == {(("a", b"MAU"),), (("a", b"MAU MAU"),)}


def test_a_folder_in_a_folder_that_was_not_synced_may_be_gone_with_all_in_it(tmp_path: Path) -> None:
    inner = tmp_path / "files"
    made = (
        Name(tmp_path, "files", None),
        Name(inner, "a", 1),
        Write(1, 0, b"MAU"),
        Sync(1),
        SyncFolder(inner),
    )
    assert left(tmp_path, *made) == {(), (("files", b"/"), ("a", b"MAU"))}


def test_calls_that_another_thread_interrupts_are_read_whole(tmp_path: Path) -> None:
    def text(what: str) -> str:
        return '"' + "".join(f"\\x{byte:02x}" for byte in what.encode()) + '"'

    lines = f"""\
7 openat(AT_FDCWD, {text(f"{tmp_path}/a")}, O_RDWR|O_CREAT, 0600) = 3
7 pwrite64(3, {text("MAU")}, 3, 5 <unfinished ...>
8 openat(AT_FDCWD, {text("/etc/nothing")}, O_RDONLY) = -1 ENOENT (No such file or directory)
7 <... pwrite64 resumed>) = 3
8 fsync(3) = 0
8 +++ exited with 0 +++
"""
    found = list(operations_of(lines.splitlines(), tmp_path))
    assert found == [Name(tmp_path, "a", 1), Write(1, 5, b"MAU"), Sync(1)]


def test_a_call_that_nobody_follows_is_told(tmp_path: Path) -> None:
    lines = ['7 rmdir("' + "".join(f"\\x{byte:02x}" for byte in str(tmp_path / "a").encode()) + '") = 0']
    with pytest.raises(RuntimeError, match="rmdir"):
        list(operations_of(lines, tmp_path))


def test_a_folder_is_durable_with_those_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("kiosk.store.folders.sync_folder", synced.append)
    for _ in range(2):
        make_folder(tmp_path / "a" / "b", 0o700)
    assert synced == [tmp_path, tmp_path / "a"]
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_what_is_lost_or_missed_fails_the_campaign() -> None:
    well = {"hub": {"lost": 0, "unopened": 0}, "kiosk": {"lost": 0, "unopened": 0}}
    assert holds({**well, "mutants": {"a": "caught"}})
    assert not holds({**well, "mutants": {"a": "missed"}})
    assert not holds({**well, "hub": {"lost": 1, "unopened": 0}})
    assert not holds({**well, "kiosk": {"lost": 0, "unopened": 1}})


def test_what_was_told_is_a_promise() -> None:
    told = Promises()
    for line in ("number\t1\tH 800\n", "dossier\t2\t\n", "passing\t2\t\n"):
        told.hear(line)
    assert (told.numbers, told.dossiers, told.passing, len(told)) == ({"1": "H 800"}, {"2"}, {"2"}, 2)


@needs_strace
def test_a_kiosk_whose_power_goes_has_all_that_it_promised() -> None:
    found = judged("kiosk", None, 40, seed=1, turns=4)
    assert found["promises"] > 40
    assert (found["cuts"], found["lost"], found["unopened"]) == (40, 0, 0)
