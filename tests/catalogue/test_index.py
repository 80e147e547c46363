"""The compiled index: built once, built anew when a source changes, shared by processes, never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.loader import BadCatalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from tests.catalogue.folders import a_few
from tests.centres import SAIGON

ROOT = Path(__file__).resolve().parents[2]
BIRTH = "1.001193"
KEPT = (BIRTH, "2.000986", "2.000815")
BY_HAND = len(KEPT)
RECORD: dict[str, object] = {
    "code": "9.999902",
    "name": "Đăng ký kết hôn (MẪU)",
    "names": ["làm giấy kết hôn mẫu"],
    "field": "ho_tich",
    "level": "commune",
    "seen": "2026-07-18",
    "passages": [{"heading": "Thành phần hồ sơ", "text": "Tờ khai theo mẫu."}],
}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Three of the product's procedures, an empty import store, and the fields that both may name."""
    a_few(tmp_path / "procedures", *KEPT)
    (tmp_path / "imported").mkdir()
    fields = frozenset(field.id for field in SAIGON.fields)
    return Sources(tmp_path / "procedures", tmp_path / "imported", fields)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "catalogue"


def change(sources: Sources, old: str, new: str, code: str = BIRTH) -> None:
    path = sources.procedures / f"{code}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def version_of(catalogue: Catalogue) -> int:
    procedure = catalogue.get(BIRTH)
    assert procedure is not None
    return procedure.version


def imported(sources: Sources, *records: dict[str, object], file: str = "portal.jsonl") -> None:
    assert sources.imported is not None
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (sources.imported / file).write_text(lines, encoding="utf-8")


