"""Every figure a citizen reads stands in the record it was taken from; the checker knows no loader."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROCEDURES
from tests.catalogue.facts_checker import faults
from tests.catalogue.facts_records import CODE, Library, read_library

LIBRARIES: dict[Path, Library] = {}


@pytest.fixture
def library(shared: Path) -> Library:
    """All records, read once."""
    if shared not in LIBRARIES:
        texts = "".join(path.read_text(encoding="utf-8") for path in PROCEDURES.glob("*.toml"))
        LIBRARIES[shared] = read_library(shared, set(CODE.findall(texts)))
    return LIBRARIES[shared]


def test_every_figure_stands_in_its_record_and_none_is_left_out(library: Library) -> None:
    found = [fault for path in sorted(PROCEDURES.glob("*.toml")) for fault in faults(path, library)]
    assert not found, "\n".join(found)


BIRTH, HOME = "1.001193", "1.004222"
FORM = '[[papers]]\nid = "form"\n'


@pytest.mark.parametrize(
    ("code", "old", "new", "fault"),
    [
        (BIRTH, "amount = 8000", "amount = 9000", "[fees] amount 9000 is in no record"),
        (HOME, "amount = 10000", "", "left out: the record's fee 10000 (online)"),
        (HOME, 'channel = "online"', 'channel = "counter"', "left out: the record's channel online"),
        (HOME, "quantity = 7", "quantity = 9", "[times] 9 working_day is in no record"),
        (HOME, 'unit = "working_day"', 'unit = "hour"', "[times] 7 hour is in no record"),
        (HOME, "quantity = 7", "", "left out: the record's time 7 working_day"),
        (BIRTH, "same_day_until = 15", "same_day_until = 16", "[times] 16:00 is in no record"),
        (BIRTH, '"60/2014/QH13"', '"61/2014/QH13"', "legal_basis: 61/2014/QH13 is not in the record"),
        (BIRTH, '"60/2014/QH13", ', "", "left out: the record's legal act 60/2014/QH13"),
        (
            BIRTH,
            'rule = "104/2022/NĐ-CP"',
            'rule = "1/2022/NĐ-CP"',
            "replaced_by.rule: 1/2022/NĐ-CP is in no",
        ),
        (BIRTH, "3 ngày làm việc", "4 ngày làm việc", "text: 4 ngày làm việc is in no record"),
        (BIRTH, "in 3 working days", "in 5 working days", "text: the languages differ in figures"),
        (
            BIRTH,
            "Chỉ khi ông/bà xin thêm bản sao.",
            "Từ 1/2/2024.",
            "note: the date (1, 2, 2024) is in no record",
        ),
        (
            BIRTH,
            "Chỉ khi ông/bà xin thêm bản sao.",
            "Theo 7/2001/TT-BTC.",
            "note: 7/2001/TT-BTC is in no record",
        ),
        (BIRTH, FORM, FORM + "originals = 4\n", "form: originals, copies (4, 0)"),
        ("2.000913", "amount = 30000", "amount = 0", "[fees] amount 0: no record says that nobody pays"),
        (BIRTH, "019d2bfd-3fe0", "019d2bfd-3fe1", "sources.portal.url: is not the record's"),
        (
            "1.013133",
            'confidence = "medium"',
            'confidence = "high"',
            "sources.portal.confidence: high, the record's",
        ),
        (BIRTH, "who = {", "whom = {", "left out: whom it is for"),
    ],
)
def test_a_wrong_figure_is_found(
    tmp_path: Path, library: Library, code: str, old: str, new: str, fault: str
) -> None:
    text = (PROCEDURES / f"{code}.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{code}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(fault in found for found in faults(path, library)), faults(path, library)


def test_a_copied_sentence_is_found(tmp_path: Path, library: Library) -> None:
    """The sentence comes from the record itself, so that none stands in this file."""
    record = library.records[BIRTH]
    sentence = max((text for text in record.texts if text.isprintable() and '"' not in text), key=len)
    some = " ".join(sentence.split()[4:14]).replace("\\", "")
    text = (PROCEDURES / f"{BIRTH}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{BIRTH}.toml"
    path.write_text(text.replace("Chỉ khi ông/bà xin thêm bản sao.", some, 1), encoding="utf-8")
    assert any("copied: " in found for found in faults(path, library))


def test_a_remark_excuses_only_what_stands_below_it(tmp_path: Path, library: Library) -> None:
    text = (PROCEDURES / f"{HOME}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{HOME}.toml"
    remark = "# not in the record: a test\n"
    wrong = text.replace("amount = 20000", f"{remark}amount = 21000\n# Not 20000.", 1)
    path.write_text(wrong, encoding="utf-8")
    assert faults(path, library) == []
    path.write_text(wrong.replace("amount = 10000", "amount = 11000\n# Not 10000."), encoding="utf-8")
    assert [fault.split("] ")[1] for fault in faults(path, library)] == ["amount 11000 is in no record"]
    path.write_text(
        text.replace("[[times]]", f"{remark}[[times]]", 1).replace("quantity = 7", "quantity = 9 # 7")
    )
    assert faults(path, library) == ["1.004222 left out: the record's time 7 working_day"]
