"""The editor imports the portal's files: all of them or nothing, and the same twice is nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.centre import load_fields
from config.load import PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.imported import read_imported
from kiosk.catalogue.loader import read_procedures
from kiosk.catalogue.portal.changes import Change, changed, stale
from kiosk.catalogue.portal.fields import TABLE, FieldMap
from kiosk.catalogue.portal.importing import Done, import_files
from kiosk.catalogue.portal.store import FILE
from kiosk.catalogue.sources import Sources
from tests.catalogue.portal_records import (
    MADE,
    TODAY,
    bad_files,
    channel,
    crawled,
    defence,
    details,
    fee,
    method,
    title,
    with_data,
    write_lines,
    write_table,
)

FIELDS = frozenset(field.id for field in load_fields())
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "imported"


def imported(store: Path, *files: Path, seen: date | None = None) -> Done:
    return import_files(files, store, FieldMap(TABLE, FIELDS), TODAY, seen=seen)


def a_file(tmp_path: Path, *records: object, name: str = "portal.jsonl.gz") -> Path:
    return write_lines(tmp_path / name, *records)


def test_one_file_of_each_format_becomes_one_store(tmp_path: Path, store: Path) -> None:
    done = imported(
        store,
        a_file(tmp_path, details(), name="a.gz"),
        write_lines(tmp_path / "b.jsonl", crawled(), packed=False),
        a_file(tmp_path, defence(can_cu_phap_ly=[{"ngay_ban_hanh": "25-11-2025"}]), name="c.gz"),
        write_table(tmp_path / "d.csv", [title()]),
    )
    assert [(file.count, day) for file, day in done.files] == [
        (1, MADE),
        (1, MADE),
        (1, date(2025, 11, 25)),
        (1, MADE),
    ]
    records, problems = read_imported([store / FILE], FIELDS)
    assert not problems
    assert {code: (one.field, one.origin) for code, one in records.items()} == {
        "9.100001": ("ho_tich", "details"),
        "9.200001": ("dat_dai", "text"),
        "9.300001": ("bao_tro", "defence"),
        "9.400001": ("ho_tich", "titles"),
    }
    assert done.unlisted() == ["9.100001", "9.200001", "9.300001"]


def test_importing_the_same_again_writes_nothing(tmp_path: Path, store: Path) -> None:
    files = a_file(tmp_path, details(), crawled("9.100001")), write_table(tmp_path / "d.csv", [title()])
    imported(store, *files)
    before = (store / FILE).stat().st_mtime_ns, (store / FILE).read_bytes()
    done = imported(store, *files)
    assert done.before == done.after
    assert ((store / FILE).stat().st_mtime_ns, (store / FILE).read_bytes()) == before


def test_of_one_code_the_richer_format_counts_in_any_order(tmp_path: Path, store: Path) -> None:
    rich = a_file(tmp_path, details("9.1"), name="rich.gz")
    poor = write_table(tmp_path / "poor.csv", [title(code="9.1", name="Tên khác MẪU")])
    one = imported(store, rich, poor).after["9.1"]
    other = imported(store.with_name("other"), poor, rich).after["9.1"]
    assert one == other
    assert (one.name, one.names, one.origin) == ("Cấp thẻ MẪU", ("Tên khác MẪU",), "details")


def test_a_file_known_to_be_older_changes_nothing(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path, details()), seen=date(2026, 10, 1))
    old = a_file(tmp_path, with_data(details(), isWard=False), name="old.gz")
    done = imported(store, old, seen=date(2026, 9, 1))
    assert done.before == done.after
    done = imported(store, old, seen=date(2026, 10, 2))
    assert done.after["9.100001"].level == "other"


def test_a_file_that_only_its_own_stamps_make_older_still_counts(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path, details()), seen=date(2026, 10, 1))
    record = imported(store, a_file(tmp_path, details(isWard=False))).after["9.100001"]
    assert (record.level, record.seen) == ("other", date(2026, 10, 1))


def test_what_is_seen_again_keeps_its_newest_day_and_is_no_change(tmp_path: Path, store: Path) -> None:
    file = a_file(tmp_path, details())
    imported(store, file, seen=date(2026, 10, 1))
    assert imported(store, file).after["9.100001"].seen == date(2026, 10, 1)
    done = imported(store, file, seen=date(2026, 11, 1))
    assert done.after["9.100001"].seen == date(2026, 11, 1)
    assert not list(changed(done.before, done.after))


def test_a_changed_record_is_told_field_by_field(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path, details(), details("9.100002")))
    new = with_data(
        details(),
        name="Cấp đổi thẻ MẪU",
        isWard=False,
        isProvince=True,
        categoriesDetails=[{"name": "Đất đai"}],
        executionSteps=[],
        requirementsAndConditions="Đủ 18 tuổi",
        executionMethods=[method("DIRECT", 3, "WORKING_DAY", fee(30000, "Việt Nam Đồng", "mỗi thẻ"))],
    )
    done = imported(store, a_file(tmp_path, new))
    [(record, found)] = changed(done.before, done.after)
    assert record.code == "9.100001"
    by_name = {one.what: one.shortened() for one in found}
    assert by_name["name"] == ("“Cấp thẻ MẪU”", "“Cấp đổi thẻ MẪU”")
    assert by_name["names"] == ("–", "“Cấp thẻ MẪU”")
    assert by_name["level"] == ("“commune”", "“province”")
    assert by_name["field"] == ("“ho_tich”", "“dat_dai”")
    assert by_name["Trình tự thực hiện"] == ("“- Nộp tờ khai MẪU.”", "–")
    assert by_name["Yêu cầu, điều kiện"] == ("–", "“Đủ 18 tuổi”")
    assert "20.000" in by_name["Cách nộp, thời hạn, phí và lệ phí"][0]
    assert "30.000" in by_name["Cách nộp, thời hạn, phí và lệ phí"][1]
    assert len(by_name) == 7


def test_a_long_text_is_shown_where_it_changes() -> None:
    old, new = Change("x", "a" * 300 + " một " + "b" * 300, "a" * 300 + " hai " + "b" * 300).shortened()
    assert " một " in old
    assert " hai " in new
    assert max(len(old), len(new)) < 80


@pytest.mark.parametrize(("days_later", "named"), [(1, True), (0, True), (-1, False)])
def test_a_procedure_kept_by_hand_is_stale_when_its_record_changed_later(
    tmp_path: Path, store: Path, days_later: int, named: bool
) -> None:
    by_hand, _ = read_procedures(PROCEDURES)
    seen = by_hand["1.001193"].sources["portal"].seen
    made = {"updatedAt": 1780000000000}  # 28 May 2026
    imported(store, a_file(tmp_path, details("1.001193", **made)), seen=seen - timedelta(30))
    new = details("1.001193", executionSteps=[{"description": "Bước MẪU"}], **made)
    done = imported(store, a_file(tmp_path, new), seen=seen + timedelta(days_later))
    found = stale(done.before, done.after, by_hand, done.stamps())
    assert [one.code for one in found] == (["1.001193"] if named else [])


def test_a_change_that_no_date_tells_apart_makes_stale(tmp_path: Path, store: Path) -> None:
    by_hand, _ = read_procedures(PROCEDURES)
    imported(store, a_file(tmp_path, details("1.001193")))
    done = imported(store, a_file(tmp_path, details("1.001193", executionSteps=[])))
    assert [one.code for one in stale(done.before, done.after, by_hand, done.stamps())] == ["1.001193"]
    assert not stale(done.after, done.after, by_hand, done.stamps())
    later = by_hand["1.001193"].sources["portal"].seen + timedelta(1)
    assert stale(done.after, done.after, by_hand, {"1.001193": later})


def test_the_making_of_a_page_is_no_change_of_its_record(tmp_path: Path, store: Path) -> None:
    done = imported(store, a_file(tmp_path, details(), crawled()))
    assert done.stamps() == {"9.100001": MADE}


def test_bad_records_are_left_out_with_their_reason_and_the_others_count(tmp_path: Path, store: Path) -> None:
    records = (
        details(),
        "{cut",
        details("9.100002", executionSteps=7),
        {"neither": 1},
        details("9.100003") | {"code": "ERROR"},
        details("9.100004-Xoa"),
        details(name="Cấp thẻ khác MẪU"),
        "",
    )
    [(file, _)] = imported(store, a_file(tmp_path, *records)).files
    assert [str(one) for one in file.left_out] == [
        "portal.jsonl.gz: line 1: 9.100001: line 7 has the same code and counts",
        "portal.jsonl.gz: line 2: is not a line of JSON in UTF-8",
        "portal.jsonl.gz: line 3: 9.100002: executionSteps: input should be a valid tuple",
        "portal.jsonl.gz: line 4: is none of the portal's formats",
        "portal.jsonl.gz: line 5: 9.100003: the portal's answer is 'ERROR', not 'OK'",
        "portal.jsonl.gz: line 6: 9.100004-Xoa: the portal marks it as deleted (“-Xoa”)",
    ]
    assert [one.damaged for one in file.left_out] == [False, True, True, True, True, False]
    assert file.count == 7
    assert [record.name for record in file.records] == ["Cấp thẻ khác MẪU"]


def test_a_table_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path, store: Path) -> None:
    rows = [title(), title(code=" 9.400001", name="Tên khác"), title(code="9.4-Xoa")]
    table = write_table(tmp_path / "list.csv", rows, start="\ufeff", end="\r\n")
    [(file, _)] = imported(store, table).files
    assert [record.code for record in file.records] == ["9.400001"]
    assert [one.line for one in file.left_out] == [2, 4]


def test_a_bad_file_gives_one_line_and_leaves_the_store_as_it_was(tmp_path: Path, store: Path) -> None:
    good = a_file(tmp_path, details())
    imported(store, good)
    before = (store / FILE).read_bytes()
    for path, why in bad_files(tmp_path).values():
        with pytest.raises(BadFile) as error:
            imported(store, a_file(tmp_path, details("9.100009"), name="good.gz"), path)
        assert str(error.value) == why
        assert (store / FILE).read_bytes() == before


def test_a_store_that_this_program_does_not_understand_is_not_written_over(
    tmp_path: Path, store: Path
) -> None:
    store.mkdir()
    line = (
        '{"code": "9.1", "name": "MẪU", "field": "x", "level": "other", "seen": "2026-07-18", "newer": 1}\n'
    )
    (store / FILE).write_text(line, encoding="utf-8")
    with pytest.raises(BadFile) as error:
        imported(store, a_file(tmp_path, details()))
    assert str(error.value) == "portal.jsonl: line 1.newer: unknown key; the store is not written over"
    assert (store / FILE).read_text(encoding="utf-8") == line


def test_a_file_without_a_day_needs_one(tmp_path: Path, store: Path) -> None:
    file = a_file(tmp_path, defence())
    with pytest.raises(BadFile, match="shows no day; say when it was taken"):
        imported(store, file)
    assert imported(store, file, seen=MADE).after["9.300001"].seen == MADE


def test_a_kill_while_it_writes_leaves_the_old_store_whole(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path, details()))
    before = (store / FILE).read_bytes()
    program = (
        "import os, sys; from pathlib import Path\n"
        "from kiosk.catalogue.portal.store import read_store, write_store\n"
        "store = Path(sys.argv[1])\n"
        "os.fsync = lambda _handle: os._exit(9)\n"
        "write_store(store, {**read_store(store), 'x': read_store(store)['9.100001']})\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(store)],
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert killed.returncode == 9
    assert (store / FILE).read_bytes() == before
    assert read_imported(sorted(store.glob("*.jsonl")))[1] == []


def test_curated_lies_over_imported_and_what_is_imported_is_found(tmp_path: Path, store: Path) -> None:
    way = channel("DIRECT", "Miễn phí", 5)
    imported(store, a_file(tmp_path, details("1.001193"), crawled(channels=[way])))
    catalogue = open_catalogue(Sources(PROCEDURES, store, FIELDS))
    assert not catalogue.problems
    assert catalogue.entries["1.001193"].curated
    assert catalogue.imported("1.001193") is None
    record = catalogue.imported("9.200001")
    assert record is not None
    assert "Miễn phí" not in record.model_dump_json()


def test_a_centre_with_other_fields_gets_the_default(tmp_path: Path) -> None:
    fields = FieldMap(TABLE, {"nop_ho_so", "ho_tich"})
    assert fields.field(["Đất đai"]) == "nop_ho_so"
    assert fields.field(["Không ai biết", "HO TICH"]) == "ho_tich"
    assert FieldMap(TABLE, FIELDS).field(["Chính sách BQP"]) == "bao_tro"
    assert FieldMap(TABLE, FIELDS).field(["Việc làm (G07-LĐ11)"]) == "bao_tro"
    with pytest.raises(BadFile, match=r"fields.toml: default: unknown field nop_ho_so"):
        FieldMap(TABLE, {"ho_tich"})
    table = tmp_path / "fields.toml"
    table.write_text('default = "ho_tich"\nfeilds = {}\n', encoding="utf-8")
    with pytest.raises(BadFile, match="did you mean fields"):
        FieldMap(table, FIELDS)


def test_every_queue_field_of_the_table_is_one_of_the_default_centre() -> None:
    import tomllib

    assert set(tomllib.loads(TABLE.read_text(encoding="utf-8"))["fields"]) <= FIELDS
