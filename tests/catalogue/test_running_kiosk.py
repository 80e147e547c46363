"""An editor changes files while the kiosk runs: it takes what can be used, and keeps the rest as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.catalogue.watch import CatalogueWatch, Problems

COPIES, SIGNATURES = "2.000815", "2.000884"
NAME = "Chứng thực bản sao từ bản chính"


class Running:
    """A catalogue of two procedures, followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "procedures"
        self.folder.mkdir()
        for code in (COPIES, SIGNATURES):
            text = (PROCEDURES / f"{code}.toml").read_text(encoding="utf-8")
            self.write(code, text.partition("[[offers]]")[0])
        self.sources = Sources(self.folder)
        self.catalogue = open_catalogue(self.sources, folder / "index")
        self.taken: list[Catalogue] = []
        self.told: list[Problems] = []
        self.watch = CatalogueWatch(
            self.sources, folder / "index", self.catalogue, take=self.taken.append, tell=self.told.append
        )

    def write(self, code: str, text: str) -> None:
        (self.folder / f"{code}.toml").write_text(text, encoding="utf-8")

    def edit(self, code: str, old: str, new: str) -> None:
        text = (self.folder / f"{code}.toml").read_text(encoding="utf-8")
        assert old in text
        self.write(code, text.replace(old, new))

    def look(self) -> Catalogue:
        self.watch.look()
        return self.taken[-1] if self.taken else self.catalogue


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return Running(tmp_path)


def name(catalogue: Catalogue, code: str = COPIES) -> str:
    return catalogue.procedures[code].name.vi


def test_where_nothing_changes_nothing_is_taken(running: Running) -> None:
    for _ in range(3):
        running.look()
    assert running.taken == []
    assert running.told == []


def test_a_changed_file_is_taken_first_by_itself_then_with_its_words(running: Running) -> None:
    running.edit(COPIES, NAME, "Sao y kiểu MẪU")
    latest = running.look()
    first, last = running.taken
    assert last is latest
    for catalogue in (first, last):
        assert name(catalogue) == "Sao y kiểu MẪU"
        assert catalogue.entries[COPIES].name.vi == "Sao y kiểu MẪU"
        assert {entry.name.vi for entry in catalogue.of_field("chung_thuc")} >= {"Sao y kiểu MẪU"}
        assert "Sao y kiểu MẪU" in {entry.name.vi for entry in catalogue.frequent()}
        assert len(catalogue.entries) == 2
    assert name(running.catalogue) == NAME  # a visit under way holds the old one
    assert last.on_disk
    assert [hit.code for hit in Ranker(last.index).rank("sao y kiểu MẪU", "vi")][:1] == [COPIES]
    running.look()
    assert len(running.taken) == 2


def test_a_broken_file_leaves_the_procedure_as_it_was_and_is_told(running: Running) -> None:
    running.edit(COPIES, 'field = "chung_thuc"', 'feild = "chung_thuc"')
    running.edit(SIGNATURES, "version = 1", "version = 2")
    kept = running.look()
    assert name(kept) == NAME
    assert kept.procedures[SIGNATURES].version == 2
    assert running.told == []  # it may be half written
    running.look()
    assert running.told == [("2.000815.toml: feild: unknown key (did you mean field?)",)]
    running.look()
    assert len(running.told) == 1
    running.edit(COPIES, "feild", "field")
    running.look()
    running.look()
    assert running.told[1:] == [()]
    assert running.look().on_disk


def test_a_file_that_was_only_half_written_is_not_told(running: Running) -> None:
    text = (running.folder / f"{COPIES}.toml").read_text(encoding="utf-8")
    running.write(COPIES, text[:300])
    running.look()
    running.write(COPIES, text.replace(NAME, "Sao y kiểu MẪU"))
    assert name(running.look()) == "Sao y kiểu MẪU"
    running.look()
    assert running.told == []


def test_a_removed_file_removes_its_procedure(running: Running) -> None:
    (running.folder / f"{COPIES}.toml").unlink()
    left = running.look()
    assert list(left.procedures) == [SIGNATURES]
    assert left.get(COPIES) is None


def test_a_new_file_is_a_new_procedure(running: Running) -> None:
    shutil.copy(PROCEDURES / "1.001193.toml", running.folder)
    running.edit("1.001193", "[[offers]]", "#")
    running.edit("1.001193", 'procedure = "2.000986"', "")
    text = (running.folder / "1.001193.toml").read_text(encoding="utf-8")
    running.write("1.001193", "\n".join(line for line in text.splitlines() if not line.startswith("why =")))
    running.look()
    assert all("1.001193" in catalogue.procedures for catalogue in running.taken)
    assert [entry.code for entry in running.taken[0].of_field("ho_tich")] == ["1.001193"]


def test_a_folder_that_goes_away_changes_nothing_until_it_is_back(running: Running) -> None:
    away = running.folder.with_name("away")
    running.folder.rename(away)
    running.look()
    running.look()
    assert running.taken == []
    assert len(running.told) == 1
    assert "cannot be read" in running.told[0][0]
    away.rename(running.folder)
    running.edit(COPIES, NAME, "Sao y kiểu MẪU")
    assert name(running.look()) == "Sao y kiểu MẪU"
    running.look()
    assert running.told[1:] == [()]


def test_when_no_file_can_be_used_any_more_all_is_kept(running: Running) -> None:
    for code in (COPIES, SIGNATURES):
        running.write(code, "code = ")
    assert sorted(running.look().procedures) == [COPIES, SIGNATURES]


def test_the_changed_procedure_is_there_before_anything_is_compiled(tmp_path: Path) -> None:
    """A look comes every second; to compile thousands of imported records takes several."""
    folder, index = tmp_path / "procedures", tmp_path / "index"
    shutil.copytree(PROCEDURES, folder)
    catalogue = open_catalogue(Sources(folder), index)
    compiled = sorted(index.iterdir())
    took: list[tuple[str, bool]] = []

    def take(new: Catalogue) -> None:
        took.append((new.procedures[COPIES].name.vi, sorted(index.iterdir()) == compiled))

    watch = CatalogueWatch(Sources(folder), index, catalogue, take=take, tell=lambda _problems: None)
    path = folder / f"{COPIES}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(NAME, "Sao y kiểu MẪU"), encoding="utf-8")
    watch.look()
    assert [compiled_nothing for _name, compiled_nothing in took] == [True, False]
    assert all("Sao y kiểu MẪU" in name for name, _ in took)
