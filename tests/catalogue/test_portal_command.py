"""`./run catalogue import` as the editor sees it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.loader import read_procedures
from kiosk.catalogue.portal.store import FILE
from tests.catalogue.portal_records import bad_files, details, title, write_lines, write_table
from tests.catalogue.test_commands import locked
from ui.commands import catalogue
from ui.commands.__main__ import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
def procedures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of procedures that the editor keeps: one will do, and is compiled sooner than all."""
    folder = tmp_path_factory.mktemp("procedures")
    shutil.copy(PROCEDURES / "1.001193.toml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "PROCEDURES", folder)
        yield folder


def run(data: Path, *files: Path, more: tuple[str, ...] = ()) -> int:
    return main(["catalogue", "import", *map(str, files), "--into", str(data), "--lang", "en", *more])


def test_an_import_tells_what_it_did_and_the_next_one_that_nothing_changed(
    tmp_path: Path, capsys: Captured
) -> None:
    data = tmp_path / "data"
    files = (
        write_lines(tmp_path / "a.gz", details(), details("1.001193")),
        write_table(tmp_path / "b.csv", [title(), title(code="9.4-Xoa")]),
    )
    assert run(data, *files) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[:5] == [
        "a.gz: 2 of 2 records imported, 0 left out; taken on 2026-07-17 or later.",
        "b.csv: line 3: 9.4-Xoa: the portal marks it as deleted (“-Xoa”)",
        "b.csv: 1 of 2 records imported, 1 left out; taken on 2026-07-17 or later.",
        "2 procedures are not in the portal's list, withdrawn or renumbered: 1.001193, 9.100001",
        f"3 procedures in {data / 'imported'}: 3 new, 0 changed.",
    ]
    assert f"the index is in {data / 'catalogue'}" in said.out
    assert run(data, *files) == 0
    assert f"Nothing has changed: 3 procedures in {data / 'imported'}." in capsys.readouterr().out


def test_what_changed_is_printed_and_what_that_makes_stale(tmp_path: Path, capsys: Captured) -> None:
    data = tmp_path / "data"
    run(data, write_lines(tmp_path / "a.gz", details("1.001193")))
    capsys.readouterr()
    new = details("1.001193", name="Cấp đổi thẻ MẪU")
    assert run(data, write_lines(tmp_path / "a.gz", new), more=("--seen", "2026-11-26")) == 0
    out = capsys.readouterr().out
    seen = read_procedures(PROCEDURES)[0]["1.001193"].sources["portal"].seen
    assert "a.gz: 1 of 1 records imported, 0 left out; taken on 2026-11-26.\n" in out
    assert "1.001193  Cấp đổi thẻ MẪU\n  name: “Cấp thẻ MẪU” → “Cấp đổi thẻ MẪU”\n" in out
    assert f"1.001193.toml: the portal's record has changed since {seen}; compare it again.\n" in out


def test_a_record_that_cannot_be_read_is_named_and_the_others_are_imported(
    tmp_path: Path, capsys: Captured
) -> None:
    assert run(tmp_path / "data", write_lines(tmp_path / "a.gz", details(), "{")) == 1
    said = capsys.readouterr()
    assert "a.gz: line 2: is not a line of JSON in UTF-8\n" in said.out
    assert said.err == "catalogue: 1 records could not be read, named above; the others are imported.\n"
    assert "9.100001" in (tmp_path / "data" / "imported" / FILE).read_text(encoding="utf-8")


def test_a_bad_file_gives_one_line_and_status_1(tmp_path: Path, capsys: Captured) -> None:
    for path, why in bad_files(tmp_path).values():
        assert run(tmp_path / "data", path) == 1
        assert capsys.readouterr().err == f"{why}\n"
    assert not (tmp_path / "data").exists()


def test_a_file_that_may_not_be_read_gives_one_line(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path / "a.gz", details())
    assert run(tmp_path / "data", path) == 0  # also loads what the command needs
    capsys.readouterr()
    monkeypatch.setattr(catalogue, "PROCEDURES", PROCEDURES)  # a folder that anybody may look into
    with locked(path):
        status = run(tmp_path / "data", path)
    err = capsys.readouterr().err
    assert status == 1
    assert err.endswith("cannot be read: Permission denied\n")
    assert len(err.splitlines()) == 1


def test_a_store_that_cannot_be_written_gives_one_line(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    assert run(tmp_path / "data", write_lines(tmp_path / "a.gz", details())) == 1
    assert "cannot be" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01", "18/07/2026"])
def test_a_day_is_written_as_a_day_of_the_past(tmp_path: Path, capsys: Captured, day: str) -> None:
    assert run(tmp_path, write_lines(tmp_path / "a.gz", details()), more=("--seen", day)) == 2
    assert capsys.readouterr().err == "catalogue: --seen takes a day of the past such as 2026-07-18.\n"
