"""The portal's real records, where they lie beside the checkout: imported once, all of them looked at."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from config.centre import load_fields
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.fields import TABLE, FieldMap
from kiosk.catalogue.portal.importing import Done, import_files
from tests.catalogue.portal_records import TODAY
from tests.conftest import SHARED

COUNTS = {
    "portal_details_502.jsonl.gz": 502,
    "portal_text_2642.jsonl.gz": 2642,
    "portal_bqp_207.jsonl.gz": 207,
    "procedures_catalog_5670.csv": 5670,
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    files = [SHARED / "domain" / name for name in COUNTS]
    for file in files:
        if not file.is_file():
            pytest.skip(f"shared/domain/{file.name} is not here")
    fields = FieldMap(TABLE, (field.id for field in load_fields()))
    return import_files(files, tmp_path_factory.mktemp("imported"), fields, TODAY)


def passage(record: Imported, heading: str) -> str:
    return next((one.text for one in record.passages if one.heading == heading), "")


def test_of_each_file_99_percent_are_imported_and_the_others_named(done: Done) -> None:
    assert {file.name: file.count for file, _ in done.files} == COUNTS
    for file, _ in done.files:
        assert len(file.records) >= 0.99 * file.count
    assert done.damaged == 0
    left_out = [one.code for file, _ in done.files for one in file.left_out]
    assert left_out == ["1.014325", "1.014955-Xoa"]


def test_every_code_is_there_once_with_the_richest_record(done: Done) -> None:
    assert Counter(one.origin for one in done.after.values()) == {
        "details": 502,
        "text": 2565,
        "defence": 207,
        "titles": 2499,
    }
    assert done.after["1.001193"].level == "commune"
    assert len(done.unlisted()) == 105


def test_every_text_is_clean(done: Done) -> None:
    for record in done.after.values():
        for text in (record.name, *(one.text for one in record.passages)):
            assert text
            assert unicodedata.is_normalized("NFC", text)
            assert text.replace("\n", "").isprintable(), record.code


def test_nobody_is_told_that_something_is_free_because_of_a_stored_zero(done: Done) -> None:
    for record in done.after.values():
        for line in passage(record, wording.CHANNELS).split("\n"):
            label, _, said = line.partition(": ")
            if label in ("Phí, lệ phí", "Phí", "Lệ phí", "Giá"):
                assert said.strip(" .()").casefold() not in ("miễn phí", "0", "0 đồng", ""), record.code
    birth = passage(done.after["1.001193"], wording.CHANNELS)
    assert "Miễn phí" not in birth
    assert "Phí: chưa công bố" in birth


def test_records_with_details_say_how_to_file(done: Done) -> None:
    told = [bool(passage(one, wording.CHANNELS)) for one in done.after.values() if one.origin != "titles"]
    assert sum(told) >= 0.99 * len(told)
    papers = [bool(passage(one, wording.PAPERS)) for one in done.after.values() if one.origin == "details"]
    assert papers.count(False) <= 47  # so many have no paper at the portal either


def test_commune_levels_are_those_that_the_questions_expect(done: Done, shared: Path) -> None:
    codes = (shared / "robot" / "commune_codes_600.txt").read_text(encoding="utf-8").split()
    there = [done.after[code] for code in codes if code in done.after]
    assert len(there) == len(codes)
    assert sum(one.level == "commune" for one in there) >= 0.99 * len(codes)