def indexes(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def found(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.code for hit in Ranker(catalogue.index).rank(text, "vi")]


def test_the_index_is_built_once_and_anew_when_a_file_changes(sources: Sources, folder: Path) -> None:
    open_catalogue(sources, folder)
    first = indexes(folder)
    made = (folder / first[0]).stat().st_mtime_ns
    open_catalogue(sources, folder)
    assert indexes(folder) == first
    assert (folder / first[0]).stat().st_mtime_ns == made
    change(sources, 'vi = "Đăng ký khai sinh"', 'vi = "Đăng ký khai sinh cho bé"')
    assert open_catalogue(sources, folder).entries[BIRTH].name.vi == "Đăng ký khai sinh cho bé"
    assert len(indexes(folder)) == 1
    assert indexes(folder) != first


def test_whoever_still_reads_an_index_that_was_replaced_goes_on(sources: Sources, folder: Path) -> None:
    running = open_catalogue(sources, folder)
    change(sources, 'vi = "Đăng ký khai sinh"', 'vi = "Tên khác"')
    open_catalogue(sources, folder)
    assert running.entries[BIRTH].name.vi == "Đăng ký khai sinh"
    assert running.get(BIRTH) is not None


def test_several_processes_may_build_at_once(sources: Sources, folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kiosk.catalogue.catalogue import open_catalogue;"
        "from kiosk.catalogue.sources import Sources;"
        "c = open_catalogue(Sources(Path(sys.argv[1])), Path(sys.argv[2]));"
        "print(len(c.entries), c.entries['1.001193'].name.vi)"
    )
    command = [sys.executable, "-c", code, str(sources.procedures), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
        for _ in range(3)
    ]
    for one in running:
        out, trouble = one.communicate(timeout=60)
        assert (one.returncode, out, trouble) == (0, f"{BY_HAND} Đăng ký khai sinh\n", "")
    assert len(indexes(folder)) == 1


@pytest.mark.parametrize("damage", [b"", b"not an index at all", None])
def test_a_damaged_index_is_built_anew(sources: Sources, folder: Path, damage: bytes | None) -> None:
    open_catalogue(sources, folder).close()
    [name] = indexes(folder)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert found(open_catalogue(sources, folder), "khai sinh")[0] == BIRTH
    assert (folder / name).read_bytes()[:15] == b"SQLite format 3"


def test_where_nothing_can_be_written_the_index_is_in_memory(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    catalogue = open_catalogue(sources, tmp_path / "file" / "catalogue")
    assert not catalogue.on_disk
    assert found(catalogue, "khai sinh")[0] == BIRTH


def test_an_old_dossier_is_read_by_the_version_it_was_filed_under(sources: Sources, folder: Path) -> None:
    before = version_of(open_catalogue(sources, folder))
    change(sources, f"version = {before}", f"version = {before + 1}")
    change(sources, 'vi = "Đăng ký khai sinh"', 'vi = "Tên mới"')
    catalogue = open_catalogue(sources, folder)
    old, new = catalogue.get(BIRTH, before), catalogue.get(BIRTH, before + 1)
    assert old is not None
    assert new is not None
    assert (old.version, old.name.vi) == (before, "Đăng ký khai sinh")
    assert (new.version, new.name.vi) == (before + 1, "Tên mới")
    assert catalogue.get(BIRTH) == new
    assert catalogue.filed_under(BIRTH, before) == old
    (sources.procedures / f"{BIRTH}.toml").unlink()
    assert open_catalogue(sources, folder).filed_under(BIRTH, before + 1) == new


def test_a_version_that_nobody_kept_is_read_by_the_present_one(sources: Sources, folder: Path) -> None:
    catalogue = open_catalogue(sources, folder)
    unknown = version_of(catalogue) + 7
    assert catalogue.get(BIRTH, unknown) is None
    assert catalogue.filed_under(BIRTH, unknown) == catalogue.get(BIRTH)
    assert catalogue.get("../../etc", 1) is None
    (folder / "versions" / f"{BIRTH}-v{unknown}.json").write_text("{}")
    assert catalogue.get(BIRTH, unknown) is None


def test_a_bad_file_is_left_out_and_the_rest_works(sources: Sources, folder: Path) -> None:
    change(sources, 'icon = "', 'icn = "')
    imported(sources, RECORD)
    catalogue = open_catalogue(sources, folder)
    assert len(catalogue.problems) == 1
    assert catalogue.trouble().startswith(f"{BIRTH}.toml: icn: unknown key")
    assert BIRTH not in catalogue.entries
    assert found(catalogue, "sao y")[0] == "2.000815"
    assert catalogue.get("2.000815") is not None
    assert open_catalogue(sources, folder).problems == catalogue.problems


def test_a_catalogue_of_which_nothing_can_be_used_is_refused(sources: Sources, folder: Path) -> None:
    for path in sources.procedures.iterdir():
        path.write_text("nothing = 1")
    with pytest.raises(BadCatalogue, match=r"\.toml: code: is missing"):
        open_catalogue(sources, folder)


def test_what_is_kept_by_hand_lies_over_what_is_imported(sources: Sources, folder: Path) -> None:
    imported(sources, RECORD, {**RECORD, "code": BIRTH, "name": "Tên của cổng"})
    catalogue = open_catalogue(sources, folder)
    assert catalogue.entries[BIRTH].name.vi == "Đăng ký khai sinh"
    assert catalogue.entries[BIRTH].curated
    assert catalogue.imported(BIRTH) is None
    entry = catalogue.entries["9.999902"]
    assert not entry.curated
    assert str(entry.seen) == "2026-07-18"
    assert entry not in catalogue.of_field("ho_tich")
    assert found(catalogue, "làm giấy kết hôn mẫu")[0] == "9.999902"


def test_the_newest_record_of_a_code_counts(sources: Sources) -> None:
    imported(sources, {**RECORD, "seen": "2026-07-18", "name": "Mới"}, file="a.jsonl")
    imported(sources, {**RECORD, "seen": "2026-06-01", "name": "Cũ"}, file="b.jsonl")
    assert open_catalogue(sources).entries["9.999902"].name.vi == "Mới"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "portal.jsonl: line 1: not a line of JSON in UTF-8"),
        ("[" * 100_000, "portal.jsonl: line 1: not a line of JSON in UTF-8"),
        ("[]", "portal.jsonl: line 1"),
        (json.dumps({**RECORD, "name": ""}), "portal.jsonl: line 1.name:"),
        (json.dumps({**RECORD, "field": "ho_tic"}), "field: unknown field ho_tic (did you mean ho_tich?)"),
        (json.dumps({**RECORD, "code": "../x"}), "portal.jsonl: line 1.code: does not have the right form"),
        (json.dumps({**RECORD, "level": "xa"}), "portal.jsonl: line 1.level:"),
    ],
)
def test_a_bad_record_is_named_and_left_out(sources: Sources, line: str, problem: str) -> None:
    assert sources.imported is not None
    good = json.dumps({**RECORD, "code": "9.999903"})
    (sources.imported / "portal.jsonl").write_text(f"{line}\n\n{good}\n", encoding="utf-8")
    catalogue = open_catalogue(sources)
    assert problem in catalogue.trouble()
    assert "9.999903" in catalogue.entries
    assert len(catalogue.entries) == BY_HAND + 1
